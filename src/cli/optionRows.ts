// The options of the command line, one row an option. Help, parser and completion are made from them.

export interface OptionRow {
  readonly short?: string;
  /** What follows the option; missing for an option that is on or off. */
  readonly value?: string;
  /** Offered by the completion. */
  readonly choices?: readonly string[];
  /** What the value is in the file system. */
  readonly path?: 'file' | 'folder';
  /** May be given several times. */
  readonly repeats?: true;
  /** Names that other tools use for the same option, without their dashes. */
  readonly aliases?: readonly string[];
  readonly help: string;
}

const rows = {
  // load
  file: {
    short: 'f',
    value: 'FILE',
    path: 'file',
    help: 'the CSV file, instead of the argument; - reads stdin',
  },
  object: { short: 's', value: 'NAME', aliases: ['sobject'], help: 'the object to load into (also --sobject)' },
  operation: {
    value: 'NAME',
    choices: ['insert', 'update', 'upsert', 'delete', 'hardDelete', 'undelete'],
    help: 'insert, update, upsert, delete, hardDelete or undelete (default: upsert with --external-id, else insert); deletions and undelete send only the Id column',
  },
  'hard-delete': {
    help: 'delete the records permanently, without the recycle bin: the same as --operation hardDelete',
  },
  'dry-run': {
    help: 'send nothing: read the whole file, compare it with the object in the org, and say what the load would do. Exit code 0 if it can start, else 1',
  },
  'external-id': { short: 'i', value: 'FIELD', help: 'the key of an upsert' },
  map: {
    value: 'COLUMN=FIELD',
    repeats: true,
    help: 'send only mapped columns, under these field names (repeat for each column)',
  },
  'map-file': {
    value: 'MAPPING',
    path: 'file',
    help: 'a mapping file: .kmap.yaml, or .sdl of Data Loader; it may name the object, the operation and the key, too',
  },
  'on-failure': {
    value: 'NAME',
    choices: ['stop', 'failRow'],
    help: 'what a value does that the mapping file cannot convert or look up. stop: it ends the load before anything is sent; failRow: its row fails and the others are sent (default: as the file says, else failRow for lookups and stop for steps)',
  },
  'auto-map': {
    value: 'NAME',
    choices: ['strict', 'guess', 'off'],
    help: 'find fields by the names of columns. strict: every column must have a certain one; guess: also likely ones, columns without one are left out; off: each column is the API name of its field (default)',
  },
  blanks: {
    value: 'NAME',
    choices: ['ignore', 'clear'],
    help: 'ignore: blank cells leave the field unchanged (default); clear: they clear it',
  },
  na: {
    value: 'NAME',
    choices: ['clear', 'text'],
    help: 'what a cell that is exactly #N/A does. clear: it clears the field (default); text: it is stored as text, over REST or REST collections',
  },
  encoding: {
    value: 'NAME',
    help: 'encoding of a file that is not UTF-8 or UTF-16, such as windows-1252, shift_jis, gbk or windows-1251; it is never guessed',
  },
  delimiter: {
    value: 'NAME',
    choices: ['comma', 'semicolon', 'tab', 'pipe', 'caret', 'backquote'],
    aliases: ['column-delimiter'],
    help: 'what separates the columns: comma, semicolon, tab, pipe, caret or backquote (default: found in the file)',
  },
  'allow-replacement-characters': {
    help: 'load a file with the character U+FFFD, which shows that text was destroyed',
  },
  api: {
    value: 'NAME',
    choices: ['auto', 'rest', 'collections', 'bulk'],
    help: 'auto, rest, collections or bulk (default auto: REST for 1 row, REST collections for up to 200 rows, Bulk API 2.0 for more)',
  },
  'rest-up-to': { value: 'N', help: 'for auto: the maximum number of rows for REST (default 1), one row per call' },
  'collections-up-to': {
    value: 'N',
    help: 'for auto: the maximum number of rows for REST collections (default 200), 200 rows per call',
  },
  'assignment-rule': {
    value: 'ID|active',
    help: 'leads and cases: run this assignment rule, or “active” for the active one (default: none runs)',
  },
  'allow-duplicates': {
    help: 'save rows that a duplicate rule reports, where the rule allows that; REST and REST collections only',
  },
  'duplicates-as-current-user': {
    help: 'duplicate rules look only at records that the user can see; REST and REST collections only',
  },
  'all-or-none': { help: 'one failed row undoes the other rows of its call; REST collections and undelete only' },
  'update-only': { help: 'an upsert creates no records: rows without one fail; REST only, one call per row' },
  'batch-size': {
    value: 'N',
    aliases: ['records-per-call'],
    help: 'the maximum number of records in a call, 1 to 200 (default 200); REST collections and undelete only',
  },
  serial: { help: 'one call after the other, in the order of the file; not with the Bulk API' },
  'part-bytes': { value: 'N', help: 'the maximum size of a part of the file in bytes (default 95000000)' },
  'part-records': { value: 'N', help: 'the maximum number of rows in a part (default 10000000)' },
  parallel: { value: 'N', help: 'the maximum number of parts to send in parallel (default 3)' },
  'first-poll': {
    value: 'SECONDS',
    help: 'seconds before a bulk job of more than 10,000 rows is polled first (default 2); each later wait is 1.5 times as long, up to 30 seconds',
  },
  // export, query
  query: { short: 'q', value: 'SOQL', help: 'the query, instead of the argument' },
  to: {
    value: 'FILE',
    path: 'file',
    aliases: ['output-file'],
    help: 'the file to write (also --output-file); - writes the records to stdout',
  },
  format: {
    short: 'r',
    value: 'NAME',
    choices: ['csv', 'jsonl'],
    aliases: ['result-format'],
    help: 'csv or jsonl (default: by the name of the file, else csv)',
  },
  'result-format': {
    short: 'r',
    value: 'NAME',
    choices: ['human', 'csv', 'json'],
    aliases: ['format'],
    help: 'human (a table), csv or json (default: human on a terminal, else csv)',
  },
  all: { aliases: ['all-rows'], help: 'include deleted and archived records (also --all-rows)' },
  rest: { help: 'use REST, for queries that the Bulk API does not support (GROUP BY, child queries, …)' },
  'plain-numbers': { help: 'write numbers without exponents, 87700000 instead of 8.77E7' },
  overwrite: { help: 'replace the file if it exists' },
  // retry
  group: { value: 'N', help: 'only the rows of the Nth error in the result' },
  code: { value: 'CODE', help: 'only the rows with this status code' },
  temporary: { help: 'only temporary failures, such as locked records; sent in small parts, one at a time' },
  unprocessed: { help: 'the unprocessed rows instead of the failed rows' },
  unknown: {
    help: 'the unknown rows instead, which Salesforce may have saved: query the org first. Rows of an insert may be inserted twice, so this must be confirmed',
  },
  'from-file': {
    help: 'if the loaded file has changed, send the rows as the file has them now (default: as they were)',
  },
  // jobs
  remote: { help: 'list the bulk jobs of the org instead, of all users' },
  state: { value: 'NAME', help: 'with --remote: only jobs in this state' },
  user: { value: 'TEXT', help: 'with --remote: only jobs of users with this text in their name' },
  days: { value: 'N', help: 'with --remote: only jobs that were created in the last N days' },
  // policy
  access: {
    value: 'NAME',
    choices: ['full', 'confirm', 'readOnly'],
    help: 'full: confirm only deletions; confirm: confirm each write (default for production); readOnly: no writes',
  },
  'max-rows': { value: 'N', help: 'the maximum number of rows in one write' },
  allow: { value: 'OBJECT', repeats: true, help: 'allow only this object (repeat for each object)' },
  deny: { value: 'OBJECT', repeats: true, help: 'block this object (repeat for each object)' },
  default: { help: 'reset all rules' },
  // apex
  log: { help: 'run: print the whole debug log' },
  rollback: { help: 'run: end with a rollback, so that nothing is saved, and print what would have changed' },
  data: { value: 'FILE', path: 'file', help: 'rest: a file with the body, as JSON; - reads stdin' },
  suite: { value: 'NAME', repeats: true, help: 'test: the tests of this suite (repeat for each suite)' },
  coverage: { aliases: ['code-coverage'], help: 'test: which lines the tests ran, of each class and trigger' },
  'coverage-format': {
    value: 'NAME',
    choices: ['cobertura', 'lcov'],
    help: 'test: write the coverage to the file of --to, as cobertura or lcov',
  },
  'retry-locked': { help: 'test: run tests that failed because of a locked record once more, after all others' },
  // log
  contains: { value: 'TEXT', help: 'only logs with this text in user, operation, status, request or application' },
  limit: { value: 'N', help: 'list: the maximum number of logs (default 50)' },
  minutes: { value: 'N', help: 'tail: how long the trace flag lasts before it is extended, 1 to 1439 (default 30)' },
  'debug-level': { value: 'NAME', help: 'tail: a debug level of the org (default: Kinetic, created if missing)' },
  'no-trace': { help: 'tail: set no trace flag' },
  // waiting
  wait: {
    short: 'w',
    value: 'MINUTES',
    aliases: ['timeout-minutes'],
    help: 'the maximum time to wait, then exit with 124; the job can be resumed (default: until the job has finished)',
  },
  'no-wait': { aliases: ['async'], help: 'exit as soon as Salesforce has all data (also --async)' },
  // writes
  yes: { short: 'y', help: 'confirm the write, including rows that may be inserted twice' },
  'confirm-org': {
    value: 'NAME',
    help: 'confirm the write with the name of the org. Hard deletes need it in every org, other deletions where the policy is confirm',
  },
  // every command
  'target-org': {
    short: 'o',
    value: 'ORG',
    help: 'an org of the Salesforce CLI, by alias or username, or a practice org that runs, by name',
  },
  practice: { help: 'a new practice org on this computer, which stops with the command' },
  json: { help: 'print the result, or the error, as JSON to stdout; progress stays on stderr' },
} as const satisfies Readonly<Record<string, OptionRow>>;

type Rows = typeof rows;

export type OptionName = keyof Rows;

export const optionRows: Readonly<Record<OptionName, OptionRow>> = rows;

/** The words that an option takes, as their own types. */
export const choicesOf = <Name extends ChoiceName>(name: Name): Rows[Name]['choices'] => rows[name].choices;

type ChoiceName = { [Name in OptionName]: Rows[Name] extends { readonly choices: unknown } ? Name : never }[OptionName];

/** What was given, by the names of the options. */
export type Values = {
  readonly [Name in OptionName]?: Rows[Name] extends { readonly repeats: true }
    ? readonly string[]
    : Rows[Name] extends { readonly value: string }
      ? string
      : boolean;
};
