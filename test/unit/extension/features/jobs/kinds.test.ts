// A third kind of job needs a row and nothing else to be seen: in the tree, in the messages, on its page.
import { strict as assert } from 'node:assert';
import { changeSetting, editor, recordingChannel, resetEditor, showViews } from '../../../../fakes/vscode';
import { Disposable, Uri, type TreeItem } from 'vscode';
import { allIn, preparing, someFailed } from '../../../../fakes/jobStates';
import type { JobEnvelope, Jobs, JobState } from '../../../../../src/core/core';
import type { JobsDeps } from '../../../../../src/extension/features/jobs/deps';
import { registerJobs, type JobsFeature } from '../../../../../src/extension/features/jobs/jobs';
import type { JobKindView } from '../../../../../src/extension/features/jobs/jobKind';
import { createKindOf, jobKinds } from '../../../../../src/extension/features/jobs/kinds';
import { createDisposables } from '../../../../../src/extension/host/disposables';
import { createBoundary } from '../../../../../src/extension/host/errors';
import { formatStart } from '../../../../../src/extension/words/quantities';
import { code } from '../../../../../src/extension/host/markdown';

interface CountState extends JobEnvelope<{ readonly kind: 'count'; readonly orgId: string }> {
  readonly object: string;
}

/** Counts the records of an object. It has no file, no parts and no failed rows. */
const countKind: JobKindView<CountState> = {
  icon: 'symbol-number',
  title: ({ object }) => `Count ${object}`,
  label: ({ object }) => `Count ${object}`,
  file: () => undefined,
  output: () => undefined,
  phase: () => 'Counting',
  speed: (perSecond) => `${perSecond} records/s`,
  outcome: ({ succeeded }) => `${succeeded} counted`,
  completed: ({ object, succeeded }) => ({
    severity: 'info',
    text: `${object} has ${succeeded} records.`,
    commandIds: ['kinetic.jobs.open'],
  }),
  aborted: ({ object }) => `${object} was not counted.`,
  removeDetails: () => [],
  abortDetail: () => 'Nothing is lost.',
  isLong: () => false,
  details: (job) => [{ job, row: { id: `${job.jobId}/count`, label: '7 counted', context: [], spoken: '7 counted' } }],
  facts: () => [code('SELECT COUNT()')],
  context: () => ['count'],
  openRows: () => undefined,
  isInBackground: () => false,
  restarted: () => undefined,
  hasOwnLines: () => false,
  snapshot: ({ object, succeeded }) => ({
    kind: 'export',
    object,
    operation: 'query',
    fileName: '',
    totals: { processed: succeeded, succeeded, failed: 0, unprocessed: 0, unknown: 0 },
    bytes: { sent: 0 },
    parts: [],
    groups: [],
    rows: { succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 },
  }),
};

const { groups: _, parts: _parts, plan: _plan, ...common } = preparing;
const counting: CountState = {
  ...common,
  kind: 'count',
  spec: { kind: 'count', orgId: 'o' },
  unit: 'records',
  jobId: 'count-1',
  phase: 'processing',
  object: 'Lead',
};
const counted: CountState = { ...counting, phase: 'finished', outcome: 'completed', succeeded: 7 };
/** The core of a test has the same third kind. */
const asJobs = (...states: readonly CountState[]): readonly JobState[] => states as readonly unknown[] as JobState[];
const progress: JobsDeps['progress'] = () =>
  Promise.resolve({ paceOf: () => ({ share: 0.5 }), phasesOf: () => ['preparing', 'processing', 'finished'] });

function register(states: readonly JobState[], more: Partial<Jobs> = {}): JobsFeature {
  const { channel } = recordingChannel();
  const jobs: Partial<Jobs> = {
    list: () => states,
    unreadable: () => [],
    get: (jobId) => states.find((state) => state.jobId === jobId),
    onChange: () => () => undefined,
    whenFinished: (jobId) => Promise.resolve(states.find((state) => state.jobId === jobId) ?? allIn),
    attempts: () => undefined,
    openRows: () => ({ failed: 0, unprocessed: 0, unknown: 0 }),
    retriedRows: () => Promise.resolve({ attempts: [], failed: 0, unprocessed: 0, unknown: 0, groups: [] }),
    resumeUnfinished: () => Promise.resolve([]),
    adoptAbandoned: () => undefined,
    keepDays: () => Promise.resolve(),
    removeOld: () => Promise.resolve(0),
    ...more,
    abort: () => Promise.resolve(),
    ...more,
  };
  const rows = { ...jobKinds, count: countKind };
  return registerJobs({
    jobs: () => Promise.resolve(jobs as Jobs),
    core: () => Promise.reject(new Error('not asked for')),
    kindOf: createKindOf(rows),
    progress,
    org: () => Promise.resolve(undefined),
    ensureRunning: (org) => Promise.resolve(org),
    isStopped: () => Promise.resolve(false),
    isSample: () => false,
    done: () => undefined,
    remoteJobs: () => Promise.reject(new Error('not asked for')),
    currentOrg: () => Promise.resolve(undefined),
    onOrgChange: () => Disposable.from(),
    advise: () => undefined,
    log: channel,
    memory: { get: <T>(_: string, otherwise?: T) => otherwise as T, update: () => Promise.resolve() },
    boundary: createBoundary(channel, () => undefined),
    disposables: createDisposables(),
    extensionUri: Uri.file('/extension'),
  });
}

/** Modules are read from disk on first use, so the number of turns is not known. */
async function until(isDone: () => boolean): Promise<void> {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 1));
}

