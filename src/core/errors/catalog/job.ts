// Errors of jobs: what stops one, and what cannot be done with it.

export const jobErrors = {
  'job.unknown': {
    advice: 'none',
    retryable: false,
    text: 'There is no job {jobId} on this computer. It may have been removed.',
  },
  'job.owned': {
    advice: 'openJob',
    retryable: false,
    text: 'Another window or process is running the job {jobId}. Wait until the job ends, or abort it.',
  },
  'job.unreadableJournal': {
    advice: 'none',
    retryable: false,
    text: 'The journal of the job cannot be read: {file}, line {line}: {reason}. If a newer version of Kinetic wrote it, update Kinetic. If the file is damaged, restore it from a backup or remove the job.',
  },
  'job.newerJournal': {
    advice: 'none',
    retryable: false,
    text: 'The job was written by a newer version of Kinetic: {file}, line {line}: {reason}. Update Kinetic to see the job, or remove it.',
  },
  'job.removed': {
    advice: 'openSetup',
    retryable: false,
    text: 'The folder of the job {jobId} was deleted while the job ran, so the job cannot continue. Salesforce may still save rows that it has received: look at the bulk jobs in Setup before you load the file again.',
  },
  'job.unfinished': {
    advice: 'openJob',
    retryable: false,
    text: 'The job {jobId} is not finished. Abort it first, or wait until it ends.',
  },
  'job.notALoad': {
    advice: 'openJob',
    retryable: false,
    text: 'The job {jobId} is not a load, so it has no rows to retry and no attempts.',
  },
  'job.nothingToRetry': {
    advice: 'none',
    retryable: false,
    text: 'The job has no {list} rows to retry.',
  },
  'job.noMatchingRows': {
    advice: 'none',
    retryable: false,
    text: 'None of the job’s {list} rows match, so there is nothing to retry.',
  },
  'job.rowsTaken': {
    advice: 'openJob',
    retryable: false,
    text: 'A later attempt, {jobId}, has sent these rows. Open that attempt to retry the rows that failed there.',
  },
  'job.unreadableAttempt': {
    advice: 'none',
    retryable: false,
    text: 'The retry {jobId} cannot be read, and it may need the files of this job. If a newer version of Kinetic wrote the retry, update Kinetic. Otherwise, remove the retry first.',
  },
  'job.attemptLost': {
    advice: 'none',
    retryable: false,
    text: 'Another attempt, {jobId}, has sent these rows or some of them, and it was removed or cannot be read. They are not offered again, because Salesforce may have saved them. They are still in the result files of this job.',
  },
  'job.alreadyRetried': {
    advice: 'openJob',
    retryable: false,
    text: 'Some of these rows are already in another attempt: {jobId}. Sending them again could save them twice.',
  },
  'job.resultFileChanged': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed after the job wrote it, so its rows cannot be shown or exported here. A retry sends the values that are in the file now.',
  },
  'job.columnGone': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed after the job wrote it, and its column {column} is missing. Add the column again, or load the file like any other CSV file.',
  },
  'job.rowWithoutLine': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed after the job wrote it, and line {line} has no line number in sf__Line. Enter the number or remove the row, or load the file like any other CSV file.',
  },
  'job.unknownLine': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed after the job wrote it, and line {line} has “{value}” in sf__Line, but no row of this list is on that line. Correct the number or remove the row, or load the file like any other CSV file.',
  },
  'job.lineTwice': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed after the job wrote it, and line {line} has {value} in sf__Line, as a row before it does. Remove one of the two rows, or load the file like any other CSV file.',
  },
  'job.rowsNotKept': {
    advice: 'none',
    retryable: false,
    text: 'The {list} rows of this job cannot be shown or retried, because their values were not kept: {file} was no longer the file that the job had read. Check the file, then start a new load.',
  },
  'job.notCompared': {
    advice: 'none',
    retryable: false,
    text: 'The rows cannot be sent as {file} has them now: {reason}. Nothing was sent.',
  },
  'job.rowCut': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed after the job wrote it, and its last row, on line {line}, may be cut: it is shorter than it was and has no line ending. Complete the row and end the line, or remove it.',
  },
  'job.rowsGone': {
    advice: 'fixFile',
    retryable: false,
    text: '{file} was changed after the job wrote it, and none of these rows is in it any more. Add them again, or choose other rows.',
  },
  'job.classic': {
    advice: 'openSetup',
    retryable: false,
    text: 'The job {remoteId} was created with Bulk API 1.0 and can only be viewed here. Change it in Setup or with the tool that created it.',
  },
  'job.endedOffline': {
    advice: 'none',
    retryable: false,
    text: 'The org did not answer, so the job was ended on this computer only. Salesforce may still process the rows that it has received. Check the org before you send them again.',
  },
  'job.failed': { advice: 'fixMapping', retryable: false, text: 'Salesforce ended the job: {message}' },
  'job.gone': {
    advice: 'none',
    retryable: false,
    text: 'The Salesforce job {remoteId} no longer exists: it was deleted, or it is older than seven days. Its results cannot be downloaded any more.',
  },
  'job.rowCountMismatch': {
    advice: 'report',
    retryable: false,
    text: 'The rows do not add up: {sent} were sent, but Salesforce returned results for {accounted}. The others are listed as unknown, because Salesforce may have saved them. Query the org before you send them again.',
  },
  'job.unexpectedResults': {
    advice: 'report',
    retryable: false,
    text: 'The results do not fit the rows that were sent. Result rows that are too many, occur twice, lack the columns of a result, are saved without an ID, or belong to other rows of the load: {rows}. They are in unexpected.{part}.csv in the job’s folder. Rows without another result are listed as unknown.',
  },
  'job.incompleteExport': {
    advice: 'report',
    retryable: false,
    text: 'The export is incomplete. Records found by Salesforce: {expected}; records received: {received}. They are in {file}. Export the records again.',
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
    text: 'Rows with an unknown outcome: {rows}. They were sent, but no response came back, so Salesforce may have saved them. Run a query in the org to see which of them are there before you send them again.',
  },
  'job.mayBeSaved': {
    advice: 'none',
    retryable: false,
    text: 'Rows that may be inserted twice: {rows}. They were sent before, and Salesforce may have saved them. Run a query in the org to see which of them are there.',
  },
  'job.uploadLost': {
    advice: 'retry',
    retryable: true,
    text: 'Salesforce did not keep the uploaded data of part {part}, so the part is uploaded again.',
  },
} as const;
