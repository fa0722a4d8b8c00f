// The sentences of the command line about errors, and the exit code that scripts branch on.
import assert from 'node:assert/strict';
import { nextCommandFor } from '../../../src/cli/nextCommand';
import { errorLines, toLines } from '../../../src/cli/resultLines';
import { errorText, exitCode, type ErrorText, type JobResult } from '../../../src/cli/results';
import { catalog, type ErrorData, type RunResult } from '../../../src/core/core';

const linesOf = (message: string): readonly string[] => errorLines({ code: 'request.malformed', message });

describe('an error of several lines', () => {
  it('has the query on its own line, with the caret under the mistake', () => {
    const message = "The query is not valid: SELECT * FROM A\n       ^\nERROR at Row:1:Column:8\nunexpected token: '*'";
    assert.deepEqual(linesOf(message), [
      'The query is not valid:',
      '  | SELECT * FROM A',
      '  |        ^',
      '  | ERROR at Row:1:Column:8',
      "  | unexpected token: '*'",
    ]);
  });

  it('marks each further line, so that none looks like a line of ours', () => {
    assert.deepEqual(linesOf('Rejected: a\r\nCompleted: 300 rows\n'), ['Rejected: a', '  | Completed: 300 rows']);
  });

  it('ends with what can be done, as a line of ours', () => {
    const [first, ...more] = errorLines({ code: 'input.fileExists', message: 'There is such a file.' });
    assert.equal(first, 'There is such a file.');
    assert.deepEqual(more, ['To replace it, add --overwrite.']);
  });
});

describe('the place of an error in a file', () => {
  const shown = (code: string, details: ErrorData['details']): readonly [string | undefined, ErrorText] => {
    const error = errorText({ code, details });
    return [errorLines(error)[0], error];
  };
  const file = '/data/a $& b.csv';

  it('has the form that terminals make a link of, and separate values in JSON', () => {
    const [line, error] = shown('input.unclosedQuote', { file, line: 12, column: 5 });
    assert.equal(line, `${file}:12:5: the quote that opens here is never closed. Add the closing quote.`);
    assert.deepEqual([error.file, error.line, error.column], [file, 12, 5]);
  });

  it('keeps the name of a column as a word', () => {
    const [line, error] = shown('input.cellTooLong', { file, line: 12, column: 'Phone', limit: 32_000 });
    assert.match(line ?? '', /b\.csv:12, column Phone: the value is longer than 32000 characters/);
    assert.equal(error.column, 'Phone');
  });

  it('is missing where an error has none', () => {
    const [line, error] = shown('input.empty', { file });
    assert.match(line ?? '', /b\.csv is empty/);
    assert.ok(!('file' in error));
  });

  it('is linked in every message of the catalog that names a line', () => {
    for (const [code, { text }] of Object.entries(catalog))
      if (text.includes('{line}')) assert.ok(shown(code, { file, line: 12 })[0]?.includes(`${file}:12`), code);
  });
});

describe('the result of a load', () => {
  const result: JobResult = {
    jobId: '20261120-094710-3f9a1c',
    remoteJobIds: [],
    state: 'completed',
    handedOver: true,
    timedOut: false,
    total: 1,
    succeeded: 1,
    failed: 0,
    unprocessed: 0,
    unknown: 0,
    failedFile: null,
    succeededFile: null,
    unprocessedFile: null,
    unknownFile: null,
    errors: [],
    recordErrors: [],
    lineFile: '/data/a.csv',
    orphanedRemoteJobIds: ['7505e0000000001AAA'],
  };
  const orphanLine = (org: Parameters<typeof toLines>[1]['org']) =>
    toLines(result, { org, next: nextCommandFor({ practice: false }) }).at(-1);
  const text = (link: string): string =>
    `A call to create a job was not answered. The bulk job 7505e0000000001AAA in Salesforce may be the one: if no other program uses it, abort it in Setup${link}. Salesforce closes it by itself after a day.`;

  it('links a bulk job that may be left open to its page in Setup', () =>
    assert.equal(
      orphanLine({ kind: 'sandbox', instanceUrl: 'https://a.sandbox.my.salesforce.com' }),
      text(
        ' (https://a.sandbox.my.salesforce.com/lightning/setup/AsyncApiJobStatus/page?address=%2F7505e0000000001AAA)',
      ),
    ));

  it('has no link without Setup, in the practice org, or for an org that was removed', () => {
    assert.equal(orphanLine({ kind: 'practice', instanceUrl: 'http://127.0.0.1:4000' }), text(''));
    assert.equal(orphanLine(undefined), text(''));
  });
});

describe('the command that continues a job', () => {
  const orgOf = (targetOrg: string) => nextCommandFor({ practice: false, targetOrg })('resume 1');

  it('has the org as it was named, so that a shell takes it for one word', () => {
    assert.equal(orgOf('ada@example.com'), 'kinetic resume 1 -o ada@example.com');
    assert.equal(orgOf('Practice org 2'), 'kinetic resume 1 -o "Practice org 2"');
    assert.equal(orgOf("Ada's $HOME"), `kinetic resume 1 -o 'Ada'\\''s $HOME'`);
    assert.equal(nextCommandFor({ practice: false })('resume 1'), 'kinetic resume 1');
  });

  it('is missing for a practice org that stops before it', () =>
    assert.equal(nextCommandFor({ practice: true })('resume 1'), undefined));
});

describe('the exit code', () => {
  const ran: RunResult = {
    jobId: '20261120-094710-3f9a1c',
    remoteJobIds: [],
    state: 'completed',
    handedOver: true,
    timedOut: false,
    unit: 'rows',
    successCount: 150,
    failedCount: 0,
    unprocessedCount: 0,
    unknownCount: 0,
    totalRecords: 150,
    errors: [],
    files: {},
  };
  for (const [what, change, code] of [
    ['every row succeeded', {}, 0],
    ['rows failed', { successCount: 149, failedCount: 1 }, 1],
    ['rows were not processed', { successCount: 149, unprocessedCount: 1 }, 1],
    ['it is unknown what became of rows', { successCount: 149, unknownCount: 1 }, 1],
    ['the job failed', { state: 'failed' }, 1],
    // REST and collections calls have no remote job, and their rows are counted when a part has ended: this load may
    // have saved 100 rows, so a script that starts it again would insert them twice.
    ['a load without a bulk job broke off', { state: 'interrupted', successCount: 0, handedOver: false }, 1],
    ['a bulk load broke off', { state: 'interrupted', successCount: 0, remoteJobIds: ['7505e0000000001AAA'] }, 1],
    ['nothing was sent', { state: 'rejected', successCount: 0, totalRecords: 0 }, 2],
    ['Salesforce has all data and is not waited for', { state: 'processing', successCount: 0 }, 0],
    ['the wait ended before all data were sent', { state: 'uploading', successCount: 0, handedOver: false }, 1],
    ['the time is over', { state: 'processing', successCount: 0, timedOut: true }, 124],
    ['the user aborted the job', { state: 'aborted', successCount: 100, unprocessedCount: 50 }, 130],
  ] as const)
    it(`is ${code} when ${what}`, () => assert.equal(exitCode({ ...ran, ...change }), code));
});
