// Queries over HTTP: pages and locators, queryAll, Tooling API, plans, columns, errors, and a million rows.
import assert from 'node:assert/strict';
import { fillContacts, startCaller, type Caller, type QueryBody } from './queryCaller';

type ErrorBody = readonly { readonly errorCode: string; readonly message: string }[];

describe('query resources of the practice org', () => {
  let org: Caller;
  before(async () => {
    org = await startCaller({ seedAccounts: 0 });
    fillContacts(org.practice, 4500);
  });
  after(() => org.close());

  it('lead from page to page until every record was returned once', async () => {
    const names: unknown[] = [];
    let page = await org.query('SELECT LastName FROM Contact');
    const sizes: number[] = [];
    for (;;) {
      assert.equal(page.totalSize, 4500);
      sizes.push(page.records.length);
      names.push(...page.records.map((record) => record.LastName));
      if (page.nextRecordsUrl === undefined) break;
      assert.equal(page.done, false);
      assert.match(page.nextRecordsUrl, /^\/services\/data\/v66\.0\/query\/01g\w{15}-\d+$/);
      page = (await (await org.get(page.nextRecordsUrl)).json()) as QueryBody;
    }
    assert.equal(page.done, true);
    assert.deepEqual(sizes, [2000, 2000, 500]);
    assert.equal(new Set(names).size, 4500);
  });

  it('accept a page size between 200 and 2,000', async () => {
    const sizeFor = async (batchSize: number) =>
      (await org.query('SELECT Id FROM Contact', { 'Sforce-Query-Options': `batchSize=${batchSize}` })).records.length;
    assert.equal(await sizeFor(500), 500);
    assert.equal(await sizeFor(1), 200);
    assert.equal(await sizeFor(9999), 2000);
  });

  it('reject an unknown locator', async () => {
    for (const locator of ['01g5e0000YI61cVAQR-99999', '01g000000000000AAA-2000', 'nonsense']) {
      const answer = await org.get(`query/${locator}`);
      assert.equal(answer.status, 400);
      const [error] = (await answer.json()) as ErrorBody;
      assert.deepEqual(error, { errorCode: 'INVALID_QUERY_LOCATOR', message: 'invalid query locator' });
    }
  });

  it('return an error as an array with code and message', async () => {
    const answer = await org.get('query?q=SELECT+Nope+FROM+Contact');
    assert.equal(answer.status, 400);
    const errors = (await answer.json()) as ErrorBody;
    assert.equal(errors[0]?.errorCode, 'INVALID_FIELD');
    assert.match(errors[0].message, /^\nSELECT Nope FROM Contact\n {7}\^\nERROR at Row:1:Column:8\n/);
  });

  it('return deleted records with queryAll only', async () => {
    const found = await org.query("SELECT Id FROM Contact WHERE External_Id__c = 'K-7'");
    await org.send('DELETE', `sobjects/Contact/${String(found.records[0]?.Id)}`);
    assert.equal((await org.query("SELECT Id FROM Contact WHERE External_Id__c = 'K-7'")).totalSize, 0);
    const all = await org.get(
      `queryAll?q=${encodeURIComponent("SELECT IsDeleted FROM Contact WHERE External_Id__c = 'K-7'")}`,
    );
    const body = (await all.json()) as QueryBody;
    assert.deepEqual(
      body.records.map((record) => record.IsDeleted),
      [true],
    );
  });

  it('have additional properties in Tooling API', async () => {
    const answer = await org.get('tooling/query?q=SELECT+Id+FROM+Contact+LIMIT+2');
    const { records, ...envelope } = (await answer.json()) as QueryBody;
    assert.deepEqual(envelope, { size: 2, totalSize: 2, done: true, queryLocator: null, entityTypeName: 'Contact' });
    assert.equal(records.length, 2);
    assert.equal((await org.get('tooling/query?q=SELECT+Id+FROM+NoSuchThing')).status, 400);
  });

  it('explain which index they would use', async () => {
    const plansOf = async (soql: string) => {
      const answer = await org.get(`query?explain=${encodeURIComponent(soql)}`);
      return (
        (await answer.json()) as { plans: { leadingOperationType: string; fields: string[]; cardinality: number }[] }
      ).plans;
    };
    const [indexed] = await plansOf(
      "SELECT Id FROM Contact WHERE External_Id__c IN ('K-1','K-2') AND LastName != null",
    );
    assert.equal(indexed?.leadingOperationType, 'Index');
    assert.deepEqual(indexed.fields, ['External_Id__c']);
    assert.equal(indexed.cardinality, 2);
    const [scanned] = await plansOf("SELECT Id FROM Contact WHERE LastName = 'x'");
    assert.equal(scanned?.leadingOperationType, 'TableScan');
    assert.equal((await org.get('query?explain=SELECT+Nope')).status, 400);
  });

  it('describe their columns without rows', async () => {
    const soql = 'SELECT Id, Account.Name, (SELECT Subject FROM Cases) FROM Contact';
    const answer = await org.get(`query?q=${encodeURIComponent(soql)}&columns=true`);
    const body = (await answer.json()) as {
      columnMetadata: { columnName: string; joinColumns: { columnName: string }[] }[];
    };
    assert.deepEqual(
      body.columnMetadata.map((one) => [one.columnName, one.joinColumns.map((inner) => inner.columnName)]),
      [
        ['Id', []],
        ['Account', ['Name']],
        ['Cases', ['Subject']],
      ],
    );
  });
});

/** How many times a query started to scan all contacts. */
function countScans({ org }: Caller['practice']): () => number {
  let scans = 0;
  const table = org.store.byName('Contact');
  assert.ok(table);
  const numbers = table.numbers.bind(table);
  table.numbers = (options) => {
    scans += 1;
    return numbers(options);
  };
  return () => scans;
}

describe('a million records', () => {
  it('are scanned without blocking other requests, and not scanned when an index is available', async function () {
    this.timeout(600_000);
    const org = await startCaller({ seedAccounts: 0 });
    try {
      fillContacts(org.practice, 1_000_000);
      const scans = countScans(org.practice);
      let isScanning = true;
      const scan = org
        .query("SELECT COUNT() FROM Contact WHERE LastName LIKE '%9999'")
        .finally(() => (isScanning = false));
      let answeredMeanwhile = 0;
      while (isScanning) {
        await (await org.get('/services/data')).arrayBuffer();
        answeredMeanwhile += 1;
      }
      assert.equal((await scan).totalSize, 100);
      assert.equal(scans(), 1);
      assert.ok(answeredMeanwhile >= 3, `only ${answeredMeanwhile} others were answered meanwhile`);
      assert.equal((await org.query("SELECT Id FROM Contact WHERE External_Id__c = 'k-765432'")).totalSize, 1);
      assert.equal(scans(), 1, 'the index knew the answer');
    } finally {
      await org.close();
    }
  });
});
