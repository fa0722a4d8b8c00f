// The commands on jobs: help with an error, and commands on several selected jobs.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { allIn, loadSpec, processing, refused, someFailed, uploading } from '../../../../fakes/jobStates';
import { itemOf, kindOf, progress } from '../../../../fakes/jobViews';
import type { EncodingCandidate, ExportState, Jobs, JobState, LoadSpec, Org } from '../../../../../src/core/core';
import { createActions } from '../../../../../src/extension/features/jobs/actions';

type Parts = Parameters<typeof createActions>[1];

function open(state: JobState, kind: Org['kind']) {
  const loaded: LoadSpec[] = [];
  const jobs = { get: () => state, list: () => [state] } as Partial<Jobs> as Jobs;
  const org = { instanceUrl: 'https://acme.my.salesforce.com', kind } as Org;
  const retries = { load: (spec: LoadSpec) => Promise.resolve(void loaded.push(spec)) };
  const deps = { jobs: () => Promise.resolve(jobs), org: () => Promise.resolve(org), kindOf, progress };
  const candidates: readonly EncodingCandidate[] = [
    { encoding: 'windows-1252', samples: ['Ðîìàøêà'] },
    { encoding: 'windows-1251', samples: ['Ромашка'] },
  ];
  const core = () => Promise.resolve({ encodingsOf: () => Promise.resolve(candidates) });
  return {
    actions: createActions(deps, { retries: () => Promise.resolve(retries), core, remote: {} } as unknown as Parts),
    loaded,
  };
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

  it('starts the same load once more, read in the encoding that was chosen by what it makes of the values', async () => {
    const spec: LoadSpec = { ...loadSpec, blanks: 'clear', dialect: { delimiter: ';' } };
    const { actions, loaded } = open({ ...refused, spec }, 'practice');
    editor.answer = () => 'Windows-1251 (Cyrillic)';
    await actions['kinetic.jobs.chooseEncoding'](refused.jobId);
    assert.deepEqual(loaded, [{ ...spec, dialect: { delimiter: ';', encoding: 'windows-1251' } }]);
  });

  it('starts the same load once more with the destroyed characters, or with collections', async () => {
    const { actions, loaded } = open({ ...refused, spec: loadSpec }, 'practice');
    await actions['kinetic.jobs.acceptCharacters'](refused.jobId);
    await actions['kinetic.jobs.useCollections'](refused.jobId);
    assert.deepEqual(loaded, [
      { ...loadSpec, allowReplacementCharacters: true },
      { ...loadSpec, api: 'collections' },
    ]);
  });
});

