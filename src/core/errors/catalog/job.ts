// Errors of jobs: what stops one, and what cannot be done with it.

export const jobErrors = {
  'job.unknown': { advice: 'none', retryable: false, text: 'There is no job {jobId}.' },
  'job.owned': {
    advice: 'openJob',
    retryable: false,
    text: 'Another window or process is running the job {jobId}.',
  },
  'job.unreadableJournal': {
    advice: 'none',
    retryable: false,
    text: 'The journal of the job cannot be read: {file}, line {line}: {reason}. If a newer version of Kinetic wrote it, update Kinetic. If the file is damaged, restore it from a backup or remove the job.',
  },
  'job.unfinished': {
    advice: 'openJob',
    retryable: false,
    text: 'The job {jobId} is not finished. Abort it first, or wait until it ends.',
  },
  'job.nothingToRetry': {
    advice: 'none',
    retryable: false,
    text: 'There are no such rows left to retry. A later attempt may have loaded them already.',
  },
  'job.alreadyRetried': {
    advice: 'openJob',
    retryable: false,
    text: 'Some of these rows are already in another attempt: {jobId}. Sending them again could save them twice.',
  },
  'job.classic': {
    advice: 'openSetup',
    retryable: false,
    text: 'The job {remoteId} was created with Bulk API 1.0 and can only be viewed here. Change it in Setup or with the tool that created it.',
  },
  'job.failed': { advice: 'fixMapping', retryable: false, text: 'Salesforce ended the job: {message}' },
  'job.gone': {
    advice: 'none',
    retryable: false,
    text: 'The Salesforce job {remoteId} no longer exists: it was deleted, or it is older than seven days.',
  },
  'job.rowCountMismatch': {
    advice: 'report',
    retryable: false,
    text: 'The rows do not add up: {sent} were sent, but there are results for {accounted}. The files in the job’s folder contain what Salesforce returned.',
  },
  'job.incompleteExport': {
    advice: 'report',
    retryable: false,
    text: 'Salesforce found {expected} records, but {received} arrived. The records that arrived are in {file}.',
  },
  'job.locatorExpired': {
    advice: 'retry',
    retryable: false,
    text: 'The query locator expired in Salesforce, so the export was started again from the first record.',
  },
  'job.locatorExpiredTwice': {
    advice: 'retry',
    retryable: false,
    text: 'The query locator expired in Salesforce twice. Export the records again.',
  },
  'job.fileMissing': {
    advice: 'none',
    retryable: false,
    text: 'The records written so far were no longer on the disk, so the export was started again from the first record.',
  },
  'job.outcomeUnknown': {
    advice: 'none',
    retryable: false,
    text: 'Rows with an unknown outcome: {rows}. They were sent, but no response came back, so Salesforce may have saved them. They are listed as unprocessed. Check the org before you send them again, or you may create duplicates.',
  },
  'job.mayBeSaved': {
    advice: 'none',
    retryable: false,
    text: 'Salesforce may already have saved some of these rows (up to {rows}). Check the org before you retry, or you may create duplicates.',
  },
  'job.uploadLost': {
    advice: 'retry',
    retryable: true,
    text: 'Salesforce did not keep the uploaded data of part {part}.',
  },
} as const;