const tree = () => {
  const found = editor.trees.get('kinetic.jobs');
  assert.ok(found);
  return found;
};
const itemsOf = async (node?: unknown): Promise<readonly TreeItem[]> =>
  Promise.all(((await tree().getChildren(node)) ?? []).map(async (child) => tree().getTreeItem(child)));

describe('a kind of job that is only a row', () => {
  beforeEach(resetEditor);

  it('shows in the tree, with its details below it', async () => {
    register(asJobs(counting, counted));
    const [running, done] = await itemsOf();
    assert.deepEqual([running?.label, running?.description], ['Count Lead', 'Counting 50%']);
    const time = formatStart(counted.createdAt);
    assert.deepEqual([done?.description, done?.contextValue], [`7 counted · ${time}`, 'job finished count']);
    const [, node] = (await tree().getChildren()) ?? [];
    assert.deepEqual(
      (await itemsOf(node)).map(({ label }) => label),
      ['7 counted'],
    );
  });

  it('has a message at its end and a page', async () => {
    register(asJobs(counted)).follow(counted.jobId, 0);
    await until(() => editor.panels.length > 0 && editor.shown.length > 0);
    assert.deepEqual(
      editor.shown.map(({ text }) => text),
      ['Lead has 7 records.'],
    );
    const [panel] = editor.panels;
    assert.equal(panel?.title, 'Count Lead');
    panel.say({ kind: 'notify', body: { type: 'ready' } });
    await until(() => panel.posted.length > 0);
    const { body } = panel.posted[0] as { readonly body: { readonly job: Readonly<Record<string, unknown>> } };
    assert.deepEqual(
      (body.job['phases'] as readonly { readonly name: string }[]).map(({ name }) => name),
      ['preparing', 'processing', 'finished'],
    );
    assert.deepEqual(
      [body.job['object'], (body.job['totals'] as { readonly succeeded: number }).succeeded],
      ['Lead', 7],
    );
  });

  it('is aborted like any other', async () => {
    register(asJobs(counting));
    await editor.commands.get('kinetic.jobs.abort')?.(counting.jobId);
    assert.equal(editor.shown[0]?.text, 'Abort “Count Lead” in Practice org?');
  });
});

describe('the list of jobs', () => {
  beforeEach(resetEditor);

  it('selects a job that was just started, but only if the view is visible', async () => {
    const feature = register([someFailed, allIn]);
    showViews(false);
    feature.follow(allIn.jobId, 0);
    await until(() => editor.shown.length > 0);
    assert.deepEqual(editor.revealed, []);
    showViews(true);
    feature.follow(allIn.jobId, 0);
    await until(() => editor.revealed.length > 0);
    assert.deepEqual(
      editor.revealed.map((node) => (node as { readonly job: JobState }).job.jobId),
      [allIn.jobId],
    );
  });

  it('keeps finished jobs for the days of the setting, which it tells other programs, and again when it changes', async () => {
    const calls: unknown[] = [];
    register([allIn], {
      keepDays: async (days) => void calls.push(['keep', days]),
      removeOld: async (days) => calls.push(['remove', days]),
    });
    await until(() => calls.length === 2);
    changeSetting('kinetic.load.api');
    changeSetting('kinetic.jobs.keepDays');
    await until(() => calls.length === 4);
    const once = [
      ['keep', 30],
      ['remove', undefined],
    ];
    assert.deepEqual(calls, [...once, ...once]);
  });

  it('shows 100 jobs, then more on demand or to select one of them', async () => {
    const many = Array.from({ length: 250 }, (_, at) => ({ ...allIn, jobId: `job-${at}` }));
    const feature = register(many);
    const shown = (await tree().getChildren()) ?? [];
    const more = await tree().getTreeItem(shown.at(-1));
    assert.deepEqual([shown.length, more.label, more.description], [101, 'Show More…', '150 more']);
    await editor.commands.get('kinetic.jobs.showMore')?.(shown.at(-1));
    assert.equal((await tree().getChildren())?.length, 201);
    feature.follow('job-240', 0);
    await until(() => editor.revealed.length > 0);
    assert.equal((await tree().getChildren())?.length, 242);
  });
});

describe('the rows that retries took', () => {
  beforeEach(resetEditor);

  it('are read only for a job that is expanded, because that takes long for many rows', async () => {
    let reads = 0;
    const retriedRows: Jobs['retriedRows'] = () => {
      reads += 1;
      return Promise.resolve({ attempts: ['again'], failed: 10, unprocessed: 0, unknown: 0, groups: [9, 1] });
    };
    register([someFailed, { ...allIn, jobId: 'other' }], { retriedRows });
    const [retried, other] = (await tree().getChildren()) ?? [];
    await itemsOf(other);
    assert.equal(reads, 0);
    const [, failed] = await itemsOf(retried);
    assert.deepEqual([failed?.label, failed?.description, reads], ['10 failed', 'all retried', 1]);
  });
});

describe('a command of the menu of the rows', () => {
  beforeEach(resetEditor);

  it('goes to the page of the job whose rows are under the pointer, and to no other page', async () => {
    const other = { ...allIn, jobId: 'other' };
    const { follow } = register([someFailed, other]);
    for (const { jobId } of [someFailed, other]) follow(jobId, 0);
    await until(() => editor.panels.length === 2);
    editor.panels.forEach(({ posted, say }) => {
      posted.length = 0;
      say({ kind: 'notify', body: { type: 'ready' } });
    });
    await until(() => editor.panels.every(({ posted }) => posted.length > 0));
    await editor.commands.get('kinetic.rows.copyRows')?.({ webview: 'kinetic.job', jobId: 'other' });
    const acts = editor.panels.map(({ posted }) => JSON.stringify(posted).includes('"act":"copyRows"'));
    assert.deepEqual(acts, [false, true]);
  });
});
