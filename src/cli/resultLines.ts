// The result of a job and its errors as text for people.
import { setupAddress, type LeftOutColumn, type Org } from '../core/core';
import { bulkJobPage } from '../shared/bulkJobPage';
import { plural } from '../shared/protocol/plural';
import { count, recordsText, rowsText } from './counts';
import type { NextCommand } from './nextCommand';
import { linked } from './place';
import { isOpen, type CommonResult, type ErrorText, type ExportResult, type JobResult } from './results';
import { routeText } from './routeText';
import { styled, type Line, type Piece, type Styled } from './style';

type SetupOrg = Pick<Org, 'instanceUrl' | 'kind'>;

interface Context {
  /** Of the job, as far as it is known. */
  readonly org: SetupOrg | undefined;
  readonly next: NextCommand;
}

export const toLines = (result: JobResult | ExportResult, context: Context): readonly Line[] => [
  ...(isOpen(result)
    ? openLines(result, context)
    : 'file' in result
      ? exportLines(result)
      : loadLines(result, context)),
  ...(result.state === 'interrupted' ? offered('Resume with', `resume ${result.jobId}`, context) : []),
  ...(canContinue(result) && context.next('') === undefined ? [stoppedOrgText] : []),
];

const stoppedOrgText =
  'The practice org stops with this command, so the job cannot be continued. A practice org that VS Code starts keeps running: name it with --target-org.';

const canContinue = (result: JobResult | ExportResult): boolean =>
  isOpen(result) ||
  result.state === 'interrupted' ||
  ('failedFile' in result &&
    [result.failedFile, result.unprocessedFile, result.unknownFile].some((file) => file !== null) &&
    result.failed + result.unprocessed + result.unknown > 0);

/** Nothing if the org is gone by then. */
function offered(says: string, words: string, { next }: Context): readonly string[] {
  const command = next(words);
  return command === undefined ? [] : [`${says}: ${command}`];
}

const openLines = ({ state, handedOver, timedOut, jobId }: CommonResult, context: Context): readonly string[] => [
  `${timedOut ? 'Not finished in time' : 'Not finished'}: ${state}`,
  handedOver
    ? 'Salesforce has all data and continues to process it.'
    : 'Salesforce does not have all data yet. Resuming the job sends the rest.',
  ...offered('Get the result with', `resume ${jobId}`, context),
];

/** For errors that another option can avoid. */
const hints: Readonly<Record<string, string>> = {
  'request.notBulkable': 'To export it over REST, add --rest.',
  'input.notAField': 'To let Kinetic find the fields by the names of the columns, add --auto-map guess.',
  'input.unknownEncoding':
    'To load it, add --encoding with the name of its encoding, for example --encoding windows-1252.',
  'input.badEncoding': 'To name another encoding, add --encoding NAME.',
  'input.replacementCharacters': 'To load it as it is, add --allow-replacement-characters.',
  'input.mixedLineEndings': 'To load it with collections, add --api collections.',
  'input.naAsText': 'To load it with collections, add --api collections. To let #N/A clear its fields, add --na clear.',
  'input.notAFile': 'For stdin or stdout, write - instead.',
  'input.fileExists': 'To replace it, add --overwrite.',
  'login.unknownOrg': 'For the orgs that you can use, run: kinetic orgs',
  'job.mayBeSaved': 'To send them anyway, add --yes.',
};

/**
 * The lines of a message and of its hint. Salesforce puts a caret below a mistake in a query, so the query starts on a
 * line of its own. A bar marks the further lines: text of a server never looks like a line of ours.
 */
export function errorLines({ code, message, places = [], ...place }: Omit<ErrorText, 'advice'>): readonly string[] {
  const hint = hints[code];
  const [first = '', ...more] = linked(message, place)
    .trimEnd()
    .replace(/^(.*?:) (.*\r?\n *\^)/, '$1\n$2')
    .split(/\r?\n/);
  return [first, ...[...more, ...places].map((line) => `  | ${line}`), ...(hint === undefined ? [] : [hint])];
}

const colors: Readonly<Record<string, Styled['style']>> = {
  completed: 'green',
  partial: 'yellow',
  aborted: 'yellow',
  interrupted: 'yellow',
  failed: 'red',
  rejected: 'red',
  unreadable: 'red',
};

/** “completed”, “aborted” …, as a cell of a list. */
export const stateText = (state: string): Piece => {
  const color = colors[state];
  return color === undefined ? state : styled(color, state);
};

/** “Completed”, “Aborted” … */
function outcomeWord({ state }: Pick<CommonResult, 'state'>): Piece {
  const word = state.charAt(0).toUpperCase() + state.slice(1);
  const color = colors[state];
  return color === undefined ? word : styled(color, word);
}

const rowCounts = (rows: Pick<JobResult, 'total' | 'succeeded' | 'failed' | 'unprocessed' | 'unknown'>): string =>
  [
    rowsText(rows.total),
    `${count(rows.succeeded)} succeeded`,
    `${count(rows.failed)} failed`,
    `${count(rows.unprocessed)} unprocessed`,
    ...(rows.unknown > 0 ? [`${count(rows.unknown)} unknown`] : []),
  ].join(', ');

