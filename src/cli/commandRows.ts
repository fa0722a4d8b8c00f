// The commands of the command line, one row a command. Help, parser and completion are made from them.
import { testFormats } from './apexWords';
import type { OptionName } from './optionRows';

export interface CommandRow {
  readonly group: 'Data' | 'Jobs' | 'Apex' | 'Orgs' | 'More';
  /** The arguments in the help, without the options. */
  readonly usage: string;
  readonly summary: string;
  /** Follows the summary in the help of the command. */
  readonly details?: string;
  readonly options: readonly OptionName[];
  /** Where the help of an option differs from its row. */
  readonly help?: Readonly<Partial<Record<OptionName, string>>>;
  /** Where the words that an option takes differ from its row. */
  readonly choices?: Readonly<Partial<Record<OptionName, readonly string[]>>>;
  /** What the completion offers for an argument. */
  readonly argument?: 'file' | readonly string[];
  /** A file follows the argument. */
  readonly thenFile?: true;
  readonly examples: readonly (readonly [command: string, what: string])[];
}

const waiting = ['wait', 'no-wait'] as const;
const confirming = ['yes', 'confirm-org'] as const;
const org = ['target-org', 'practice'] as const;

const confirmation =
  'In a terminal, asks before deletions, and before other writes if the policy of the org requires it. Without a terminal, such writes need --yes or --confirm-org; else nothing is sent, and the exit code is 2.';

const apexConfirmation =
  'All three count as writes. In a terminal, asks before them if the policy of the org requires it. Without a terminal, they then need --yes or --confirm-org; else nothing is sent, and the exit code is 2.';

const filter = 'with --remote: only jobs of this object';

