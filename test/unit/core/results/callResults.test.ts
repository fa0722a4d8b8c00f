// Rows that were sent in calls end in the same files as those of a bulk job, each by its place in the part.
import assert from 'node:assert/strict';
import { writeCallResults, type KnownOutcome } from '../../../../src/core/results/callResults';
import { createRowReader } from '../../../../src/core/results/rowPages';
import { quietTask } from '../../../../src/core/kernel/task';
import { createSha256 } from '../../../../src/node/sha256';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { watchWriters } from '../../../fakes/openWriters';
import { bytesOf, inPieces } from '../csv/csvFiles';

const sent = (text: string, sourceLines?: Uint32Array) => ({
  plan: { index: 0, start: 0, end: text.length, records: text.trimEnd().split('\n').length, firstLine: 2, sha256: '' },
  dialect: { delimiter: '\t', lineEnding: 'LF' } as const,
  open: () => inPieces(bytesOf(text), [4]),
  ...(sourceLines && { sourceLines }),
});
const required = 'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --';
const outcomes: readonly KnownOutcome[] = [
  { id: '001A', created: true },
  { error: required },
  undefined,
  { id: '001B' },
  { id: '001C', error: 'X_Y:say "no":--' },
  'unknown',
];

describe('the results of calls', () => {
  it('count each row when the rows that were sent cannot be read any more', async () => {
    const files = createMemoryFiles({}, 1000);
    const gone = { ...sent(''), plan: { ...sent('').plan, records: 6 } };
    const results = await writeCallResults(gone, outcomes, { files, folder: 'job' }, quietTask());
    const { groups, ...counts } = results;
    assert.deepEqual(counts, { succeeded: 2, failed: 2, unprocessed: 1, unknown: 1, unexpected: 0 });
    assert.deepEqual(
      groups.map(({ code, count }) => [code, count]),
      [
        ['REQUIRED_FIELD_MISSING', 1],
        ['X_Y', 1],
      ],
    );
    assert.equal(files.text('job/failed.0.csv'), '');
  });

  it('hold each row as it was sent, with what Salesforce said and its line', async () => {
    const files = createMemoryFiles({}, 1000);
    const at = { files, folder: 'job' };
    const text = 'A\t1\nB\t\nC\t"x\ny"\nD\t4\nE\t5\nF\t6\n';
    const results = await writeCallResults(
      { ...sent(text), plan: { ...sent(text).plan, records: 6 } },
      outcomes,
      at,
      quietTask(),
    );
    const { groups, ...counts } = results;
    assert.deepEqual(counts, { succeeded: 2, failed: 2, unprocessed: 1, unknown: 1, unexpected: 0 });
    assert.deepEqual(
      groups.map(({ code, count }) => [code, count]),
      [
        ['REQUIRED_FIELD_MISSING', 1],
        ['X_Y', 1],
      ],
    );
    assert.equal(files.text('job/succeeded.0.csv'), '001A\ttrue\t2\tA\t1\n001B\tfalse\t6\tD\t4\n');
    assert.equal(files.text('job/failed.0.csv'), `\t${required}\t3\tB\t\n001C\t"X_Y:say ""no"":--"\t7\tE\t5\n`);
    assert.equal(files.text('job/unprocessed.0.csv'), '4\tC\t"x\ny"\n');
    assert.equal(files.text('job/unknown.0.csv'), '8\tF\t6\n');
    const view = { folder: 'job', parts: [0], columns: ['Name', 'Site'], delimiter: '\t', groups } as const;
    const reader = createRowReader(files, createHastyClock(), createSha256);
    const { rows } = await reader.page(
      view,
      { list: 'failed', offset: 0, limit: 9, group: 1 },
      new AbortController().signal,
    );
    assert.deepEqual(rows, [
      { line: 7, recordId: '001C', code: 'X_Y', message: 'say "no"', fields: [], values: ['E', '5'] },
    ]);
  });

  it('have the lines of the source where a rewritten copy was sent, and say which rows were added', async () => {
    const files = createMemoryFiles({}, 1000);
    const lines = Uint32Array.of(40, 0x8000_0003);
    await writeCallResults(sent('A\nB\n', lines), [], { files, folder: 'job' }, quietTask());
    assert.equal(files.text('job/unprocessed.0.csv'), '40\tA\n\tB\n');
    const view = { folder: 'job', parts: [0], columns: ['Name'], delimiter: '\t', groups: [] } as const;
    const reader = createRowReader(files, createHastyClock(), createSha256);
    const { rows } = await reader.page(
      view,
      { list: 'unprocessed', offset: 0, limit: 9 },
      new AbortController().signal,
    );
    assert.deepEqual(
      rows.map(({ line, addedLine }) => [line, addedLine]),
      [
        [40, undefined],
        [0, 3],
      ],
    );
  });

  it('are the same when they are written again after a crash', async () => {
    const files = createMemoryFiles({}, 1000);
    const write = () => writeCallResults(sent('A\t1\nB\t2\n'), outcomes, { files, folder: 'job' }, quietTask());
    const first = await write();
    const contents = files.paths().map((path) => files.text(path));
    assert.deepEqual(await write(), first);
    assert.deepEqual(
      files.paths().map((path) => files.text(path)),
      contents,
    );
  });

  it('leave no file open when one of theirs cannot be opened', async () => {
    const files = watchWriters(createMemoryFiles({}, 1000), 'unprocessed.0.csv');
    await assert.rejects(
      writeCallResults(sent('A\t1\n'), outcomes, { files, folder: 'job' }, quietTask()),
      /unprocessed.0.csv cannot be opened/,
    );
    assert.deepEqual([...files.open], []);
  });
});
