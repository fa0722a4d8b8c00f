// Which proxy the environment variables set for a host, read as curl and VS Code read them.
import { BlockList, isIP } from 'node:net';
import { SalesforceError } from '../core/ports';

type Environment = Readonly<Record<string, string | undefined>>;

/** Undefined: connect directly. Called only for https; plain http is used only for this machine. */
export type ProxyOf = (host: string, port: number) => URL | undefined;

/**
 * Throws `input.badArgument` for an invalid proxy URL or exception. The message omits the URL, which can contain a
 * password.
 */
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
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(toException);
  return (host, port) =>
    isThisMachine(host) || exceptions.some((matches) => matches(host.toLowerCase().replace(/\.$/, ''), port))
      ? undefined
      : proxy;
}

const isThisMachine = (host: string): boolean => /^(localhost|127\.[\d.]+|\[?::1\]?)$/i.test(host);

type Matches = (host: string, port: number) => boolean;

/**
 * `*`, `example.com`, `.example.com` or `*.example.com` for a domain and its subdomains, an address, a name with `*` in
 * any place, each with an optional port; `10.0.0.0/8` for addresses; `<local>` for names without a dot.
 */
function toException(entry: string): Matches {
  const text = entry.toLowerCase().replace(/^[a-z]+:\/\/|\/$/g, '');
  if (text === '<local>') return (host) => /^[^.:]+$/.test(host);
  const matches = text.includes('/') ? toSubnet(text) : toName(text);
  if (matches) return matches;
  const message = `NO_PROXY has an entry that cannot be read: ${entry.slice(0, 100)}. Separate hosts such as example.com, *.example.com, example.com:8443 and 10.0.0.0/8 with commas.`;
  throw new SalesforceError('input.badArgument', { message });
}

function toSubnet(text: string): Matches | undefined {
  const [, network = '', prefix = ''] = /^\[?([\da-f.:]+)\]?\/(\d{1,3})$/.exec(text) ?? [];
  const family = isIP(network);
  if (family === 0 || Number(prefix) > (family === 4 ? 32 : 128)) return undefined;
  const addresses = new BlockList();
  addresses.addSubnet(network, Number(prefix), `ipv${family === 4 ? 4 : 6}`);
  return (host) => {
    const hostFamily = isIP(withoutBrackets(host));
    return hostFamily > 0 && addresses.check(withoutBrackets(host), `ipv${hostFamily === 4 ? 4 : 6}`);
  };
}

function toName(text: string): Matches | undefined {
  const [, name = '', onlyPort] =
    /^(\[[\da-f:.]+\]|[\da-f]*:[\da-f:.]*:[\da-f:.]*|[^:]*?)(?::(\d{1,5}))?$/.exec(text) ?? [];
  const plain = withoutBrackets(name)
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
  if (isIP(plain) === 0 && !/^[\p{L}\p{N}_*-]+(?:\.[\p{L}\p{N}_*-]+)*$/u.test(plain)) return undefined;
  const pattern = plain.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const hosts = new RegExp(`^(?:.*\\.)?${pattern.join('.*')}$`);
  return (host, port) => (onlyPort === undefined || Number(onlyPort) === port) && hosts.test(withoutBrackets(host));
}

const withoutBrackets = (host: string): string => host.replace(/^\[|\]$/g, '');
