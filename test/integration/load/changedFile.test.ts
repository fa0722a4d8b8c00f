// A file that changes while it is sent is not loaded, since neither its old nor its new content would arrive.
import assert from 'node:assert/strict';
import { appendFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Files } from '../../../src/core/ports';
import { adds, openCoreSetup, type CoreSetup } from '../setup/coreSetup';

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
  ] as const)
    it(`is not loaded when it ${how} meanwhile, and no row of it is in the org`, async () => {
      change = to;
      const rows = Array.from({ length: 20_000 }, (_, row) => `C${row},${'x'.repeat(60)}\n`);
      const state = await setup.load(await setup.csv('a.csv', `External_Id__c,Name\n${rows.join('')}`), {});
      assert.equal(change, undefined, 'it was changed');
      assert.deepEqual([state.outcome, state.error?.code, state.succeeded], ['rejected', 'input.changed', 0]);
      assert.ok(adds(state));
      assert.deepEqual(await setup.rowsOf("SELECT Id FROM Account WHERE External_Id__c LIKE 'C%'"), []);
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
