// Which rows match a condition: every operator, nulls, letter case, AND, OR, NOT, and semi-joins.
import assert from 'node:assert/strict';
import { ask, column, emptyOrg, insert, sampleOrg } from './sampleOrg';

const accounts = (where: string) => column(sampleOrg().org, `SELECT Name FROM Account WHERE ${where}`);

describe('WHERE', () => {
  it('ignores letter case in text', async () => {
    assert.deepEqual(await accounts("Name = 'ACME'"), ['Acme']);
    assert.deepEqual(await accounts("Name != 'acme'"), ['globex', 'Initech 100%_x']);
    assert.deepEqual(await accounts("Name <> 'acme'"), ['globex', 'Initech 100%_x']);
    assert.deepEqual(await accounts("Name > 'B' AND Name <= 'GLOBEX'"), ['globex']);
  });

  it('respects letter case in a case-sensitive field', async () => {
    const org = emptyOrg();
    insert(org, 'Invoice__c', { Name: 'I-1', External_Id__c: 'Ab' });
    insert(org, 'Invoice__c', { Name: 'I-2', External_Id__c: 'aB' });
    assert.deepEqual(await column(org, "SELECT Name FROM Invoice__c WHERE External_Id__c = 'Ab'"), ['I-1']);
    assert.deepEqual(await column(org, "SELECT Name FROM Invoice__c WHERE External_Id__c LIKE 'a%'"), ['I-2']);
  });

  it('supports LIKE with its two wildcards and their escapes', async () => {
    assert.deepEqual(await accounts("Name LIKE '%E%'"), ['Acme', 'globex', 'Initech 100%_x']);
    assert.deepEqual(await accounts("Name LIKE '_cme'"), ['Acme']);
    assert.deepEqual(await accounts("Name LIKE '%100\\%\\_%'"), ['Initech 100%_x']);
    assert.deepEqual(await accounts("Name LIKE 'acm'"), []);
    assert.deepEqual(await accounts("(NOT Name LIKE 'a%')"), ['globex', 'Initech 100%_x']);
  });

  it('supports lists', async () => {
    assert.deepEqual(await accounts("Rating IN ('hot', 'Warm')"), ['Acme']);
    assert.deepEqual(await accounts("Rating NOT IN ('Hot', 'Warm')"), ['globex', 'Initech 100%_x']);
    assert.deepEqual(await accounts('AnnualRevenue IN (1000, 250.5)'), ['Acme', 'globex']);
  });

  it('finds values of a multi-select picklist', async () => {
    assert.deepEqual(await accounts("Segments__c INCLUDES ('Retail;Online', 'Wholesale')"), ['Acme', 'globex']);
    assert.deepEqual(await accounts("Segments__c INCLUDES ('Retail;Wholesale')"), []);
    assert.deepEqual(await accounts("Segments__c EXCLUDES ('Online')"), ['globex', 'Initech 100%_x']);
  });

  it('treats empty fields as SOQL does: equal to null and empty text, not equal to values, neither less nor greater', async () => {
    assert.deepEqual(await accounts('Rating = null'), ['Initech 100%_x']);
    assert.deepEqual(await accounts("Rating = ''"), ['Initech 100%_x']);
    assert.deepEqual(await accounts('Rating != null'), ['Acme', 'globex']);
    assert.deepEqual(await accounts("Rating != 'Hot'"), ['globex', 'Initech 100%_x']);
    assert.deepEqual(await accounts('AnnualRevenue < 999999'), ['Acme', 'globex']);
    assert.deepEqual(await accounts('VIP__c = null'), ['globex', 'Initech 100%_x']);
    assert.deepEqual(await accounts('VIP__c = TRUE'), ['Acme']);
  });

  it('follows lookups and treats the fields of a missing parent as empty', async () => {
    const { org } = sampleOrg();
    const names = (where: string) => column(org, `SELECT LastName FROM Contact WHERE ${where}`, 'LastName');
    assert.deepEqual(await names("Account.Name = 'acme'"), ['Moss', 'Lee']);
    assert.deepEqual(await names('Account.Name = null'), ['Kim']);
    assert.deepEqual(await names("Account.Owner.Name LIKE 'Ada%'"), ['Moss', 'Lee']);
    assert.deepEqual(await names('Account.Parent.Name = null'), ['Moss', 'Lee', 'Kim']);
  });

  it('compares ids with 15 and 18 characters', async () => {
    const { org, ids } = sampleOrg();
    const byId = (id: string) => column(org, `SELECT Name FROM Account WHERE Id = '${id}'`);
    assert.deepEqual(await byId(ids.acme), ['Acme']);
    assert.deepEqual(await byId(ids.acme.slice(0, 15)), ['Acme']);
    assert.deepEqual(await column(org, `SELECT Name FROM Account WHERE Id > '${ids.acme}'`), [
      'globex',
      'Initech 100%_x',
    ]);
    assert.deepEqual(await column(org, `SELECT Name FROM Account WHERE Id IN ('${ids.globex}','${ids.acme}')`), [
      'Acme',
      'globex',
    ]);
  });

  it('combines AND, OR, NOT and parentheses', async () => {
    assert.deepEqual(await accounts("(Rating = 'Hot' OR Rating = 'Cold') AND AnnualRevenue < 500"), ['globex']);
    assert.deepEqual(await accounts("Rating = 'Hot' OR (Rating = 'Cold' AND (NOT Name = 'globex'))"), ['Acme']);
    assert.deepEqual(await accounts("NOT (Rating = 'Hot' OR Rating = null)"), ['globex']);
    assert.deepEqual(await accounts("NOT Rating = 'Hot'"), ['globex', 'Initech 100%_x']);
  });

  it('reads currency prefixes, escapes and times', async () => {
    assert.deepEqual(await accounts('AnnualRevenue > USD999'), ['Acme']);
    const org = emptyOrg();
    insert(org, 'Account', { Name: "O'Brien \\ \u00e9" });
    assert.equal((await ask(org, "SELECT Id FROM Account WHERE Name = 'O\\'Brien \\\\ \\u00e9'")).totalSize, 1);
    insert(org, 'Project__c', { Name: 'P', Daily_Standup__c: '09:15:00.000Z' });
    assert.equal((await ask(org, 'SELECT Id FROM Project__c WHERE Daily_Standup__c < 10:00:00Z')).totalSize, 1);
    assert.equal((await ask(org, 'SELECT Id FROM Project__c WHERE Daily_Standup__c > 10:00:00Z')).totalSize, 0);
  });

  it('computes distances', async () => {
    const within = (miles: number) =>
      accounts(`DISTANCE(BillingAddress, GEOLOCATION(48.1372, 11.5755), 'mi') < ${miles}`);
    assert.deepEqual(await within(320), ['Acme']);
    assert.deepEqual(await within(310), []);
  });
});

describe('semi- and anti-joins', () => {
  it('keep rows that another object references, or rows that it does not reference', async () => {
    assert.deepEqual(await accounts('Id IN (SELECT AccountId FROM Contact)'), ['Acme']);
    assert.deepEqual(await accounts("Id NOT IN (SELECT AccountId FROM Opportunity WHERE StageName = 'Closed Won')"), [
      'Initech 100%_x',
    ]);
    const { org } = sampleOrg();
    const text = "SELECT LastName FROM Contact WHERE AccountId IN (SELECT Id FROM Account WHERE Rating = 'Hot')";
    assert.deepEqual(await column(org, text, 'LastName'), ['Moss', 'Lee']);
  });

  it('read the current records when the query runs', async () => {
    const { org, ids } = sampleOrg();
    const text = 'SELECT Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Name != null';
    assert.deepEqual(await column(org, text), ['Acme']);
    insert(org, 'Contact', { LastName: 'New', Name: 'New', AccountId: ids.initech });
    assert.deepEqual(await column(org, text), ['Acme', 'Initech 100%_x']);
  });
});
