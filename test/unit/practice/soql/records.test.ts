// The records of a query response: order of keys, parents, children, compound fields, and types.
import assert from 'node:assert/strict';
import { ask, column, insert, sampleOrg } from './sampleOrg';

const withoutAttributes = (record: Record<string, unknown> | undefined) =>
  Object.keys(record ?? {}).filter((key) => key !== 'attributes');

describe('records of a query', () => {
  it('contain their type and URL, then their fields in the order of SELECT with the names of the schema', async () => {
    const { org, ids } = sampleOrg();
    const { records, totalSize, done } = await ask(org, "select NAME, iD, rating from account where name = 'Acme'");
    assert.deepEqual(records, [
      {
        attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${ids.acme}` },
        Name: 'Acme',
        Id: ids.acme,
        Rating: 'Hot',
      },
    ]);
    assert.deepEqual(withoutAttributes(records[0]), ['Name', 'Id', 'Rating']);
    assert.equal(totalSize, 1);
    assert.equal(done, true);
  });

  it('nest parents over several levels, merge the fields of one parent, and contain null for a missing one', async () => {
    const { org, ids } = sampleOrg();
    const { records } = await ask(
      org,
      'SELECT LastName, Account.Name, Id, Account.Owner.Username, Account.Rating FROM Contact ORDER BY LastName DESC',
    );
    const url = (object: string, id: string) => `/services/data/v66.0/sobjects/${object}/${id}`;
    assert.deepEqual(records[0]?.Account, {
      attributes: { type: 'Account', url: url('Account', ids.acme) },
      Name: 'Acme',
      Owner: { attributes: { type: 'User', url: url('User', ids.ada) }, Username: 'ada@practice.example' },
      Rating: 'Hot',
    });
    assert.deepEqual(withoutAttributes(records[0]), ['LastName', 'Account', 'Id']);
    assert.equal(records[2]?.LastName, 'Kim');
    assert.equal(records[2].Account, null);
  });

  it('show the Name entity of a polymorphic lookup', async () => {
    const { org, ids } = sampleOrg();
    const { records } = await ask(org, 'SELECT Owner.Name, Owner.Type FROM Case ORDER BY CaseNumber');
    assert.deepEqual(records[0]?.Owner, {
      attributes: { type: 'Name', url: `/services/data/v66.0/sobjects/User/${ids.ada}` },
      Name: 'Ada Moss',
      Type: 'User',
    });
    assert.deepEqual((records[1]?.Owner as { Name: string }).Name, 'Night Shift');
    assert.deepEqual(await column(org, "SELECT Subject FROM Case WHERE Owner.Type = 'Group'", 'Subject'), ['Slow']);
  });

  it('select fields by object with TYPEOF', async () => {
    const { org } = sampleOrg();
    const text = 'SELECT TYPEOF What WHEN Account THEN Rating, Name WHEN Case THEN CaseNumber ELSE Name END FROM Task';
    const { records } = await ask(org, text);
    assert.equal((records[0]?.What as { Rating: string }).Rating, 'Hot');
    assert.equal(records[1]?.What, null);
    const other = await ask(
      org,
      'SELECT TYPEOF Owner WHEN Group THEN Type ELSE Name END FROM Case ORDER BY CaseNumber',
    );
    assert.equal((other.records[0]?.Owner as { Name: string }).Name, 'Ada Moss');
    assert.equal((other.records[1]?.Owner as { Type: string }).Type, 'Queue');
  });

  it('nest children as query results, or null when there are none', async () => {
    const { org, ids } = sampleOrg();
    const text =
      "SELECT Name, (SELECT LastName, Account.Name FROM Contacts WHERE LastName != 'x' ORDER BY LastName LIMIT 1), " +
      '(SELECT Id FROM Opportunities) FROM Account ORDER BY Name';
    const { records } = await ask(org, text);
    assert.deepEqual(records[0]?.Contacts, {
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'Contact', url: `/services/data/v66.0/sobjects/Contact/${ids.lee}` },
          LastName: 'Lee',
          Account: {
            attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${ids.acme}` },
            Name: 'Acme',
          },
        },
      ],
    });
    assert.deepEqual(withoutAttributes(records[0]), ['Name', 'Contacts', 'Opportunities']);
    assert.equal((records[0].Opportunities as { totalSize: number }).totalSize, 2);
    assert.equal(records[2]?.Contacts, null);
  });

  it('nest children of children from v58 on, and reject them before', async () => {
    const { org } = sampleOrg();
    const text = "SELECT (SELECT LastName, (SELECT Subject FROM Cases) FROM Contacts) FROM Account WHERE Name = 'Acme'";
    const { records } = await ask(org, text);
    const contacts = records[0]?.Contacts as { records: { LastName: string; Cases: { records: object[] } | null }[] };
    assert.deepEqual(
      contacts.records.map((contact) => [contact.LastName, contact.Cases?.records.length ?? null]),
      [
        ['Moss', 1],
        ['Lee', null],
      ],
    );
    await assert.rejects(ask(org, text, { version: 57 }), /Didn't understand relationship 'Cases' in FROM part/);
  });

  it('contain addresses as objects, empty addresses as null, and checkboxes never as null', async () => {
    const { org } = sampleOrg();
    const { records } = await ask(org, 'SELECT BillingAddress, VIP__c FROM Account');
    assert.equal((records[0]?.BillingAddress as { city: string }).city, 'Berlin');
    assert.equal((records[0]?.BillingAddress as { street: unknown }).street, null);
    assert.equal(records[1]?.BillingAddress, null);
    assert.deepEqual(
      records.map((record) => record.VIP__c),
      [true, false, false],
    );
  });

  it('exclude deleted ones, except for queryAll', async () => {
    const { org, ids } = sampleOrg();
    const table = org.store.byName('Contact')!;
    table.moveToRecycleBin(table.numberOf(ids.kim));
    assert.deepEqual(await column(org, 'SELECT LastName FROM Contact', 'LastName'), ['Moss', 'Lee']);
    const all = await ask(org, 'SELECT LastName FROM Contact WHERE IsDeleted = true', { withDeleted: true });
    assert.deepEqual(
      all.records.map((record) => record.LastName),
      ['Kim'],
    );
    const byId = `SELECT LastName FROM Contact WHERE Id = '${ids.kim}'`;
    assert.equal((await ask(org, byId)).totalSize, 0);
    assert.equal((await ask(org, byId, { withDeleted: true })).totalSize, 1);
  });

  it('accept an alias of the object, the object name, and any letter case', async () => {
    const { org } = sampleOrg();
    const text = "SELECT a.Name, A.owner.NAME FROM Account a WHERE a.Name LIKE 'ac%' ORDER BY a.Name";
    const { records } = await ask(org, text);
    assert.equal(records[0]?.Name, 'Acme');
    assert.equal((records[0].Owner as { Name: string }).Name, 'Ada Moss');
    assert.deepEqual(await column(org, "SELECT Account.Name FROM Account WHERE Account.Name = 'Acme'"), ['Acme']);
  });

  it('format values and translate labels under the field name or an alias', async () => {
    const { org } = sampleOrg();
    insert(org, 'Opportunity', { Name: 'Big', StageName: 'Closed Won', Amount: 1234567.5, CloseDate: '2026-03-31' });
    const text =
      "SELECT FORMAT(Amount) money, Amount, toLabel(StageName), FORMAT(CloseDate) closes FROM Opportunity WHERE Name = 'Big'";
    const { records } = await ask(org, text);
    assert.equal(records[0]?.money, '$1,234,567.50');
    assert.equal(records[0].Amount, 1234567.5);
    assert.equal(records[0].StageName, 'Closed Won');
    assert.equal(records[0].closes, '3/31/2026');
  });
});
