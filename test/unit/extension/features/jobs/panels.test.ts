// The pages of jobs follow the list: the page of a removed job is closed, and those of its other attempts are drawn
// again.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../../../fakes/vscode';
import { Uri } from 'vscode';
import { loadSpec, someFailed } from '../../../../fakes/jobStates';
import { kindOf, progress } from '../../../../fakes/jobViews';
import type { Jobs, JobState } from '../../../../../src/core/core';
import { createBoundary } from '../../../../../src/extension/host/errors';
import type { JobsDeps } from '../../../../../src/extension/features/jobs/deps';
import { createJobPanels } from '../../../../../src/extension/features/jobs/panels';

const load: JobState = { ...someFailed, jobId: 'load' };
const retryOf = { jobId: 'load', list: 'failed', records: 1, rowsFile: '' } as const;
const retry: JobState = { ...someFailed, jobId: 'retry', spec: { ...loadSpec, retryOf } };

describe('the pages of jobs', () => {
  beforeEach(resetEditor);

  it('close with a retry that is removed, and the page of its load shows that its rows are open again', async () => {
    let states: readonly JobState[] = [load, retry];
    const jobs = {
      get: (jobId: string) => states.find((state) => state.jobId === jobId),
      attempts: () => undefined,
      retriedRows: async () => ({ attempts: [] }),
      openRows: () => ({ failed: 5, unprocessed: 0, unknown: 0 }),
    } as unknown as Jobs;
    const deps = {
      jobs: async () => jobs,
      kindOf,
      progress,
      org: async () => undefined,
      extensionUri: Uri.file('/extension'),
      boundary: createBoundary(recordingChannel().channel, () => undefined),
    } as unknown as JobsDeps;
    const panels = await createJobPanels(deps);
    await panels.open('load');
    await panels.open('retry');
    states = [load];
    await panels.changed(retry);
    const [first, second] = editor.panels;
    assert.deepEqual([first?.isDisposed, second?.isDisposed], [false, true]);
    const drawn = first?.posted.map((message) => (message as { readonly body: { readonly type: string } }).body.type);
    assert.deepEqual(drawn, ['snapshot']);
  });
});
