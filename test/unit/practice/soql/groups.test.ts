// COUNT(), aggregates, GROUP BY with subtotals, and HAVING: the values and keys of the result rows.
import assert from 'node:assert/strict';
import { ask, emptyOrg, insert, refusal, sampleOrg } from './sampleOrg';

async function rows(text: string): Promise<object[]> {
  const { records } = await ask(sampleOrg().org, text);
  return records.map(({ attributes, ...values }) => {
    assert.deepEqual(attributes, { type: 'AggregateResult' });
    return values;
  });
}

describe('aggregate queries', () => {
  it('return only a number for COUNT()', async () => {
    const { org } = sampleOrg();
    assert.deepEqual(await ask(org, 'SELECT COUNT() FROM Contact WHERE AccountId != null'), {
      totalSize: 2,
      done: true,
      records: [],
    });
    assert.equal((await ask(org, 'SELECT COUNT() FROM Opportunity LIMIT 3')).totalSize, 3);
  });

  it('name functions without an alias expr0, expr1 …, and fields by their name', async () => {
    const text =
      'SELECT StageName, COUNT(Id), MAX(Amount) most, SUM(Amount), COUNT(Amount) FROM Opportunity GROUP BY StageName';
    assert.deepEqual(await rows(text), [
      { StageName: 'Prospecting', expr0: 2, most: 0.1, expr1: 0.1, expr2: 1 },
      { StageName: 'Closed Won', expr0: 2, most: 40, expr1: 40.2, expr2: 2 },
    ]);
  });

  it('add decimals without binary rounding errors and ignore empty fields', async () => {
    const text =
      "SELECT SUM(Amount) s, AVG(Amount) a, MIN(Amount) m FROM Opportunity WHERE Name IN ('North','South','West')";
    const [row] = (await rows(text)) as { s: number; a: number; m: number }[];
    assert.equal(row?.s, 0.3);
    assert.ok(Math.abs(row.a - 0.15) < 1e-9);
    assert.equal(row.m, 0.1);
  });

  it('return one row even when no record matches', async () => {
    assert.deepEqual(await rows("SELECT COUNT(Id) n, SUM(Amount) s FROM Opportunity WHERE Name = 'unknown'"), [
      { n: 0, s: null },
    ]);
    assert.deepEqual(await rows("SELECT Name FROM Opportunity WHERE Name = 'unknown' GROUP BY Name"), []);
  });

  it('group by parent fields, by date functions, and by fields that are not selected', async () => {
    assert.deepEqual(
      await rows('SELECT Account.Name, COUNT(Id) n FROM Opportunity GROUP BY Account.Name ORDER BY Account.Name'),
      [
        { Name: null, n: 1 },
        { Name: 'Acme', n: 2 },
        { Name: 'globex', n: 1 },
      ],
    );
    assert.deepEqual(
      await rows(
        'SELECT CALENDAR_YEAR(CreatedDate) y, CALENDAR_MONTH(CreatedDate), COUNT(Id) n FROM Opportunity GROUP BY CALENDAR_YEAR(CreatedDate), CALENDAR_MONTH(CreatedDate) ORDER BY COUNT(Id) DESC, CALENDAR_YEAR(CreatedDate)',
      ),
      [
        { y: 2026, expr0: 1, n: 2 },
        { y: 2025, expr0: 11, n: 1 },
        { y: 2026, expr0: 2, n: 1 },
      ],
    );
    assert.deepEqual(await rows('SELECT COUNT(Id) n FROM Opportunity GROUP BY StageName'), [{ n: 2 }, { n: 2 }]);
  });

  it('keep the groups that match HAVING', async () => {
    const text = 'SELECT StageName FROM Opportunity GROUP BY StageName HAVING SUM(Amount) > 1 AND COUNT(Id) = 2';
    assert.deepEqual(await rows(text), [{ StageName: 'Closed Won' }]);
    const named = "SELECT COUNT(Id) n FROM Opportunity GROUP BY StageName HAVING StageName LIKE 'P%'";
    assert.deepEqual(await rows(named), [{ n: 2 }]);
  });

  it('sort, limit and skip groups', async () => {
    const text = 'SELECT Name FROM Opportunity GROUP BY Name ORDER BY Name DESC LIMIT 2 OFFSET 1';
    assert.deepEqual(await rows(text), [{ Name: 'South' }, { Name: 'North' }]);
  });

  it('add subtotals with ROLLUP and CUBE and mark them with GROUPING', async () => {
    const rollup =
      'SELECT StageName s, Account.Name a, COUNT(Id) n, GROUPING(StageName) g FROM Opportunity GROUP BY ROLLUP(StageName, Account.Name)';
    const counts = (await rows(rollup)) as { s: string | null; a: string | null; n: number; g: number }[];
    assert.deepEqual(
      counts.filter((row) => row.g === 1),
      [{ s: null, a: null, n: 4, g: 1 }],
    );
    assert.deepEqual(
      counts.filter((row) => row.s === 'Closed Won').map((row) => [row.a, row.n]),
      [
        ['Acme', 1],
        ['globex', 1],
        [null, 2],
      ],
    );
    const cube = await rows('SELECT StageName s, COUNT(Id) n FROM Opportunity GROUP BY CUBE(StageName)');
    assert.deepEqual(cube, [
      { s: 'Prospecting', n: 2 },
      { s: 'Closed Won', n: 2 },
      { s: null, n: 4 },
    ]);
  });

  it('count distinct values, find the minimum and maximum of text and picklists, and format totals', async () => {
    const text =
      'SELECT COUNT_DISTINCT(StageName) d, MIN(Name) low, MAX(StageName) high, FORMAT(SUM(Amount)) total FROM Opportunity';
    assert.deepEqual(await rows(text), [{ d: 2, low: 'East', high: 'Closed Won', total: '$40.30' }]);
  });

  it('order groups by an aggregate, with nulls first or last', async () => {
    const text = 'SELECT Name n FROM Opportunity GROUP BY Name ORDER BY SUM(Amount) DESC NULLS LAST';
    assert.deepEqual(await rows(text), [{ n: 'East' }, { n: 'South' }, { n: 'North' }, { n: 'West' }]);
  });

  it('reject more groups than one response can contain', async () => {
    const org = emptyOrg();
    for (let i = 0; i <= 2000; i++) insert(org, 'Account', { Name: `A${i}` });
    assert.deepEqual(await refusal(org, 'SELECT Name FROM Account GROUP BY Name'), {
      code: 'EXCEEDED_ID_LIMIT',
      message: 'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    });
    assert.equal((await ask(org, 'SELECT Name FROM Account GROUP BY Name LIMIT 2000')).totalSize, 2000);
  });
});

describe('aggregate queries that Salesforce rejects', () => {
  const { org } = sampleOrg();
  const cases: readonly (readonly [string, string])[] = [
    ['SELECT Name, COUNT(Id) FROM Account', 'Field must be grouped or aggregated: Name'],
    ['SELECT Name FROM Account GROUP BY Rating', 'Field must be grouped or aggregated: Name'],
    ['SELECT Rating FROM Account GROUP BY Rating ORDER BY Name', 'Ordered field must be grouped or aggregated: Name'],
    ['SELECT CALENDAR_YEAR(CreatedDate) FROM Account', 'Field must be grouped or aggregated: CreatedDate'],
    ['SELECT Description FROM Account GROUP BY Description', "field 'Description' can not be grouped in a query call"],
    ['SELECT CreatedDate FROM Account GROUP BY CreatedDate', "field 'CreatedDate' can not be grouped in a query call"],
    ['SELECT SUM(Name) FROM Account', 'field Name does not support aggregate operator SUM'],
    ['SELECT COUNT(Id) n, MAX(Name) n FROM Account', 'duplicate alias: n'],
    [
      'SELECT COUNT(Id) FROM Account LIMIT 1',
      'Non-grouped query that uses overall aggregate functions cannot also use LIMIT',
    ],
    ['SELECT Name n FROM Account', 'only aggregate expressions use field aliasing'],
  ];
  for (const [text, message] of cases) {
    it(text, async () => {
      const refused = await refusal(org, text);
      assert.equal(refused?.code, 'MALFORMED_QUERY');
      assert.equal(refused.message.split('\n').at(-1), message);
    });
  }
});
