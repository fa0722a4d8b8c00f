// Statements that Salesforce rejects: error code, message, and position of the caret.
import assert from 'node:assert/strict';
import { ask, column, refusal, sampleOrg } from './sampleOrg';

const { org, ids } = sampleOrg();

async function refused(text: string) {
  const answer = await refusal(org, text);
  assert.ok(answer, `not refused: ${text}`);
  return { ...answer, sentence: answer.message.split('\n').at(-1) ?? '' };
}

const column8 = (line: string, place: number) =>
  `\n${line}\n${' '.repeat(place - 1)}^\nERROR at Row:1:Column:${place}\n`;

describe('a query with a mistake', () => {
  it('reports an unknown field with its object and its position', async () => {
    const { code, message } = await refused('SELECT Bacon__c FROM Account LIMIT 2');
    assert.equal(code, 'INVALID_FIELD');
    assert.equal(
      message,
      `${column8('SELECT Bacon__c FROM Account LIMIT 2', 8)}No such column 'Bacon__c' on entity 'Account'. If you are ` +
        "attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference " +
        'your WSDL or the describe call for the appropriate names.',
    );
  });

  it('reports an unknown object', async () => {
    const { code, message } = await refused('SELECT Id FROM Accountz LIMIT 2');
    assert.equal(code, 'INVALID_TYPE');
    assert.equal(
      message,
      `${column8('SELECT Id FROM Accountz LIMIT 2', 16)}sObject type 'Accountz' is not supported. If you are attempting ` +
        "to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the " +
        'describe call for the appropriate names.',
    );
  });

  it('shows only the text around a mistake in a long line, and its row', async () => {
    const { message } = await refused(
      'SELECT Id, Name, Rating, Industry,\n  AccountNumber, AnnualRevenue, NumberOfEmployees, BillingCity, Nope__c, BillingCountry, ' +
        'ShippingCity, ShippingCountry, Website FROM Account',
    );
    assert.match(
      message,
      /^\nNumberOfEmployees, BillingCity, Nope__c, BillingCountry, ShippingCity,?\n {32}\^\nERROR at Row:2:Column:65\n/,
    );
  });

  it('points at the correct SELECT when subqueries have fields with the same name', async () => {
    const inner = 'SELECT Id, Name FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE StageName = null)';
    assert.match(
      (await refused(inner)).message,
      /ERROR at Row:1:Column:79\nNo such column 'StageName' on entity 'Contact'/,
    );
    const child = 'SELECT Name, (SELECT LastName, Rating FROM Contacts) FROM Account WHERE Rating = null';
    assert.match((await refused(child)).message, /Column:32\nNo such column 'Rating' on entity 'Contact'/);
    const order = 'SELECT Name FROM Account ORDER BY LastName';
    assert.match((await refused(order)).message, /Column:35\nNo such column 'LastName' on entity 'Account'/);
  });

  const sentences: readonly (readonly [string, string, string | RegExp])[] = [
    ['SELEKT Id FROM Account', 'MALFORMED_QUERY', 'unexpected token: SELEKT'],
    ['', 'MALFORMED_QUERY', 'A query string has to be specified'],
    ['SELECT Id, FROM Account', 'MALFORMED_QUERY', "unexpected token: 'FROM'"],
    ['SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', "unexpected token: '<EOF>'"],
    ['SELECT Id FROM Account LIMIT 5 ORDER BY Name', 'MALFORMED_QUERY', "unexpected token: 'ORDER'"],
    ["SELECT Id FROM Account WHERE Name = 'x", 'MALFORMED_QUERY', /mismatched character '<EOF>' expecting '''/],
    ['SELECT * FROM Account', 'MALFORMED_QUERY', "unexpected token: '*'"],
    ['SELECT Id FROM Account WHERE Name = "x"', 'MALFORMED_QUERY', `unexpected token: '"'`],
    ['SELECT Id FROM Account WHERE Id IN :ids', 'MALFORMED_QUERY', 'Bind variables only allowed in Apex code'],
    ['SELECT Id FROM Account ALL ROWS', 'MALFORMED_QUERY', 'ALL ROWS not allowed in this context'],
    [
      "SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'",
      'MALFORMED_QUERY',
      "unexpected token: 'OR'",
    ],
    [
      "SELECT Id FROM Account WHERE Name = 'a\\q'",
      'MALFORMED_QUERY',
      /Illegal character sequence '\\q' in string literal/,
    ],
    ['SELECT Id, Name, id FROM Account', 'INVALID_FIELD', 'duplicate field selected: Id'],
    ['SELECT Account.Name, Account.name FROM Contact', 'INVALID_FIELD', 'duplicate field selected: Name'],
    ['SELECT Nope.Name FROM Account', 'INVALID_FIELD', /^Didn't understand relationship 'Nope' in field path\./],
    ['SELECT Owner.Nope FROM Case', 'INVALID_FIELD', /^No such column 'Nope' on entity 'Name'\./],
    [
      'SELECT Parent.Parent.Parent.Parent.Parent.Parent.Name FROM Account',
      'INVALID_FIELD',
      /^Didn't understand relationship/,
    ],
    [
      'SELECT Id, (SELECT Id FROM Nopes) FROM Account',
      'INVALID_TYPE',
      /^Didn't understand relationship 'Nopes' in FROM part/,
    ],
    [
      "SELECT Id FROM Opportunity WHERE CloseDate = '2024-01-31'",
      'INVALID_FIELD',
      "value of filter criterion for field 'CloseDate' must be of type date and should not be enclosed in quotes",
    ],
    [
      "SELECT Id FROM Account WHERE CreatedDate > '2024-01-31T00:00:00Z'",
      'INVALID_FIELD',
      "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes",
    ],
    ['SELECT Id FROM Account WHERE CreatedDate > 2024-01-31', 'INVALID_FIELD', /must be of type dateTime/],
    [
      "SELECT Id FROM Account WHERE AnnualRevenue = '5'",
      'INVALID_FIELD',
      /field 'AnnualRevenue' must be of type double and should not be enclosed/,
    ],
    ["SELECT Id FROM Account WHERE NumberOfEmployees = '5'", 'INVALID_FIELD', /must be of type int/],
    ["SELECT Id FROM Account WHERE VIP__c = 'true'", 'INVALID_FIELD', /must be of type boolean/],
    [
      'SELECT Id FROM Account WHERE Name = 5',
      'INVALID_FIELD',
      "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
    ],
    ['SELECT Id FROM Opportunity WHERE CloseDate = 2024-02-30', 'INVALID_FIELD', /must be of type date/],
    ["SELECT Id FROM Account WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
    ["SELECT Id FROM Account WHERE Id LIKE '001%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
    [
      "SELECT Id FROM Account WHERE Name INCLUDES ('a')",
      'INVALID_QUERY_FILTER_OPERATOR',
      'invalid operator on string field',
    ],
    [
      "SELECT Id FROM Account WHERE Description = 'x'",
      'INVALID_FIELD',
      "field 'Description' can not be filtered in a query call",
    ],
    ['SELECT FORMAT(Amount), Amount FROM Opportunity', 'INVALID_FIELD', 'duplicate field selected: Amount'],
    [
      "SELECT Id FROM Account WHERE BillingAddress = 'Leeds'",
      'INVALID_FIELD',
      "field 'BillingAddress' can not be filtered in a query call",
    ],
    [
      'SELECT convertTimezone(CreatedDate) FROM Account',
      'MALFORMED_QUERY',
      'convertTimezone() can only be used inside a date function',
    ],
    ['SELECT FORMAT(convertTimezone(CreatedDate)) x FROM Account', 'MALFORMED_QUERY', /inside a date function/],
  ];
  for (const [text, code, sentence] of sentences) {
    it(`is rejected: ${text}`, async () => {
      const answer = await refused(text);
      assert.equal(answer.code, code);
      if (typeof sentence === 'string') assert.equal(answer.sentence, sentence);
      else assert.match(answer.sentence, sentence);
    });
  }

  it('is found at the end of a very long condition', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `Name = 'n${i}'`).join(' OR ');
    const { sentence } = await refused(`SELECT Id FROM Account WHERE ${names} OR OR Name = 'x'`);
    assert.equal(sentence, "unexpected token: 'OR'");
    assert.equal((await ask(org, `SELECT Id FROM Account WHERE ${names} OR Name = 'Acme'`)).totalSize, 1);
  });

  it('is rejected for more than three fields in subtotals, twenty child queries, or 4,000 characters in a text', async () => {
    const rollup = 'SELECT COUNT(Id) FROM Account GROUP BY ROLLUP(Name, Industry, Type, Rating)';
    assert.equal((await refused(rollup)).message, 'GROUP BY ROLLUP takes at most 3 fields');
    const children = Array.from({ length: 21 }, () => '(SELECT Id FROM Contacts)').join();
    assert.match((await refused(`SELECT ${children} FROM Account`)).message, /more than 20 queries for children/);
    const long = (length: number): string => `SELECT Id FROM Account WHERE Name = '${'x'.repeat(length)}'`;
    assert.match((await refused(long(4001))).message, /cannot be longer than 4000 characters/);
    assert.equal((await ask(org, long(4000))).totalSize, 0);
  });

  it('is rejected with a clear message when the practice org does not simulate the syntax', async () => {
    const { code, message } = await refused('SELECT c.Id, a.Name FROM Contact c, c.Account a');
    assert.equal(code, 'MALFORMED_QUERY');
    assert.match(message, /^The practice org does not simulate several objects in a FROM clause/);
  });

  it('is rejected when it is longer than 100,000 characters', async () => {
    const text = `SELECT Id FROM Account WHERE Name = '${'x'.repeat(100_000)}'`;
    assert.equal((await refused(text)).message, 'SOQL statements cannot be longer than 100000 characters.');
  });
});

describe('semi-joins that Salesforce rejects', () => {
  const cases: readonly (readonly [string, string])[] = [
    [
      "Id IN (SELECT AccountId FROM Contact) OR Name = 'x'",
      "Semi join sub-selects are not allowed with the 'OR' operator",
    ],
    ['Id IN (SELECT ParentId FROM Account)', 'The inner and outer selects should not be on the same object type'],
    [
      'Id IN (SELECT AccountId FROM Contact WHERE Id IN (SELECT ContactId FROM Case))',
      'Nesting of semi join sub-selects is not supported',
    ],
    [
      'Id IN (SELECT AccountId FROM Contact) AND Id IN (SELECT AccountId FROM Case) AND Id IN (SELECT AccountId FROM Opportunity)',
      'Maximum 2 semi join sub-selects are allowed, but saw 3',
    ],
    [
      'Id IN (SELECT LastName FROM Contact)',
      "The selected field 'LastName' in the subquery and the left operand field in the where expression in the outer query 'Id' should point to the same object type",
    ],
    ['Id IN (SELECT AccountId FROM Contact LIMIT 1)', 'Semi join sub-selects cannot use ORDER BY, LIMIT or OFFSET'],
  ];
  for (const [where, sentence] of cases) {
    it(where, async () => {
      const answer = await refused(`SELECT Id FROM Account WHERE ${where}`);
      assert.equal(answer.code, 'MALFORMED_QUERY');
      assert.equal(answer.sentence, sentence);
    });
  }
});

describe('FIELDS()', () => {
  it('selects all, standard or custom fields', async () => {
    const keysOf = async (text: string) => Object.keys((await ask(org, text)).records[0] ?? {});
    const all = await keysOf('SELECT FIELDS(ALL) FROM Account LIMIT 200');
    const standard = await keysOf('SELECT FIELDS(STANDARD) FROM Account');
    const custom = await keysOf(`SELECT FIELDS(CUSTOM), Id FROM Account WHERE Id = '${ids.acme}'`);
    assert.ok(standard.includes('BillingAddress') && !standard.includes('VIP__c'));
    assert.ok(custom.includes('VIP__c') && custom.includes('Id') && !custom.includes('Name'));
    assert.equal(all.length, standard.length + custom.length - 2);
  });

  it('requires a LIMIT or a list of ids when it includes custom fields', async () => {
    const sentence = 'The SOQL FIELDS function must have a LIMIT of at most 200';
    assert.equal((await refused('SELECT FIELDS(ALL) FROM Account')).message, sentence);
    assert.equal((await refused('SELECT FIELDS(CUSTOM) FROM Account LIMIT 201')).message, sentence);
    assert.equal((await ask(org, `SELECT FIELDS(ALL) FROM Account WHERE Id IN ('${ids.acme}')`)).totalSize, 1);
  });

  it('rejects a duplicate field, and custom fields of an object that has none', async () => {
    assert.equal((await refused('SELECT Name, FIELDS(STANDARD) FROM Account')).code, 'INVALID_FIELD');
    const sentence = "'FIELDS(...)' expansion function must result in at least one field being selected.";
    assert.equal((await refused('SELECT FIELDS(CUSTOM) FROM Organization LIMIT 1')).message, sentence);
  });
});

describe('clauses without effect', () => {
  it('are accepted: USING SCOPE, WITH, FOR, UPDATE', async () => {
    const clauses = [
      'USING SCOPE mine',
      'WITH SECURITY_ENFORCED',
      'WITH USER_MODE',
      'FOR VIEW',
      'FOR REFERENCE',
      'UPDATE TRACKING',
    ];
    for (const clause of clauses) assert.equal((await column(org, `SELECT Name FROM Account ${clause}`)).length, 3);
  });
});
