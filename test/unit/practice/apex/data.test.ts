// Queries and DML of Apex: binds, partial success, savepoints, and what an exception takes back.
import assert from 'node:assert/strict';
import { startApex, type AnonymousApex } from './anonymousApex';

describe('data in Apex of the practice org', () => {
  let apex: AnonymousApex;
  before(() => {
    apex = startApex();
  });
  after(() => apex.close());

  const accounts = async (): Promise<string> =>
    (await apex.debugged('System.debug([SELECT COUNT() FROM Account]);'))[0] ?? '';

  it('binds values, lists and limits, and quotes that would end a literal', async () => {
    const code = `
      String name = 'O\\'Neil';
      insert new Account(Name = name);
      List<String> names = new List<String>{ name, 'other' };
      Integer most = 1;
      System.debug([SELECT Name FROM Account WHERE Name IN :names LIMIT :most].size());
      System.debug([SELECT COUNT() FROM Account WHERE Name IN :new List<String>()]);
      System.debug(Database.query('SELECT Name FROM Account WHERE Name = :name')[0].get('Name'));
      System.debug([SELECT COUNT() FROM Account WHERE CreatedDate >= :Datetime.now().addDays(-1) AND Name = :name]);`;
    assert.deepEqual(await apex.debugged(code), ['1', '0', "O'Neil", '1']);
  });

  it('reads parents, children and groups', async () => {
    const code = `
      Account a = new Account(Name = 'Parent');
      insert a;
      insert new List<Contact>{ new Contact(LastName = 'A', AccountId = a.Id), new Contact(LastName = 'B', AccountId = a.Id) };
      Account read = [SELECT Owner.Name, (SELECT LastName, Account.Name FROM Contacts ORDER BY LastName) FROM Account WHERE Id = :a.Id];
      System.debug(read.Owner.Name + ' ' + read.Contacts[1].LastName + ' ' + read.Contacts[0].Account.Name);
      for (AggregateResult one : [SELECT AccountId, COUNT(Id) total FROM Contact WHERE AccountId = :a.Id GROUP BY AccountId]) {
        System.debug((Integer) one.get('total'));
      }`;
    assert.deepEqual(await apex.debugged(code), ['Ada Moss B Parent', '2']);
  });

  it('saves the good rows of a partial insert and says what is wrong with the others', async () => {
    const code = `
      List<Account> rows = new List<Account>{ new Account(Name = 'Good'), new Account() };
      for (Database.SaveResult one : Database.insert(rows, false)) {
        System.debug(one.isSuccess() ? 'saved' : one.getErrors()[0].getStatusCode() + ' ' + one.getErrors()[0].getFields());
      }
      System.debug(rows[0].Id != null && rows[1].Id == null);`;
    assert.deepEqual(await apex.debugged(code), ['saved', 'REQUIRED_FIELD_MISSING (Name)', 'true']);
  });

  it('takes back what was done since a savepoint', async () => {
    const before = await accounts();
    const code = `
      Savepoint start = Database.setSavepoint();
      Account a = [SELECT Id, Name FROM Account LIMIT 1];
      String name = a.Name;
      a.Name = 'Changed';
      update a;
      insert new Account(Name = 'New');
      delete [SELECT Id FROM Account WHERE Name != 'Changed' LIMIT 1];
      Database.rollback(start);
      System.debug([SELECT Name FROM Account WHERE Id = :a.Id].Name == name);`;
    assert.deepEqual(await apex.debugged(code), ['true']);
    assert.equal(await accounts(), before);
  });

  it('takes back all writes of a transaction that ends with an exception', async () => {
    const before = await accounts();
    await apex.failure("insert new Account(Name = 'Lost'); Integer x = 1 / 0;");
    assert.equal(await accounts(), before);
  });

  it('keeps writes whose exception the code catches', async () => {
    const code = `
      insert new Account(Name = 'Kept');
      try { insert new Account(); } catch (DmlException e) { System.debug(e.getDmlStatusCode(0)); }
      System.debug([SELECT COUNT() FROM Account WHERE Name = 'Kept']);`;
    assert.deepEqual(await apex.debugged(code), ['REQUIRED_FIELD_MISSING', '1']);
  });

  it('upserts by an external id and undeletes', async () => {
    const code = `
      Account a = new Account(Name = 'One', External_Id__c = 'K-1');
      upsert a External_Id__c;
      upsert new Account(Name = 'Two', External_Id__c = 'K-1') External_Id__c;
      System.debug([SELECT Name FROM Account WHERE External_Id__c = 'K-1'].Name);
      delete a;
      undelete a;
      System.debug([SELECT COUNT() FROM Account WHERE External_Id__c = 'K-1']);
      delete [SELECT Id FROM Account WHERE External_Id__c = 'K-1'];`;
    assert.deepEqual(await apex.debugged(code), ['Two', '1']);
  });

  it('keeps a schedule as a record of the transaction, with a name that no other one has', async () => {
    const job = 'public class Job implements Schedulable { public void execute(SchedulableContext context) { } } ';
    const schedule = "System.schedule('Nightly', '0 0 2 * * ?', new Job());";
    const count = 'System.debug([SELECT COUNT() FROM CronTrigger]);';
    assert.match(await apex.failure(`${job} ${schedule} throw new DmlException('x');`), /DmlException/);
    assert.deepEqual(await apex.debugged(`${count} ${job} ${schedule} ${count}`), ['0', '1']);
    assert.match(
      await apex.failure(`${job} ${schedule}`),
      /^System.AsyncException: The Apex job named "Nightly" is already scheduled for execution\./,
    );
    assert.match(await apex.failure(`${job} System.schedule('Wrong', 'daily', new Job());`), /Illegal cron expression/);
  });

  it('writes the log at the levels that were asked for', async () => {
    const { log } = await apex.run("insert new Account(Name = 'x');", { APEX_CODE: 'FINEST', DB: 'INFO' });
    const types = log.split('\n').flatMap((line) => /^\S+ \(\d+\)\|(\w+)/.exec(line)?.[1] ?? []);
    assert.match(log, /^66\.0 APEX_CODE,FINEST;DB,INFO\nExecute Anonymous: insert/);
    assert.deepEqual(types, [
      'USER_INFO',
      'EXECUTION_STARTED',
      'CODE_UNIT_STARTED',
      'STATEMENT_EXECUTE',
      'DML_BEGIN',
      'DML_END',
      'CODE_UNIT_FINISHED',
      'EXECUTION_FINISHED',
    ]);
    const quiet = await apex.run('System.debug(1);', { APEX_CODE: 'ERROR' });
    assert.equal(quiet.log.includes('USER_DEBUG'), false);
  });
});
