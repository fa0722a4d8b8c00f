// A file that changes while it is sent is not loaded, since neither its old nor its new content would arrive.
import assert from 'node:assert/strict';
import { appendFile, open, readFile, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobState } from '../../../src/core/core';
import type { Files } from '../../../src/core/ports';
import { adds, openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

/** A row near the end is another one now, and neither the length nor the date tells. */
async function editInPlace(file: string): Promise<void> {
  const { atime, mtime, size } = await stat(file);
  const handle = await open(file, 'r+');
  await handle.write('EVIL', size - 30);
  await handle.close();
  await utimes(file, atime, mtime);
}

/** Nothing of the changed file is in the results, and a retry and the grid say why. */
async function assertNotKept({ jobId, unprocessed }: JobState, { core, folder }: CoreSetup): Promise<void> {
  assert.ok(unprocessed > 0);
  const list = 'unprocessed';
  const file = (await core.jobs.resultFile(jobId, list)) ?? '';
  assert.match(await readFile(file, 'utf8'), /^[^\n]*\n$/, 'it has its header only');
  for (const read of [
    () => core.jobs.prepareRetry(jobId, { list }, signal),
    () => core.jobs.rows(jobId, { list, offset: 0, limit: 9 }, signal),
    () => core.jobs.exportRows(jobId, { list }, join(folder, 'rows.csv'), signal),
  ])
    await assert.rejects(read(), { code: 'job.rowsNotKept', details: { list, file: join(folder, 'a.csv') } });
  assert.equal((await core.jobs.result(jobId, {}, signal)).files[list], undefined, 'none is offered for a retry');
}

describe('a file that changes while it is sent', () => {
  let setup: CoreSetup;
  let change: ((path: string) => Promise<void>) | undefined;
  const path = (): string => join(setup.folder, 'a.csv');
  const onDisk = (files: Files): Files => ({
    ...files,
    read: async function* (file, range) {
      for await (const piece of files.read(file, range)) {
        yield piece;
        const now = change;
        // Checks read from the start of the file; an upload does not.
        if (file !== path() || (range?.start ?? 0) === 0 || range?.lent || !now) continue;
        change = undefined;
        await now(file);
      }
    },
  });
  beforeEach(async () => {
    setup = await openCoreSetup({ onDisk });
  });
  afterEach(() => setup.close());

  for (const [how, to] of [
    ['grows', (file: string) => appendFile(file, 'E9,Late\n')],
    ['shrinks', (file: string) => truncate(file, 700_000)],
    ['is edited in place and keeps its length and date', editInPlace],
  ] as const)
    it(`is not loaded when it ${how}, and no row of it is in the org`, async () => {
      change = to;
      const rows = Array.from({ length: 20_000 }, (_, row) => `C${row},${'x'.repeat(60)}\n`);
      const file = await setup.csv('a.csv', `External_Id__c,Name\n${rows.join('')}`);
      // Whole seconds, so that the date can be set again exactly.
      await utimes(file, 1_700_000_000, 1_700_000_000);
      const state = await setup.load(file, {});
      assert.equal(change, undefined, 'it was changed');
      assert.deepEqual([state.outcome, state.error?.code, state.succeeded], ['rejected', 'input.changed', 0]);
      assert.ok(adds(state));
      assert.deepEqual(await setup.rowsOf("SELECT Id FROM Account WHERE External_Id__c LIKE 'C%'"), []);
      await assertNotKept(state, setup);
    });

  it('is not mixed into the results when it is edited after a part was sent, and keeps its length and date', async () => {
    let isSent = false;
    const after = await openCoreSetup({
      onDisk: (files) => ({
        ...files,
        read: async function* (file, range) {
          // The first read at the place of a part after its upload compares the results with it.
          if (isSent && file.endsWith('b.csv') && (range?.start ?? 0) > 0) {
            isSent = false;
            await editInPlace(file);
          }
          yield* files.read(file, range);
        },
      }),
      hasty: true,
    });
    try {
      const rows = Array.from({ length: 300 }, (_, row) => `B${row},${'x'.repeat(60)}\n`);
      const file = await after.csv('b.csv', `External_Id__c,Name\n${rows.join('')}`);
      await utimes(file, 1_700_000_000, 1_700_000_000);
      after.core.jobs.onChange((job) => (isSent ||= job.phase === 'processing'));
      after.practice.faults.add({ object: 'Account', action: { kind: 'failJob', afterChunks: 0, message: 'Stopped' } });
      const state = await after.load(file, { api: 'bulk' });
      assert.deepEqual([state.outcome, state.succeeded, state.unprocessed], ['failed', 0, 300]);
      const kept = (
        await readFile((await after.core.jobs.resultFile(state.jobId, 'unprocessed')) ?? '', 'utf8')
      ).trim();
      assert.ok(!kept.includes('EVIL'));
    } finally {
      await after.close();
    }
  });

  it('is not sent when it changes between its check and its copy', async () => {
    let reads = 0;
    const other = await openCoreSetup({
      onDisk: (files) => ({
        ...files,
        read: async function* (file, range) {
          // The first read finds the format, the second one checks all of it.
          if (file.endsWith('m.csv') && ++reads === 3)
            await writeFile(file, (await readFile(file, 'utf8')).replace('First', 'Other'));
          yield* files.read(file, range);
        },
      }),
    });
    try {
      const state = await other.load(await other.csv('m.csv', 'Name\nFirst\r\nSecond\n'), { api: 'bulk' });
      assert.ok(reads >= 3, 'it was read for a copy');
      assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.changedWhileRead']);
      assert.deepEqual(await other.rowsOf("SELECT Id FROM Account WHERE Name IN ('First', 'Other')"), []);
    } finally {
      await other.close();
    }
  });
});

describe('a file with very many rows that is loaded without the Bulk API', () => {
  it('is rejected before the first call, and the message says what supports it', async () => {
    const setup = await openCoreSetup();
    try {
      const state = await setup.load(await setup.csv('a.csv', `Name\n${'A\n'.repeat(1_000_001)}`), {
        api: 'collections',
      });
      assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.tooManyRows']);
      assert.deepEqual(
        setup.practice.requests.all.filter(({ method }) => method !== 'GET'),
        [],
      );
    } finally {
      await setup.close();
    }
  });
});
