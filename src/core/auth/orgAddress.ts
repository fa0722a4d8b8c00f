// The address under which an org answers API calls, from whatever address a person copied out of the browser.
import { parseAddress } from '../http/address';

/**
 * Scheme and host without a trailing slash. Pages of Lightning and Setup live on hosts of their own that answer no API
 * calls; their My Domain twin does. Throws `login.insecureUrl`.
 */
export function toOrgAddress(text: string): string {
  const trimmed = text.trim();
  const url = parseAddress(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  url.hostname = url.hostname
    .replace(/\.lightning\.force\.com$/, '.my.salesforce.com')
    .replace(/\.my\.salesforce-setup\.com$/, '.my.salesforce.com');
  return url.origin;
}

/** Which login server vouches for the users of a host: the audience of a JWT assertion. */
export function audienceOf(loginUrl: string): string {
  const { hostname } = new URL(loginUrl);
  const isSandbox = hostname === 'test.salesforce.com' || /\.(sandbox|scratch)\.|--/.test(hostname);
  return isSandbox ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
}
