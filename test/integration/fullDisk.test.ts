// A disk that is full, or a person who stops, before everything is written down: nothing that Salesforce said gets lost.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../src/core/ports';
import { adds, openHouse, signal, type House } from './house';

const noRoom = async (): Promise<never> => {
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
};

describe('a load whose disk is full', () => {
  let house: House;
  /** Files of that name find no room. */
  let full = /^$/;
  const onDisk = (files: Files): Files => ({
    ...files,
    write: async (path) => ({ ...(await files.write(path)), ...(full.test(path) && { write: noRoom }) }),
  });
  beforeEach(async () => {
    house = await openHouse({ onDisk });
  });
  afterEach(() => house.close());

  for (const api of ['bulk', 'collections'] as const)
    for (const [what, name] of [
      ['the rows that went in', /succeeded\.\d+\.csv$/],
      ['the file of all parts', /failed\.csv$/],
    ] as const)
      it(`waits with ${what} until there is room, and each row is sent once (${api})`, async () => {
        full = name;
        const file = await house.csv('a.csv', 'External_Id__c,Name\nF1,One\nF2,\nF3,Three\n');
        const state = await house.load(file, { api });
        assert.deepEqual([state.interrupted?.code, state.outcome], ['input.cannotWrite', undefined]);
        assert.match(String(state.interrupted?.details['file']), name);
        full = /^$/;
        await house.core.jobs.resume(state.jobId);
        const end = await house.core.jobs.whenFinished(state.jobId, signal);
        assert.deepEqual([end.outcome, end.succeeded, end.failed, end.unprocessed], ['completed', 2, 1, 0]);
        assert.ok(adds(end));
        const { rows } = await house.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 9 }, signal);
        assert.deepEqual(
          rows.map(({ line }) => line),
          [3],
        );
        assert.equal((await house.rowsOf("SELECT Id FROM Account WHERE External_Id__c LIKE 'F%'")).length, 2);
      });

  it('is refused before anything is sent when a copy of the file finds no room', async () => {
    full = /upload\.csv$/;
    const state = await house.load(await house.csv('a.csv', 'Name\nOne\n'), { api: 'rest' });
    assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.cannotWrite']);
  });
});

describe('a load that is stopped while its file is read through', () => {
  let house: House;
  afterEach(() => house.close());

  it('ends at once, sends nothing and leaves no copy of the file', async () => {
    let goOn = (): void => undefined;
    const stopped = new Promise<void>((resolve) => (goOn = resolve));
    const path = (): string => join(house.folder, 'a.csv');
    const onDisk = (files: Files): Files => ({
      ...files,
      read: async function* (file, range) {
        let pieces = 0;
        for await (const piece of files.read(file, range)) {
          yield piece;
          // The first reading is a look at its beginning.
          if (file === path() && range?.lent && ++pieces === 1) await stopped;
        }
      },
    });
    house = await openHouse({ onDisk });
    await house.csv('a.csv', `Name\n${'Somebody\n'.repeat(100_000)}`);
    const unwatch = house.core.jobs.onChange(({ jobId, reading, aborting: stopping }) => {
      if (stopping) goOn();
      else if (reading) void house.core.jobs.abort(jobId);
    });
    const state = await house.load(path(), { api: 'bulk' });
    unwatch();
    assert.deepEqual([state.outcome, state.plan, state.error], ['aborted', undefined, undefined]);
    assert.deepEqual(await readdir(join(house.folder, 'jobs', state.jobId)), ['events.jsonl']);
    assert.deepEqual(
      house.practice.requests.all.filter(({ path: asked }) => asked.includes('/jobs/')),
      [],
    );
  });
});
