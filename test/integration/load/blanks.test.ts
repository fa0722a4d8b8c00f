// Blank cells and #N/A: what a blank says is chosen once, a key never gets lost over it, and nothing changes unasked.
import assert from 'node:assert/strict';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('a blank cell', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
    await setup.load(
      await setup.csv('before.csv', 'External_Id__c,Name,Phone,Website\nB1,Moss,1,a.example\nB2,Lee,2,b.example\n'),
      upsert,
    );
  });
  afterEach(() => setup.close());

  const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;
  const accounts = () =>
    setup.rowsOf("SELECT Name, Phone, Website FROM Account WHERE External_Id__c LIKE 'B%' ORDER BY External_Id__c");
  const text = 'External_Id__c,Name,Phone,Website\nB1,Moss,,a2.example\nB2,Lee,"",#N/A\n';

  it('leaves its field as it is, and the file goes as it lies there', async () => {
    const state = await setup.load(await setup.csv('a.csv', text), upsert);
    assert.deepEqual([state.succeeded, state.plan?.rewritten], [2, false]);
    assert.deepEqual(await accounts(), [
      { Name: 'Moss', Phone: '1', Website: 'a2.example' },
      { Name: 'Lee', Phone: '2', Website: null },
    ]);
  });

  it('empties its field where that was chosen, quoted or not, and values stay', async () => {
    const state = await setup.load(await setup.csv('a.csv', text), { ...upsert, blanks: 'clear' });
    assert.deepEqual([state.succeeded, state.plan?.rewritten], [2, true]);
    assert.deepEqual(await accounts(), [
      { Name: 'Moss', Phone: null, Website: 'a2.example' },
      { Name: 'Lee', Phone: null, Website: null },
    ]);
  });

  it('empties its field also with a mapping, in CRLF and without a last line end', async () => {
    const file = await setup.csv('a.csv', 'Key,Tel,Else\r\nB1,,\r\nB2,22,x');
    const mapping = { Key: 'External_Id__c', Tel: 'Phone' };
    const state = await setup.load(file, { ...upsert, mapping, blanks: 'clear' });
    assert.equal(state.succeeded, 2);
    assert.deepEqual(
      (await accounts()).map(({ Phone }) => Phone),
      [null, '22'],
    );
  });

  it('of a key stays blank, so that no other record is hit, and its line is told', async () => {
    const file = await setup.csv('a.csv', 'External_Id__c,Name,Phone\nB1,Moss,3\n,Kim,4\n');
    const state = await setup.load(file, { ...upsert, blanks: 'clear' });
    assert.deepEqual([state.succeeded, state.failed], [1, 1]);
    const { rows } = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 9 }, signal);
    assert.deepEqual(
      rows.map(({ line, values }) => [line, values]),
      [[3, ['', 'Kim', '4']]],
    );
  });

  it('clears a parent, too', async () => {
    const contacts = await setup.csv('c.csv', 'External_Id__c,LastName,Account.External_Id__c\nC1,Kim,B1\n');
    await setup.load(contacts, { ...upsert, object: 'Contact' });
    const blank = await setup.csv('d.csv', 'External_Id__c,LastName,Account.External_Id__c\nC1,Kim,\n');
    const parent = async () =>
      (await setup.rowsOf("SELECT Account.Name FROM Contact WHERE External_Id__c = 'C1'"))[0]?.['Account'];
    await setup.load(blank, { ...upsert, object: 'Contact' });
    assert.notEqual(await parent(), null);
    await setup.load(blank, { ...upsert, object: 'Contact', blanks: 'clear' });
    assert.equal(await parent(), null);
  });

  it('means nothing to a deletion, whose file goes as it lies there', async () => {
    const [account] = await setup.rowsOf("SELECT Id FROM Account WHERE External_Id__c = 'B1'");
    const file = await setup.csv('a.csv', `Id\n${String(account?.['Id'])}\n`);
    const state = await setup.load(file, { operation: 'delete', blanks: 'clear' });
    assert.deepEqual([state.succeeded, state.plan?.rewritten], [1, false]);
  });

  it('of a few rows without the Bulk API means the same', async () => {
    await setup.load(await setup.csv('a.csv', text), { ...upsert, blanks: 'clear', api: 'collections' });
    assert.deepEqual(
      (await accounts()).map(({ Phone, Website }) => [Phone, Website]),
      [
        [null, 'a2.example'],
        [null, null],
      ],
    );
  });

  it('stays cleared when the failed row is sent again', async () => {
    setup.practice.org.locks.add({ object: 'Account', field: 'External_Id__c', values: ['B1'] });
    const first = await setup.load(await setup.csv('a.csv', text), { ...upsert, blanks: 'clear' });
    assert.equal(first.failed, 1);
    setup.practice.org.locks.clear();
    const { spec } = await setup.core.jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
    await setup.core.jobs.whenFinished(await setup.core.jobs.start(spec), signal);
    assert.deepEqual((await accounts())[0], { Name: 'Moss', Phone: null, Website: 'a2.example' });
  });
});
