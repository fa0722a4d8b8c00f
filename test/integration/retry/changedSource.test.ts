// Rows are retried after their file was edited: the change is noticed, and both versions of the rows can be sent.
import assert from 'node:assert/strict';
import { readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { LoadSpec, LoadState, RetryOffer } from '../../../src/core/core';
import { renames } from '../../fakes/renames';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';
import { offerNow, offerOf, startOffer, textOf } from '../setup/retries';

describe('retrying rows of a file that has changed', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;
  const insert = { operation: 'insert' } as const;
  const offer = (state: LoadState): Promise<RetryOffer> => offerOf(setup, state);
  const start = (one: RetryOffer): Promise<LoadState> => startOffer(setup, one);

  const before = 'External_Id__c,Name,NumberOfEmployees\nE1,Moss,1\nE2,Lee,about 50\nE3,,3\n';
  const apis: readonly LoadSpec['api'][] = ['bulk', 'collections'];
  for (const api of apis)
    it(`sends the edited row or the old one, as chosen, over ${api}`, async () => {
      const file = await setup.csv('a.csv', before);
      const first = await setup.load(file, { ...upsert, ...(api && { api }) });
      assert.equal(first.failed, 2);
      assert.equal((await offer(first)).change, undefined);
      await writeFile(file, before.replace('about 50', '77'));
      const found = await offer(first);
      assert.deepEqual([found.change?.source, found.change?.differing, found.change?.missing], [file, 1, 0]);
      assert.match(await textOf(found), /E2.*about 50/);
      assert.match(await textOf(offerNow(found)), /^3,E2,Lee,77$/m);
      assert.match(await textOf(offerNow(found)), /^4,.*E3/m);
      const second = await start(offerNow(found));
      assert.deepEqual([second.succeeded, second.failed], [1, 1]);
      const rows = await setup.rowsOf("SELECT NumberOfEmployees FROM Account WHERE External_Id__c = 'E2'");
      assert.equal(rows[0]?.['NumberOfEmployees'], 77);
      assert.equal((await offer(second)).change, undefined);
    });

  it('finds a row by its key after rows were inserted and removed above it', async () => {
    const file = await setup.csv('a.csv', before);
    const first = await setup.load(file, upsert);
    await writeFile(file, 'External_Id__c,Name,NumberOfEmployees\nN1,New,1\nN2,New,2\nE3,Named,3\nE2,Lee,77\n');
    const found = await offer(first);
    assert.deepEqual([found.change?.differing, found.change?.missing], [2, 0]);
    assert.match(await textOf(offerNow(found)), /^3,E2,Lee,77\n4,E3,Named,3$/m);
  });

  it('says nothing when the file was saved without a change of these rows', async () => {
    const file = await setup.csv('a.csv', before);
    const first = await setup.load(file, upsert);
    await writeFile(file, before.replace('Moss', 'Moss Ltd'));
    assert.equal((await offer(first)).change, undefined);
  });

  it('counts rows that are gone, and sends them as they were', async () => {
    const file = await setup.csv('a.csv', before);
    const first = await setup.load(file, upsert);
    await writeFile(file, 'External_Id__c,Name,NumberOfEmployees\nE1,Moss,1\nE2,Lee,77\n');
    const found = await offer(first);
    assert.deepEqual([found.change?.differing, found.change?.missing], [1, 1]);
    assert.match(await textOf(offerNow(found)), /^3,E2,Lee,77\n4,.*E3/m);
  });

  it('never takes a row that is saved already for one to insert, even when lines have moved', async () => {
    const rows = 'Name,NumberOfEmployees\nA,1\nB,x\nC,3\nD,y\nE,5\n';
    const file = await setup.csv('a.csv', rows);
    const first = await setup.load(file, insert);
    assert.equal(first.failed, 2);
    // B was removed and a row was added at the end: the number of rows is the same.
    await writeFile(file, 'Name,NumberOfEmployees\nA,1\nC,3\nD,4\nE,5\nF,6\n');
    const found = await offer(first);
    const sent = await textOf(found.change?.offer ?? found);
    assert.doesNotMatch(sent, /\b(C|E)\b/);
    await writeFile(file, rows.replace('B,x', 'B,2'));
    assert.match(await textOf(offerNow(await offer(first))), /^3,B,2\n/m);
  });

  it('takes no row by its line from a file of inserts that became longer', async () => {
    const file = await setup.csv('a.csv', 'Name,NumberOfEmployees\nA,1\nB,x\n');
    const first = await setup.load(file, insert);
    await writeFile(file, 'Name,NumberOfEmployees\nNew,0\nA,1\nB,2\n');
    const found = await offer(first);
    assert.deepEqual(found.change, { source: file, differing: 0, missing: 1 });
    assert.match(await textOf(found), /B,x/);
    const written = await readdir(dirname(found.file));
    assert.equal(written.filter((name) => /-retry-.*csv$/.test(name)).length, 1, 'there is nothing to choose from');
  });

  it('finds the rows to insert on their own lines in a file with a sep= line', async () => {
    const rows = 'sep=;\nName;NumberOfEmployees\nA;1\nB;x\nC;3\n';
    const file = await setup.csv('a.csv', rows);
    const first = await setup.load(file, insert);
    assert.equal(await textOf(await offer(first)), 'sf__Line;Name;NumberOfEmployees\n4;B;x\n');
    await writeFile(file, rows.replace('B;x', 'B;2').replace('C;3', 'C;4'));
    assert.equal(await textOf(offerNow(await offer(first))), 'sf__Line;Name;NumberOfEmployees\n4;B;2\n');
  });

  it('notices a change of the retry file itself, by the lines that it names', async () => {
    const file = await setup.csv('a.csv', before);
    const second = await start(await offer(await setup.load(file, upsert)));
    assert.equal(second.failed, 2);
    const edited = (await readFile(second.spec.file, 'utf8')).replace('about 50', '78');
    await writeFile(second.spec.file, edited);
    const found = await offer(second);
    assert.deepEqual([found.change?.source, found.change?.differing], [second.spec.file, 1]);
    assert.match(await textOf(offerNow(found)), /78/);
  });

  it('sends the rows as they were when the file is gone, unreadable, or has other columns', async () => {
    const file = await setup.csv('a.csv', before);
    const first = await setup.load(file, upsert);
    for (const [other, reason] of [
      ['External_Id__c,Name\nE2,Lee\n', 'otherColumns'],
      ['no table', 'unreadable'],
      ['"open', 'unreadable'],
    ] as const) {
      await writeFile(file, other);
      const { change, notCompared } = await offer(first);
      assert.deepEqual([change, notCompared], [undefined, { file, reason }], other);
    }
    await rm(file);
    assert.deepEqual((await offer(first)).notCompared, { file, reason: 'gone' });
  });

  it('says that the file has changed when there are too many rows to compare', async () => {
    const rows = Array.from({ length: 100_001 }, (_, row) => `Row ${row}\n`).join('');
    const file = await setup.csv('many.csv', `Name\n${rows}`);
    setup.practice.faults.add({ object: 'Account', action: { kind: 'failJob', afterChunks: 0, message: 'Stopped' } });
    const first = await setup.load(file, { operation: 'insert', api: 'bulk' });
    assert.equal(first.unprocessed, 100_001);
    const all = () => offerOf(setup, first, { list: 'unprocessed' });
    await utimes(file, 1_700_000_000, 1_700_000_000);
    assert.equal((await all()).notCompared, undefined, 'its bytes are the same');
    await writeFile(file, `Name\n${rows.replace('Row 7\n', 'Row seven\n')}`);
    const found = await all();
    assert.deepEqual([found.change, found.notCompared], [undefined, { file, reason: 'tooManyRows' }]);
    const few = await offerOf(setup, first, { list: 'unprocessed', places: [7, 8] });
    assert.deepEqual([few.change?.differing, few.notCompared], [1, undefined]);
  });

  it('keeps the encoding, the mapping and the blanks of the load', async () => {
    const latin = (value: string): Buffer =>
      Buffer.from(`Key;Nom;Taille;Autre\nE1;Café;1;x\nE2;Thé;${value};x\n`, 'latin1');
    const file = await setup.csv('a.csv', latin('peu'));
    const mapping = renames({ Key: 'External_Id__c', Nom: 'Name', Taille: 'NumberOfEmployees' });
    const first = await setup.load(file, {
      ...upsert,
      mapping,
      blanks: 'clear',
      dialect: { encoding: 'windows-1252' },
    });
    assert.equal(first.failed, 1);
    await writeFile(file, latin(''));
    const found = await offer(first);
    assert.match(await textOf(offerNow(found)), /^3;E2;Thé;#N\/A$/m);
    assert.equal((await start(offerNow(found))).succeeded, 1);
  });
});
