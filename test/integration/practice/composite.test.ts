// Composite requests with references between subrequests, and batches.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

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

  it('insert values from earlier responses into later subrequests', async () => {
    const [parent, child, look] = await run({ compositeRequest: family('Moss') });
    assert.deepEqual(
      [parent?.['httpStatusCode'], child?.['httpStatusCode'], look?.['httpStatusCode']],
      [201, 201, 200],
    );
    assert.equal((look?.['body'] as Json)['AccountId'], (parent?.['body'] as Json)['id']);
    assert.match(String((parent?.['httpHeaders'] as Json)['Location']), /\/sobjects\/Account\/001/);
  });

  it('continue after a failure, except for subrequests that reference it', async () => {
    const [parent, child, look] = await run({ compositeRequest: family(null) });
    assert.equal(parent?.['httpStatusCode'], 201);
    assert.equal(child?.['httpStatusCode'], 400);
    assert.equal(onlyError(look?.['body'])['errorCode'], 'PROCESSING_HALTED');
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Parent'")).totalSize, 2);
  });

  it('roll everything back with allOrNone', async () => {
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

  it('accept up to 25 subrequests, including up to five queries or collections', async () => {
    const refused = async (compositeRequest: Json[]): Promise<void> => {
      const { status, body } = await org.json('POST', 'composite', { compositeRequest });
      const [lone] = (body as { compositeResponse: Json[] }).compositeResponse;
      // Salesforce returns this error as the response to a subrequest that is not in the request.
      assert.deepEqual([status, lone?.['httpStatusCode'], lone?.['referenceId']], [400, 400, null]);
      assert.equal(onlyError(lone?.['body'])['errorCode'], 'LIMIT_EXCEEDED');
    };
    const several = (count: number, url: string): Json[] =>
      Array.from({ length: count }, (_, i) => ({ method: 'GET', url: `${root}/${url}`, referenceId: `r${i}` }));
    await refused(several(26, 'sobjects/Account'));
    await refused(several(6, 'query?q=SELECT+Id+FROM+Account'));
    assert.equal((await run({ compositeRequest: several(25, 'sobjects/Account') })).length, 25);
  });

  it('are rejected as a whole for an invalid subrequest', async () => {
    const good = { method: 'GET', url: `${root}/sobjects/Account`, referenceId: 'a' };
    const refused = async (...compositeRequest: Json[]): Promise<unknown> => {
      const { status, body } = await org.json('POST', 'composite', { compositeRequest });
      assert.equal(status, 400);
      return onlyError(body)['errorCode'];
    };
    assert.equal(await refused(good, good), 'INVALID_INPUT');
    assert.equal(await refused({ ...good, referenceId: 'a-b' }), 'JSON_PARSER_ERROR');
    assert.equal(await refused({ ...good, method: 'get' }), 'INVALID_INPUT');
    assert.equal(await refused({ ...good, url: '/sobjects/Account' }), 'INVALID_INPUT');
    assert.equal(await refused({ ...good, url: `${root}/limits` }), 'INVALID_INPUT');
    assert.equal(await refused({ ...good, httpHeaders: { Accept: 'text/html' } }), 'INVALID_INPUT');
    assert.equal(await refused(), 'JSON_PARSER_ERROR');
  });

  it('allow subrequests in older versions, and references to empty fields', async () => {
    const answers = await run({
      compositeRequest: [
        { method: 'POST', url: '/services/data/v60.0/sobjects/Account', referenceId: 'a', body: { Name: 'Empty' } },
        { method: 'GET', url: `${root}/sobjects/Account/@{a.id}?fields=Site`, referenceId: 'b' },
        {
          method: 'POST',
          url: `${root}/sobjects/Account`,
          referenceId: 'c',
          body: { Name: 'Also empty', Site: '@{b.Site}' },
        },
        { method: 'GET', url: `${root}/sobjects/Account/@{b.Phone}`, referenceId: 'd' },
      ],
    });
    assert.deepEqual(
      answers.map((one) => one['httpStatusCode']),
      [201, 200, 201, 400],
    );
    assert.match(
      String(onlyError(answers[3]?.['body'])['message']),
      /^Invalid reference specified\. No value for b\.Phone/,
    );
  });

  it('roll back the saved records of a collection when one of its records failed', async () => {
    const records = [
      { attributes: { type: 'Account' }, Name: 'Not really' },
      { attributes: { type: 'Account' }, Tier__c: 'Terrible' },
    ];
    const [many, one] = await run({
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: `${root}/composite/sobjects`, referenceId: 'many', body: { records } },
        { method: 'POST', url: `${root}/sobjects/Account`, referenceId: 'one', body: { Name: 'Not really' } },
      ],
    });
    assert.equal(many?.['httpStatusCode'], 200);
    assert.deepEqual(
      (many['body'] as Json[]).map((row) => row['success']),
      [true, false],
    );
    assert.equal(onlyError(one?.['body'])['errorCode'], 'PROCESSING_HALTED');
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Not really'")).totalSize, 0);
  });

  it('run as a batch in order, and stop at the first error with haltOnError', async () => {
    const batchRequests = [
      { method: 'GET', url: 'v66.0/limits' },
      { method: 'POST', url: 'v66.0/sobjects/Account', richInput: {} },
      { method: 'POST', url: 'v66.0/sobjects/Account', richInput: { Name: 'Batched' } },
    ];
    const used = org.practice.org.limits.apiRequests.used;
    const open = (await org.json('POST', 'composite/batch', { batchRequests })).body as {
      hasErrors: boolean;
      results: Json[];
    };
    assert.deepEqual([open.hasErrors, open.results.map((one) => one['statusCode'])], [true, [200, 400, 201]]);
    assert.equal(org.practice.org.limits.apiRequests.used - used, 4);
    const halted = (await org.json('POST', 'composite/batch', { haltOnError: true, batchRequests })).body as {
      results: Json[];
    };
    assert.deepEqual(
      halted.results.map((one) => one['statusCode']),
      [200, 400, 412],
    );
  });

  it('are rejected as a batch with unsupported resources', async () => {
    for (const url of ['v67.0/limits', 'v33.0/limits', 'v66.0/composite/sobjects', 'limits']) {
      const { status, body } = await org.json('POST', 'composite/batch', { batchRequests: [{ method: 'GET', url }] });
      assert.deepEqual([status, onlyError(body)['errorCode']], [400, 'INVALID_INPUT'], url);
    }
  });

  it('list the composite resources', async () => {
    const { body } = await org.json('GET', 'composite');
    assert.deepEqual(Object.keys(body as Json).sort(), ['batch', 'graph', 'sobjects', 'tree']);
  });
});
