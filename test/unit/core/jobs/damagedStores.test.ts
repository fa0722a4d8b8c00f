// 2,000 damaged jobs: no damage takes another job away, and none makes a job say what it did not do.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import { toLine } from '../../../../src/core/jobs/journal';
import type { AnyJobState } from '../../../../src/core/jobs/kinds';
import type { ErrorData, RecordedEvent } from '../../../../src/core/model/job';
import type { JobStore } from '../../../../src/core/ports';
import { createFileJobStore } from '../../../../src/node/fileJobStore';
import { createRandom, damaged, type Damage } from '../../../fakes/damage';
import { insertSpec, neverAborted, plannedLoad } from '../../../fakes/jobEvents';
import { checkedKindsOf, replayed, type AnyJobEvent } from '../../../fakes/jobKinds';
import { jobsDeps } from '../../../fakes/jobsDeps';
import { createMemoryJobStore, createShelf } from '../../../fakes/memoryJobStore';

const error = { code: 'network.timeout', details: { host: 'acme', seconds: 9 } };
const counts = { state: 'JobComplete', groups: [], failed: 0, unprocessed: 0, unknown: 0 } as const;
const span = (from: number, to: number) => ({ part: 0, span: { from, to } });
const query = { kind: 'export', orgId: 'org', soql: 'SELECT Id FROM Lead', file: 'a.csv', format: 'csv' } as const;

/** Whole journals of every kind, without their first line. */
const journals: readonly (readonly [typeof insertSpec | typeof query, readonly AnyJobEvent[]])[] = [
  [
    insertSpec,
    [
      plannedLoad(2, 3),
      { at: 2, type: 'partCreating', part: 0 },
      { at: 2, type: 'partCreated', part: 0, remoteId: '7501' },
      { at: 3, type: 'uploaded', part: 0 },
      { at: 3, type: 'delayed', error },
      { at: 4, type: 'closed', part: 0 },
      { at: 5, type: 'processing', part: 0, state: 'InProgress', processed: 2, failed: 1, apiTimeMs: 3 },
      { at: 6, type: 'partCreating', part: 1 },
      { at: 7, type: 'partFinished', part: 0, ...counts, succeeded: 3 },
      { at: 8, type: 'interrupted', error },
      { at: 9, type: 'resumed' },
      { at: 9, type: 'partFinished', part: 1, ...counts, succeeded: 2, unprocessed: 1 },
      { at: 9, type: 'finished', outcome: 'completed' },
    ],
  ],
  [
    insertSpec,
    [
      plannedLoad(1, 4),
      { at: 2, type: 'callSent', ...span(0, 2) },
      { at: 3, type: 'callAnswered', ...span(0, 2), outcomes: [{ id: '001', created: true }, { error: 'X:y:--' }] },
      { at: 4, type: 'callSent', ...span(2, 4) },
      { at: 5, type: 'callRejected', ...span(2, 4) },
      { at: 6, type: 'callSent', ...span(2, 3) },
      { at: 7, type: 'callUnanswered', ...span(2, 3) },
      { at: 8, type: 'callSent', ...span(3, 4) },
    ],
  ],
  [
    query,
    [
      { at: 2, type: 'queryCreated', remoteId: '750', apiVersion: '66.0' },
      { at: 3, type: 'processing', part: 0, state: 'JobComplete', processed: 3, failed: 0, apiTimeMs: 5 },
      { at: 4, type: 'queryCounted', records: 3 },
      { at: 5, type: 'pageSaved', records: 1, bytes: 9, next: { by: 'list', locator: 'x', skip: 1 } },
      { at: 6, type: 'pageSaved', records: 3, bytes: 27, next: null },
    ],
  ],
];

const eventsOf = (jobId: string, which: number): readonly AnyJobEvent[] => {
  const [spec, events] = journals[which % journals.length] ?? assert.fail();
  return [{ at: 1, type: 'created', jobId, spec, orgLabel: 'My “org”' }, ...events];
};
const bytesOf = (events: readonly RecordedEvent[]): Buffer =>
  Buffer.from(events.map((event) => `${toLine(event)}\n`).join(''));

const damagedJobs = 20;

interface DamagedJob extends Damage {
  readonly jobId: string;
  readonly events: readonly AnyJobEvent[];
}

/** Where the journals are. */
interface Stage {
  readonly store: JobStore;
  /** Undefined: a folder has the journal's name. */
  readonly write: (jobId: string, bytes: Buffer | undefined) => void;
  readonly close: () => void;
}

function memoryStage(): Stage {
  const shelf = createShelf();
  const folders = new Set<string>();
  const store = createMemoryJobStore(shelf);
  return {
    store: {
      ...store,
      read: (jobId) => (folders.has(jobId) ? Promise.reject(new Error('EISDIR')) : store.read(jobId)),
    },
    write: (jobId, bytes) => {
      shelf.journals.set(jobId, bytes?.toString('utf8').split('\n').slice(0, -1) ?? []);
      if (!bytes) folders.add(jobId);
    },
    close: () => undefined,
  };
}

function diskStage(): Stage & { readonly root: string } {
  const root = mkdtempSync(join(tmpdir(), 'kinetic-damaged-'));
  return {
    root,
    store: createFileJobStore(root, {}),
    write: (jobId, bytes) => {
      const journal = join(root, jobId, 'events.jsonl');
      mkdirSync(bytes ? join(root, jobId) : journal, { recursive: true });
      if (bytes) writeFileSync(journal, bytes);
    },
    close: () => rmSync(root, { recursive: true }),
  };
}

