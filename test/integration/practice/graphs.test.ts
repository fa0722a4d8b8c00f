// Composite graphs and record trees: saved completely or not at all.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const root = '/services/data/v66.0';
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const create = (referenceId: string, object: string, body: Json): Json => ({
  method: 'POST',
  url: `${root}/sobjects/${object}`,
  referenceId,
  body,
});

describe('graphs of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  const count = async (name: string): Promise<number> =>
    (await org.query(`SELECT Id FROM Account WHERE Name = '${name}'`)).totalSize;
  const run = async (...graphs: Json[]): Promise<{ isSuccessful: boolean; parts: Json[] }[]> => {
    const { status, body } = await org.json('POST', 'composite/graph', { graphs });
    assert.equal(status, 200, JSON.stringify(body));
    return (body as { graphs: Json[] }).graphs.map((graph) => ({
      isSuccessful: graph['isSuccessful'] === true,
      parts: (graph['graphResponse'] as { compositeResponse: Json[] }).compositeResponse,
    }));
  };
  const refused = async (...graphs: Json[]): Promise<unknown> => {
    const { status, body } = await org.json('POST', 'composite/graph', { graphs });
    assert.equal(status, 400);
    return onlyError(body)['errorCode'];
  };

  it('save one graph when another one fails', async () => {
    const family = (name: string, lastName: string | null): Json[] => [
      create('parent', 'Account', { Name: name }),
      create('child', 'Contact', { LastName: lastName, AccountId: '@{parent.id}' }),
      { method: 'DELETE', url: `${root}/sobjects/Contact/@{child.id}`, referenceId: 'gone' },
    ];
    const used = org.practice.org.limits.apiRequests.used;
    const [good, bad] = await run(
      { graphId: 'good', compositeRequest: family('Good', 'Moss') },
      { graphId: 'bad', compositeRequest: family('Bad', null) },
    );
    assert.equal(org.practice.org.limits.apiRequests.used - used, 1);
    assert.equal(good?.isSuccessful, true);
    assert.deepEqual(
      good.parts.map((one) => [one['httpStatusCode'], one['body'] === null]),
      [
        [201, false],
        [201, false],
        [204, true],
      ],
    );
    assert.equal(bad?.isSuccessful, false);
    assert.deepEqual(
      bad.parts.map((one) => [one['httpStatusCode'], onlyError(one['body'])['errorCode']]),
      [
        [400, 'PROCESSING_HALTED'],
        [400, 'REQUIRED_FIELD_MISSING'],
        [400, 'PROCESSING_HALTED'],
      ],
    );
    assert.deepEqual([await count('Good'), await count('Bad')], [1, 0]);
  });

  it('cannot reference each other', async () => {
    const [, second] = await run(
      { graphId: '1', compositeRequest: [create('a', 'Account', { Name: 'Reach' })] },
      { graphId: '2', compositeRequest: [create('b', 'Account', { Name: 'Reach', ParentId: '@{a.id}' })] },
    );
    assert.equal(second?.isSuccessful, false);
    assert.match(String(onlyError(second.parts[0]?.['body'])['message']), /^Invalid reference specified/);
    assert.equal(await count('Reach'), 1);
  });

  it('are not processed after more than 14 of them have failed', async () => {
    const answers = await run(
      ...many(17, (i) => ({
        graphId: `g${i}`,
        compositeRequest: [create('a', 'Account', i < 15 ? {} : { Name: 'Too late' })],
      })),
    );
    const codes = answers.map(({ parts }) => onlyError(parts[0]?.['body'])['errorCode']);
    assert.deepEqual(
      [codes[14], codes[15], codes[16]],
      ['REQUIRED_FIELD_MISSING', 'PROCESSING_HALTED', 'PROCESSING_HALTED'],
    );
    assert.equal(await count('Too late'), 0);
  });

  it('are rejected beyond their limits and for unsupported subrequests', async () => {
    const named = (graphId: string, ...compositeRequest: Json[]): Json => ({ graphId, compositeRequest });
    const one = create('a', 'Account', { Name: 'Limit' });
    assert.equal(await refused(...many(76, (i) => named(`g${i}`, one))), 'LIMIT_EXCEEDED');
    const nodes = many(501, (i) => ({ ...one, referenceId: `a${i}` }));
    assert.equal(await refused(named('g', ...nodes)), 'LIMIT_EXCEEDED');
    const chain = many(16, (i) => create(`a${i}`, 'Account', i === 0 ? {} : { ParentId: `@{a${i - 1}.id}` }));
    assert.equal(await refused(named('g', ...chain)), 'LIMIT_EXCEEDED');
    const kinds = many(16, (i) => create(`a${i}`, `Kind${i}__c`, {}));
    assert.equal(await refused(named('g', ...kinds)), 'LIMIT_EXCEEDED');
    assert.equal(await refused(named('g', one), named('g', one)), 'INVALID_INPUT');
    assert.equal(await refused(named('g.1', one)), 'INVALID_INPUT');
    const query = { method: 'GET', url: `${root}/query?q=SELECT+Id+FROM+Account`, referenceId: 'a' };
    assert.equal(await refused(named('g', query)), 'INVALID_INPUT');
    assert.equal(await count('Limit'), 0);
  });
});

