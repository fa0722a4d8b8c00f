// The texts of the mapping page. Warnings and problems come from the extension, already translated.
import { sentences } from '../../l10n';

export const say = sentences({
  columns: 'Columns',
  columnsOf: 'Columns of {csv}',
  fields: 'Fields of {object}',
  preview: 'The first rows after conversion',
  search: 'Search fields',
  required: 'required',
  notMapped: 'no field',
  leftOut: 'left out',
  sends: { one: 'sends {count} column', other: 'sends {count} columns' },
  open: { one: '{count} column needs a field', other: '{count} columns need a field' },
  missing: 'Required fields without a column: {names}',
  chooseCsv: 'Choose a CSV File…',
  openText: 'Open as Text',
  load: 'Load This File…',
  leaveOut: 'Leave Out',
  convert: 'Convert…',
  changed: 'changed by the mapping',
  noCsv: 'Choose the CSV file whose columns should be mapped.',
  noFields: 'Connect an org to list the fields of the object.',
  noMatch: 'No field matches the search.',
  help: 'Click a column, then its field, or drag it there. On the keyboard, type to search the fields, press Enter to map, F2 to convert the values and Delete to leave out.',
  mapped: '{column} goes to {field}',
  gone: '{column} is left out',
});
