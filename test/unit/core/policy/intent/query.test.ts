// Queries and searches that change the org, however they are spelled, and those that only look like it.
import assert from 'node:assert/strict';
import type { Write } from '../../../../../src/core/model/writes';
import { writeIntent } from '../../../../../src/core/policy/intent/intent';
import type { RequestToCheck } from '../../../../../src/core/policy/intent/interpretation';

const v = '/services/data/v66.0';
const json = (body: unknown): Pick<RequestToCheck, 'json'> => ({ json: body });
const intentOf = (method: string, path: string, rest: Partial<RequestToCheck> = {}): Write | undefined =>
  writeIntent({ method, path, ...rest }, '66.0');

describe('a query with the words of such a clause in a string or a name', () => {
  const part = (method: string, url: string): unknown => ({ method, url, referenceId: 'a' });
  const reads: readonly (readonly [string, string, Partial<RequestToCheck>])[] = [
    ['GET', `${v}/query`, { query: { q: "SELECT Id FROM Account WHERE Name = 'FOR VIEW' AND For__c = 1" } }],
    ['GET', `${v}/query`, { query: { q: "SELECT Id FROM Lead WHERE Name = 'it\\'s FOR VIEW' ORDER BY Tracking" } }],
    ['GET', `${v}/query`, { query: { q: 'SELECT For_View__c, View__c, Update_Tracking__c FROM Reference__c' } }],
    ['GET', `${v}/query`, { query: { explain: 'SELECT Id FROM Account FOR VIEW' } }],
    ['GET', `${v}/search`, { query: { q: 'FIND {update tracking for view} RETURNING Account' } }],
    [
      'POST',
      `${v}/jobs/query`,
      json({ operation: 'query', query: "SELECT Id FROM Lead WHERE City = 'UPDATE VIEWSTAT'" }),
    ],
    ['POST', `${v}/parameterizedSearch`, json({ q: 'FOR VIEW', updateTracking: false })],
    [
      'POST',
      `${v}/composite`,
      json({ compositeRequest: [part('GET', `${v}/query?q=SELECT+Id+FROM+Contact+WHERE+AccountId='@{a.id}'`)] }),
    ],
  ];
  for (const [method, path, rest] of reads)
    it(`is a read: ${method} ${path} ${JSON.stringify(rest)}`, () =>
      assert.equal(intentOf(method, path, rest), undefined));
});

describe('a query that changes the org', () => {
  const views: Write = { operations: ['trackViews'] };
  const unknown: Write = { operations: ['unknown'] };
  const clauses = ['FOR VIEW', 'for reference', 'Update\tTracking', 'UPDATE\r\nVIEWSTAT', 'FOR/* all */VIEW'];
  for (const clause of clauses) {
    const soql = `SELECT Id FROM Account WHERE Name = 'It\\'s' LIMIT 1 ${clause}`;
    const part = { method: 'GET', url: `${v}/query?q=${encodeURIComponent(soql)}`, referenceId: 'a' };
    const requests: readonly (readonly [string, string, Partial<RequestToCheck>?])[] = [
      ['GET', `${v}/query`, { query: { q: soql } }],
      ['HEAD', `${v}/queryAll/`, { query: { q: soql } }],
      ['GET', `${v}/tooling/query?q=${encodeURIComponent(soql).replaceAll('%20', '+')}`],
      ['GET', `${v}/%71uery?%71=${encodeURIComponent(soql).replaceAll('O', '%4f')}`],
      ['GET', `${v}/query?q=SELECT+Id+FROM+Lead&q=${encodeURIComponent(soql)}`],
      ['POST', `${v}/jobs/query`, json({ operation: 'queryAll', query: soql })],
      ['POST', `${v}/composite`, json({ compositeRequest: [part] })],
      ['POST', `${v}/composite/batch`, json({ batchRequests: [part] })],
      ['POST', `${v}/composite/graph`, json({ graphs: [{ graphId: 'g', compositeRequest: [part] }] })],
    ];
    for (const [method, path, rest] of requests)
      it(`is a write: ${JSON.stringify(clause)} in ${method} ${path.slice(0, 40)}`, () =>
        assert.deepEqual(intentOf(method, path, rest), views));
  }

  it('is a write in a search, too, as a clause and as a parameter', () => {
    const sosl = "FIND {it\\'s \\} x} IN ALL FIELDS RETURNING KnowledgeArticleVersion(Id) UPDATE TRACKING, VIEWSTAT";
    assert.deepEqual(intentOf('GET', `${v}/search`, { query: { q: sosl } }), views);
    assert.deepEqual(intentOf('GET', `${v}/parameterizedSearch`, { query: { q: 'x', UpdateViewStat: 'true' } }), views);
    assert.deepEqual(intentOf('POST', `${v}/parameterizedSearch`, json({ q: 'x', updateTracking: true })), views);
  });

  it('may be any write when its text cannot be read', () => {
    assert.deepEqual(intentOf('POST', `${v}/jobs/query`, { body: '<query/>' }), unknown);
    assert.deepEqual(intentOf('POST', `${v}/jobs/query`, json({ query: 'SELECT Id FROM Lead', Query: 'x' })), unknown);
    assert.deepEqual(intentOf('GET', `${v}/query`, { query: { q: '@{a.soql}' } }), unknown);
    assert.deepEqual(
      intentOf('GET', `${v}/query`, { query: { q: "SELECT Id FROM Lead WHERE Name = 'x FOR VIEW" } }),
      views,
    );
  });
});
