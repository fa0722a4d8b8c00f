// The closed table of everything that can go wrong: code → what may help and the sentence. Codes are for ever, wording may change.

import { compositeRows } from './compositeRows';
import { loginRows } from './loginRows';
import { policyRows } from './policyRows';

export type Advice =
  | 'signInAgain'
  | 'openSetup'
  | 'showLog'
  | 'retry'
  | 'fixMapping'
  | 'fixFile'
  | 'smallerParts'
  | 'openRow'
  | 'checkNetwork'
  | 'waitForLimit'
  | 'openJob'
  | 'report'
  | 'none';

interface Row {
  readonly advice: Advice;
  /** The same call may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** English, with {details} in braces; faces translate it by this text. */
  readonly text: string;
}

const rows = {
  ...loginRows,
  ...compositeRows,
  ...policyRows,
  'network.unreachable': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'No connection to {host}: nobody answers there.',
  },
  'network.orgStopped': {
    advice: 'none',
    retryable: true,
    text: '{org} has stopped. A practice org keeps nothing: what was in it is gone.',
  },
  'network.noHost': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'No host named {host} was found. Check the address and this machine’s network.',
  },
  'network.untrusted': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'No secure connection to {host}: {reason}. If a proxy or security product stands in between, its certificate must be trusted here.',
  },
  'network.broken': {
    advice: 'retry',
    retryable: true,
    text: 'The connection to {host} broke before the answer came.',
  },
  'network.timeout': { advice: 'checkNetwork', retryable: true, text: '{host} was silent for {seconds} seconds.' },
  'network.cutShort': {
    advice: 'retry',
    retryable: true,
    text: 'A page of records arrived cut short: {received} of {expected}.',
  },
  'network.headerLost': {
    advice: 'checkNetwork',
    retryable: false,
    text: 'An answer from Salesforce came without the header {header}, so nobody can tell where the records go on. Something between here and Salesforce, such as a proxy, removes it.',
  },
  'limit.requests': { advice: 'waitForLimit', retryable: false, text: 'The org has no API calls left: {message}' },
  'limit.concurrent': {
    advice: 'retry',
    retryable: true,
    text: 'The org is serving too many requests at once: {message}',
  },
  'limit.bulk': { advice: 'waitForLimit', retryable: false, text: 'The org’s Bulk API limit is used up: {message}' },
  'request.refused': {
    advice: 'none',
    retryable: false,
    text: 'Salesforce refused the request ({errorCode}): {message}',
  },
  'request.notFound': { advice: 'none', retryable: false, text: 'Salesforce does not know {what}: {message}' },
  'request.noAccess': {
    advice: 'openSetup',
    retryable: false,
    text: 'The user may not do this ({errorCode}): {message}',
  },
  'request.badSoql': { advice: 'none', retryable: false, text: 'The query is not valid: {message}' },
  'request.notBulkable': {
    advice: 'none',
    retryable: false,
    text: 'The Bulk API cannot run this query: {reason}.',
  },
  'server.unavailable': {
    advice: 'retry',
    retryable: true,
    text: 'Salesforce is unavailable at the moment (HTTP {status}).',
  },
  'server.failed': { advice: 'showLog', retryable: true, text: 'Salesforce failed with HTTP {status}: {message}' },
  'server.unexpected': {
    advice: 'showLog',
    retryable: false,
    text: 'Salesforce answered something unexpected to {what}: {message}',
  },
  'input.missingFile': { advice: 'retry', retryable: false, text: 'There is no file {file}.' },
  'input.isFolder': { advice: 'fixFile', retryable: false, text: '{file} is a folder. Choose a CSV file.' },
  'input.unreadable': { advice: 'fixFile', retryable: false, text: '{file} cannot be read: {reason}.' },
  'input.empty': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is empty. A CSV needs a header line and at least one row.',
  },
  'input.noRows': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} has a header line but no rows, so there is nothing to send.',
  },
  'input.binary': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is not text: byte {offset} (line {line}) is 0x{byte}. Export it as CSV first.',
  },
  'input.badEncoding': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is not valid {encoding}: byte {offset} on line {line}.',
  },
  'input.ragged': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: {found} cells where the header has {expected}.',
  },
  'input.unclosedQuote': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: the quote that opens here is never closed.',
  },
  'input.strayQuote': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: a quote stands inside the value that begins on line {valueLine}. Only a whole value may stand in quotes, and quotes within it are doubled.',
  },
  'input.loneCarriageReturn': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: a carriage return stands alone outside quotes. Save the file with LF or CRLF line endings.',
  },
  'input.mixedLineEndings': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: this line ends in {found}, the lines before in {expected}. Salesforce accepts only one kind in a file.',
  },
  'input.emptyHeader': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: column {column} has no name in the header.',
  },
  'input.duplicateHeader': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the column “{name}” stands twice in the header (columns {first} and {second}).',
  },
  'input.tooManyColumns': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} has {found} columns; Salesforce takes at most {limit}.',
  },
  'input.headerTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}: the header has {found} characters; Salesforce takes at most {limit}.',
  },
  'input.cellTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}, column {column}: the value is longer than {limit} characters, the most Salesforce takes.',
  },
  'input.recordTooLong': {
    advice: 'fixFile',
    retryable: false,
    text: '{file}, line {line}: the record is longer than {limit} characters, the most Salesforce takes.',
  },
  'input.missingColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file} has no column {column}, which {operation} needs.',
  },
  'input.needsExternalId': {
    advice: 'fixMapping',
    retryable: false,
    text: 'Upsert needs the name of an external id field.',
  },
  'input.unknownColumn': {
    advice: 'fixMapping',
    retryable: false,
    text: 'The mapping names the column “{column}”, which {file} does not have.',
  },
  'input.notAField': {
    advice: 'fixMapping',
    retryable: false,
    text: '{file}: the column “{column}” is no field of {object}, or the user cannot see it.',
  },
  'input.changed': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed while the job was running, so the rest cannot be sent safely.',
  },
  'input.fileExists': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} is there already. Choose another name, move it away, or allow it to be replaced.',
  },
  'input.cannotWrite': { advice: 'fixFile', retryable: false, text: '{file} cannot be written: {reason}.' },
  'input.badArgument': { advice: 'none', retryable: false, text: '{message}' },
  'job.unknown': { advice: 'none', retryable: false, text: 'There is no job {jobId}.' },
  'job.owned': {
    advice: 'openJob',
    retryable: false,
    text: 'The job {jobId} is being run by another window or process.',
  },
  'job.unfinished': {
    advice: 'openJob',
    retryable: false,
    text: 'The job {jobId} is not finished. Abort it first, or wait for its end.',
  },
  'job.nothingToRetry': { advice: 'none', retryable: false, text: 'No row of that kind is left to be retried.' },
  'job.alreadyRetried': {
    advice: 'openJob',
    retryable: false,
    text: 'Some of these rows are in another attempt already: {jobId}. Sending them again could save them twice.',
  },
  'job.failed': { advice: 'fixMapping', retryable: false, text: 'Salesforce ended the job: {message}' },
  'job.gone': {
    advice: 'none',
    retryable: false,
    text: 'The Salesforce job {remoteId} is gone: somebody deleted it, or it is older than seven days.',
  },
  'job.wrongSum': {
    advice: 'report',
    retryable: false,
    text: 'The rows do not add up: {sent} sent, {accounted} accounted for. The files in the job’s folder hold what Salesforce said.',
  },
  'job.shortExport': {
    advice: 'report',
    retryable: false,
    text: 'Salesforce found {expected} records, but {received} arrived. What arrived is in {file}.',
  },
  'job.cursorGone': {
    advice: 'retry',
    retryable: false,
    text: 'Salesforce has forgotten how far the records had been read, so they are read from the first one again.',
  },
  'job.partGone': {
    advice: 'none',
    retryable: false,
    text: 'The records that had been written are not on the disk any more, so they are read from the first one again.',
  },
  'job.fateUnknown': {
    advice: 'openJob',
    retryable: false,
    text: 'Rows whose fate nobody knows: {rows}. They were sent, but no answer came, so Salesforce may have taken them. They are listed as unprocessed. Look in the org before you send them again.',
  },
  'job.noContent': { advice: 'retry', retryable: true, text: 'Salesforce did not keep the upload of part {part}.' },
  'bug.unexpected': { advice: 'report', retryable: false, text: 'Something went wrong inside Kinetic: {message}' },
} as const satisfies Record<string, Row>;

export type ErrorCode = keyof typeof rows;

export const catalog: Readonly<Record<ErrorCode, Row>> = rows;
