// The closed table of everything that can go wrong: code → what may help and the sentence. Codes are for ever, wording may change.

import { compositeErrors } from './catalog/composite';
import { inputErrors } from './catalog/input';
import { loginErrors } from './catalog/login';
import { policyErrors } from './catalog/policy';

export type Advice =
  | 'signInAgain'
  | 'openSetup'
  | 'showLog'
  | 'retry'
  | 'fixMapping'
  | 'fixFile'
  | 'readAsWindows1252'
  | 'smallerParts'
  | 'openRow'
  | 'checkNetwork'
  | 'waitForLimit'
  | 'openJob'
  | 'changePolicy'
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
  ...loginErrors,
  ...compositeErrors,
  ...policyErrors,
  ...inputErrors,
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
  'network.proxy': {
    advice: 'checkNetwork',
    retryable: true,
    text: 'No way to {host}: {reason}. The proxy is the one that HTTPS_PROXY or HTTP_PROXY names; NO_PROXY lists hosts that need none.',
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
  'request.noHardDelete': {
    advice: 'openSetup',
    retryable: false,
    text: 'The user lacks the permission “Bulk API Hard Delete”, so nothing was deleted. An administrator grants it: Setup › Permission Sets (or the user’s profile) › System Permissions › “Bulk API Hard Delete”.',
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
  'job.classic': {
    advice: 'openSetup',
    retryable: false,
    text: 'The job {remoteId} was made with Bulk API 1.0 and can only be looked at here. Change it with the tool that made it, or in Setup.',
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
  'job.cursorLost': {
    advice: 'retry',
    retryable: false,
    text: 'Salesforce has forgotten twice how far the records had been read. Export them again.',
  },
  'job.partGone': {
    advice: 'none',
    retryable: false,
    text: 'The records that had been written are not on the disk any more, so they are read from the first one again.',
  },
  'job.outcomeUnknown': {
    advice: 'none',
    retryable: false,
    text: 'Rows whose fate nobody knows: {rows}. They were sent, but no answer came, so Salesforce may have taken them. They are listed as unprocessed. Look in the org before you send them again.',
  },
  'job.mayBeIn': {
    advice: 'none',
    retryable: false,
    text: 'Nobody knows of {rows} rows whether Salesforce took them, so sending them again may save them twice. Look for them in the org first.',
  },
  'job.noContent': { advice: 'retry', retryable: true, text: 'Salesforce did not keep the upload of part {part}.' },
  'bug.unexpected': { advice: 'report', retryable: false, text: 'Something went wrong inside Kinetic: {message}' },
} as const satisfies Record<string, Row>;

export type ErrorCode = keyof typeof rows;

export const catalog: Readonly<Record<ErrorCode, Row>> = rows;