/** Why a journal is refused, by its damage. */
const expected: Readonly<Record<string, readonly [code: string, reason: RegExp]>> = {
  'replaced by a folder': ['job.unreadableJournal', /^(EISDIR|events\.jsonl is no file)$/],
  'of zeros': ['job.unreadableJournal', /^it has no complete line$/],
  'with an empty line': ['job.unreadableJournal', /^not JSON$/],
  'with null in it': ['job.unreadableJournal', /^Invalid input: expected object, received null$/],
  'of a newer version': ['job.newerJournal', /^format 2 instead of 1$/],
  'with an event of a newer version': ['job.newerJournal', /^unknown event "rowsMerged"$/],
};

/** Every other damage is found by one of these checks, and never by an error of the program. */
const checks: readonly RegExp[] = [
  /^not JSON$/,
  /^it has no complete line$/,
  /^it is the journal of the job \S+$/,
  /^format \S+ instead of 1$/,
  /^unknown (event|kind of job) ".*"$/s,
  /^the event "\w+" is out of place$/,
  /^([\w.]+: )?(Invalid|Too) .+$/,
  /^(part|row) \d+ .*(is in the place of|overlaps|begins on|is not among|rows|outcomes?|causes of)/,
  /^\d+ rows of part \d+ are \w+, and \d+ counted$/,
  /^a part is sent before the load is planned$/,
  /^a call of \d+ rows has \d+ outcomes$/,
  /^a page makes the file shorter$/,
  /^it is about a query job that was not created$/,
  /^the (load|parts|export) (has|have|end|is completed) .+$/,
];

function assertExplained({ what }: Damage, { code, details }: ErrorData, where: string): void {
  const reason = String(details['reason']);
  const [only, pattern] = expected[what] ?? [];
  if (only === undefined || pattern === undefined)
    assert.ok(
      checks.some((check) => check.test(reason)),
      `${where}: ${reason}`,
    );
  else assert.deepEqual([code, pattern.test(reason)], [only, true], `${where}: ${reason}`);
}

describe('a store with damaged jobs', function () {
  this.timeout(120_000);
  const intact = [0, 1, 2].map((which) => `intact-${which}`);
  let jobs: Jobs;
  let hurt: readonly DamagedJob[];

  function fill(seed: number, { store, write }: Stage): void {
    const random = createRandom(seed);
    intact.forEach((jobId, which) => write(jobId, bytesOf(eventsOf(jobId, which))));
    hurt = Array.from({ length: damagedJobs }, (_, at) => {
      const jobId = `hurt-${at}`;
      const events = eventsOf(jobId, random(journals.length));
      const job = { jobId, events, ...damaged(bytesOf(events), random) };
      write(jobId, job.bytes);
      return job;
    });
    jobs = createJobs({
      ...jobsDeps(),
      store,
      kinds: checkedKindsOf(async function* () {
        yield { at: 10, type: 'finished', outcome: 'aborted' };
      }),
    });
  }

  /** What the lines that are whole say; undefined where there is none. */
  const wholeLines = ({ bytes, events }: DamagedJob): AnyJobState | undefined => {
    const lines = (bytes?.toString('utf8').split('\n').length ?? 1) - 1;
    return replayed(events.slice(0, lines));
  };

  function assertSound(job: DamagedJob, where: string): void {
    const state = jobs.get(job.jobId);
    const found = jobs.unreadable().find(({ jobId }) => jobId === job.jobId);
    assert.equal(Number(state !== undefined) + Number(found !== undefined), 1, `${where} is listed once`);
    if (job.isTail) assert.deepEqual(state, wholeLines(job), where);
    if (found) assertExplained(job, found.error, where);
    if (!state) return;
    const { succeeded, failed, unprocessed, unknown, processed, total = Infinity } = state;
    for (const count of [succeeded, failed, unprocessed, unknown, processed]) assert.ok(count >= 0, where);
    if (state.kind === 'load' && state.outcome === 'completed')
      assert.equal(succeeded + failed + unprocessed + unknown, total, where);
  }

  async function assertAllListed(seed: number, stage: Stage): Promise<void> {
    fill(seed, stage);
    await jobs.load();
    for (const [which, jobId] of intact.entries())
      assert.deepEqual(jobs.get(jobId), replayed(eventsOf(jobId, which)), `seed ${seed}`);
    for (const job of hurt) assertSound(job, `${job.jobId} of seed ${seed}, ${job.what},`);
    await jobs.close();
    stage.close();
  }

  it('lists each of them with its true state or as unreadable, and all others as before', async () => {
    for (let seed = 1; seed <= 2_000 / damagedJobs; seed++) await assertAllListed(seed, memoryStage());
  });

  it('does so on the disk', async () => {
    for (let seed = 2_001; seed <= 2_003; seed++) await assertAllListed(seed, diskStage());
  });

  it('resumes the others, and writes nothing to a journal that it cannot read', async () => {
    const stage = diskStage();
    fill(1, stage);
    await jobs.load();
    const unreadable = new Set(jobs.unreadable().map(({ jobId }) => jobId));
    await jobs.resumeUnfinished();
    for (const jobId of ['intact-1', 'intact-2'])
      assert.equal((await jobs.whenFinished(jobId, neverAborted)).outcome, 'aborted');
    for (const { jobId, bytes } of hurt) {
      const journal = join(stage.root, jobId, 'events.jsonl');
      if (!unreadable.has(jobId)) await jobs.whenFinished(jobId, neverAborted);
      else if (bytes) assert.deepEqual(readFileSync(journal), bytes, jobId);
      else assert.ok(statSync(journal).isDirectory());
    }
    await jobs.close();
    stage.close();
  });
});
