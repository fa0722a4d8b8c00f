// Follows the links of a list to its end, and notices when a link leads back.
import { SalesforceError } from '../errors/salesforceError';

/**
 * Returns a function that takes each link before it is followed. Throws `network.repeatedLink` for one that was taken
 * before: it would be followed forever. `from`: the link of the first page, if it has one.
 */
export function createLinkCheck(what: string, from?: string): (link: string) => void {
  const taken = new Set(from === undefined ? [] : [from]);
  return (link) => {
    if (taken.has(link)) throw new SalesforceError('network.repeatedLink', { what });
    taken.add(link);
  };
}
