// Invented jobs in every state that the panel shows, for the dev page and the browser tests.
import type { JobSnapshot, PhaseView, RowList } from '../../../src/shared/protocol/job';
import { FakeRows } from './fakeRows';
import { overTime } from './fakeSpeed';

export interface FakeJob {
  readonly snapshot: JobSnapshot;
  readonly rows: Readonly<Record<RowList, FakeRows>>;
}

/** 15 January 2026, 14:01:00 UTC, so that screenshots do not depend on the day. */
const startedAt = Date.UTC(2026, 0, 15, 14, 1);

type Totals = Required<JobSnapshot['totals']>;
const totals = (records: number, change: Partial<Totals> = {}): Totals => ({
  records,
  processed: 0,
  succeeded: 0,
  failed: 0,
  unprocessed: 0,
  unknown: 0,
  ...change,
});

const names = ['preparing', 'uploading', 'processing', 'downloading', 'finished'] as const;
const lasts = [1_400, 12_300, 72_500, 3_100, 0];

/** All phases before `at` are done; `at` has the given state, and those after it wait. */
const phasesAt = (at: (typeof names)[number], state: PhaseView['state']): PhaseView[] =>
  names.map((name, i) => {
    const index = names.indexOf(at);
    const own = i < index ? 'done' : i === index ? state : 'waiting';
    return { name, state: own, elapsedMs: own === 'waiting' ? 0 : (lasts[i] ?? 0) };
  });

function job(counted: Totals, change: Partial<JobSnapshot> = {}, extraColumns = 0): FakeJob {
  const rows = {
    failed: new FakeRows('failed', counted.failed, extraColumns),
    succeeded: new FakeRows('succeeded', counted.succeeded),
    unprocessed: new FakeRows('unprocessed', counted.unprocessed),
    unknown: new FakeRows('unknown', counted.unknown),
  };
  const snapshot: JobSnapshot = {
    jobId: 'job-1',
    org: { label: 'practice@kinetic.example', kind: 'practice' },
    kind: 'load',
    object: 'Contact',
    operation: 'upsert',
    externalIdField: 'External_Id__c',
    blanks: 'ignore',
    fileName: 'contacts-2026-q1.csv',
    phases: phasesAt('finished', 'done'),
    totals: counted,
    bytes: { sent: counted.records * 118, total: counted.records * 118 },
    // An export processes no rows.
    ...(counted.processed > 0 &&
      change.kind === undefined && { processedOverTime: overTime(startedAt, counted.processed, 1) }),
    apiTimeMs: 41_800,
    apiCalls: 27,
    parts: [part(0, counted)],
    groups: counted.failed > 0 ? rows.failed.groups : [],
    rows: {
      failed: counted.failed,
      succeeded: counted.succeeded,
      unprocessed: counted.unprocessed,
      unknown: counted.unknown,
    },
    aborting: false,
    outcome: 'completed',
    createdAt: startedAt,
    changedAt: startedAt + 89_300,
    ...change,
  };
  return { snapshot, rows };
}

const part = (index: number, counts: Totals, phase: JobSnapshot['parts'][number]['phase'] = 'finished') => ({
  index,
  remoteId: `7505g00000Xk3f${index}AAB`,
  remoteState: phase === 'finished' ? 'JobComplete' : 'InProgress',
  phase,
  ...counts,
});

const running = (change: Partial<JobSnapshot>): Partial<JobSnapshot> => {
  const base: Partial<JobSnapshot> = {
    rowsPerSecond: 8123.4,
    secondsLeft: 47,
    rows: { failed: 0, succeeded: 0, unprocessed: 0, unknown: 0 },
    groups: [],
    ...change,
  };
  return base;
};

const production = { org: { label: 'Acme Corp', kind: 'production' as const } };

