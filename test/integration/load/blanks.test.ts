// Blank cells and #N/A: they do what was chosen for the load, never blank a key, and change nothing by default.
import assert from 'node:assert/strict';
import { renames } from '../../fakes/renames';
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

  it('leaves its field unchanged, and the file is sent as it is', async () => {
    const state = await setup.load(await setup.csv('a.csv', text), upsert);
    assert.deepEqual([state.succeeded, state.plan?.rewritten], [2, false]);
    assert.deepEqual(await accounts(), [
      { Name: 'Moss', Phone: '1', Website: 'a2.example' },
      { Name: 'Lee', Phone: '2', Website: null },
    ]);
  });

  it('clears its field if chosen, quoted or not, and other values stay', async () => {
    const state = await setup.load(await setup.csv('a.csv', text), { ...upsert, blanks: 'clear' });
    assert.deepEqual([state.succeeded, state.plan?.rewritten], [2, true]);
    assert.deepEqual(await accounts(), [
      { Name: 'Moss', Phone: null, Website: 'a2.example' },
      { Name: 'Lee', Phone: null, Website: null },
    ]);
  });

  it('clears its field also with a mapping, with CRLF and without a last line end', async () => {
    const file = await setup.csv('a.csv', 'Key,Tel,Else\r\nB1,,\r\nB2,22,x');
    const mapping = renames({ Key: 'External_Id__c', Tel: 'Phone' });
    const state = await setup.load(file, { ...upsert, mapping, blanks: 'clear' });
    assert.equal(state.succeeded, 2);
    assert.deepEqual(
      (await accounts()).map(({ Phone }) => Phone),
      [null, '22'],
    );
  });

  it('in the key stays blank, so that no other record matches, and its line is reported', async () => {
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

  it('has no effect in a deletion, and the file is sent as it is', async () => {
    const [account] = await setup.rowsOf("SELECT Id FROM Account WHERE External_Id__c = 'B1'");
    const file = await setup.csv('a.csv', `Id\n${String(account?.['Id'])}\n`);
    const state = await setup.load(file, { operation: 'delete', blanks: 'clear' });
    assert.deepEqual([state.succeeded, state.plan?.rewritten], [1, false]);
  });

  it('does the same for a few rows without the Bulk API', async () => {
    await setup.load(await setup.csv('a.csv', text), { ...upsert, blanks: 'clear', api: 'collections' });
    assert.deepEqual(
      (await accounts()).map(({ Phone, Website }) => [Phone, Website]),
      [
        [null, 'a2.example'],
        [null, null],
      ],
    );
  });

  it('still clears the field when the failed row is sent again', async () => {
    setup.practice.org.locks.add({ object: 'Account', field: 'External_Id__c', values: ['B1'] });
    const first = await setup.load(await setup.csv('a.csv', text), { ...upsert, blanks: 'clear' });
    assert.equal(first.failed, 1);
    setup.practice.org.locks.clear();
    const { spec } = await setup.core.jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
    await setup.core.jobs.whenFinished(await setup.core.jobs.start(spec), signal);
    assert.deepEqual((await accounts())[0], { Name: 'Moss', Phone: null, Website: 'a2.example' });
  });
});
