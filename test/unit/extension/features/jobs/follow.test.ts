// The one message at the end of a job, shown only by the window that ran it to its end, and the question before an
// abort.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../../../fakes/vscode';
import { preparing, refused, uploading } from '../../../../fakes/jobStates';
import type { Jobs, JobState } from '../../../../../src/core/core';
import { offerAbort } from '../../../../../src/extension/features/jobs/abort';
import { announceEnd, showProgress } from '../../../../../src/extension/features/jobs/follow';
import { createStatusMessage } from '../../../../../src/extension/host/messages';
import { kindOf, progress } from '../../../../fakes/jobViews';

const refusing = { delayed: { code: 'network.refused', details: {} } };
const closing = new AbortController().signal;
const jobsWith = (state: JobState, more: Partial<Jobs> = {}): Jobs =>
  ({ get: () => state, whenFinished: () => Promise.resolve(state), ...more }) as Partial<Jobs> as Jobs;

const following = (isPageVisible: boolean, isPageActive = false): Parameters<typeof announceEnd>[2] => ({
  log: recordingChannel().channel,
  closing,
  kindOf,
  progress,
  isVisible: () => Promise.resolve(isPageVisible),
  endMessage: createStatusMessage(),
  isActive: () => Promise.resolve(isPageActive),
  awaited: new Set<string>(),
});

describe('a load of many rows', () => {
  const said = async (isPageVisible: boolean): Promise<readonly string[]> => {
    resetEditor();
    const route = { api: 'bulk', wait: false, reason: { code: 'moreThan', rows: 20_000, limit: 200 } } as const;
    const long: JobState = { ...uploading, plan: { ...uploading.plan, route } as NonNullable<typeof uploading.plan> };
    const jobs = jobsWith(long, {
      onChange: (listener) => {
        queueMicrotask(() => listener(long));
        return () => undefined;
      },
      whenFinished: (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('canceled')))),
    });
    await showProgress(jobs, { jobId: long.jobId, sizeBytes: 0 }, following(isPageVisible));
    return editor.shown.map(({ text }) => text);
  };

  it('is left to its page as soon as its rows are counted; a message says so only while the page is hidden', async () => {
    assert.deepEqual(await said(false), ['Upsert accounts.csv → Account is running in the background.']);
    assert.deepEqual(await said(true), []);
  });
});

describe('the message at the end of a job', () => {
  beforeEach(resetEditor);
  const said = async (state: JobState, isPageActive = false): Promise<readonly string[]> => {
    const watch = following(isPageActive, isPageActive);
    const ask = (): Promise<void> => announceEnd(jobsWith(state), state.jobId, watch);
    // As when Resume is pressed twice.
    await Promise.all([ask(), ask()]);
    return editor.shown.map(({ text }) => text);
  };

  it('is shown once when the job has ended here, even when asked for twice', async () => {
    assert.equal((await said(refused)).length, 1);
  });

  it('is in the status bar while the page of the job is the active editor, which a notification would cover', async () => {
    const [text] = await said(refused);
    assert.deepEqual(
      editor.shown.map(({ severity }) => severity),
      ['error'],
    );
    resetEditor();
    await said(refused, true);
    assert.deepEqual(editor.shown, [{ severity: 'status', text, buttons: [] }]);
  });

  it('is not shown where another program has taken the job over and continues it', async () => {
    assert.deepEqual(await said({ ...preparing, phase: 'processing' }), []);
  });
});

describe('the progress of a job', () => {
  beforeEach(resetEditor);

  it('is not reported any more when the wait for the job fails', async () => {
    let listeners = 0;
    const onChange: Jobs['onChange'] = () => {
      listeners++;
      return () => listeners--;
    };
    const whenFinished = () => Promise.reject(new Error('unknown job'));
    const jobs = jobsWith(preparing, { onChange, whenFinished });
    const watch = following(false);
    await assert.rejects(showProgress(jobs, { jobId: preparing.jobId, sizeBytes: 0 }, watch), /unknown job/);
    assert.equal(listeners, 0);
  });
});

describe('the question before an abort', () => {
  beforeEach(resetEditor);

  it('is not asked while the job is being aborted', async () => {
    const jobs = jobsWith({ ...preparing, aborting: true }, { abort: () => assert.fail() });
    await offerAbort(jobs, [preparing.jobId], kindOf);
    assert.deepEqual(editor.shown, []);
  });

  for (const [what, before, now, does] of [
    ['only says that a job ended meanwhile', preparing, { ...preparing, outcome: 'completed' }, []],
    ['ends a job here whose org has stopped answering meanwhile', preparing, { ...preparing, ...refusing }, ['end']],
    ['aborts a job whose org answers again', { ...preparing, ...refusing }, preparing, ['abort']],
    ['does nothing with a job that was removed meanwhile', { ...preparing, ...refusing }, undefined, []],
  ] as const)
    it(`is answered for the job as it is then: ${what}`, async () => {
      let state: JobState | undefined = before;
      const done: string[] = [];
      const jobs = {
        get: () => state,
        abort: async () => void done.push('abort'),
        endOffline: async () => void done.push('end'),
      } as Partial<Jobs> as Jobs;
      editor.choose = ([, abort]) => {
        state = now;
        return abort;
      };
      await offerAbort(jobs, [preparing.jobId], kindOf);
      const [, ...said] = editor.shown.map(({ text }) => text);
      assert.deepEqual(done, does);
      const hasEnded = now !== undefined && 'outcome' in now;
      assert.deepEqual(said, hasEnded ? ['Upsert accounts.csv → Account ended before it could be aborted.'] : []);
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
