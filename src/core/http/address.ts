// Which addresses requests may be sent to: https anywhere, plain http only on this machine.
import { SalesforceError } from '../errors/salesforceError';

/** Throws `login.insecureUrl` for any other address, and for text that is not an address. */
export function parseAddress(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)))) return url;
  throw new SalesforceError('login.insecureUrl', { url: text });
}

/** Salesforce's own domains, including those for governments and for China. */
const salesforce =
  /(^|\.)((salesforce|force|cloudforce|visualforce)\.(com|mil)|crmforce\.mil|(salesforce-setup|site|database)\.com|sfcrm(products|apps)\.cn)$/;

/** A host outside of these domains belongs to another operator, even if its name resembles Salesforce. */
export const isSalesforceHost = (hostname: string): boolean => salesforce.test(hostname.toLowerCase());

export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
