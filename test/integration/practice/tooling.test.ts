// The Tooling API of the practice org: anonymous Apex, code, logs, trace flags, tests and their coverage.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

describe('the Tooling API of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 3 });
  });
  after(() => org.close());

  const run = async (code: string): Promise<Json> => {
    const { status, body } = await org.json(
      'GET',
      `tooling/executeAnonymous/?anonymousBody=${encodeURIComponent(code)}`,
    );
    assert.equal(status, 200);
    return body as Json;
  };
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

  it('runs anonymous Apex and responds with what Salesforce responds with', async () => {
    const fine = { compileProblem: null, exceptionMessage: null, exceptionStackTrace: null };
    assert.deepEqual(await run("insert new Account(Name = 'By code');"), {
      ...fine,
      line: -1,
      column: -1,
      compiled: true,
      success: true,
    });
    const found = await org.json('GET', "query?q=SELECT+Name+FROM+Account+WHERE+Name='By+code'");
    assert.equal((found.body as Json)['totalSize'], 1);
    assert.deepEqual(await run('\nInteger x = ;'), {
      ...fine,
      line: 2,
      column: 13,
      compiled: false,
      success: false,
      compileProblem: "Unexpected token ';'.",
    });
  });

  it('runs anonymous Apex over SOAP and returns the log in the header', async () => {
    const send = async (code: string, sessionId = org.practice.accessToken) => {
      const xml =
        '<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Header>' +
        `<a:SessionHeader xmlns:a="x"><a:sessionId>${sessionId}</a:sessionId></a:SessionHeader><a:DebuggingHeader xmlns:a="x">` +
        '<a:categories><a:category>Apex_code</a:category><a:level>DEBUG</a:level></a:categories></a:DebuggingHeader>' +
        `</env:Header><env:Body><executeAnonymous><apexcode>${code}</apexcode></executeAnonymous></env:Body></env:Envelope>`;
      const headers = { 'Content-Type': 'text/xml', SOAPAction: 'executeAnonymous' };
      const response = await fetch(`${org.practice.url}/services/Soap/s/66.0/${org.practice.orgId}`, {
        method: 'POST',
        headers,
        body: xml,
      });
      return { status: response.status, text: await response.text() };
    };
    const fine = await send("System.debug('a &lt; b');");
    assert.equal(fine.status, 200);
    assert.match(
      fine.text,
      /<DebuggingInfo><debugLog>66\.0 APEX_CODE,DEBUG\n[\s\S]*\|USER_DEBUG\|\[1\]\|DEBUG\|a &lt; b\n/,
    );
    assert.match(fine.text, /<compileProblem xsi:nil="true"\/><compiled>true<\/compiled>/);
    const wrong = await send('Integer x = y;');
    assert.match(wrong.text, /<column>13<\/column><compileProblem>Variable does not exist: y<\/compileProblem>/);
    const expired = await send('Integer x;', 'expired');
    assert.equal(expired.status, 500);
    assert.match(expired.text, /<faultcode>sf:INVALID_SESSION_ID<\/faultcode>/);
  });

  it('saves classes that compile, refuses others, and runs the new code at once', async () => {
    const wrong = await org.json('POST', 'tooling/sobjects/ApexClass', { Body: 'public class Sum { Integer x = y; }' });
    assert.equal(wrong.status, 400);
    assert.equal(onlyError(wrong.body)['message'], 'Variable does not exist: y (Line: 1, Column: 32)');
    const id = await create('ApexClass', {
      Name: 'Sum',
      Body: 'public class Sum { public static Integer of(Integer n) { return n + 1; } }',
    });
    assert.equal((await run('System.assertEquals(3, Sum.of(2));'))['success'], true);
    const body = 'public class Sum { public static Integer of(Integer n) { return n + 2; } }';
    assert.equal((await org.json('PATCH', `tooling/sobjects/ApexClass/${id}`, { Body: body })).status, 204);
    assert.equal((await run('System.assertEquals(4, Sum.of(2));'))['success'], true);
    const [read] = await query(`SELECT Name, Body, IsValid FROM ApexClass WHERE Id = '${id}'`);
    assert.deepEqual([read?.['Name'], read?.['Body'], read?.['IsValid']], ['Sum', body, true]);
    assert.equal((await org.json('DELETE', `tooling/sobjects/ApexClass/${id}`)).status, 204);
    assert.equal((await run('Sum.of(2);'))['compileProblem'], 'Variable does not exist: Sum');
  });

  it('keeps a log for a user with a trace flag, whose fields have any letter case and dates any form', async () => {
    const level = await create('DebugLevel', {
      developerName: 'Level',
      masterLabel: 'Level',
      ApexCode: 'FINEST',
      Visualforce: 'FINER',
    });
    const now = Date.now();
    const flag = {
      tracedentityid: org.practice.org.adminUserId,
      logtype: 'DEVELOPER_LOG',
      debuglevelid: level,
      StartDate: now,
      ExpirationDate: new Date(now + 1_800_000).toUTCString(),
    };
    const flagId = await create('TraceFlag', flag);
    const second = await org.json('POST', 'tooling/sobjects/TraceFlag', flag);
    assert.match(String(onlyError(second.body)['message']), /^This entity is already being traced/);
    await run("System.debug('traced');");
    const [log] = await query(
      'SELECT Id, Operation, LogLength, LogUser.Name, Status FROM ApexLog ORDER BY StartTime DESC LIMIT 1',
    );
    assert.deepEqual(
      [log?.['Operation'], log?.['Status'], (log?.['LogUser'] as Json)['Name']],
      ['executeAnonymous', 'Success', 'Ada Moss'],
    );
    const body = await (await org.get(`tooling/sobjects/ApexLog/${String(log?.['Id'])}/Body`)).text();
    assert.equal(body.length, log?.['LogLength']);
    assert.match(body, /\|USER_DEBUG\|\[1\]\|DEBUG\|traced\n/);
    const head = await org.get(`sobjects/ApexLog/${String(log?.['Id'])}/Body`, { Range: 'bytes=0-3' });
    assert.deepEqual([head.status, await head.text()], [206, '66.0']);
    assert.equal((await org.json('DELETE', `tooling/sobjects/TraceFlag/${flagId}`)).status, 204);
    await run("System.debug('not traced');");
    assert.equal((await query('SELECT Id FROM ApexLog')).length, 1);
  });

  it('refuses a trace flag of more than a day', async () => {
    const dates = { StartDate: '2026-01-01T00:00:00Z', ExpirationDate: '2026-01-03T00:00:00Z' };
    const { status, body } = await org.json('POST', 'tooling/sobjects/TraceFlag', { LogType: 'USER_DEBUG', ...dates });
    assert.equal(status, 400);
    assert.match(String(onlyError(body)['message']), /must expire within 24 hours/);
  });

  it('runs tests at once, with failures at their lines and the lines that are not covered', async () => {
    const tests = [{ className: 'AccountRatingServiceTest' }, { className: 'PriceCalculatorTest' }];
    const { status, body } = await org.json('POST', 'tooling/runTestsSynchronous', { tests });
    assert.equal(status, 200);
    const { failures, successes, numTestsRun, codeCoverage } = body as Record<string, Json[]> & { numTestsRun: number };
    assert.equal(numTestsRun, 4);
    assert.deepEqual(
      successes?.map((one) => one['methodName']),
      ['ratesByWonAmount', 'ratesManyAccountsWithOneQuery', 'givesNoDiscountToRetailCustomers'],
    );
    const [failure] = failures ?? [];
    assert.equal(
      failure?.['message'],
      'System.AssertException: Assertion Failed: This test fails on purpose.: Expected: Warm, Actual: Cold',
    );
    assert.equal(
      failure['stackTrace'],
      'Class.AccountRatingServiceTest.ratesWithoutWonOpportunities: line 41, column 1',
    );
    const missed = codeCoverage?.find((one) => one['name'] === 'PriceCalculator');
    const lines = (missed?.['locationsNotCovered'] as Json[]).map((one) => one['line']);
    assert.deepEqual(lines, [12, 21, 24, 25, 26, 28]);
  });

  it('does not show the data of the org to a test, and takes back the data of the test', async () => {
    const before = await query('SELECT Id FROM Account');
    const source = `@IsTest private class Isolated {
      @IsTest static void none() { Assert.areEqual(0, [SELECT COUNT() FROM Account]); insert new Account(Name = 'T'); }
      @IsTest(SeeAllData=true) static void all() { Assert.isTrue([SELECT COUNT() FROM Account] > 0); }
    }`;
    await create('ApexClass', { Body: source });
    const { body } = await org.json('POST', 'tooling/runTestsSynchronous', { tests: [{ className: 'Isolated' }] });
    assert.deepEqual((body as Json)['failures'], []);
    assert.equal((await query('SELECT Id FROM Account')).length, before.length);
  });

  it('runs tests as a job with results and coverage as records', async () => {
    const started = await org.json('POST', 'tooling/runTestsAsynchronous', {
      classNames: 'PriceCalculatorTest,CampaignTriggerTest',
    });
    const job = String(started.body);
    assert.match(job, /^707/);
    let run: Json | undefined;
    do {
      [run] = await query(
        `SELECT Status, MethodsCompleted, MethodsFailed FROM ApexTestRunResult WHERE AsyncApexJobId = '${job}'`,
      );
    } while (['Queued', 'Processing'].includes(String(run?.['Status'])));
    assert.deepEqual([run?.['Status'], run?.['MethodsCompleted'], run?.['MethodsFailed']], ['Completed', 4, 0]);
    const items = await query(`SELECT Id, Status, ApexClass.Name FROM ApexTestQueueItem WHERE ParentJobId = '${job}'`);
    assert.deepEqual(
      items.map((one) => one['Status']),
      ['Completed', 'Completed'],
    );
    const ids = items.map((one) => `'${String(one['Id'])}'`).join(',');
    const results = await query(
      `SELECT MethodName, Outcome, IsTestSetup, ApexClass.NamespacePrefix FROM ApexTestResult WHERE QueueItemId IN (${ids})`,
    );
    assert.equal(results.length, 4);
    assert.ok(results.every((one) => one['Outcome'] === 'Pass'));
    const [covered] = await query(
      "SELECT NumLinesCovered, NumLinesUncovered, Coverage FROM ApexCodeCoverageAggregate WHERE ApexClassOrTrigger.Name = 'PriceCalculator'",
    );
    assert.deepEqual((covered?.['Coverage'] as Json)['uncoveredLines'], [12, 21, 24, 25, 26, 28]);
    const byMethod = await query(
      "SELECT ApexClassOrTrigger.Name, TestMethodName FROM ApexCodeCoverage WHERE TestMethodName = 'rejectsLongConference'",
    );
    assert.deepEqual(byMethod.map((one) => (one['ApexClassOrTrigger'] as Json)['Name']).sort(), [
      'CampaignTrigger',
      'CampaignTriggerHandler',
    ]);
    const [whole] = await query('SELECT PercentCovered FROM ApexOrgWideCoverage');
    assert.equal(typeof whole?.['PercentCovered'], 'number');
  });

  it('runs future methods, queueable jobs, batches and callout mocks of a test at stopTest', async () => {
    const source = `@IsTest private class Later {
      class Job implements Queueable { public void execute(QueueableContext context) { insert new Task(Subject = 'queued'); } }
      class Batch implements Database.Batchable<SObject> {
        public Database.QueryLocator start(Database.BatchableContext context) { return Database.getQueryLocator('SELECT Id FROM Account'); }
        public void execute(Database.BatchableContext context, List<Account> scope) { delete scope; }
        public void finish(Database.BatchableContext context) { insert new Task(Subject = 'batched'); }
      }
      class Mock implements HttpCalloutMock {
        public HttpResponse respond(HttpRequest request) {
          HttpResponse response = new HttpResponse();
          response.setBody(request.getMethod());
          return response;
        }
      }
      @future static void future() { insert new Task(Subject = 'future'); }
      @IsTest static void runsLater() {
        insert new Account(Name = 'Gone');
        Test.setMock(HttpCalloutMock.class, new Mock());
        Test.startTest();
        future();
        System.enqueueJob(new Job());
        Database.executeBatch(new Batch());
        Assert.areEqual(0, [SELECT COUNT() FROM Task]);
        Test.stopTest();
        Assert.areEqual(3, [SELECT COUNT() FROM Task WHERE Subject IN ('future', 'queued', 'batched')]);
        Assert.areEqual(0, [SELECT COUNT() FROM Account]);
        Assert.areEqual('GET', new Http().send(new HttpRequest()).getBody());
      }
    }`;
    await create('ApexClass', { Body: source });
    const { body } = await org.json('POST', 'tooling/runTestsSynchronous', { tests: [{ className: 'Later' }] });
    assert.deepEqual((body as Json)['failures'], []);
    assert.equal((body as Json)['numTestsRun'], 1);
  });

  it('ends the tests of a class whose queue item is aborted', async () => {
    const methods = Array.from({ length: 400 }, (_, i) => `@IsTest static void test${i}() { Integer n = ${i}; }`);
    await create('ApexClass', { Body: `@IsTest private class Many { ${methods.join('\n')} }` });
    const started = await org.json('POST', 'tooling/runTestsAsynchronous', {
      classNames: 'Many',
      skipCodeCoverage: true,
    });
    const job = String(started.body);
    const [item] = await query(`SELECT Id FROM ApexTestQueueItem WHERE ParentJobId = '${job}'`);
    const records = [{ attributes: { type: 'ApexTestQueueItem' }, Id: item?.['Id'], Status: 'Aborted' }];
    const { body } = await org.json('PATCH', 'tooling/composite/sobjects', { records });
    assert.deepEqual(
      (body as Json[]).map((one) => one['success']),
      [true],
    );
    let run: Json | undefined;
    do {
      [run] = await query(`SELECT Status, MethodsCompleted FROM ApexTestRunResult WHERE AsyncApexJobId = '${job}'`);
    } while (['Queued', 'Processing'].includes(String(run?.['Status'])));
    assert.equal(run?.['Status'], 'Aborted');
    assert.ok(Number(run['MethodsCompleted']) < methods.length);
  });

  it('names a class without tests', async () => {
    const { status, body } = await org.json('POST', 'tooling/runTestsAsynchronous', { classNames: 'PriceCalculator' });
    assert.equal(status, 400);
    assert.equal(onlyError(body)['errorCode'], 'INVALID_INPUT');
  });
});
