// How the columns of a file become the fields of records, as plain data. A mapping file (*.kmap.yaml) has the same in
// YAML.

/** Names that a file gets without being edited. */
export interface ColumnNames {
  /** In the order of the file, instead of the names in its first line. */
  readonly headers?: readonly string[];
  /** The first line is a row already, so the file has no names of its own. Needs `headers`. */
  readonly firstLine?: 'data';
}

/** What the records of one object get from the columns of a file. */
export interface Mapping extends ColumnNames {
  /** In the order in which they are sent. Two never have the same field. */
  readonly fields: readonly FieldMapping[];
  /** Columns that are not sent on purpose. Any other column without a field is said wherever the load is offered. */
  readonly leaveOut?: readonly string[];
  /** For dates and times that name no time zone, such as Europe/Berlin. Missing: they must name one. */
  readonly timeZone?: string;
  /** A column of the file that is neither mapped nor in `leaveOut` ends the load before anything is sent. */
  readonly strict?: boolean;
  /**
   * What a value does that a step cannot convert or a lookup cannot find. `stop`: it ends the load before anything is
   * sent. `failRow`: its row fails and is not sent. Missing: `stop` for steps, `failRow` for lookups.
   */
  readonly onFailure?: OnFailure;
}

export type OnFailure = 'stop' | 'failRow';

export interface FieldMapping {
  /** API name or relationship path: `Name`, `Account.Ext__c`, `User:Owner.Ext__c`. */
  readonly field: string;
  /** Source columns: none for a constant. The first step of several columns joins or chooses. */
  readonly from: readonly string[];
  /** Applied in this order to each value. */
  readonly steps: readonly Step[];
  /** The value is not the ID of the record, but one of its other fields. */
  readonly lookup?: Lookup;
  /** What a blank value does to this field, instead of what the load says. `clear` sends #N/A. */
  readonly blanks?: 'ignore' | 'clear';
}

export interface Lookup {
  readonly object: string;
  /** API name of the field that has the value, such as Email. */
  readonly by: string;
}

export type CaseKind = 'upper' | 'lower' | 'title';

/** What a value table does with a value that it does not have. */
export type Otherwise = 'keep' | 'blank' | 'fail' | { readonly use: string };

/** A value table that is a CSV file beside the mapping file. The first line has the names of its columns. */
export interface TableFile {
  /** Relative to the folder of the mapping file, and inside it. */
  readonly file: string;
  /** Column with the values of the source; missing: the first one. */
  readonly from?: string;
  /** Column with the values to send; missing: the second one. */
  readonly to?: string;
}

/** True when every test that is given holds. Texts are compared as they are, numbers by value. */
export interface Condition {
  /** Missing: the value as the earlier steps left it. */
  readonly column?: string;
  readonly is?: string | readonly string[];
  readonly isNot?: string | readonly string[];
  readonly contains?: string;
  readonly isBlank?: boolean;
  readonly above?: number;
  readonly below?: number;
}

/** The closed list of transforms. Nothing is evaluated, so a mapping file of another person cannot run code. */
export type Step =
  | { readonly kind: 'constant'; readonly value: string }
  /** For a blank value. */
  | { readonly kind: 'default'; readonly value: string }
  /** Several columns to one value, blank ones left out. */
  | { readonly kind: 'concat'; readonly separator: string }
  /** The first column that is not blank. */
  | { readonly kind: 'coalesce' }
  | { readonly kind: 'trim' }
  | { readonly kind: 'case'; readonly to: CaseKind }
  /** Cuts the value at `by` and joins the pieces with `with`, such as `;` for a multi-select picklist. */
  | { readonly kind: 'split'; readonly by: string; readonly with: string }
  | { readonly kind: 'replace'; readonly find: string; readonly with: string }
  /** RE2 syntax, which takes linear time. `with` may name groups: `$1`. */
  | { readonly kind: 'regex'; readonly pattern: string; readonly with: string; readonly ignoreCase?: boolean }
  /** Reads `12.345,67` with decimal `,` and group `.`. */
  | { readonly kind: 'number'; readonly decimal: ',' | '.'; readonly group?: string }
  /** Reads dates as `dd/MM/yyyy` and writes those of the Salesforce API. */
  | { readonly kind: 'date'; readonly format: string }
  | {
      readonly kind: 'dateTime';
      readonly format: string;
      /** Which of the two times is meant when clocks are set back. Missing: such a value fails. */
      readonly overlap?: 'earlier' | 'later';
    }
  | { readonly kind: 'boolean'; readonly true: readonly string[]; readonly false: readonly string[] }
  | {
      readonly kind: 'table';
      readonly values: Readonly<Record<string, string>>;
      readonly otherwise: Otherwise;
      /** Where `values` were read from; then the mapping file names it instead of the values. */
      readonly source?: TableFile;
    }
  /** The value is JSON; the path leads into it by dots: `address.city`. */
  | { readonly kind: 'path'; readonly path: string }
  /** The first branch whose condition holds gives the value; without `if` it always holds. */
  | {
      readonly kind: 'when';
      readonly branches: readonly { readonly if?: Condition; readonly then: string | { readonly column: string } }[];
    };
