// Many records in one call: collections, composite requests with references, and batches.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const account = (more: Json): Json => ({ attributes: { type: 'Account' }, ...more });

describe('collections of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 3 });
  });
  after(() => org.close());

  const call = async (method: string, path: string, body?: unknown): Promise<Json[]> => {
    const answer = await org.json(method, path, body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return answer.body as Json[];
  };
  const count = async (where: string): Promise<number> =>
    (await org.query(`SELECT Id FROM Account WHERE ${where}`)).totalSize;

  it('answer for each record in order, good or bad', async () => {
    const [good, bad] = await call('POST', 'composite/sobjects', {
      records: [account({ Name: 'C1' }), account({ Tier__c: 'Terrible' })],
    });
    assert.deepEqual(good, { id: good?.['id'], success: true, errors: [] });
    assert.deepEqual(bad, {
      success: false,
      errors: [
        {
          statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
          message: 'Tier: bad value for restricted picklist field: Terrible',
          fields: ['Tier__c'],
        },
      ],
    });
  });

  it('take everything back when all or none was asked', async () => {
    const [key] = (await org.query("SELECT Id FROM Account WHERE External_Id__c = 'ACC-00001'")).records;
    const records = [account({ Id: key?.['Id'], Name: 'Renamed' }), account({ Id: key?.['Id'], Tier__c: 'Terrible' })];
    const [first, second] = await call('PATCH', 'composite/sobjects', { allOrNone: true, records });
    assert.deepEqual(first?.['errors'], [
      {
        statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
        message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
        fields: [],
      },
    ]);
    assert.equal(second?.['success'], false);
    assert.equal(await count("Name = 'Renamed'"), 0);
    await call('POST', 'composite/sobjects', { allOrNone: true, records: [account({ Name: 'AoN' }), account({})] });
    assert.equal(await count("Name = 'AoN'"), 0);
  });

  it('upsert by key and tell new from changed', async () => {
    const records = [
      account({ External_Id__c: 'ACC-00002', Name: 'Known' }),
      account({ External_Id__c: 'C-9', Name: 'New' }),
    ];
    const results = await call('PATCH', 'composite/sobjects/Account/External_Id__c', { records });
    assert.deepEqual(
      results.map((one) => one['created']),
      [false, true],
    );
  });

  it('delete by id, whatever their objects', async () => {
    const [made] = await call('POST', 'composite/sobjects', { records: [account({ Name: 'Gone' })] });
    const id = String(made?.['id']);
    const results = await call('DELETE', `composite/sobjects?ids=${id},${id},001rubbish`);
    assert.deepEqual(
      results.map((one) => [one['success'], ((one['errors'] as Json[])[0] ?? {})['statusCode']]),
      [
        [true, undefined],
        [false, 'ENTITY_IS_DELETED'],
        [false, 'MALFORMED_ID'],
      ],
    );
  });

  it('are read by id, with null for what is not there', async () => {
    const [key] = (await org.query("SELECT Id FROM Account WHERE External_Id__c = 'ACC-00003'")).records;
    const id = String(key?.['Id']);
    const unknown = '001000000000001AAA';
    const byGet = await call('GET', `composite/sobjects/Account?ids=${unknown},${id}&fields=External_Id__c`);
    const byPost = await call('POST', 'composite/sobjects/Account', { ids: [unknown, id], fields: ['External_Id__c'] });
    assert.deepEqual(byGet, byPost);
    assert.deepEqual([byGet[0], byGet[1]?.['External_Id__c']], [null, 'ACC-00003']);
  });

  it('are refused as a whole when they are too many, too mixed, or unreadable', async () => {
    const refused = async (records: unknown[]): Promise<unknown> => {
      const { status, body } = await org.json('POST', 'composite/sobjects', { records });
      assert.equal(status, 400);
      return onlyError(body)['errorCode'];
    };
    assert.equal(await refused(Array.from({ length: 201 }, () => account({ Name: 'Many' }))), 'EXCEEDED_ID_LIMIT');
    const mixed = Array.from({ length: 11 }, (_, i) => ({
      attributes: { type: i % 2 === 0 ? 'Account' : 'Contact' },
      Name: 'Mixed',
    }));
    assert.equal(await refused(mixed), 'LIMIT_EXCEEDED');
    assert.equal(
      await refused([account({ Name: 'Half' }), account({ Name: 'B', VIP__c: 'perhaps' })]),
      'JSON_PARSER_ERROR',
    );
    assert.equal(await count("Name IN ('Many', 'Mixed', 'Half')"), 0);
  });
});

