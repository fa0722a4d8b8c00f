// Mistakes in a query that are found without an org, with their positions.
import assert from 'node:assert/strict';
import { checkSoql, placeIn } from '../../../../src/core/soql/soql';

describe('a query with a mistake', () => {
  for (const [marked, mistake] of [
    ['^', 'empty'],
    ['^  ', 'empty'],
    ['^UPDATE Account', 'noSelect'],
    ['SELECT ^* FROM Account', 'star'],
    ['SELECT Id, ^* FROM Account', 'star'],
    ['SELECT ^FROM Account', 'noColumns'],
    ['SELECT^', 'noColumns'],
    ['SELECT Id^, FROM Account', 'strayComma'],
    ['SELECT Id^,, Name FROM Account', 'strayComma'],
    ['SELECT Id, Name^ ', 'noFrom'],
    ['SELECT Id FROM^', 'noObject'],
    ["SELECT Id FROM Account WHERE Name = ^'Acme", 'openQuote'],
    ['SELECT Id FROM Account WHERE ^(Name = null', 'parenthesis'],
    ['SELECT Id FROM Account WHERE (Name = null)^)', 'parenthesis'],
    ['SELECT ^(SELECT Id FROM Contacts FROM Account', 'parenthesis'],
    ['SELECT Id FROM Account^;', 'end'],
  ] as const)
    it(`${mistake}: ${marked}`, () => {
      const at = marked.indexOf('^');
      assert.deepEqual(checkSoql(marked.replace('^', '')), { mistake, at });
    });

  for (const soql of [
    'SELECT Id FROM Account',
    'select count() from Account',
    "SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Name = 'it\\'s; ) * (' AND (A = 1 OR (B = 2))",
    'SELECT FIELDS(ALL) FROM Account LIMIT 200',
    'SELECT TYPEOF What WHEN Account THEN Phone, Name ELSE Name END FROM Event',
  ])
    it(`none: ${soql}`, () => assert.equal(checkSoql(soql), undefined));
});

describe('the position that Salesforce names', () => {
  const message =
    "\nSELECT Nam FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Nam' on entity 'Account'.";

  it('is found in a query of several lines', () => {
    assert.equal(placeIn('SELECT Nam FROM Account', message), 7);
    assert.equal(placeIn('SELECT Id,\n  Nam\nFROM Account', 'ERROR at Row:2:Column:3'), 13);
    assert.equal(placeIn('SELECT', 'ERROR at Row:9:Column:9'), 6);
  });

  it('is undefined in a message without one', () =>
    assert.equal(placeIn('SELECT Nam FROM Account', 'unexpected token'), undefined));
});
