// The end of the help of all commands: how the org is found, other variables, exit codes. It is wrapped here, because
// commander wraps only its own lists.

type Row = readonly [term: string, text: string];

const logins: readonly Row[] = [
  ['access token', 'SF_INSTANCE_URL SF_ACCESS_TOKEN'],
  ['JWT bearer', 'SF_LOGIN_URL SF_CLIENT_ID SF_USERNAME SF_PRIVATE_KEY_PATH'],
  ['', 'SF_PRIVATE_KEY_PASSPHRASE if the key has one'],
  ['', 'SF_AUDIENCE if it is not the login host'],
  ['client credentials', 'SF_LOGIN_URL (My Domain) SF_CLIENT_ID SF_CLIENT_SECRET'],
  [
    'username, password',
    'SF_LOGIN_URL SF_CLIENT_ID SF_CLIENT_SECRET SF_USERNAME SF_PASSWORD [SF_SECURITY_TOKEN] (legacy: Salesforce turns this off by February 20, 2027)',
  ],
  ['Salesforce CLI', 'SF_TARGET_ORG, the same as --target-org'],
];

const variables: readonly Row[] = [
  ['SF_API_VERSION', 'the API version, for example 66.0'],
  ['KINETIC_HOME', 'the folder of jobs and result files (default: the data folder of the user)'],
  [
    'KINETIC_KEEP_DAYS',
    'the days after which finished jobs are removed (default: as set in VS Code, or 30; 0 keeps them)',
  ],
  ['KINETIC_LOG', 'debug: writes each request to stderr, as JSON lines without secrets (default: only errors)'],
  [
    'KINETIC_TIMEOUT_SECONDS',
    'the time without data after which a connection is closed (default 60, or minutes while Salesforce processes an upload)',
  ],
  ['HTTPS_PROXY, HTTP_PROXY', 'the proxy'],
  ['NO_PROXY', 'the hosts without a proxy'],
  ['NODE_EXTRA_CA_CERTS', 'additional trusted certificates'],
  ['NO_COLOR, FORCE_COLOR', 'turn colors off or on (default: on a terminal)'],
];

const exitCodes: readonly Row[] = [
  ['0', 'all rows succeeded, or with --no-wait Salesforce has all data'],
  [
    '1',
    'some rows failed, were not processed or are unknown, the job was interrupted, a check or a dry run found a problem, a test failed, or Apex ended with an error',
  ],
  ['2', 'the command could not run, or the job was rejected: nothing was sent or written'],
  ['124', 'not finished within --wait'],
  ['130', 'aborted or detached by the user'],
];

const widest = (rows: readonly Row[]): number => Math.max(...rows.map(([term]) => term.length));

/** `columns`: no line is longer, except for a single long word. */
export function helpEnding(columns: number): string {
  const list = (rows: readonly Row[]): readonly string[] => {
    const indent = widest(rows) + 4;
    return rows.flatMap(([term, text]) =>
      wrapped(text, columns - indent).map((line, at) => `  ${at === 0 ? term : ''}`.padEnd(indent) + line),
    );
  };
  const paragraph = (text: string): readonly string[] => wrapped(text, columns);
  return [
    ...paragraph('For the options of a command, run: kinetic help COMMAND'),
    '',
    ...paragraph('The org comes from --practice or --target-org (-o), else from variables:'),
    ...list(logins),
    ...paragraph('Without all of these, it is the default org of the Salesforce CLI.'),
    '',
    'More environment variables:',
    ...list(variables),
    '',
    ...paragraph('Ctrl+C aborts the job; a second Ctrl+C, or SIGTERM, detaches from it.'),
    '',
    'Exit codes:',
    ...list(exitCodes),
  ].join('\n');
}

function wrapped(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