export const commandRows = {
  load: {
    group: 'Data',
    usage: 'FILE [--object NAME] [--map-file MAPPING]',
    summary: 'Loads a CSV file and waits until every row is finished.',
    details: `FILE is a CSV file; - reads stdin. A MAPPING without an object, such as any .sdl, needs --object, too.\n\n${confirmation}`,
    options: [
      ...(['file', 'object', 'operation', 'hard-delete', 'external-id', 'dry-run'] as const),
      ...(['map', 'map-file', 'on-failure', 'auto-map', 'blanks', 'na', 'encoding', 'delimiter'] as const),
      ...(['allow-replacement-characters', 'api', 'rest-up-to', 'collections-up-to'] as const),
      ...(['assignment-rule', 'allow-duplicates', 'duplicates-as-current-user', 'all-or-none'] as const),
      ...(['update-only', 'batch-size', 'serial', 'part-bytes', 'part-records', 'parallel', 'first-poll'] as const),
      ...([...waiting, ...confirming, ...org, 'json'] as const),
    ],
    argument: 'file',
    examples: [
      [
        'kinetic load accounts.csv --object Account --external-id External_Id__c',
        'updates the records it finds, inserts the others',
      ],
      ['kinetic load accounts.csv -s Account -i External_Id__c --dry-run', 'says what it would do, sends nothing'],
      ['kinetic load accounts.csv --map-file accounts.kmap.yaml', 'converts values as the mapping file says'],
      ['gunzip -c contacts.csv.gz | kinetic load - -s Contact -o dev --json', 'reads stdin, prints JSON'],
    ],
  },
  export: {
    group: 'Data',
    usage: 'SOQL --to FILE',
    summary: 'Writes the records of a query of any size to a file, with Bulk API 2.0.',
    details: 'SOQL is a query in quotes, or the name of a .soql file.',
    options: [
      ...(['query', 'file', 'to', 'format', 'all', 'rest', 'plain-numbers', 'overwrite', 'first-poll'] as const),
      ...([...waiting, ...org, 'json'] as const),
    ],
    help: { file: 'a file with the query, instead of the argument; - reads stdin' },
    argument: 'file',
    examples: [
      ['kinetic export "SELECT Id, Name, Owner.Name FROM Account" --to accounts.csv', 'writes a CSV file'],
      ['kinetic export accounts.soql --to - | gzip > accounts.csv.gz', 'writes to stdout'],
    ],
  },
  query: {
    group: 'Data',
    usage: 'SOQL',
    summary: 'Prints the records of a query: as a table on a terminal, as CSV in a pipe.',
    details: 'SOQL is a query in quotes, or the name of a .soql file.',
    options: ['query', 'file', 'result-format', 'all', ...org, 'json'],
    help: {
      file: 'a file with the query, instead of the argument; - reads stdin',
      json: 'print the records, or the error, as JSON',
    },
    argument: 'file',
    examples: [
      ['kinetic query "SELECT Industry, COUNT(Id) FROM Account GROUP BY Industry"', 'prints one row for each industry'],
      ['kinetic query accounts.soql -o dev --json', 'runs the query of a file, prints JSON'],
    ],
  },
  jobs: {
    group: 'Jobs',
    usage: '',
    summary: 'Lists the jobs of this computer, newest first.',
    options: ['remote', 'state', 'object', 'user', 'days', ...org, 'json'],
    help: { object: filter, 'target-org': 'with --remote: an org of the Salesforce CLI, by alias or username' },
    examples: [
      ['kinetic jobs', 'jobs of this computer, those of VS Code included'],
      ['kinetic jobs --remote --state Failed --days 7', 'failed bulk jobs of the org, of all users'],
    ],
  },
  job: {
    group: 'Jobs',
    usage: 'JOB',
    summary: 'Shows the result of one job of this computer so far.',
    options: ['json'],
    examples: [
      ['kinetic job 20261120-094710-3f9a1c', 'counts, errors and result files'],
      ['kinetic job 20261120-094710-3f9a1c --json', 'the same for scripts'],
    ],
  },
  resume: {
    group: 'Jobs',
    usage: '[JOB …]',
    summary: 'Resumes unfinished jobs; without JOB, all unfinished jobs of this org.',
    details: confirmation,
    options: [...waiting, ...confirming, ...org, 'json'],
    help: { json: 'print the result of one JOB as JSON to stdout, or an array for all; progress stays on stderr' },
    examples: [
      ['kinetic resume', 'all unfinished jobs, for example after a crash; nothing is sent twice'],
      ['kinetic resume 20261120-094710-3f9a1c --json', 'the result of one job'],
    ],
  },
  retry: {
    group: 'Jobs',
    usage: 'JOB',
    summary: 'Sends the failed rows of a load again, as a new job.',
    details: confirmation,
    options: [
      ...(['group', 'code', 'temporary', 'unprocessed', 'unknown', 'from-file'] as const),
      ...([...waiting, ...confirming, ...org, 'json'] as const),
    ],
    examples: [
      ['kinetic retry 20261120-094710-3f9a1c --temporary', 'only rows that may succeed without a change'],
      ['kinetic retry 20261120-094710-3f9a1c --group 2', 'only the rows of the second error'],
    ],
  },
  abort: {
    group: 'Jobs',
    usage: 'JOB',
    summary: 'Aborts a job, also in Salesforce, and gets the results of the processed rows.',
    details: 'Saved rows stay saved. The rows that were not processed are listed and can be retried.',
    options: [...org, 'json'],
    examples: [
      ['kinetic abort 20261120-094710-3f9a1c', 'also a job that VS Code or another terminal runs'],
      ['kinetic abort 20261120-094710-3f9a1c -o dev --json', 'prints the counts as JSON'],
    ],
  },
  apex: {
    group: 'Apex',
    usage: 'run FILE | test [TEST …] | rest METHOD PATH',
    summary: 'Runs anonymous Apex or tests, or calls a REST service that is written in Apex.',
    details: [
      'run: FILE is a file with Apex; - reads stdin. Prints what the code wrote with System.debug. Exit code 1 for a compile error, printed as FILE:LINE:COLUMN, and for an exception.',
      '--rollback ends the transaction with an exception, so that Salesforce saves nothing, and prints the DML of the code and its triggers. Code with a callout, EventBus.publish or another call that a rollback does not take back is not sent (exit code 2). Classes that the code calls are not searched for such calls; the log tells afterwards whether they made any.',
      'test: TEST is CLASS or CLASS.METHOD. Runs these or, with --suite, the tests of suites; without both, all tests of the org except those of installed packages. Prints each result as it comes. Exit code 1 if a test fails. Ctrl+C aborts the run in the org.',
      'rest: METHOD is GET, POST, PUT, PATCH or DELETE, and PATH is what follows /services/apexrest. Prints the body of the answer. Exit code 1 if its status is 400 or higher.',
      apexConfirmation,
    ].join('\n\n'),
    options: [
      ...([
        'rollback',
        'log',
        'data',
        'suite',
        'coverage',
        'result-format',
        'coverage-format',
        'to',
        'retry-locked',
      ] as const),
      ...(['wait', ...confirming, ...org, 'json'] as const),
    ],
    help: {
      'result-format': 'test: human (lines), json or junit (default: human)',
      to: 'test: the file of the coverage, or without --coverage-format of the results (also --output-file)',
      wait: 'test: the maximum time to wait, then exit with 124; the org continues (default: until the run has ended)',
    },
    choices: { 'result-format': testFormats },
    argument: ['run', 'test', 'rest'],
    thenFile: true,
    examples: [
      ['kinetic apex run script.apex', 'prints what System.debug wrote'],
      ['kinetic apex run script.apex --rollback', 'prints what it would change, and saves nothing'],
      ["echo 'System.debug(UserInfo.getUserName());' | kinetic apex run - --log", 'prints the whole log'],
      ['kinetic apex test OrdersTest InvoiceTest.sumsUp', 'runs a class and one method of another'],
      ['kinetic apex test --coverage-format lcov --to lcov.info', 'runs all tests, writes the coverage'],
      ['kinetic apex rest GET /orders?open=true', 'prints the answer of the service'],
      ['kinetic apex rest POST /orders --data order.json --json', 'sends a file, prints status and body as JSON'],
    ],
  },
  log: {
    group: 'Apex',
    usage: 'list | get LOG | tail | search TEXT | delete LOG …',
    summary: 'Lists, prints, follows, searches and deletes the debug logs of the org.',
    details: [
      'list: the newest logs. get: prints the text of one; LOG is its ID.',
      'tail: sets a trace flag for the user of the login, or for --user, and lists new logs as they come, until Ctrl+C. The flag is extended meanwhile, and removed at the end if it was not there before. With --no-trace, no flag is set.',
      'search: finds TEXT in all logs, and prints ID:LINE: and the line. Logs that were read before come from this computer. Exit code 1 if nothing is found.',
      `delete: the logs that are named, or --all that the filters let through. ${confirmation}`,
    ].join('\n\n'),
    options: [
      ...(['user', 'contains', 'days', 'limit', 'log', 'minutes', 'debug-level', 'no-trace', 'all'] as const),
      ...([...confirming, ...org, 'json'] as const),
    ],
    help: {
      user: 'only logs of users with this text in their name; tail: the user by ID, username or full name',
      days: 'only logs of the last N days',
      log: 'tail: print the whole text of each log',
      all: 'delete: all logs that the filters let through',
    },
    argument: ['list', 'get', 'tail', 'search', 'delete'],
    examples: [
      ['kinetic log list --contains NullPointer', 'logs that ended with this exception, the newest first'],
      ['kinetic log get 07L5g00000AbCdEEAV > apex.log', 'writes the text of one log to a file'],
      ['kinetic log tail -o dev --user "Ada Moss"', 'collects the logs of another user until Ctrl+C'],
      ['kinetic log tail --json --minutes 10', 'one JSON object for each new log'],
      ['kinetic log search "Too many SOQL" --days 1', 'prints where the text is, in all logs of the last day'],
      ['kinetic log search Account.Name --json', 'the same for scripts'],
      ['kinetic log delete --all --user "Ada Moss"', 'asks, with the number of logs, then deletes them'],
      ['kinetic log delete 07L5g00000AbCdEEAV --yes', 'deletes one log'],
    ],
  },
  orgs: {
    group: 'Orgs',
    usage: '',
    summary: 'Lists the orgs that the command line can use.',
    options: ['json'],
    examples: [
      ['kinetic orgs', 'from variables, the Salesforce CLI, and the practice org'],
      ['kinetic orgs --json', 'the same for scripts'],
    ],
  },
  check: {
    group: 'Orgs',
    usage: '',
    summary: 'Checks whether the org is ready: login, API, permissions and limits.',
    details: 'Says where in Setup to add what is missing.',
    options: [...org, 'json'],
    examples: [
      ['kinetic check -o dev', 'one line for each check'],
      ['kinetic check --json', 'the same for scripts; exit code 1 if something required is missing'],
    ],
  },
  policy: {
    group: 'Orgs',
    usage: '',
    summary: 'Shows or sets which writes to the org this computer allows, in VS Code and here.',
    details: 'Loosening the policy needs --confirm-org or, in a terminal, the name of the org.',
    options: ['access', 'max-rows', 'allow', 'deny', 'default', 'confirm-org', ...org, 'json'],
    help: { 'confirm-org': 'confirm with the name of the org that its policy is loosened' },
    examples: [
      ['kinetic policy -o prod --access readOnly', 'takes effect in VS Code immediately'],
      ['kinetic policy -o dev --max-rows 1000 --deny User', 'limits each write'],
    ],
  },
  writes: {
    group: 'Orgs',
    usage: '',
    summary: 'Lists the writes from this computer, newest first.',
    options: ['days', 'json'],
    help: { days: 'only writes of the last N days' },
    examples: [
      ['kinetic writes', 'what was written, to which org, and who confirmed it'],
      ['kinetic writes --days 7 --json', 'the last week for scripts'],
    ],
  },
  completion: {
    group: 'More',
    usage: 'bash|zsh|fish|pwsh',
    summary: 'Prints a script that completes commands and options in a shell.',
    options: [],
    argument: ['bash', 'zsh', 'fish', 'pwsh'],
    examples: [
      ['source <(kinetic completion bash)', 'in ~/.bashrc'],
      ['source <(kinetic completion zsh)', 'in ~/.zshrc'],
      ['kinetic completion fish > ~/.config/fish/completions/kinetic.fish', 'for fish'],
      ['kinetic completion pwsh | Out-String | Invoke-Expression', 'in the profile of PowerShell'],
    ],
  },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof commandRows;

export const commandNames = Object.keys(commandRows) as readonly CommandName[];

export const commandRow = (name: CommandName): CommandRow => commandRows[name];
