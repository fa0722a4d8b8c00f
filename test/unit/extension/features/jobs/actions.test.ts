// The commands on jobs: help with an error, and commands on several selected jobs.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { allIn, loadSpec, processing, refused, someFailed, uploading } from '../../../../fakes/jobStates';
import { itemOf, kindOf, progress } from '../../../../fakes/jobViews';
import type { Jobs, JobState, LoadSpec, Org } from '../../../../../src/core/core';
import { createActions } from '../../../../../src/extension/features/jobs/actions';

type Parts = Parameters<typeof createActions>[1];

function open(state: JobState, kind: Org['kind']) {
  const loaded: LoadSpec[] = [];
  const jobs = { get: () => state, list: () => [state] } as Partial<Jobs> as Jobs;
  const org = { instanceUrl: 'https://acme.my.salesforce.com', kind } as Org;
  const retries = { load: (spec: LoadSpec) => Promise.resolve(void loaded.push(spec)) };
  const deps = { jobs: () => Promise.resolve(jobs), org: () => Promise.resolve(org), kindOf, progress };
  return { actions: createActions(deps, { retries, remote: {} } as unknown as Parts), loaded };
}

describe('help with the error of a job', () => {
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

describe('commands on several jobs', () => {
  beforeEach(resetEditor);

  function build(states: readonly JobState[]) {
    const aborted: string[] = [];
    const removed: string[] = [];
    const revealed: string[] = [];
    const opened: string[] = [];
    const jobs = {
      get: (jobId: string) => states.find((state) => state.jobId === jobId),
      list: () => states,
      abort: (jobId: string) => Promise.resolve(void aborted.push(jobId)),
      remove: (jobId: string) => Promise.resolve(void removed.push(jobId)),
    } as Partial<Jobs> as Jobs;
    const panels = {
      open: (jobId: string) => Promise.resolve(void opened.push(jobId)),
      close: () => undefined,
    };
    const parts = {
      remote: {},
      retries: {},
      panels: () => Promise.resolve(panels),
      reveal: (jobId: string) => revealed.push(jobId),
      redraw: () => Promise.resolve(),
    } as unknown as Parts;
    const deps = { jobs: () => Promise.resolve(jobs), org: () => Promise.resolve(undefined), kindOf, progress };
    return { actions: createActions(deps, parts), aborted, removed, revealed, opened };
  }

  const running: readonly JobState[] = [
    { ...processing, jobId: 'r1' },
    { ...uploading, jobId: 'r2' },
  ];
  const over: readonly JobState[] = [
    { ...allIn, jobId: 'o1' },
    { ...someFailed, jobId: 'o2' },
  ];
  const selected = [...running, ...over].map((job) => itemOf(job));

  it('abort the selected running jobs after one question', async () => {
    const { actions, aborted } = build([...running, ...over]);
    await actions['kinetic.jobs.abort'](selected[0], selected);
    assert.deepEqual([editor.shown.map(({ text }) => text), aborted], [['Abort 2 jobs?'], []]);
    editor.choose = ([, abort]) => abort;
    await actions['kinetic.jobs.abort'](selected[0], selected);
    assert.deepEqual(aborted, ['r1', 'r2']);
  });

  it('remove the selected jobs that have ended after one question', async () => {
    const { actions, removed } = build([...running, ...over]);
    editor.choose = (buttons) => buttons.at(-1);
    await actions['kinetic.jobs.remove'](selected[2], selected);
    assert.deepEqual([editor.shown.map(({ text }) => text), removed], [['Remove 2 jobs from the list?'], ['o1', 'o2']]);
  });

  it('act on the clicked job alone when it is the only one', async () => {
    const { actions, removed } = build(over);
    editor.choose = (buttons) => buttons.at(-1);
    await actions['kinetic.jobs.remove'](selected[2], undefined);
    assert.equal(editor.shown[0]?.text, 'Remove “Upsert accounts.csv → Account” from the list?');
    assert.deepEqual(removed, ['o1']);
  });

  it('say which jobs are missing when there is none to pick', async () => {
    const { actions } = build(over);
    await actions['kinetic.jobs.abort'](undefined);
    await build([]).actions['kinetic.jobs.open'](undefined);
    assert.deepEqual(
      editor.shown.map(({ text }) => text),
      ['No job is running.', 'There are no jobs yet. Load a CSV file or export a query first.'],
    );
  });

  it('select the job in the view when it was opened by a link, not by its own row', async () => {
    const { actions, opened, revealed } = build(over);
    await actions['kinetic.jobs.open'](selected[2]);
    assert.deepEqual([opened, revealed], [['o1'], []]);
    await actions['kinetic.jobs.open']('o2');
    assert.deepEqual([opened, revealed], [['o1', 'o2'], ['o2']]);
  });
});
