// A disk that is full, or an abort, before everything is written: no result from Salesforce is lost.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../../src/core/ports';
import { adds, asLoad, type CoreSetup, openCoreSetup, signal } from '../setup/coreSetup';

const noRoom = async (): Promise<never> => {
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
};

describe('a load whose disk is full', () => {
  let setup: CoreSetup;
  /** Writing files with a matching name fails. */
  let full = /^$/;
  const onDisk = (files: Files): Files => ({
    ...files,
    write: async (path) => ({ ...(await files.write(path)), ...(full.test(path) && { write: noRoom }) }),
  });
  beforeEach(async () => {
    setup = await openCoreSetup({ onDisk });
  });
  afterEach(() => setup.close());

  for (const api of ['bulk', 'collections'] as const)
    for (const [what, name] of [
      ['the succeeded rows', /succeeded\.\d+\.csv$/],
      ['the file of all parts', /failed\.csv$/],
    ] as const)
      it(`keeps ${what} until there is space, and sends each row once (${api})`, async () => {
        full = name;
        const file = await setup.csv('a.csv', 'External_Id__c,Name\nF1,One\nF2,\nF3,Three\n');
        const state = await setup.load(file, { api });
        assert.deepEqual([state.interrupted?.code, state.outcome], ['input.cannotWrite', undefined]);
        assert.match(String(state.interrupted?.details['file']), name);
        full = /^$/;
        await setup.core.jobs.resume(state.jobId);
        const end = await setup.core.jobs.whenFinished(state.jobId, signal);
        assert.deepEqual([end.outcome, end.succeeded, end.failed, end.unprocessed], ['completed', 2, 1, 0]);
        assert.ok(adds(end));
        const { rows } = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 9 }, signal);
        assert.deepEqual(
          rows.map(({ line }) => line),
          [3],
        );
        assert.equal((await setup.rowsOf("SELECT Id FROM Account WHERE External_Id__c LIKE 'F%'")).length, 2);
      });

  it('is rejected before anything is sent when there is no space for a copy of the file', async () => {
    full = /upload\.csv$/;
    const state = await setup.load(await setup.csv('a.csv', 'Name\nOne\n'), { api: 'rest' });
    assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.cannotWrite']);
  });
});

describe('a load that is aborted while its file is read', () => {
  let setup: CoreSetup;
  afterEach(() => setup.close());

  it('ends at once, sends nothing and leaves no copy of the file', async () => {
    let release = (): void => undefined;
    const aborted = new Promise<void>((resolve) => (release = resolve));
    const path = (): string => join(setup.folder, 'a.csv');
    const onDisk = (files: Files): Files => ({
      ...files,
      read: async function* (file, range) {
        let pieces = 0;
        for await (const piece of files.read(file, range)) {
          yield piece;
          // The first read is a look at the start of the file.
          if (file === path() && range?.lent && ++pieces === 1) await aborted;
        }
      },
    });
    setup = await openCoreSetup({ onDisk });
    await setup.csv('a.csv', `Name\n${'Customer\n'.repeat(100_000)}`);
    const unwatch = setup.core.jobs.onChange((state) => {
      if (state.aborting) release();
      else if (asLoad(state).reading) void setup.core.jobs.abort(state.jobId);
    });
    const state = await setup.load(path(), { api: 'bulk' });
    unwatch();
    assert.deepEqual([state.outcome, state.plan, state.error], ['aborted', undefined, undefined]);
    assert.deepEqual(await readdir(join(setup.folder, 'jobs', state.jobId)), ['events.jsonl']);
    assert.deepEqual(
      setup.practice.requests.all.filter(({ path: asked }) => asked.includes('/jobs/')),
      [],
    );
  });
});
