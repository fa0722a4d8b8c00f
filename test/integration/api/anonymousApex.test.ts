// Anonymous Apex in an org: over SOAP with its log, over the Tooling API where SOAP is refused, and under its policy.
import assert from 'node:assert/strict';
import { SalesforceError, type ApexResult } from '../../../src/core/core';
import type { Consent, WriteQuestion } from '../../../src/core/ports';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

describe('anonymous Apex in an org', function () {
  this.timeout(60_000);
  let setup: CoreSetup;
  let asked: WriteQuestion[];
  const agrees: Consent = {
    program: 'test',
    ask: async (question) => {
      asked.push(question);
      return { agreed: true, typed: question.org.label };
    },
  };
  beforeEach(async () => {
    asked = [];
    setup = await openCoreSetup({ hasty: true, consent: agrees });
  });
  afterEach(() => setup.close());

  const run = async (code: string, orgId = setup.orgId): Promise<ApexResult> =>
    (await setup.core.org(orgId)).apex.runAnonymous(code, {}, quiet);
  const sent = (): readonly string[] =>
    setup.practice.requests.all
      .map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`)
      .filter((call) => /Soap|tooling/.test(call));
  const soap = (): string => `POST /services/Soap/s/66.0/${setup.practice.orgId}`;
  const tooling = 'GET /services/data/v66.0/tooling/executeAnonymous/';
  const toolingQuery = 'GET /services/data/v66.0/tooling/query';
  const trace = async (): Promise<void> => {
    const { url, accessToken, org } = setup.practice;
    const create = async (object: string, fields: object): Promise<string> => {
      const answer = await fetch(`${url}/services/data/v66.0/tooling/sobjects/${object}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(fields),
      });
      assert.equal(answer.status, 201);
      return ((await answer.json()) as { readonly id: string }).id;
    };
    const level = { DeveloperName: 'Debug', MasterLabel: 'Debug', ApexCode: 'DEBUG' };
    const debugLevel = await create('DebugLevel', level);
    await create('TraceFlag', { TracedEntityId: org.adminUserId, LogType: 'USER_DEBUG', DebugLevelId: debugLevel });
    setup.practice.requests.clear();
  };

  it('comes back with its log in one call', async () => {
    const { success, log = '' } = await run("System.debug('one');");
    assert.ok(success);
    assert.match(log, /\|USER_DEBUG\|\[1\]\|DEBUG\|one/);
    assert.deepEqual(sent(), [soap()]);
  });

  it('tells where an exception came from', async () => {
    const code = "insert new Campaign(Name = 'Summit', Type = 'Conference');";
    const { compiled, success, exception } = await run(code);
    assert.deepEqual([compiled, success], [true, false]);
    assert.match(exception?.message ?? '', /^System\.DmlException: Insert failed\./);
    assert.match(exception?.message ?? '', /Class\.CampaignTriggerHandler\.checkLength: line 16, column 1/);
    assert.deepEqual(
      exception?.frames.map(({ kind, line }) => [kind, line]),
      [['anonymous', 1]],
    );
  });

  it('runs once over the Tooling API in an org without SOAP, and says that no trace flag is active', async () => {
    setup.practice.org.permissions.soapApi = false;
    const { success, log, noLog } = await run("insert new Account(Name = 'Once');");
    assert.deepEqual([success, log, noLog], [true, undefined, 'noTraceFlag']);
    assert.deepEqual(sent(), [soap(), tooling, toolingQuery]);
    assert.equal((await setup.rowsOf("SELECT Id FROM Account WHERE Name = 'Once'")).length, 1);
  });

  it('finds the log of a run over the Tooling API while a trace flag is active', async () => {
    setup.practice.org.permissions.soapApi = false;
    await trace();
    await run("System.debug('another run');");
    const { success, log = '', noLog } = await run("System.debug('this run');\nInteger i = 1;");
    assert.deepEqual([success, noLog], [true, undefined]);
    assert.match(log, /\|USER_DEBUG\|\[1\]\|DEBUG\|this run/);
    assert.doesNotMatch(log, /another run/);
  });

  it('sends no JSON web token to SOAP, and renews no session for it', async () => {
    const { privateKeyPem, clientId, username } = setup.jwtApp();
    setup.practice.org.apps.register({ consumerKey: clientId, issuesJwtAccessTokens: true });
    const login = { login: 'jwt', loginUrl: setup.practice.url, privateKeyPem, clientId, username } as const;
    const { orgId } = await setup.core.orgs.add(login, quiet);
    await setup.core.policies.set(orgId, { access: 'full' });
    setup.practice.requests.clear();
    const { success, noLog } = await run("insert new Account(Name = 'Web token');", orgId);
    assert.deepEqual([success, noLog], [true, 'noTraceFlag']);
    assert.deepEqual(sent(), [tooling, toolingQuery]);
    assert.equal(setup.practice.requests.all.filter(({ path }) => path.includes('/oauth2/token')).length, 0);
  });

  it('is asked about with the name of the org to type, and runs nowhere in a read-only org', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    assert.equal((await run('Integer i;')).success, true);
    assert.deepEqual(
      asked.map(({ operations, typed }) => [operations, typed]),
      [[['apex'], true]],
    );
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    setup.practice.requests.clear();
    await assert.rejects(
      run("insert new Account(Name = 'Never');"),
      (error) => error instanceof SalesforceError && error.code === 'policy.readOnly',
    );
    assert.deepEqual([sent(), asked.length], [[], 1]);
  });
});
