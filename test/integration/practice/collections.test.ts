// sObject Collections: create, update, upsert, delete and retrieve.
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

  it('return a result for each record in order, succeeded or failed', async () => {
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

  it('roll everything back with allOrNone', async () => {
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

  it('upsert by external id and distinguish created from updated records', async () => {
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

  it('delete by id, for several objects', async () => {
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

  it('are retrieved by id, with null for unknown ids', async () => {
    const [key] = (await org.query("SELECT Id FROM Account WHERE External_Id__c = 'ACC-00003'")).records;
    const id = String(key?.['Id']);
    const unknown = '001000000000001AAA';
    const byGet = await call('GET', `composite/sobjects/Account?ids=${unknown},${id}&fields=External_Id__c`);
    const byPost = await call('POST', 'composite/sobjects/Account', { ids: [unknown, id], fields: ['External_Id__c'] });
    assert.deepEqual(byGet, byPost);
    assert.deepEqual([byGet[0], byGet[1]?.['External_Id__c']], [null, 'ACC-00003']);
  });

  it('are rejected as a whole when there are too many records, too many chunks, or unreadable values', async () => {
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

  it('are rejected without records', async () => {
    for (const [method, path] of [
      ['DELETE', 'composite/sobjects'],
      ['DELETE', 'composite/sobjects?ids=,'],
      ['GET', 'composite/sobjects/Account?fields=Id'],
    ] as const) {
      const { status, body } = await org.json(method, path);
      assert.deepEqual([path, status, onlyError(body)['errorCode']], [path, 400, 'MISSING_ARGUMENT']);
    }
  });
});
