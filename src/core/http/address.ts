// Which addresses may be talked to: https anywhere, plain http only on this machine.
import { SalesforceError } from '../errors/salesforceError';

/** Throws `login.insecureUrl` for anything else, and for what is no address at all. */
export function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) return url;
  throw new SalesforceError('login.insecureUrl', { url: text });
}

/** Salesforce's own domains: those of the public, of governments and of China. */
const salesforce =
  /(^|\.)(salesforce\.(com|mil)|force\.(com|mil)|(salesforce-setup|site|cloudforce|database)\.com|sfcrm(products|apps)\.cn)$/;

/** Everywhere else whoever runs the host receives what is sent to it, however much its name looks like Salesforce. */
export const isSalesforceHost = (hostname: string): boolean => salesforce.test(hostname.toLowerCase());

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
