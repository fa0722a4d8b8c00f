// Exports of queries from the practice org: what the file contains, and that nothing is lost or overwritten.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectedCsv, fillContacts, soql } from '../setup/exportRows';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('exporting a query', function () {
  this.timeout(600_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ rowsPerResultPage: 12_000 });
  });
  afterEach(() => setup.close());

  const read = (name = 'export.csv'): Promise<string> => readFile(join(setup.folder, name), 'utf8');
  const remains = async (): Promise<readonly string[]> =>
    (await readdir(setup.folder)).filter((name) => name.includes('.part'));
  const asked = (part: string): number =>
    setup.practice.requests.all.filter((request) => request.path.endsWith(part)).length;

  it('writes 100,000 records exactly as Salesforce has them, in order and with one header', async () => {
    await fillContacts(setup, 100_000);
    const state = await setup.export(soql);
    assert.deepEqual([state.outcome, state.total, state.succeeded], ['completed', 100_000, 100_000]);
    assert.equal(state.object, 'Contact');
    assert.deepEqual([asked('/results'), asked('/resultPages')], [9, 2], 'nine pages by two lists');
    const text = await read();
    assert.ok(text === (await expectedCsv(setup, soql)), 'byte for byte');
    assert.equal(state.written?.bytes, Buffer.byteLength(text));
    assert.deepEqual(await remains(), []);
  });

  it('writes JSON Lines: one object per record, nested parents, null for empty values', async () => {
    await fillContacts(setup, 25_000);
    const file = join(setup.folder, 'export.jsonl');
    const state = await setup.export(soql, { format: 'jsonl', file });
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 25_000]);
    const rows = (await read('export.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(rows.length, 25_000);
    const [account] = await setup.rowsOf('SELECT Name FROM Account LIMIT 1');
    assert.deepEqual(Object.keys(rows[0] ?? {}), ['Id', 'LastName', 'Description', 'Account']);
    assert.deepEqual(rows[0]?.['Account'], { Name: account?.['Name'] });
    assert.deepEqual([rows[3]?.['Description'], rows[4]?.['Account']], [null, { Name: null }]);
    assert.equal(rows[24_998]?.['Description'], 'Žluťoučký\r\nkůň 🐎');
  });

  it('writes only the header when there are no records', async () => {
    const state = await setup.export("SELECT Id, Name FROM Account WHERE Name = 'unknown'");
    assert.deepEqual([state.outcome, state.total, state.succeeded], ['completed', 0, 0]);
    assert.equal(await read(), '"Id","Name"\n');
  });

  it('leaves out deleted records, or includes them on request', async () => {
    await fillContacts(setup, 10);
    const table = setup.practice.org.store.byName('Contact');
    const [first] = await setup.rowsOf("SELECT Id FROM Contact WHERE LastName = 'L0'");
    await fetch(`${setup.practice.url}/services/data/v66.0/sobjects/${table?.def.name}/${String(first?.['Id'])}`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${setup.practice.accessToken}` },
    });
    const named = "SELECT Id, LastName FROM Contact WHERE LastName LIKE 'L_'";
    assert.equal((await setup.export(named)).succeeded, 9);
    assert.equal((await setup.export(named, { all: true, overwrite: true })).succeeded, 10);
  });

  it('overwrites a file only on request', async () => {
    await writeFile(join(setup.folder, 'export.csv'), 'precious');
    const refused = await setup.export('SELECT Id FROM Account');
    assert.deepEqual([refused.outcome, refused.error?.code], ['rejected', 'input.fileExists']);
    assert.equal(await read(), 'precious');
    assert.equal(asked('/jobs/query'), 0);
    const replaced = await setup.export('SELECT Id FROM Account', { overwrite: true });
    assert.equal(replaced.outcome, 'completed');
    assert.match(await read(), /^"Id"\n"001/);
    await mkdir(join(setup.folder, 'folder.csv'));
    const folder = await setup.export('SELECT Id FROM Account', {
      file: join(setup.folder, 'folder.csv'),
      overwrite: true,
    });
    assert.deepEqual([folder.outcome, folder.error?.code], ['rejected', 'input.isFolder']);
  });

  it('keeps all records when another program creates the file in the meantime', async () => {
    setup.practice.faults.add({ object: 'Account', action: { kind: 'hold', state: 'InProgress' } });
    const path = join(setup.folder, 'export.csv');
    const stop = setup.core.jobs.onChange((state) => {
      if (state.phase !== 'processing') return;
      stop();
      void writeFile(path, 'taken').then(() => setup.practice.faults.clear());
    });
    const state = await setup.export('SELECT Id FROM Account');
    assert.equal(state.interrupted?.code, 'input.fileExists');
    assert.equal(await read(), 'taken');
    await rename(path, join(setup.folder, 'elsewhere.csv'));
    await setup.core.jobs.resume(state.jobId);
    assert.equal((await setup.core.jobs.whenFinished(state.jobId, signal)).outcome, 'completed');
    assert.match(await read(), /^"Id"\n"001/);
    assert.equal(asked('/results'), 1, 'nothing is fetched twice');
  });

  for (const [statement, construct] of [
    ['SELECT Name, COUNT(Id) n FROM Account GROUP BY Name', 'COUNT()'],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'child queries'],
    ['SELECT Id, BillingAddress FROM Account', 'the compound field BillingAddress'],
    ['SELECT COUNT() FROM Account', 'COUNT()'],
  ] as const) {
    it(`says before anything is sent that the Bulk API does not support ${construct}, and exports over REST`, async () => {
      const refused = await setup.export(statement);
      assert.deepEqual([refused.outcome, refused.error?.code], ['rejected', 'request.notBulkable']);
      assert.equal(refused.error?.details['construct'], construct);
      assert.equal(asked('/jobs/query'), 0);
      for (const format of ['csv', 'jsonl'] as const) {
        const file = join(setup.folder, `rest.${format}`);
        const state = await setup.export(statement, { rest: true, format, file });
        assert.deepEqual([state.outcome, state.succeeded], ['completed', state.total]);
        const lines = (await read(`rest.${format}`)).trimEnd().split('\n');
        assert.equal(lines.length, (state.total ?? 0) + (format === 'csv' ? 1 : 0));
        assert.match(lines[0] ?? '', format === 'csv' ? /^"\w+"/ : /^\{.*\}$/);
      }
    });
  }

  it('repeats Salesforce’s message when only Salesforce can know', async () => {
    const refused = await setup.export('SELECT Id, Name FROM Organization');
    assert.deepEqual([refused.outcome, refused.error?.code], ['rejected', 'request.notBulkable']);
    assert.match(String(refused.error?.details['reason']), /'Organization' is not supported by the Bulk API/);
    const bad = await setup.export('SELECT Id FROM Account WHERE');
    assert.deepEqual([bad.outcome, bad.error?.code], ['rejected', 'request.badSoql']);
    assert.deepEqual(await remains(), []);
  });

  it('can be aborted while Salesforce works and while pages arrive, and leaves nothing behind', async () => {
    await fillContacts(setup, 30_000);
    setup.practice.faults.add({ object: 'Contact', action: { kind: 'hold', state: 'InProgress' } });
    const stopAt = (phase: string): void => {
      const stop = setup.core.jobs.onChange((state) => {
        if (state.phase !== phase) return;
        stop();
        void setup.core.jobs.abort(state.jobId);
      });
    };
    stopAt('processing');
    assert.equal((await setup.export(soql)).outcome, 'aborted');
    const [query] = setup.practice.requests.all.filter((request) => request.method === 'PATCH');
    assert.match(query?.path ?? '', /jobs\/query\/750/);
    setup.practice.faults.clear();
    setup.practice.faults.add({
      path: '*/results',
      times: 0,
      action: { kind: 'slow', msPerKb: 20, direction: 'down' },
    });
    stopAt('downloading');
    assert.equal((await setup.export(soql)).outcome, 'aborted');
    assert.deepEqual(await remains(), []);
    assert.deepEqual(
      (await readdir(setup.folder)).filter((name) => name.startsWith('export')),
      [],
    );
  });
});