describe('commands on several jobs', () => {
  beforeEach(resetEditor);

  const retryOf = ({ spec }: JobState): string | undefined => ('retryOf' in spec ? spec.retryOf.jobId : undefined);

  function build(all: readonly JobState[]) {
    let states = all;
    const aborted: string[] = [];
    const ended: string[] = [];
    const removed: string[] = [];
    const revealed: string[] = [];
    const opened: string[] = [];
    const jobs = {
      get: (jobId: string) => states.find((state) => state.jobId === jobId),
      list: () => states,
      abort: (jobId: string) => Promise.resolve(void aborted.push(jobId)),
      endOffline: (jobId: string) => Promise.resolve(void ended.push(jobId)),
      remove: (jobId: string) => {
        if (!states.some((state) => state.jobId === jobId)) return Promise.reject(new Error(`unknown job ${jobId}`));
        const gone = states.filter((state) => state.jobId === jobId || retryOf(state) === jobId);
        removed.push(...gone.map((state) => state.jobId));
        states = states.filter((state) => !gone.includes(state));
        return Promise.resolve();
      },
    } as Partial<Jobs> as Jobs;
    const panels = { open: (jobId: string) => Promise.resolve(void opened.push(jobId)) };
    const parts = {
      remote: {},
      retries: () => Promise.reject(new Error('no retry here')),
      panels: () => Promise.resolve(panels),
      reveal: (jobId: string) => revealed.push(jobId),
      redraw: () => Promise.resolve(),
    } as unknown as Parts;
    const deps = { jobs: () => Promise.resolve(jobs), org: () => Promise.resolve(undefined), kindOf, progress };
    return { actions: createActions(deps, parts), aborted, ended, removed, revealed, opened };
  }

  const { groups: _, ...common } = allIn;
  const exported: ExportState = {
    ...common,
    kind: 'export',
    unit: 'records',
    spec: { kind: 'export', orgId: 'o', soql: 'SELECT Id FROM Contact', file: '/data/contacts.csv', format: 'csv' },
  };
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

  for (const [what, cutOff] of [
    [
      'was interrupted because its practice org has stopped',
      { interrupted: { code: 'network.orgStopped', details: {} } },
    ],
    ['waits for an org that does not answer', { delayed: { code: 'network.refused', details: {} } }],
    [
      'is being aborted in an org that does not answer',
      { delayed: { code: 'network.refused', details: {} }, aborting: true },
    ],
    ['belongs to an org that was signed out', { interrupted: { code: 'login.signedOut', details: {} } }],
  ] as const)
    it(`end on this computer a job that ${what}`, async () => {
      const job: JobState = { ...processing, jobId: 'lost', ...cutOff };
      const { actions, aborted, ended } = build([job]);
      editor.choose = ([, abort]) => abort;
      await actions['kinetic.jobs.abort'](itemOf(job));
      assert.deepEqual([aborted, ended], [[], ['lost']]);
      assert.match(JSON.stringify(editor.shown[0]?.buttons[0]), /the job ends on this computer only/);
    });

  it('ignore a job that is being aborted in an org that answers', async () => {
    const { actions, aborted, ended } = build([{ ...processing, jobId: 'r1', aborting: true }]);
    await actions['kinetic.jobs.abort'](itemOf({ ...processing, jobId: 'r1', aborting: true }));
    assert.deepEqual([editor.shown, aborted, ended], [[], [], []]);
  });

  it('say that a job of a stopped practice org cannot be resumed, and offer to abort it', async () => {
    const job: JobState = { ...processing, interrupted: { code: 'network.orgStopped', details: {} } };
    const { actions, ended } = build([job]);
    editor.choose = ([first, abort]) => abort ?? first;
    await actions['kinetic.jobs.resume'](itemOf(job));
    assert.match(editor.shown[0]?.text ?? '', /cannot continue: .* has stopped, and its jobs ended with it/);
    assert.deepEqual(ended, [job.jobId]);
  });

  it('remove the selected jobs that have ended after one question', async () => {
    const { actions, removed } = build([...running, ...over]);
    editor.choose = (buttons) => buttons.at(-1);
    await actions['kinetic.jobs.remove'](selected[2], selected);
    assert.deepEqual([editor.shown.map(({ text }) => text), removed], [['Remove 2 jobs from the list?'], ['o1', 'o2']]);
  });

  it('remove a load with the retry that goes with it', async () => {
    const load: JobState = { ...someFailed, jobId: 'load' };
    const retryOf = { jobId: 'load', list: 'failed', records: 1, rowsFile: '' } as const;
    const retry: JobState = { ...allIn, jobId: 'retry', spec: { ...loadSpec, retryOf } };
    const { actions, removed } = build([load, retry]);
    editor.choose = (buttons) => buttons.at(-1);
    await actions['kinetic.jobs.remove'](
      itemOf(load),
      [load, retry].map((job) => itemOf(job)),
    );
    assert.deepEqual(removed, ['load', 'retry']);
  });

  for (const [what, job, detail] of [
    ['an export', exported, 'The exported file stays where it is.\nNothing changes in Salesforce.'],
    ['an export without a file', { ...exported, outcome: 'aborted' }, 'Nothing changes in Salesforce.'],
    [
      'a load',
      allIn,
      'The result files and all retries of the rows are deleted from this computer.\nNothing changes in Salesforce.',
    ],
  ] as const)
    it(`say what is deleted with ${what}`, async () => {
      const { actions } = build([job]);
      await actions['kinetic.jobs.remove'](itemOf(job));
      assert.deepEqual(editor.shown[0]?.buttons[0], { modal: true, detail });
    });

  it('act on the clicked job alone when it is the only one', async () => {
    const { actions, removed } = build(over);
    editor.choose = (buttons) => buttons.at(-1);
    await actions['kinetic.jobs.remove'](selected[2], undefined);
    assert.equal(editor.shown[0]?.text, 'Remove “Upsert accounts.csv → Account” from the list?');
    assert.deepEqual(removed, ['o1']);
  });

  it('say before a retry is removed what becomes of its rows', async () => {
    const retryOf = { jobId: 'o1', list: 'failed', records: 1, rowsFile: 'a.rows' } as const;
    const [first, second] = over as readonly [JobState, JobState];
    const retry = { ...second, spec: { ...loadSpec, retryOf } } as JobState;
    for (const [jobs, isSaid] of [
      [[first, retry], true],
      [[first, second], false],
    ] as const) {
      resetEditor();
      const { actions } = build(jobs);
      const nodes = jobs.map((job) => itemOf(job));
      await actions['kinetic.jobs.remove'](nodes[0], nodes);
      const { detail } = editor.shown[0]?.buttons[0] as { readonly detail: string };
      assert.equal(detail.includes('Rows of a retry can be retried again only if it has saved none of them.'), isSaid);
    }
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
