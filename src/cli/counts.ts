// How the command line writes counts.
import { plural } from '../shared/protocol/plural';

/** “1,200” */
export const count = (number: number): string => number.toLocaleString('en-US');

/** “1 record”, “1,200 records” */
export const recordsText = (records: number): string =>
  plural(records, { one: '1 record', other: `${count(records)} records` });

/** “1 row”, “1,200 rows” */
export const rowsText = (rows: number): string => plural(rows, { one: '1 row', other: `${count(rows)} rows` });
