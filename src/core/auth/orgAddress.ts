// The address under which an org answers API calls, from whatever address a person copied out of the browser.
import { SalesforceError } from '../errors/salesforceError';
import { isSalesforceHost, parseAddress } from '../http/address';

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

/**
 * The address of the org that a login host announces. Sessions of Salesforce go to Salesforce, and those that came over
 * https never on in the clear. Throws `login.insecureUrl`, `login.untrustedAddress`.
 */
export function announcedAddress(announced: string, loginUrl: string): string {
  const to = new URL(toOrgAddress(announced));
  const from = new URL(loginUrl);
  const isDowngrade = from.protocol === 'https:' && to.protocol !== 'https:';
  if (isDowngrade || (isSalesforceHost(from.hostname) && !isSalesforceHost(to.hostname)))
    throw new SalesforceError('login.untrustedAddress', { host: from.host, url: to.origin });
  return to.origin;
}

/**
 * Which login server vouches for the users of a host: the audience of a JWT assertion. What is signed for a host that is
 * not Salesforce's must be worth nothing at Salesforce.
 */
export function audienceOf(loginUrl: string): string {
  const { hostname, origin } = new URL(loginUrl);
  if (!isSalesforceHost(hostname)) return origin;
  const isSandbox = hostname === 'test.salesforce.com' || /\.(sandbox|scratch)\.|--/.test(hostname);
  return isSandbox ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
}