const hasSentNothing = ({ state, total }: CommonResult): boolean => total === 0 && state === 'aborted';

const loadLines = (result: JobResult, context: Context): readonly Line[] => [
  // A file that was not read to its end has no counts.
  result.state === 'rejected'
    ? [outcomeWord(result), ': nothing was sent.']
    : hasSentNothing(result)
      ? 'Nothing was sent.'
      : [outcomeWord(result), `: ${rowCounts(result)}`],
  ...(result.route && result.state !== 'rejected' ? [`API: ${routeText(result.route)}`] : []),
  ...fileLines(result),
  ...(result.error ? errorLines(result.error) : []),
  ...result.errors.map((group, at) => `  ${at + 1}. ${count(group.count)} × ${group.code}: ${group.message}`),
  ...firstFailedLines(result),
  ...(result.failed > 0 && result.failedFile !== null
    ? [`Failed rows: ${result.failedFile}`, ...offered('To send them again', `retry ${result.jobId}`, context)]
    : []),
  ...(result.unprocessed > 0 && result.unprocessedFile !== null
    ? [
        `Unprocessed rows: ${result.unprocessedFile}`,
        ...offered('To send them', `retry ${result.jobId} --unprocessed`, context),
      ]
    : []),
  ...(result.orphanedRemoteJobIds ?? []).map((id) => orphanLine(id, context.org)),
  ...(result.unknown > 0 && result.unknownFile !== null ? unknownLines(result.jobId, result.unknownFile, context) : []),
  ...(result.attempts ? [attemptsLine(result.attempts)] : []),
];

const maxListedRows = 5;

/** In the form of compilers, which editors and terminals know. A row that is not in the file has no line. */
function firstFailedLines({ recordErrors = [], lineFile }: JobResult): readonly string[] {
  const first = recordErrors.filter(({ line }) => line > 0).slice(0, maxListedRows);
  if (first.length === 0) return [];
  return [
    plural(first.length, { one: 'First failed row:', other: 'First failed rows:' }),
    ...first.map(({ line, statusCode, message }) => `  ${lineFile}:${line}: ${statusCode}: ${message}`),
  ];
}

/** The practice org has no Setup. */
function orphanLine(remoteId: string, org: SetupOrg | undefined): string {
  const link = org && org.kind !== 'practice' ? ` (${setupAddress(org.instanceUrl, bulkJobPage(remoteId))})` : '';
  return `A call to create a job was not answered. The bulk job ${remoteId} in Salesforce may be the one: if no other program uses it, abort it in Setup${link}. Salesforce closes it by itself after a day.`;
}

/** How the file was read. */
export const fileLines = ({
  encoding,
  leftOutColumns = [],
  trimmedColumns = [],
  naCells,
}: Pick<JobResult, 'encoding' | 'leftOutColumns' | 'trimmedColumns' | 'naCells'>): readonly string[] => [
  ...(encoding === undefined ? [] : [`Encoding: ${encoding}`]),
  ...(leftOutColumns.length === 0 ? [] : [`Columns left out: ${leftOutColumns.map(leftOutText).join(', ')}`]),
  ...(trimmedColumns.length === 0 ? [] : [`Blanks around column names ignored: ${trimmedColumns.join(', ')}`]),
  ...(naCells ? [naLine(naCells)] : []),
];

const leftOutText = ({ column, reason }: LeftOutColumn): string => `${column} (${leftOutReasons[reason]})`;

const leftOutReasons: Readonly<Record<LeftOutColumn['reason'], string>> = {
  leftOut: 'left out by the mapping',
  notMapped: 'not in the mapping',
  onlyIds: 'only IDs are sent',
  resultColumn: 'from the results of a load',
};

function naLine({ count: cells, file, line, column, do: act }: NonNullable<JobResult['naCells']>): string {
  const where = plural(cells, {
    one: `1 cell, ${file}:${line}, column ${column}`,
    other: `${count(cells)} cells, the first in ${file}:${line}, column ${column}`,
  });
  return act === 'text'
    ? `#N/A is stored as text: ${where}`
    : `#N/A clears the field: ${where}. To store it as text, load with --na text`;
}

const unknownLines = (jobId: string, file: string, context: Context): readonly string[] => [
  `Unknown rows: ${file}`,
  ...offered(
    'Salesforce may have saved them. Query the org before you send them again with',
    `retry ${jobId} --unknown`,
    context,
  ),
];

const attemptsLine = ({
  jobIds,
  total,
  succeeded,
  failed,
  unprocessed,
  unknown,
  pending,
  leftOut,
}: NonNullable<JobResult['attempts']>) =>
  [
    `After ${jobIds.length} attempts: ${rowCounts({ total, succeeded, failed, unprocessed, unknown })}`,
    ...(pending > 0 ? [`${count(pending)} in progress`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} left out`] : []),
  ].join(', ');

const exportLines = (result: ExportResult): readonly Line[] => [
  result.state === 'rejected'
    ? [outcomeWord(result), ': nothing was written.']
    : [
        outcomeWord(result),
        `: ${count(result.exported)} of ${recordsText(result.total)}, ${count(result.bytes)} bytes`,
      ],
  ...(result.error ? errorLines(result.error) : []),
  ...(result.file === null ? [] : [`File: ${result.file}`]),
];
