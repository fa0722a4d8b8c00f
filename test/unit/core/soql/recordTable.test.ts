// Records of a query as a table.
import assert from 'node:assert/strict';
import { tableColumns, toCells } from '../../../../src/core/soql/soql';

const account = { Name: 'Acme', Owner: { Name: 'Ada' } };

describe('the table of a query', () => {
  for (const [soql, record, cells] of [
    [
      'SELECT FIELDS(STANDARD), Account.Name, Account.Owner.Name FROM Contact',
      { Id: '003', LastName: 'Lee', Account: account },
      { Id: '003', LastName: 'Lee', 'Account.Name': 'Acme', 'Account.Owner.Name': 'Ada' },
    ],
    [
      'SELECT Account.Name, FIELDS(CUSTOM) FROM Contact LIMIT 200',
      { Account: account, Level__c: 'A', Score__c: 7 },
      { 'Account.Name': 'Acme', Level__c: 'A', Score__c: '7' },
    ],
    [
      'SELECT FIELDS(STANDARD), Account.Name FROM Contact',
      { Id: '003', LastName: null, Account: null },
      { Id: '003', LastName: '', 'Account.Name': '' },
    ],
    [
      'SELECT Name, FORMAT(convertCurrency(Amount)), Account.Name FROM Opportunity',
      { Name: 'Deal', Amount: 'USD 5.00', Account: { Name: 'Acme' } },
      { Name: 'Deal', Amount: 'USD 5.00', 'Account.Name': 'Acme' },
    ],
    [
      'SELECT Subject, TYPEOF What WHEN Account THEN Phone, Name ELSE Name END, Owner.Name FROM Task',
      { Subject: 'Call', What: { Phone: '1', Name: 'Acme' }, Owner: { Name: 'Ada' } },
      { Subject: 'Call', What: '{"Phone":"1","Name":"Acme"}', 'Owner.Name': 'Ada' },
    ],
    ['SELECT SOMETHING(Odd) FROM Account', { Odd: 1, Even: { Name: 'two' } }, { Odd: '1', Even: '{"Name":"two"}' }],
  ] as const) {
    it(`has the columns ${Object.keys(cells).join(', ')} for: ${soql}`, () => {
      const columns = tableColumns(soql, record);
      assert.deepEqual(columns, Object.keys(cells));
      assert.deepEqual(toCells(record, columns), Object.values(cells));
    });
  }
});
