// The progress of the command line: one line of a terminal that fits any width, and steps of ten percent elsewhere.
import assert from 'node:assert/strict';
import { createProgressWriter, liveLine, progressLine } from '../../../src/cli/progress';
import { rendered, type Line } from '../../../src/cli/style';
import { allIn, interrupted, preparing, processing, uploading } from '../../fakes/jobStates';

describe('the progress line of a terminal', () => {
  it('shows share, failed rows and speed', () => {
    assert.equal(liveLine(uploading, 120), `[${'#'.repeat(11).padEnd(24)}] uploading 45%, 1,000 rows, 225 rows/s`);
    assert.equal(
      liveLine(processing, 120),
      `[${'#'.repeat(14).padEnd(24)}] 5 failed, processing 60%, 1,000 rows, 150 rows/s`,
    );
  });

  const large = { ...processing, total: 16_000_000, processed: 9_600_000, failed: 1_234_567 };
  for (const [columns, line] of [
    [120, `[${'#'.repeat(14).padEnd(24)}] 1,234,567 failed, processing 60%, 16,000,000 rows, 2,400,000 rows/s`],
    [80, '[#####    ] 1,234,567 failed, processing 60%, 16,000,000 rows, 2,400,000 rows/s'],
    [78, '1,234,567 failed, processing 60%, 16,000,000 rows, 2,400,000 rows/s'],
    [60, '1,234,567 failed, processing 60%, 16,000,000 rows'],
    [40, '1,234,567 failed, processing 60%'],
    [20, '1,234,567 failed'],
    [10, '1,234,567'],
  ] as const)
    it(`keeps the failed rows on ${columns} columns`, () => assert.equal(liveLine(large, columns), line));

  it('fits every width, and says that rows failed as long as one character of it fits', () => {
    for (let columns = 1; columns < 200; columns++)
      for (const state of [large, preparing, uploading, interrupted, allIn, { ...processing, aborting: true }]) {
        const line = liveLine(state, columns);
        assert.ok(line.length < columns || columns === 1, `${columns}: ${line}`);
        if (state === large && columns > 18) assert.match(line, /1,234,567 failed/);
      }
  });

  it('shows no speed while it is unknown or the job does not run', () => {
    assert.equal(liveLine(preparing, 80), `[${' '.repeat(24)}] preparing 0%`);
    assert.doesNotMatch(liveLine(interrupted, 80), /rows\/s/);
  });

  it('says what the job waits for before it says how many rows there are', () => {
    const delayed = { ...processing, delayed: { code: 'network.unreachable', details: {} } };
    assert.equal(liveLine(delayed, 53), '5 failed, processing 60%, waiting for the connection');
  });

  it('is redrawn for each percent', () => {
    const drawn: string[] = [];
    const live = { columns: () => 80, redraw: (line: Line) => void drawn.push(rendered(line, false)) };
    const show = createProgressWriter({ err: () => assert.fail(), live });
    for (const processed of [600, 601, 610]) show({ ...processing, processed });
    assert.deepEqual(
      drawn.map((line) => /\d+%/.exec(line)?.[0]),
      ['60%', '61%'],
    );
  });
});

describe('the progress lines of a log', () => {
  it('are complete for a finished job without rows', () => {
    assert.equal(progressLine({ ...allIn, total: 0, succeeded: 0 }), 'finished 100%  0 rows');
  });

  it('say that an abort was requested', () => {
    assert.equal(progressLine({ ...processing, aborting: true }), 'Aborting…');
  });

  it('say what the job waits for', () => {
    const delayed = (code: string) => progressLine({ ...processing, delayed: { code, details: {} } });
    assert.match(delayed('network.unreachable'), /\(waiting for the connection\)$/);
    assert.match(delayed('server.unavailable'), /\(waiting for Salesforce\)$/);
  });

  it('come every ten percent, so they have no speed', () => {
    const lines: string[] = [];
    const show = createProgressWriter({ err: (more) => lines.push(...more.map((line) => rendered(line, false))) });
    for (const processed of [600, 601, 650, 700]) show({ ...processing, processed });
    assert.deepEqual(lines, ['processing 60%  1,000 rows, 5 failed', 'processing 70%  1,000 rows, 5 failed']);
  });
});
