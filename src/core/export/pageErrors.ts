// Errors of a page that arrived incomplete or is another one. Each of them is temporary: the page is downloaded again.
import { SalesforceError } from '../errors/salesforceError';

export const incompleteRecords = (): SalesforceError => new SalesforceError('network.incompleteRecords', {});

export const otherColumns = (columns: readonly string[]): SalesforceError =>
  new SalesforceError('network.otherColumns', { found: columns.join(', ').slice(0, shownCharacters) });

/** It may be the text of a web page. */
const shownCharacters = 200;
