// Rules of the Tooling API of the practice org: which tests a request runs, suites, completions, describes, aggregates.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

describe('rules of the Tooling API of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 0 });
  });
  after(() => org.close());

  const query = async (soql: string): Promise<Json[]> => {
    const { status, body } = await org.json('GET', `tooling/query?q=${encodeURIComponent(soql)}`);
    assert.equal(status, 200, JSON.stringify(body));
    return (body as { records: Json[] }).records;
  };
  const create = async (object: string, fields: Json): Promise<string> => {
    const { status, body } = await org.json('POST', `tooling/sobjects/${object}`, fields);
    assert.equal(status, 201, JSON.stringify(body));
    return String((body as Json)['id']);
  };
  const classId = async (name: string): Promise<string> =>
    String((await query(`SELECT Id FROM ApexClass WHERE Name = '${name}'`))[0]?.['Id']);
  /** The methods that an asynchronous run ran, in any order. */
  const ran = async (request: unknown): Promise<unknown[]> => {
    const { status, body } = await org.json('POST', 'tooling/runTestsAsynchronous', request);
    assert.equal(status, 200, JSON.stringify(body));
    const job = String(body);
    let run: Json | undefined;
    do [run] = await query(`SELECT Status FROM ApexTestRunResult WHERE AsyncApexJobId = '${job}'`);
    while (['Queued', 'Processing'].includes(String(run?.['Status'])));
    const rows = await query(`SELECT MethodName FROM ApexTestResult WHERE AsyncApexJobId = '${job}'`);
    return rows.map((row) => row['MethodName']).sort();
  };
  const campaignTests = ['acceptsCampaignOfOneDay', 'rejectsEndBeforeStart', 'rejectsLongConference'];

  it('runs tests by class, by suite and by method, by name and by ID', async () => {
    const id = await classId('CampaignTriggerTest');
    const suite = await create('ApexTestSuite', { TestSuiteName: 'Campaigns' });
    await create('TestSuiteMembership', { ApexTestSuiteId: suite, ApexClassId: id });
    for (const request of [
      { classNames: 'CampaignTriggerTest' },
      { classids: id },
      { suiteNames: 'campaigns' },
      { suiteids: suite, skipCodeCoverage: true },
      { tests: [{ classId: id }], testLevel: 'RunSpecifiedTests' },
    ]) {
      assert.deepEqual(await ran(request), campaignTests, JSON.stringify(request));
    }
    const two = { tests: [{ className: 'CampaignTriggerTest', testMethods: ['rejectsLongConference'] }] };
    assert.deepEqual(await ran(two), ['rejectsLongConference']);
    assert.equal((await ran({ testLevel: 'RunLocalTests' })).length, 7);
    assert.equal((await ran({ testLevel: 'RunAllTestsInOrg' })).length, 7);
  });

  it('ends the run after more failures than are allowed', async () => {
    const methods = [1, 2, 3].map((n) => `@IsTest static void t${n}() { Assert.fail('x'); }`);
    await create('ApexClass', { Body: `@IsTest private class Failing { ${methods.join('\n')} }` });
    assert.equal((await ran({ classNames: 'Failing', maxFailedTests: 0 })).length, 1);
    assert.equal((await ran({ classNames: 'Failing', maxFailedTests: '1' })).length, 2);
    assert.equal((await ran({ classNames: 'Failing', maxFailedTests: -1 })).length, 3);
  });

  const refusals: readonly (readonly [request: unknown, message: RegExp])[] = [
    [{}, /names or the IDs of the classes or the suites/],
    [{ classNames: 'Nothing' }, /class name's value is invalid: Nothing/],
    [{ classids: '01p000000000001AAA' }, /value is invalid: 01p000000000001AAA/],
    [{ suiteNames: 'Nothing' }, /suite does not exist: Nothing/],
    [{ testLevel: 'RunSome' }, /testLevel is not one of .*"RunSome"/],
    [
      { testLevel: 'RunLocalTests', classNames: 'CampaignTriggerTest' },
      /cannot be given together with .* RunLocalTests/,
    ],
    [{ classNames: 'CampaignTriggerTest', maxFailedTests: 'many' }, /maxFailedTests must be/],
    [{ tests: [{ className: 'CampaignTriggerTest', testMethods: ['nope'] }] }, /does not have all of these/],
  ];
  for (const [request, message] of refusals) {
    it(`refuses a run of ${JSON.stringify(request)}`, async () => {
      for (const kind of ['Asynchronous', 'Synchronous']) {
        const { status, body } = await org.json('POST', `tooling/runTests${kind}`, request);
        assert.equal(status, 400);
        const error = onlyError(body);
        assert.equal(error['errorCode'], 'INVALID_INPUT');
        assert.match(String(error['message']), message);
      }
    });
  }

  it('completes Apex with the library that runs here', async () => {
    const { status, body } = await org.json('GET', 'tooling/completions?type=apex');
    assert.equal(status, 200);
    type Type = Record<'constructors' | 'methods' | 'properties', Json[]>;
    const { publicDeclarations } = body as { publicDeclarations: Record<string, Record<string, Type>> };
    const left = publicDeclarations['System']?.['String']?.methods.find(({ name }) => name === 'left');
    assert.deepEqual(left, {
      argTypes: ['Integer'],
      isStatic: false,
      methodDoc: null,
      name: 'left',
      parameters: [{ name: 'param1', type: 'Integer' }],
      references: [],
      returnType: 'String',
    });
    const { constructors } = publicDeclarations['System']?.['DmlException'] ?? {};
    assert.ok(constructors?.every(({ name }) => name === 'DmlException'));
    assert.ok(publicDeclarations['Database']?.['SaveResult']?.methods.some(({ name }) => name === 'isSuccess'));
    const levels = publicDeclarations['System']?.['LoggingLevel']?.properties.map(({ name }) => name);
    assert.ok(levels?.includes('FINEST'));
    const missing = await org.json('GET', 'tooling/completions');
    assert.deepEqual([missing.status, onlyError(missing.body)['errorCode']], [400, 'MISSING_ARGUMENT']);
    assert.equal((await org.json('GET', 'tooling/completions?type=visualforce')).status, 404);
  });

  it('describes its objects, one by one and all', async () => {
    const { body } = await org.json('GET', 'tooling/sobjects');
    const names = (body as { sobjects: Json[] }).sobjects.map(({ name }) => name);
    for (const name of ['ApexClass', 'ApexTestSuite', 'ContainerAsyncRequest', 'TraceFlag']) {
      assert.ok(names.includes(name), name);
    }
    const { body: described } = await org.json('GET', 'tooling/sobjects/ApexTestQueueItem/describe');
    const { fields, keyPrefix } = described as { fields: Json[]; keyPrefix: string };
    assert.equal(keyPrefix, '709');
    const parent = fields.find(({ name }) => name === 'ParentJobId');
    assert.deepEqual(parent?.['referenceTo'], ['AsyncApexJob']);
    assert.equal((await org.json('GET', 'tooling/sobjects/Nothing/describe')).status, 404);
  });

  it('groups and counts, and shows parents', async () => {
    const groups = await query('SELECT Status, COUNT(Id) n FROM ApexClass GROUP BY Status');
    assert.deepEqual(
      groups.map(({ Status, n }) => [Status, n]),
      [['Active', 8]],
    );
    const { body } = await org.json('GET', 'tooling/query?q=SELECT+COUNT()+FROM+ApexTrigger');
    assert.equal((body as Json)['totalSize'], 1);
    const [member] = await query('SELECT ApexClass.Name, ApexTestSuite.TestSuiteName FROM TestSuiteMembership');
    assert.equal((member?.['ApexTestSuite'] as Json)['TestSuiteName'], 'Campaigns');
  });
});
