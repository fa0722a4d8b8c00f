// Which proxy the environment variables set for a host, read as curl and VS Code read them.
import { SalesforceError } from '../core/ports';

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined: connect directly. Called only for https; plain http is used only for this machine. */
export type ProxyOf = (host: string, port: number) => URL | undefined;

/** Throws `input.badArgument` for an invalid proxy URL. The message omits the URL, which can contain a password. */
export function proxyOfEnvironment(environment: Environment): ProxyOf {
  const read = (name: string): string => environment[name.toLowerCase()] ?? environment[name] ?? '';
  const named = read('HTTPS_PROXY') || read('HTTP_PROXY') || read('ALL_PROXY');
  if (named === '') return () => undefined;
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(named) ? named : `http://${named}`;
  const proxy = URL.canParse(text) ? new URL(text) : undefined;
  if (!proxy || !['http:', 'https:'].includes(proxy.protocol))
    throw new SalesforceError('input.badArgument', {
      message: 'HTTPS_PROXY must be like http://proxy.example.com:8080',
    });
  const exceptions = read('NO_PROXY')
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(toException);
  return (host, port) =>
    isThisMachine(host) || exceptions.some((matches) => matches(host.toLowerCase(), port)) ? undefined : proxy;
}

const isThisMachine = (host: string): boolean => /^(localhost|127\.[\d.]+|\[?::1\]?)$/i.test(host);

/** `*`, or `example.com`, `.example.com` or `*.example.com` for a domain and its subdomains, with an optional port. */
function toException(text: string): (host: string, port: number) => boolean {
  const [, name = '', onlyPort] = /^(.*?)(?::(\d+))?$/.exec(text.toLowerCase().replace(/^\*?\./, '')) ?? [];
  return (host, port) =>
    (onlyPort === undefined || Number(onlyPort) === port) &&
    (name === '*' || host === name || host.endsWith(`.${name}`));
}