/** Removes the members: in the protocol a missing member is never an undefined one. */
function without(fake: FakeJob, ...members: (keyof JobSnapshot)[]): FakeJob {
  const snapshot = { ...fake.snapshot };
  for (const member of members) Reflect.deleteProperty(snapshot, member);
  return { ...fake, snapshot };
}

const large = totals(1_000_000, { processed: 1_000_000, succeeded: 900_000, failed: 100_000 });

const exported = (change: Partial<JobSnapshot>): Partial<JobSnapshot> => ({
  kind: 'export',
  operation: 'query',
  fileName: 'contacts-export.csv',
  query: {
    soql: "SELECT Id, Name, Account.Name FROM Contact WHERE Account.Industry = 'Energy'",
    format: 'csv',
    all: false,
    isRest: false,
  },
  rows: { failed: 0, succeeded: 0, unprocessed: 0, unknown: 0 },
  ...change,
  phases: (change.phases ?? phasesAt('finished', 'done')).filter(({ name }) => name !== 'uploading'),
});

export const fakeJobs: Readonly<Record<string, () => FakeJob>> = {
  done: () => job(large),
  million: () => job(totals(3_000_000, { processed: 3_000_000, succeeded: 2_000_000, failed: 1_000_000 })),
  deleted: () => job(totals(12, { processed: 12, succeeded: 12 }), { operation: 'delete', isUndeletable: true }),
  clean: () => job(totals(48_000, { processed: 48_000, succeeded: 48_000 })),
  few: () =>
    job(totals(2_400, { processed: 2_400, succeeded: 2_300, failed: 100 }), {
      retryable: { failed: 100, unprocessed: 0, unknown: 0 },
    }),
  wide: () => job(totals(2_000, { processed: 2_000, succeeded: 1_000, failed: 1_000 }), {}, 4_990),
  production: () => job(totals(250_000, { processed: 250_000, succeeded: 249_200, failed: 800 }), production),
  taken: () => {
    const { snapshot, rows } = job(totals(100, { processed: 100, succeeded: 90, failed: 10 }));
    const takers = ['1', '', '2', 'removed'];
    const failed = new FakeRows('failed', 10, 0, (row) => takers[row] ?? '');
    const attempts = ['1', '2', 'removed'];
    return {
      rows: { ...rows, failed },
      snapshot: {
        ...snapshot,
        groups: snapshot.groups.map((group, index) => (index === 0 ? { ...group, count: 4, left: 1 } : group)),
        retryable: { failed: 7, unprocessed: 0, unknown: 0 },
        retried: { failed: 3, unprocessed: 0, unknown: 0, attempts },
        attempts: {
          at: 0,
          of: 3,
          totals: { total: 100, succeeded: 92, failed: 8, unprocessed: 0, unknown: 0, pending: 0, leftOut: 0 },
        },
      },
    };
  },
  retried: () =>
    job(totals(100, { processed: 100, succeeded: 88, failed: 12 }), {
      fileName: 'contacts-2026-q1-retry-3f9a1c.csv',
      retryable: { failed: 12, unprocessed: 0, unknown: 0 },
      attempts: {
        at: 1,
        of: 3,
        totals: { total: 2_400, succeeded: 2_388, failed: 9, unprocessed: 0, unknown: 0, pending: 0, leftOut: 3 },
      },
    }),
  uploading: () =>
    without(
      job(
        totals(1_000_000),
        running({
          phases: phasesAt('uploading', 'running'),
          bytes: { sent: 45_200_000, total: 118_000_000 },
          parts: [part(0, totals(1_000_000), 'uploading')],
        }),
      ),
      'outcome',
      'apiTimeMs',
    ),
  running: () => {
    const counts = totals(1_000_000, { processed: 612_400, failed: 12_431 });
    return without(
      job(counts, running({ phases: phasesAt('processing', 'running'), parts: [part(0, counts, 'processing')] })),
      'outcome',
    );
  },
  preparing: () =>
    without(
      job(
        totals(0),
        running({
          phases: phasesAt('preparing', 'running'),
          totals: { processed: 0, succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 },
          bytes: { sent: 0 },
          parts: [],
        }),
      ),
      'outcome',
      'apiTimeMs',
      'apiCalls',
      'rowsPerSecond',
      'secondsLeft',
    ),
  parts: () => {
    const counts = totals(6_000_000, { processed: 3_412_000, succeeded: 1_990_000, failed: 10_000 });
    const each = (index: number): Totals =>
      index < 2
        ? totals(1_000_000, { processed: 1_000_000, succeeded: 995_000, failed: 5_000 })
        : totals(1_000_000, { processed: 471_000, failed: 431 });
    return without(
      job(
        counts,
        running({
          ...production,
          phases: phasesAt('processing', 'running'),
          processedOverTime: overTime(startedAt, 3_412_000, 3),
          rows: { failed: 10_000, succeeded: 1_990_000, unprocessed: 0, unknown: 0 },
          groups: new FakeRows('failed', 10_000).groups,
          parts: [0, 1, 2, 3, 4, 5].map((index) =>
            part(
              index,
              index > 4 ? totals(1_000_000) : each(index),
              index < 2 ? 'finished' : index > 4 ? 'uploading' : 'processing',
            ),
          ),
        }),
      ),
      'outcome',
    );
  },
  export: () =>
    without(
      job(totals(240_000, { processed: 240_000, succeeded: 240_000 }), exported({})),
      'externalIdField',
      'blanks',
    ),
  exportEmpty: () =>
    without(
      job(
        totals(0),
        exported({
          query: { soql: 'SELECT Id, (SELECT Id FROM Cases) FROM Contact', format: 'csv', all: true, isRest: true },
          restarted: 'Salesforce no longer had the position in the results, so the export started again.',
          parts: [],
        }),
      ),
      'externalIdField',
      'blanks',
    ),
  exportAborted: () =>
    without(
      job(
        totals(240_000, { processed: 240_000, succeeded: 151_000 }),
        exported({ outcome: 'aborted', phases: phasesAt('downloading', 'aborted') }),
      ),
      'externalIdField',
      'blanks',
    ),
  exporting: () =>
    without(
      job(
        totals(240_000, { processed: 240_000, succeeded: 151_000 }),
        exported({ rowsPerSecond: 8123.4, phases: phasesAt('downloading', 'running') }),
      ),
      'externalIdField',
      'blanks',
      'outcome',
    ),
  aborted: () =>
    job(totals(1_000_000, { processed: 412_000, succeeded: 409_000, failed: 3_000, unprocessed: 588_000 }), {
      outcome: 'aborted',
      phases: phasesAt('finished', 'aborted'),
    }),
  unknown: () =>
    job(totals(300_000, { unknown: 300_000 }), {
      operation: 'insert',
      outcome: 'failed',
      phases: phasesAt('processing', 'failed'),
      retryable: { failed: 0, unprocessed: 0, unknown: 300_000 },
      error: {
        sentence:
          'The Salesforce job 7505g00000Xk3f0AAB no longer exists: it was deleted, or it is older than seven days. Its results cannot be downloaded any more.',
      },
    }),
  rejected: () =>
    job(totals(0), {
      outcome: 'rejected',
      phases: phasesAt('preparing', 'failed'),
      totals: { processed: 0, succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 },
      parts: [],
      error: { sentence: 'contacts-2026-q1.csv, line 48: 12 cells where the header has 9.', action: 'Open the File' },
    }),
  failed: () =>
    job(totals(1_000_000, { unprocessed: 1_000_000 }), {
      ...production,
      outcome: 'failed',
      phases: phasesAt('processing', 'failed'),
      error: {
        sentence:
          'Salesforce ended the job: InvalidBatch : Field name not found : Primary_Contct__c. Nothing was saved.',
        action: 'Change the Mapping',
      },
    }),
};
