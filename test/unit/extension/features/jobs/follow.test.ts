// The one message at the end of a job, shown only by the window that ran it to its end, and the question before an abort.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../../../fakes/vscode';
import { preparing, refused } from '../../../../fakes/jobStates';
import type { Jobs, JobState } from '../../../../../src/core/core';
import { offerAbort } from '../../../../../src/extension/features/jobs/abort';
import { announceEnd } from '../../../../../src/extension/features/jobs/follow';
import { kindOf, progress } from '../../../../fakes/jobViews';

const closing = new AbortController().signal;
const jobsWith = (state: JobState, more: Partial<Jobs> = {}): Jobs =>
  ({ get: () => state, whenFinished: () => Promise.resolve(state), ...more }) as Partial<Jobs> as Jobs;

describe('the message at the end of a job', () => {
  beforeEach(resetEditor);
  const said = async (state: JobState): Promise<readonly string[]> => {
    const watch = { log: recordingChannel().channel, closing, kindOf, progress, awaited: new Set<string>() };
    const ask = (): Promise<void> => announceEnd(jobsWith(state), state.jobId, watch);
    // As when Resume is pressed twice.
    await Promise.all([ask(), ask()]);
    return editor.shown.map(({ text }) => text);
  };

  it('is shown once when the job has ended here, even when asked for twice', async () => {
    assert.equal((await said(refused)).length, 1);
  });

  it('is not shown where another program has taken the job over and continues it', async () => {
    assert.deepEqual(await said({ ...preparing, phase: 'processing' }), []);
  });
});

describe('the question before an abort', () => {
  beforeEach(resetEditor);

  it('is not asked while the job is being aborted', async () => {
    const jobs = jobsWith({ ...preparing, aborting: true }, { abort: () => assert.fail() });
    await offerAbort(jobs, [preparing.jobId], kindOf);
    assert.deepEqual(editor.shown, []);
  });

  it('is asked once for a double click, and again after it was answered with no', async () => {
    const jobs = jobsWith(preparing, { abort: () => assert.fail() });
    const ask = (): Promise<void> => offerAbort(jobs, [preparing.jobId], kindOf);
    await Promise.all([ask(), ask()]);
    assert.equal(editor.shown.length, 1);
    await ask();
    assert.equal(editor.shown.length, 2);
  });
});
