// A query from the practice org to a file: what arrives, in which form, and what is never lost or overwritten.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectedCsv, fillContacts, soql } from './exportRows';
import { openHouse, signal, type House } from './house';

describe('exporting a query', function () {
  this.timeout(600_000);
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ rowsPerResultPage: 12_000 });
  });
  afterEach(() => house.close());

  const read = (name = 'export.csv'): Promise<string> => readFile(join(house.folder, name), 'utf8');
  const remains = async (): Promise<readonly string[]> =>
    (await readdir(house.folder)).filter((name) => name.includes('.part'));
  const asked = (part: string): number =>
    house.practice.requests.all.filter((request) => request.path.endsWith(part)).length;

  it('writes 100,000 records exactly as Salesforce has them, in order and with one header', async () => {
    await fillContacts(house, 100_000);
    const state = await house.export(soql);
    assert.deepEqual([state.outcome, state.total, state.succeeded], ['completed', 100_000, 100_000]);
    assert.equal(state.object, 'Contact');
    assert.deepEqual([asked('/results'), asked('/resultPages')], [9, 2], 'nine pages by two lists');
    const text = await read();
    assert.ok(text === (await expectedCsv(house, soql)), 'byte for byte');
    assert.equal(state.written?.bytes, Buffer.byteLength(text));
    assert.deepEqual(await remains(), []);
  });

  it('writes JSON Lines: an object a record, parents nested, empty values null', async () => {
    await fillContacts(house, 25_000);
    const file = join(house.folder, 'export.jsonl');
    const state = await house.export(soql, { format: 'jsonl', file });
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 25_000]);
    const rows = (await read('export.jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(rows.length, 25_000);
    const [account] = await house.rowsOf('SELECT Name FROM Account LIMIT 1');
    assert.deepEqual(Object.keys(rows[0] ?? {}), ['Id', 'LastName', 'Description', 'Account']);
    assert.deepEqual(rows[0]?.['Account'], { Name: account?.['Name'] });
    assert.deepEqual([rows[3]?.['Description'], rows[4]?.['Account']], [null, { Name: null }]);
    assert.equal(rows[24_998]?.['Description'], 'Žluťoučký\r\nkůň 🐎');
  });

  it('writes the header alone when there are no records', async () => {
    const state = await house.export("SELECT Id, Name FROM Account WHERE Name = 'nobody'");
    assert.deepEqual([state.outcome, state.total, state.succeeded], ['completed', 0, 0]);
    assert.equal(await read(), '"Id","Name"\n');
  });

  it('leaves deleted records out, or takes them along when asked to', async () => {
    await fillContacts(house, 10);
    const table = house.practice.org.store.byName('Contact');
    const [first] = await house.rowsOf("SELECT Id FROM Contact WHERE LastName = 'L0'");
    await fetch(`${house.practice.url}/services/data/v66.0/sobjects/${table?.def.name}/${String(first?.['Id'])}`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${house.practice.accessToken}` },
    });
    const named = "SELECT Id, LastName FROM Contact WHERE LastName LIKE 'L_'";
    assert.equal((await house.export(named)).succeeded, 9);
    assert.equal((await house.export(named, { all: true, overwrite: true })).succeeded, 10);
  });

  it('never writes over a file unless it is told to', async () => {
    await writeFile(join(house.folder, 'export.csv'), 'precious');
    const refused = await house.export('SELECT Id FROM Account');
    assert.deepEqual([refused.outcome, refused.error?.code], ['rejected', 'input.fileExists']);
    assert.equal(await read(), 'precious');
    assert.equal(asked('/jobs/query'), 0);
    const replaced = await house.export('SELECT Id FROM Account', { overwrite: true });
    assert.equal(replaced.outcome, 'completed');
    assert.match(await read(), /^"Id"\n"001/);
    await mkdir(join(house.folder, 'folder.csv'));
    const folder = await house.export('SELECT Id FROM Account', {
      file: join(house.folder, 'folder.csv'),
      overwrite: true,
    });
    assert.deepEqual([folder.outcome, folder.error?.code], ['rejected', 'input.isFolder']);
  });

  it('waits for the name when somebody took it meanwhile, and loses nothing', async () => {
    house.practice.faults.add({ object: 'Account', action: { kind: 'hold', state: 'InProgress' } });
    const path = join(house.folder, 'export.csv');
    const stop = house.core.jobs.onChange((state) => {
      if (state.phase !== 'processing') return;
      stop();
      void writeFile(path, 'taken').then(() => house.practice.faults.clear());
    });
    const state = await house.export('SELECT Id FROM Account');
    assert.equal(state.interrupted?.code, 'input.fileExists');
    assert.equal(await read(), 'taken');
    await rename(path, join(house.folder, 'elsewhere.csv'));
    await house.core.jobs.resume(state.jobId);
    assert.equal((await house.core.jobs.whenFinished(state.jobId, signal)).outcome, 'completed');
    assert.match(await read(), /^"Id"\n"001/);
    assert.equal(asked('/results'), 1, 'nothing is fetched twice');
  });

  for (const [statement, construct] of [
    ['SELECT Name, COUNT(Id) n FROM Account GROUP BY Name', 'COUNT()'],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'child queries'],
    ['SELECT Id, BillingAddress FROM Account', 'the compound field BillingAddress'],
    ['SELECT COUNT() FROM Account', 'COUNT()'],
  ] as const) {
    it(`says before anything is sent that the Bulk API does not take ${construct}, and does it over REST`, async () => {
      const refused = await house.export(statement);
      assert.deepEqual([refused.outcome, refused.error?.code], ['rejected', 'request.notBulkable']);
      assert.equal(refused.error?.details['construct'], construct);
      assert.equal(asked('/jobs/query'), 0);
      for (const format of ['csv', 'jsonl'] as const) {
        const file = join(house.folder, `rest.${format}`);
        const state = await house.export(statement, { rest: true, format, file });
        assert.deepEqual([state.outcome, state.succeeded], ['completed', state.total]);
        const lines = (await read(`rest.${format}`)).trimEnd().split('\n');
        assert.equal(lines.length, (state.total ?? 0) + (format === 'csv' ? 1 : 0));
        assert.match(lines[0] ?? '', format === 'csv' ? /^"\w+"/ : /^\{.*\}$/);
      }
    });
  }

  it('says it in Salesforce’s words where only Salesforce can know', async () => {
    const refused = await house.export('SELECT Id, Name FROM Organization');
    assert.deepEqual([refused.outcome, refused.error?.code], ['rejected', 'request.notBulkable']);
    assert.match(String(refused.error?.details['reason']), /'Organization' is not supported by the Bulk API/);
    const bad = await house.export('SELECT Id FROM Account WHERE');
    assert.deepEqual([bad.outcome, bad.error?.code], ['rejected', 'request.badSoql']);
    assert.deepEqual(await remains(), []);
  });

  it('can be stopped while Salesforce works and while pages arrive, and leaves nothing behind', async () => {
    await fillContacts(house, 30_000);
    house.practice.faults.add({ object: 'Contact', action: { kind: 'hold', state: 'InProgress' } });
    const stopAt = (phase: string): void => {
      const stop = house.core.jobs.onChange((state) => {
        if (state.phase !== phase) return;
        stop();
        void house.core.jobs.abort(state.jobId);
      });
    };
    stopAt('processing');
    assert.equal((await house.export(soql)).outcome, 'aborted');
    const [query] = house.practice.requests.all.filter((request) => request.method === 'PATCH');
    assert.match(query?.path ?? '', /jobs\/query\/750/);
    house.practice.faults.clear();
    house.practice.faults.add({
      path: '*/results',
      times: 0,
      action: { kind: 'slow', msPerKb: 20, direction: 'down' },
    });
    stopAt('downloading');
    assert.equal((await house.export(soql)).outcome, 'aborted');
    assert.deepEqual(await remains(), []);
    assert.deepEqual(
      (await readdir(house.folder)).filter((name) => name.startsWith('export')),
      [],
    );
  });
});
