// A mapping that only renames columns.
import type { Mapping } from '../../src/core/model/mapping';
import { rename } from '../../src/core/mapping/mapping';

/** Each column as a field; other columns are not sent. */
export const renames = (pairs: Readonly<Record<string, string>>): Mapping => ({
  fields: Object.entries(pairs).map(([column, field]) => rename(column, field)),
});
