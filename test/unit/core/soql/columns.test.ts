// The columns of a query, known before it runs.
import assert from 'node:assert/strict';
import { columnsOf } from '../../../../src/core/soql/soql';

const named = (soql: string): readonly string[] =>
  columnsOf(soql).map((column) => ('name' in column ? column.name : `FIELDS(${column.fields})`));

describe('the columns of a query', () => {
  for (const [soql, columns] of [
    ['SELECT Id, Name, Owner.Profile.Name FROM Account', ['Id', 'Name', 'Owner.Profile.Name']],
    ['select a.Name, a.Owner.Name, Account.Id from Account a where Name = null', ['Name', 'Owner.Name', 'Id']],
    ['SELECT c.Name, Account.Name FROM Contact AS c', ['Name', 'Account.Name']],
    ['SELECT Contact.Name FROM Contact WHERE Id != null', ['Name']],
    ['SELECT Id, (SELECT Id, Name FROM Contacts WHERE Id != null), Name FROM Account', ['Id', 'Contacts', 'Name']],
    ['SELECT (SELECT Id FROM Account.Contacts) FROM Account', ['Contacts']],
    ['SELECT TYPEOF What WHEN Account THEN Phone ELSE Name END, Id FROM Event', ['What', 'Id']],
    [
      'SELECT Subject, TYPEOF What WHEN Account THEN Phone, Name WHEN Case THEN Status ELSE Name END, Owner.Name FROM Task',
      ['Subject', 'What', 'Owner.Name'],
    ],
    [
      'select typeof Who when Lead then Company, Name end, typeof What when Account then Id, Name end from Event',
      ['Who', 'What'],
    ],
    ['SELECT FORMAT(convertCurrency(Amount)), FORMAT(toLabel(Status)) s, Name FROM Case', ['Amount', 's', 'Name']],
    [
      'SELECT toLabel(Account.Type), FORMAT( convertCurrency( Account.AnnualRevenue ) ) FROM Contact',
      ['Account.Type', 'Account.AnnualRevenue'],
    ],
    ['SELECT Industry, FORMAT(MAX(CreatedDate)) FROM Account GROUP BY Industry', ['Industry', 'expr0']],
    ['SELECT toLabel(Status), convertCurrency(Amount), FORMAT(CreatedDate) d FROM Case', ['Status', 'Amount', 'd']],
    [
      'SELECT Industry, COUNT(Id), MAX(CreatedDate) newest, SUM(X__c) FROM Account GROUP BY Industry',
      ['Industry', 'expr0', 'newest', 'expr1'],
    ],
    ['SELECT Owner.Name, Name n, COUNT(Id) FROM Account GROUP BY Owner.Name, Name', ['Name', 'n', 'expr0']],
    [
      'SELECT CALENDAR_YEAR(CreatedDate), COUNT(Id) FROM Account GROUP BY CALENDAR_YEAR(CreatedDate)',
      ['expr0', 'expr1'],
    ],
    ['SELECT Name, FIELDS(ALL) FROM Account LIMIT 200', ['Name', 'FIELDS(ALL)']],
    ['SELECT fields( standard ) FROM Account', ['FIELDS(STANDARD)']],
    ['SELECT FROM Account', []],
    ['', []],
  ] as const) {
    it(`are ${columns.join(', ') || 'none'} in: ${soql || '(nothing)'}`, () => assert.deepEqual(named(soql), columns));
  }
});
