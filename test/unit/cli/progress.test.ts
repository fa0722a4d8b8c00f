// The progress line of the command line: with bar and speed on a terminal, in steps of ten percent elsewhere.
import assert from 'node:assert/strict';
import { createProgressWriter, progressLine } from '../../../src/cli/progress';
import { allIn, interrupted, preparing, processing, uploading } from '../../fakes/jobStates';

describe('the progress line', () => {
  it('shows share, speed and failed rows on a terminal', () => {
    assert.equal(progressLine(uploading, true), '[###########             ] uploading 45%  1,000 rows, 225 rows/s');
    assert.equal(
      progressLine(processing, true),
      '[##############          ] processing 60%  1,000 rows, 150 rows/s, 5 failed',
    );
  });

  it('shows no speed while it is unknown or the job does not run', () => {
    assert.equal(progressLine(preparing, true), `[${' '.repeat(24)}] preparing 0%`);
    assert.doesNotMatch(progressLine(interrupted, true), /rows\/s/);
  });

  it('is complete for a finished job without rows', () => {
    assert.equal(progressLine({ ...allIn, total: 0, succeeded: 0 }, false), 'finished 100%  0 rows');
  });

  it('says that an abort was requested', () => {
    assert.equal(progressLine({ ...processing, aborting: true }, true), 'Aborting…');
  });

  it('says what the job waits for', () => {
    const delayed = (code: string) => progressLine({ ...processing, delayed: { code, details: {} } }, false);
    assert.match(delayed('network.unreachable'), /\(waiting for the connection\)$/);
    assert.match(delayed('server.unavailable'), /\(waiting for Salesforce\)$/);
  });

  it('changes elsewhere only every ten percent, so the speed is left out', () => {
    const lines: string[] = [];
    const writer = createProgressWriter({ write: (text) => lines.push(text) });
    for (const processed of [600, 601, 650, 700]) writer.show({ ...processing, processed });
    assert.deepEqual(lines, ['processing 60%  1,000 rows, 5 failed\n', 'processing 70%  1,000 rows, 5 failed\n']);
  });
});
