// What the buttons against a job's trouble do: the right page of Setup in the job's own org, the same load in another encoding.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../fakes/vscode';
import { loadSpec, refused } from '../../../fakes/jobStates';
import type { Jobs, JobState, LoadSpec, Org } from '../../../../src/core/core';
import { createActions } from '../../../../src/extension/features/jobs/actions';

type Parts = Parameters<typeof createActions>[1];

function open(state: JobState, kind: Org['kind']) {
  const loaded: LoadSpec[] = [];
  const jobs = { get: () => state, list: () => [state] } as Partial<Jobs> as Jobs;
  const org = { instanceUrl: 'https://acme.my.salesforce.com', kind } as Org;
  const retries = { load: (spec: LoadSpec) => Promise.resolve(void loaded.push(spec)) };
  const deps = { jobs: () => Promise.resolve(jobs), org: () => Promise.resolve(org) };
  return { actions: createActions(deps, { retries, remote: {} } as unknown as Parts), loaded };
}

describe('help against the trouble of a job', () => {
  beforeEach(resetEditor);

  it('opens the permission sets in Setup of the job’s org', async () => {
    await open(refused, 'sandbox').actions['kinetic.jobs.openSetup'](refused.jobId);
    assert.deepEqual(editor.opened, ['https://acme.my.salesforce.com/lightning/setup/PermSets/home']);
  });

  it('says that a practice org has no Setup', async () => {
    await open(refused, 'practice').actions['kinetic.jobs.openSetup'](refused.jobId);
    assert.deepEqual(editor.opened, []);
    assert.match(editor.shown[0]?.text ?? '', /has no Setup pages/);
  });

  it('starts the same load once more, read as Windows-1252', async () => {
    const spec: LoadSpec = { ...loadSpec, blanks: 'clear', dialect: { delimiter: ';' } };
    const { actions, loaded } = open({ ...refused, spec }, 'practice');
    await actions['kinetic.jobs.readAsWindows1252'](refused.jobId);
    assert.deepEqual(loaded, [{ ...spec, dialect: { delimiter: ';', encoding: 'windows-1252' } }]);
  });
});
