// What is known of a query before it is sent: its object, and whether the Bulk API supports it.
import assert from 'node:assert/strict';
import { isCount, notBulkable, objectOf } from '../../../../src/core/soql/soql';

describe('a query for the Bulk API', () => {
  for (const [soql, construct] of [
    ['SELECT Name, COUNT(Id) FROM Account GROUP BY Name', 'COUNT()'],
    ['SELECT Name FROM Account GROUP BY Name', 'GROUP BY'],
    ['select name from account group  by rollup(name) having count(id) > 1', 'GROUP BY'],
    ['SELECT COUNT() FROM Account', 'COUNT()'],
    ['SELECT max(CreatedDate) latest FROM Account', 'MAX()'],
    ['SELECT COUNT_DISTINCT(Name) FROM Account', 'COUNT_DISTINCT()'],
    ['SELECT Id FROM Account ORDER BY Name LIMIT 5 OFFSET 10', 'OFFSET'],
    ['SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END FROM Event', 'TYPEOF'],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'child queries'],
    ['SELECT FIELDS(ALL) FROM Account LIMIT 200', 'FIELDS(ALL)'],
    ['SELECT Id, fields( custom ) FROM Account LIMIT 200', 'FIELDS(CUSTOM)'],
  ] as const) {
    it(`is not supported because of ${construct}: ${soql}`, () => assert.equal(notBulkable(soql), construct));
  }

  for (const soql of [
    'SELECT Id, Name, Account.Owner.Name FROM Contact',
    'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE Name != null) ORDER BY Name LIMIT 5',
    "SELECT Id FROM Account WHERE Name = 'GROUP BY OFFSET 10 (SELECT COUNT() FROM x'",
    "SELECT Id FROM Account WHERE Name LIKE 'it\\'s TYPEOF%'",
    'SELECT Id FROM Group',
    'SELECT toLabel(Status), convertCurrency(Amount), FORMAT(CreatedDate) d FROM Case',
    'SELECT FIELDS(STANDARD) FROM Organization__c',
    'SELECT Id, BillingAddress FROM Account',
    'SELECT FromAddress, IpAddress__c, BillingCity, Email_Address__c FROM EmailMessage',
    'SELECT Id, Offset__c, Count__c, Max FROM Sum__c WHERE Offset__c > 10',
    "SELECT Id FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(37,122), 'mi') < 20",
    'SELECT Id, Time__c FROM A__c WHERE Time__c > 10:00:00Z',
    'this is no query at all',
    '',
  ]) {
    it(`is left to Salesforce to check: ${soql || '(nothing)'}`, () => assert.equal(notBulkable(soql), undefined));
  }
});

describe('the object of a query', () => {
  for (const [soql, object] of [
    ['SELECT Id FROM Account', 'Account'],
    ['select id from My__c m, m.Parent__r p where p.Name = null', 'My__c'],
    ['SELECT Id, (SELECT Id FROM Contacts) FROM Account', 'Account'],
    ["SELECT Id\nFROM\tOpportunity\nWHERE Name = ' FROM x'", 'Opportunity'],
    ['SELECT From__c FROM A__c', 'A__c'],
    ['SELECT', ''],
    ['', ''],
  ] as const) {
    it(`is “${object}” in: ${soql || '(nothing)'}`, () => assert.equal(objectOf(soql), object));
  }
});

describe('a count', () => {
  it('is only a query with COUNT() and nothing else', () => {
    assert.ok(isCount('SELECT COUNT() FROM Account'));
    assert.ok(isCount(' select count( ) from Account where Name != null'));
    assert.ok(!isCount('SELECT COUNT(Id) FROM Account'));
    assert.ok(!isCount('SELECT Id FROM Account'));
  });
});
