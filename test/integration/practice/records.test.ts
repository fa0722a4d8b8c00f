// Records in REST API: create, read, update, delete, upsert by external id, and each error with status and message.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

describe('records of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 3 });
  });
  after(() => org.close());

  const create = async (object: string, record: Json): Promise<string> => {
    const { status, body } = await org.json('POST', `sobjects/${object}`, record);
    assert.equal(status, 201, JSON.stringify(body));
    return String((body as Json)['id']);
  };
  const refusal = async (method: string, path: string, body?: unknown): Promise<[number, Json]> => {
    const answer = await org.json(method, path, body);
    return [answer.status, onlyError(answer.body)];
  };

  it('are created with 201 and their URL, and read back completely', async () => {
    const response = await org.send('POST', 'sobjects/Account', { Name: 'Acme', BillingCity: 'Leeds', VIP__c: true });
    assert.equal(response.status, 201);
    const { id, ...rest } = (await response.json()) as Json;
    assert.deepEqual(rest, { success: true, errors: [] });
    assert.equal(response.headers.get('location'), `/services/data/v66.0/sobjects/Account/${String(id)}`);
    const { body } = await org.json('GET', `sobjects/Account/${String(id)}`);
    const record = body as Json;
    assert.deepEqual(record['attributes'], { type: 'Account', url: response.headers.get('location') });
    assert.deepEqual([record['Name'], record['VIP__c'], record['IsDeleted']], ['Acme', true, false]);
    assert.deepEqual((record['BillingAddress'] as Json)['city'], 'Leeds');
    assert.equal(record['ShippingAddress'], null);
    assert.match(String(record['CreatedDate']), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  });

  it('contain only the requested fields', async () => {
    const id = await create('Account', { Name: 'Acme' });
    const { body } = await org.json('GET', `sobjects/Account/${id.slice(0, 15)}?fields=name,Phone`);
    assert.deepEqual(Object.keys(body as Json), ['attributes', 'Id', 'Name', 'Phone']);
    const [status, error] = await refusal('GET', `sobjects/Account/${id}?fields=Nope__c`);
    assert.deepEqual([status, error['errorCode']], [400, 'INVALID_FIELD']);
  });

  it('are updated and deleted with 204, and a second delete fails', async () => {
    const id = await create('Account', { Name: 'Acme', Phone: '5' });
    assert.deepEqual(await org.json('PATCH', `sobjects/Account/${id}`, { Phone: null }), {
      status: 204,
      body: undefined,
    });
    assert.equal(((await org.json('GET', `sobjects/Account/${id}`)).body as Json)['Phone'], null);
    assert.equal((await org.json('DELETE', `sobjects/Account/${id}`)).status, 204);
    const [status, error] = await refusal('DELETE', `sobjects/Account/${id}`);
    assert.equal(status, 404);
    assert.deepEqual(error, { message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] });
  });

  it('are upserted by external id: 201 when created, 200 when updated, 204 without a body before v46', async () => {
    const path = 'sobjects/Account/External_Id__c/UP%2F1';
    const first = await org.json('PATCH', path, { Name: 'Acme' });
    assert.equal(first.status, 201);
    const { id } = first.body as Json;
    assert.deepEqual(first.body, { id, success: true, errors: [], created: true });
    assert.deepEqual(await org.json('PATCH', path, { Name: 'Other' }), {
      status: 200,
      body: { id, success: true, errors: [], created: false },
    });
    const old = await org.json('PATCH', `/services/data/v45.0/${path}`, { Name: 'Third' });
    assert.deepEqual(old, { status: 204, body: undefined });
    assert.equal(((await org.json('GET', path)).body as Json)['Name'], 'Third');
  });

  it('return 300 with all URLs when an external id matches several records', async () => {
    const ids = [
      await create('Account', { Name: 'A', Legacy_Key__c: 'two' }),
      await create('Account', { Name: 'B', Legacy_Key__c: 'two' }),
    ];
    const { status, body } = await org.json('GET', 'sobjects/Account/Legacy_Key__c/two');
    assert.equal(status, 300);
    assert.deepEqual((body as string[]).sort(), ids.map((id) => `/services/data/v66.0/sobjects/Account/${id}`).sort());
  });

  it('accept a parent by its external id', async () => {
    const id = await create('Contact', { LastName: 'Moss', Account: { External_Id__c: 'ACC-00001' } });
    const { records } = await org.query(`SELECT Account.External_Id__c FROM Contact WHERE Id = '${id}'`);
    assert.equal((records[0]?.['Account'] as Json)['External_Id__c'], 'ACC-00001');
  });

  it('contain the fields that the org computes', async () => {
    const contact = await create('Contact', { FirstName: 'Ada', LastName: 'Moss' });
    assert.equal(((await org.json('GET', `sobjects/Contact/${contact}`)).body as Json)['Name'], 'Ada Moss');
    const deal = await create('Opportunity', {
      Name: 'D',
      StageName: 'Closed Won',
      CloseDate: '2026-03-01',
      Amount: 80,
    });
    const { body } = await org.json('GET', `sobjects/Opportunity/${deal}?fields=IsWon,Probability,ExpectedRevenue`);
    assert.deepEqual(
      [(body as Json)['IsWon'], (body as Json)['Probability'], (body as Json)['ExpectedRevenue']],
      [true, 100, 80],
    );
  });

  const refusals: readonly [
    what: string,
    call: [method: string, path: string, body?: unknown],
    status: number,
    error: Json,
  ][] = [
    [
      'for an unknown object',
      ['GET', 'sobjects/Nothing/0015e0000YI61cVAQR'],
      404,
      { errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' },
    ],
    [
      'for a field that is not an external id',
      ['PATCH', 'sobjects/Account/Namez/x', {}],
      404,
      {
        errorCode: 'NOT_FOUND',
        message: 'Provided external ID field does not exist or is not accessible: Namez',
      },
    ],
    [
      'with an unknown field',
      ['POST', 'sobjects/Account', { Name: 'A', X__c: 1 }],
      400,
      { errorCode: 'INVALID_FIELD', message: "No such column 'X__c' on sobject of type Account" },
    ],
    [
      'without a required field',
      ['POST', 'sobjects/Account', {}],
      400,
      {
        errorCode: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [Name]',
        fields: ['Name'],
      },
    ],
    [
      'with a value that is not in the picklist',
      ['POST', 'sobjects/Account', { Name: 'A', Tier__c: 'Terrible' }],
      400,
      {
        errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
        message: 'Tier: bad value for restricted picklist field: Terrible',
        fields: ['Tier__c'],
      },
    ],
    [
      'with a name that is too long',
      ['POST', 'sobjects/Contact', { LastName: 'x'.repeat(81) }],
      400,
      {
        errorCode: 'STRING_TOO_LONG',
        message: `Last Name: data value too large: ${'x'.repeat(81)} (max length=80)`,
        fields: ['LastName'],
      },
    ],
    [
      'when they violate a validation rule',
      ['POST', 'sobjects/Opportunity', { Name: 'A', StageName: 'X', CloseDate: '2026-01-01', Amount: -1 }],
      400,
      {
        errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
        message: 'Amount must not be negative.',
        fields: ['Amount'],
      },
    ],
    [
      'with the id of another object',
      ['PATCH', 'sobjects/Account/0035e0000YI61cVAQR', {}],
      400,
      {
        errorCode: 'MALFORMED_ID',
        message: 'Record ID: id value of incorrect type: 0035e0000YI61cVAQR',
        fields: ['Id'],
      },
    ],
    [
      'with an invalid body',
      ['POST', 'sobjects/Account', 'not an object'],
      400,
      { errorCode: 'JSON_PARSER_ERROR', message: 'The HTTP entity body must be a JSON object.' },
    ],
    [
      'without a body',
      ['POST', 'sobjects/Account'],
      400,
      {
        errorCode: 'JSON_PARSER_ERROR',
        message: 'The HTTP entity body is required, but this request has no entity body.',
      },
    ],
    [
      'with an unsupported method',
      ['PUT', 'sobjects/Account'],
      405,
      { errorCode: 'METHOD_NOT_ALLOWED', message: "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET,POST" },
    ],
    [
      'in an unknown API version',
      ['GET', '/services/data/v99.0/sobjects'],
      404,
      { errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' },
    ],
  ];
  for (const [what, [method, path, body], status, error] of refusals) {
    it(`are rejected ${what}`, async () => {
      const [gotStatus, got] = await refusal(method, path, body);
      assert.equal(gotStatus, status);
      assert.deepEqual(got, { ...error });
    });
  }

  it('are rejected as duplicates with the matches, misspelled as in Salesforce, unless saving is allowed', async () => {
    const lead = { LastName: 'Double', Company: 'Acme', Email: 'double@mail.example' };
    const id = await create('Lead', lead);
    const [status, error] = await refusal('POST', 'sobjects/Lead', lead);
    assert.deepEqual(
      [status, error['errorCode'], error['message']],
      [400, 'DUPLICATES_DETECTED', 'Use one of these records?'],
    );
    assert.ok(JSON.stringify(error['duplicateResut']).includes(id));
    const response = await fetch(`${org.practice.url}/services/data/v66.0/sobjects/Lead`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${org.practice.accessToken}`,
        'Content-Type': 'application/json',
        'Sforce-Duplicate-Rule-Header': 'allowSave=true',
      },
      body: JSON.stringify(lead),
    });
    assert.equal(response.status, 201);
  });

  it('are rejected with any content type other than JSON', async () => {
    const response = await fetch(`${org.practice.url}/services/data/v66.0/sobjects/Account`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${org.practice.accessToken}`, 'Content-Type': 'text/plain' },
      body: '{"Name":"A"}',
    });
    assert.equal(response.status, 415);
    assert.equal(onlyError(await response.json())['errorCode'], 'UNSUPPORTED_MEDIA_TYPE');
  });
});