describe('trees of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  const record = (referenceId: string, type: string, more: Json = {}): Json => ({
    attributes: { type, referenceId },
    ...more,
  });
  const send = async (...records: Json[]): Promise<{ status: number; results: Json[] }> => {
    const { status, body } = await org.json('POST', 'composite/tree/Account', { records });
    const { hasErrors, results } = body as { hasErrors: boolean; results: Json[] };
    assert.equal(hasErrors, status !== 201, JSON.stringify(body));
    return { status, results };
  };
  const codes = (results: readonly Json[]): unknown[] =>
    results.map((one) => [one['referenceId'], (one['errors'] as Json[])[0]?.['statusCode']]);

  it('are saved with their children and return every id, level by level', async () => {
    const { status, results } = await send(
      record('acme', 'Account', {
        Name: 'Acme',
        Contacts: { records: [record('moss', 'Contact', { LastName: 'Moss' })] },
        ChildAccounts: {
          records: [
            record('sub', 'Account', {
              Name: 'Sub',
              Contacts: { records: [record('lee', 'Contact', { LastName: 'Lee' })] },
            }),
          ],
        },
      }),
      record('solo', 'Account', { Name: 'Solo' }),
    );
    assert.equal(status, 201);
    assert.deepEqual(
      results.map((one) => one['referenceId']),
      ['acme', 'solo', 'moss', 'sub', 'lee'],
    );
    const { records } = await org.query('SELECT Id, LastName, Account.Name FROM Contact ORDER BY LastName');
    assert.deepEqual(
      records.map((one) => [one['Id'], one['LastName'], (one['Account'] as Json)['Name']]),
      [
        [results[4]?.['id'], 'Lee', 'Sub'],
        [results[2]?.['id'], 'Moss', 'Acme'],
      ],
    );
  });

  it('save nothing when a child fails, and report only the failed records', async () => {
    const contact = (name: string, more: Json): Json => record(name, 'Contact', more);
    const { status, results } = await send(
      record('lost', 'Account', {
        Name: 'Lost',
        Contacts: { records: [contact('good', { LastName: 'x' }), contact('bad', {}), contact('worse', {})] },
      }),
    );
    assert.equal(status, 400);
    assert.deepEqual(codes(results), [
      ['bad', 'REQUIRED_FIELD_MISSING'],
      ['worse', 'REQUIRED_FIELD_MISSING'],
    ]);
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Lost'")).totalSize, 0);
  });

  it('report errors in their structure', async () => {
    const name = { Name: 'Wrong' };
    const wrong = async (...records: Json[]): Promise<unknown[]> => codes((await send(...records)).results);
    assert.deepEqual(await wrong(record('a', 'Account', name), record('a', 'Account', name)), [
      ['a', 'INVALID_INPUT'],
      ['a', 'INVALID_INPUT'],
    ]);
    assert.deepEqual(await wrong(record('a', 'Contact', name)), [['a', 'INVALID_INPUT']]);
    assert.deepEqual(await wrong(record('a-b', 'Account', name)), [['a-b', 'INVALID_INPUT']]);
    assert.deepEqual(await wrong({ attributes: { referenceId: 'a' }, ...name }), [['a', 'INVALID_INPUT']]);
    const children = { Friends: { records: [record('b', 'Contact', { LastName: 'B' })] } };
    assert.deepEqual(await wrong(record('a', 'Account', { ...name, ...children })), [['a', 'INVALID_FIELD']]);
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Wrong'")).totalSize, 0);
  });

  it('are rejected beyond their limits', async () => {
    const refused = async (records: Json[], object = 'Account'): Promise<unknown> => {
      const { status, body } = await org.json('POST', `composite/tree/${object}`, { records });
      return [status, onlyError(body)['errorCode']];
    };
    const account = (i: number): Json => record(`a${i}`, 'Account', { Name: 'Limit' });
    assert.deepEqual(await refused(many(201, account)), [400, 'EXCEEDED_ID_LIMIT']);
    const nest = (level: number): Json =>
      level === 6 ? account(6) : { ...account(level), ChildAccounts: { records: [nest(level + 1)] } };
    assert.deepEqual(await refused([nest(1)]), [400, 'LIMIT_EXCEEDED']);
    assert.deepEqual(await refused([{ attributes: { type: 'Account' }, Name: 'Limit' }]), [400, 'INVALID_INPUT']);
    assert.deepEqual(await refused([]), [400, 'JSON_PARSER_ERROR']);
    assert.deepEqual(await refused([account(1)], 'Nonsense__c'), [404, 'NOT_FOUND']);
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Limit'")).totalSize, 0);
  });
});
