// The instance URL of an org, from any of its addresses that a person may copy from the browser.
import { SalesforceError } from '../errors/salesforceError';
import { isSalesforceHost, parseAddress } from '../http/address';

/**
 * Scheme and host without a trailing slash. The hosts of Lightning and Setup pages do not answer API calls, so they are
 * replaced with the My Domain host. Throws `login.insecureUrl`.
 */
export function toOrgAddress(text: string): string {
  const trimmed = text.trim();
  const url = parseAddress(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  for (const [page, api] of pageHosts)
    if (url.hostname.endsWith(page)) url.hostname = url.hostname.slice(0, -page.length) + api;
  return url.origin;
}

/** Hosts of pages and the My Domain host of the same org: commercial, for governments, for China. */
const pageHosts = [
  ['.lightning.force.com', '.my.salesforce.com'],
  ['.my.salesforce-setup.com', '.my.salesforce.com'],
  ['.lightning.crmforce.mil', '.my.salesforce.mil'],
  ['.lightning.force.mil', '.my.salesforce.mil'],
  ['.lightning.sfcrmapps.cn', '.my.sfcrmproducts.cn'],
] as const;

/**
 * The instance URL that a login host returned. A session from Salesforce is only sent to Salesforce, and one from https
 * never over plain http. Throws `login.insecureUrl`, `login.untrustedAddress`.
 */
export function checkInstanceUrl(instanceUrl: string, loginUrl: string): string {
  const to = new URL(toOrgAddress(instanceUrl));
  const from = new URL(loginUrl);
  const isDowngrade = from.protocol === 'https:' && to.protocol !== 'https:';
  if (isDowngrade || (isSalesforceHost(from.hostname) && !isSalesforceHost(to.hostname)))
    throw new SalesforceError('login.untrustedAddress', { host: from.host, url: to.origin });
  return to.origin;
}

/**
 * The audience of a JWT assertion: the login server of the host's users. An assertion for a host outside of Salesforce
 * must not be valid at Salesforce.
 */
export function audienceOf(loginUrl: string): string {
  const { hostname, origin } = new URL(loginUrl);
  if (!isSalesforceHost(hostname)) return origin;
  const isSandbox = hostname === 'test.salesforce.com' || /\.(sandbox|scratch)\.|--/.test(hostname);
  return isSandbox ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
}
