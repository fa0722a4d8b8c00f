// The one message at the end of a job: said by the window that ran it to its end, and by no other.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../../fakes/vscode';
import { preparing, refused } from '../../../fakes/jobStates';
import type { Jobs, JobState } from '../../../../src/core/core';
import { offerAbort, sayEnd } from '../../../../src/extension/features/jobs/follow';

const closing = new AbortController().signal;
const jobsWith = (state: JobState, more: Partial<Jobs> = {}): Jobs =>
  ({ get: () => state, whenFinished: () => Promise.resolve(state), ...more }) as Partial<Jobs> as Jobs;

describe('the last word about a job', () => {
  beforeEach(resetEditor);
  const said = async (state: JobState): Promise<readonly string[]> => {
    const watch = { log: recordingChannel().channel, closing, awaited: new Set<string>() };
    const ask = (): Promise<void> => sayEnd(jobsWith(state), state.jobId, watch);
    // As somebody who presses Resume twice.
    await Promise.all([ask(), ask()]);
    return editor.shown.map(({ text }) => text);
  };

  it('is said once when it has ended here, however often somebody asked for that', async () => {
    assert.equal((await said(refused)).length, 1);
  });

  it('is not said where another program has taken it over: it goes on there', async () => {
    assert.deepEqual(await said({ ...preparing, phase: 'processing' }), []);
  });

  it('is not asked for twice: who has aborted it already is not asked again', async () => {
    await offerAbort(jobsWith({ ...preparing, aborting: true }, { abort: () => assert.fail() }), preparing.jobId);
    assert.deepEqual(editor.shown, []);
  });

  it('is asked for once by a double click, and again by whoever changed their mind', async () => {
    const jobs = jobsWith(preparing, { abort: () => assert.fail() });
    const ask = (): Promise<void> => offerAbort(jobs, preparing.jobId);
    await Promise.all([ask(), ask()]);
    assert.equal(editor.shown.length, 1);
    await ask();
    assert.equal(editor.shown.length, 2);
  });
});
