// Triggers and Apex REST of the practice org: on the records of every API, with errors that say where in the code.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const trace =
  'CampaignTrigger: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to de-reference a null ' +
  'object\n\nClass.CampaignTriggerHandler.checkLength: line 16, column 1\nClass.CampaignTriggerHandler.checkDates: ' +
  'line 10, column 1\nTrigger.CampaignTrigger: line 2, column 1';

describe('triggers of the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 3 });
  });
  after(() => org.close());

  const wrongDates = { Name: 'Back', StartDate: '2026-05-05', EndDate: '2026-05-01' };
  const message = 'The end date must not be before the start date.';

  it('refuse a record over REST, with the field or with the place in the code', async () => {
    const refused = await org.json('POST', 'sobjects/Campaign', wrongDates);
    assert.deepEqual(onlyError(refused.body), {
      message,
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      fields: ['EndDate'],
    });
    const thrown = await org.json('POST', 'sobjects/Campaign', { Name: 'Fair', Type: 'Conference' });
    assert.equal(onlyError(thrown.body)['message'], trace);
    const made = await org.json('POST', 'sobjects/Campaign', { Name: 'Fine' });
    const id = String((made.body as Json)['id']);
    const { Name: _, ...dates } = wrongDates;
    assert.equal((await org.json('PATCH', `sobjects/Campaign/${id}`, dates)).status, 400);
  });

  it('refuse only the wrong records of a collection', async () => {
    const records = [{ Name: 'A' }, wrongDates, { Name: 'B' }].map((one) => ({
      attributes: { type: 'Campaign' },
      ...one,
    }));
    const { body } = await org.json('POST', 'composite/sobjects', { allOrNone: false, records });
    assert.deepEqual(
      (body as Json[]).map((one) => one['success']),
      [true, false, true],
    );
    const none = await org.json('POST', 'composite/sobjects', { allOrNone: true, records });
    assert.deepEqual(
      (none.body as Json[]).map((one) => one['success']),
      [false, false, false],
    );
  });

  it('fail rows of a bulk job, which say where in the code', async () => {
    const csv = 'Name,Type,StartDate,EndDate\nOne,Email,2026-05-01,2026-05-02\nTwo,Email,2026-05-05,2026-05-01\n';
    const refused = await org.load({ object: 'Campaign', operation: 'insert' }, csv);
    assert.match(
      refused.failed,
      /"FIELD_CUSTOM_VALIDATION_EXCEPTION:The end date must not be before the start date\.:EndDate --"/,
    );
    assert.equal(refused.job['numberRecordsFailed'], 1);
    const thrown = await org.load(
      { object: 'Campaign', operation: 'insert' },
      'Name,Type\nOne,Email\nTwo,Conference\n',
    );
    assert.equal(thrown.job['numberRecordsFailed'], 2);
    assert.ok(thrown.failed.includes(`CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY:${trace}:--`), thrown.failed);
  });

  const save = async (object: string, body: string): Promise<void> => {
    const { status, body: answer } = await org.json('POST', `tooling/sobjects/${object}`, { Body: body });
    assert.equal(status, 201, JSON.stringify(answer));
  };
  const run = async (code: string): Promise<Json> => {
    const { body } = await org.json('GET', `tooling/executeAnonymous?anonymousBody=${encodeURIComponent(code)}`);
    return body as Json;
  };

  it('change records before they are saved, see old and new values, and write other records after', async () => {
    await save(
      'ApexTrigger',
      `trigger ProjectLog on Project__c (before insert, before update, after insert, after update, before delete, after delete) {
         if (Trigger.isBefore && !Trigger.isDelete) {
           for (Project__c one : Trigger.new) { one.Name = one.Name.toUpperCase(); }
         }
         List<Task> tasks = new List<Task>();
         if (Trigger.isAfter && Trigger.isInsert) tasks.add(new Task(Subject = 'new ' + Trigger.new.size()));
         if (Trigger.isAfter && Trigger.isUpdate) {
           for (Id id : Trigger.newMap.keySet()) {
             tasks.add(new Task(Subject = Trigger.oldMap.get(id).Name + '>' + Trigger.newMap.get(id).Name));
           }
         }
         if (Trigger.isAfter && Trigger.isDelete) tasks.add(new Task(Subject = 'gone ' + Trigger.old[0].Name));
         insert tasks;
       }`,
    );
    const code = `Project__c one = new Project__c(Name = 'first');
      insert one;
      one.Name = 'second';
      update one;
      delete one;
      List<Task> tasks = [SELECT Subject FROM Task WHERE Subject LIKE 'new %' OR Subject LIKE '%>%' OR Subject LIKE 'gone %' ORDER BY CreatedDate, Id];
      List<String> subjects = new List<String>();
      for (Task task : tasks) subjects.add(task.Subject);
      System.assertEquals('new 1,FIRST>SECOND,gone SECOND', String.join(subjects, ','));`;
    assert.deepEqual(
      [await run(code)].map((one) => one['exceptionMessage'] ?? one['compileProblem']),
      [null],
    );
  });

  it('take back what they wrote for a record that they then refuse', async () => {
    await save(
      'ApexTrigger',
      `trigger LineGuard on Invoice__c (after insert) {
         insert new Task(Subject = 'Check invoices');
         for (Invoice__c one : Trigger.new) { if (one.Amount__c < 0) one.addError('negative'); }
       }`,
    );
    const refused = await org.json('POST', 'sobjects/Invoice__c', { Amount__c: -1 });
    assert.equal(onlyError(refused.body)['message'], 'negative');
    const count = async (soql: string): Promise<unknown> =>
      ((await org.json('GET', `query?q=${encodeURIComponent(soql)}`)).body as Json)['totalSize'];
    assert.equal(await count("SELECT Id FROM Task WHERE Subject = 'Check invoices'"), 0);
    assert.equal(await count('SELECT Id FROM Invoice__c WHERE Amount__c = -1'), 0);
    const records = [1, -2, 3].map((amount) => ({ attributes: { type: 'Invoice__c' }, Amount__c: amount }));
    const { body } = await org.json('POST', 'composite/sobjects', { records });
    assert.deepEqual(
      (body as Json[]).map((one) => one['success']),
      [true, false, true],
    );
    assert.equal(await count("SELECT Id FROM Task WHERE Subject = 'Check invoices'"), 1);
  });

  it('answer as Apex REST services', async () => {
    const [account] = (
      (await org.json('GET', 'query?q=SELECT+Id,Name+FROM+Account+LIMIT+1')).body as { records: Json[] }
    ).records;
    const path = `/services/apexrest/accounts/${String(account?.['Id'])}`;
    const read = await org.json('GET', path);
    assert.equal((read.body as Json)['name'], account?.['Name']);
    assert.equal((await org.json('GET', '/services/apexrest/accounts/001000000000000AAA')).status, 404);
    const made = await org.json('POST', '/services/apexrest/accounts', { name: 'Rest', industry: 'Energy' });
    assert.equal(made.status, 201);
    assert.match(String(made.body), /^001/);
    assert.equal(
      onlyError((await org.json('POST', '/services/apexrest/accounts', { nope: 1 })).body)['errorCode'],
      'JSON_PARSER_ERROR',
    );
    assert.equal((await org.json('DELETE', path)).status, 405);
    const none = await org.json('GET', '/services/apexrest/nothing');
    assert.deepEqual([none.status, onlyError(none.body)['message']], [404, 'Could not find a match for URL']);
  });
});
