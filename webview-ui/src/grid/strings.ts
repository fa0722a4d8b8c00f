// The texts of a table, whatever is in it.
import { sentences } from '../l10n';

export const say = sentences({
  search: 'Search rows',
  clearSearch: 'Clear search',
  rowsShown: { one: '{count} row', other: '{count} rows' },
  rowsFound: { one: '{found} of {count} row', other: '{found} of {count} rows' },
  noRows: 'No rows.',
  noMatch: 'No rows match.',
  clearFilter: 'Clear Filter',
  notRead: 'Could not read the rows: {sentence}',
  tryAgain: 'Try Again',
  ascending: 'Sorted by {column}, ascending',
  descending: 'Sorted by {column}, descending',
  unsorted: 'Original order',
  copied: { one: '{count} row copied', other: '{count} rows copied' },
  tooMany: {
    one: 'You can copy {count} row at a time. To get more, copy or export all rows.',
    other: 'You can copy up to {count} rows at a time. To get more, copy or export all rows.',
  },
});
