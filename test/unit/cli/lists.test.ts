// The lists of the command line on a narrow terminal: a line that wraps is hard to read.
import assert from 'node:assert/strict';
import { jobs } from '../../../src/cli/jobs';
import { remoteJobs } from '../../../src/cli/remoteJobs';
import type { Console, Session } from '../../../src/cli/session';
import { rendered } from '../../../src/cli/style';
import { aligned, type Table } from '../../../src/cli/table';
import { writes } from '../../../src/cli/writes';
import type { Core, JobState, RemoteJob, WriteEntry } from '../../../src/core/core';

const output = { json: false, practice: false };
const counts = { succeeded: 294_000, failed: 6_000, unprocessed: 1_234, unknown: 12 };

const job = {
  kind: 'load',
  jobId: '20261130-235724-777cb8',
  object: 'Opportunity_Line__c',
  interrupted: { code: 'network.timeout', details: {} },
  orgLabel: 'admin@practice.kinetic.example',
  createdAt: Date.UTC(2026, 10, 30, 23, 57, 24),
  spec: { operation: 'hardDelete', file: '/data/2026/accounts.csv' },
  total: 301_246,
  ...counts,
} as unknown as JobState;

const write = {
  at: Date.UTC(2026, 10, 30),
  outcome: 'partial',
  operations: ['hardDelete'],
  objects: ['Opportunity_Line__c'],
  rows: 301_246,
  counts,
  orgLabel: 'admin@practice.kinetic.example',
  user: 'admin@practice.kinetic.example',
  program: 'command line',
  jobId: '20261130-235724-777cb8',
} as unknown as WriteEntry;

const remote = {
  remoteId: '7505e0000YI61cVAQR',
  state: 'UploadComplete',
  operation: 'hardDelete',
  object: 'Opportunity_Line__c',
  userName: 'Ada Moss-Wellington',
  createdAt: Date.UTC(2026, 10, 30),
  isClassic: true,
} as unknown as RemoteJob;

const nothing = (): Promise<readonly never[]> => Promise.resolve([]);
const core = {
  jobs: { load: nothing, list: () => [job], unreadable: () => [] },
  writes: { list: () => Promise.resolve([write]), unreadable: nothing },
  org: () => Promise.resolve({ bulkJobs: { list: () => Promise.resolve([remote]) } }),
} as unknown as Core;

async function linesOf(columns: number, list: (console: Console) => Promise<number>): Promise<readonly string[]> {
  let printed: Table | undefined;
  const console = {
    screen: { columns: () => columns },
    table: (table: Table) => Promise.resolve(void (printed = table)),
    err: () => undefined,
  };
  await list(console as unknown as Console);
  assert.ok(printed);
  return aligned(printed, columns).map((line) => rendered(line, false));
}

describe('a list on a narrow terminal', () => {
  for (const [what, list, most] of [
    ['jobs', (console) => jobs({ name: 'jobs', output }, core, console), /^20261130-235724-777cb8 .* 301,246 .* 6,000/],
    [
      'bulk jobs of the org',
      (console) => remoteJobs({ name: 'jobs', remote: {}, output }, { core, org: {}, console } as unknown as Session),
      /^7505e0000YI61cVAQR {2}UploadComplete /,
    ],
    ['writes', (console) => writes({ output }, core, console), /^2026-11-30T00:00:00Z {2}partial .* 301,246/],
  ] as const satisfies readonly (readonly [string, (console: Console) => Promise<number>, RegExp])[])
    it(`fits 60 columns and more, and keeps what matters most: ${what}`, async () => {
      for (const columns of [60, 70, 80, 100, 160]) {
        const lines = await linesOf(columns, list);
        for (const line of lines) assert.ok(line.length <= columns, `${columns}: ${line}`);
        assert.match(lines[1] ?? '', most);
      }
    });

  const jobLines = (columns: number, state: JobState): Promise<readonly string[]> => {
    const listing = { jobs: { ...core.jobs, list: () => [state] } } as unknown as Core;
    return linesOf(columns, (console) => jobs({ name: 'jobs', output }, listing, console));
  };
  const usual = {
    ...job,
    object: 'Account',
    spec: { operation: 'insert', file: '/work-files/accounts-2026-open.csv' },
    interrupted: undefined,
    outcome: 'completed',
    total: 24,
    succeeded: 20,
    failed: 1,
    unprocessed: 3,
    unknown: 0,
  } as unknown as JobState;

  it('has the name of the file of each job before further counts, without the path', async () => {
    assert.deepEqual(await jobLines(80, usual), [
      'Job                     State      Action  Object   Total  Failed  File',
      '20261130-235724-777cb8  completed  insert  Account     24       1  accoun…en.csv',
    ]);
    const [, wide = ''] = await jobLines(160, usual);
    assert.match(wide, / {2}accounts-2026-open\.csv {2}11-30 23:57Z$/);
    for (const columns of [60, 80]) assert.match((await jobLines(columns, job))[0] ?? '', / File$/);
  });
});
