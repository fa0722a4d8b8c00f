// Which proxy the environment names for an address, as curl and VS Code read it.
import { SalesforceError } from '../core/ports';

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined: straight there. Asked for hosts of https addresses; plain http is only spoken to this machine. */
export type ProxyOf = (host: string, port: number) => URL | undefined;

/** Throws `input.badArgument`, without the address, which may hold a password, for a proxy that is none. */
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
    isHere(host) || exceptions.some((isMeant) => isMeant(host.toLowerCase(), port)) ? undefined : proxy;
}

const isHere = (host: string): boolean => /^(localhost|127\.[\d.]+|\[?::1\]?)$/i.test(host);

/** `*`, `example.com` with all that ends in it, `.example.com`, `*.example.com`, each with a port or without. */
function toException(text: string): (host: string, port: number) => boolean {
  const [, name = '', wanted] = /^(.*?)(?::(\d+))?$/.exec(text.toLowerCase().replace(/^\*?\./, '')) ?? [];
  return (host, port) =>
    (wanted === undefined || Number(wanted) === port) && (name === '*' || host === name || host.endsWith(`.${name}`));
}