describe('composite requests of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 1 });
  });
  after(() => org.close());

  const root = '/services/data/v66.0';
  const run = async (body: Json): Promise<Json[]> => {
    const answer = await org.json('POST', 'composite', body);
    assert.equal(answer.status, 200, JSON.stringify(answer.body));
    return (answer.body as { compositeResponse: Json[] }).compositeResponse;
  };
  const family = (lastName: string | null): Json[] => [
    { method: 'POST', url: `${root}/sobjects/Account`, referenceId: 'parent', body: { Name: 'Parent' } },
    {
      method: 'POST',
      url: `${root}/sobjects/Contact`,
      referenceId: 'child',
      body: { LastName: lastName, AccountId: '@{parent.id}' },
    },
    { method: 'GET', url: `${root}/sobjects/Contact/@{child.id}?fields=AccountId`, referenceId: 'look' },
  ];

  it('put earlier answers into later requests', async () => {
    const [parent, child, look] = await run({ compositeRequest: family('Moss') });
    assert.deepEqual(
      [parent?.['httpStatusCode'], child?.['httpStatusCode'], look?.['httpStatusCode']],
      [201, 201, 200],
    );
    assert.equal((look?.['body'] as Json)['AccountId'], (parent?.['body'] as Json)['id']);
    assert.match(String((parent?.['httpHeaders'] as Json)['Location']), /\/sobjects\/Account\/001/);
  });

  it('go on after a failure, except where they needed its answer', async () => {
    const [parent, child, look] = await run({ compositeRequest: family(null) });
    assert.equal(parent?.['httpStatusCode'], 201);
    assert.equal(child?.['httpStatusCode'], 400);
    assert.equal(onlyError(look?.['body'])['errorCode'], 'PROCESSING_HALTED');
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Parent'")).totalSize, 2);
  });

  it('take everything back when all or none was asked', async () => {
    const before = (await org.query("SELECT Id FROM Account WHERE Name = 'Parent'")).totalSize;
    const [parent, child] = await run({ allOrNone: true, compositeRequest: family(null) });
    assert.deepEqual(parent, {
      body: [
        {
          errorCode: 'PROCESSING_HALTED',
          message: 'The transaction was rolled back since another operation in the same transaction failed.',
        },
      ],
      httpHeaders: {},
      httpStatusCode: 400,
      referenceId: 'parent',
    });
    assert.equal(onlyError(child?.['body'])['errorCode'], 'REQUIRED_FIELD_MISSING');
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Parent'")).totalSize, before);
  });

  it('take at most 25 subrequests', async () => {
    const subrequest = { method: 'GET', url: `${root}/limits` };
    const compositeRequest = Array.from({ length: 26 }, (_, i) => ({ ...subrequest, referenceId: `r${i}` }));
    const { status, body } = await org.json('POST', 'composite', { compositeRequest });
    assert.deepEqual([status, onlyError(body)['errorCode']], [400, 'LIMIT_EXCEEDED']);
  });

  it('run as a batch, one after another, and stop at the first error when asked', async () => {
    const batchRequests = [
      { method: 'GET', url: 'v66.0/limits' },
      { method: 'POST', url: 'v66.0/sobjects/Account', richInput: {} },
      { method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name: 'Batched' } },
    ];
    const used = org.practice.org.usage.apiRequests.used;
    const open = (await org.json('POST', 'composite/batch', { batchRequests })).body as {
      hasErrors: boolean;
      results: Json[];
    };
    assert.deepEqual([open.hasErrors, open.results.map((one) => one['statusCode'])], [true, [200, 400, 201]]);
    assert.equal(org.practice.org.usage.apiRequests.used - used, 4);
    const halted = (await org.json('POST', 'composite/batch', { haltOnError: true, batchRequests })).body as {
      results: Json[];
    };
    assert.deepEqual(
      halted.results.map((one) => one['statusCode']),
      [200, 400, 412],
    );
  });
});
