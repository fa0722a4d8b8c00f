// Rollback runs against the practice org: whatever the code does, the org has the same records afterwards.
import assert from 'node:assert/strict';
import type { RollbackResult } from '../../../src/core/core';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

/** A class with every kind of asynchronous Apex, each of which inserts a task with its name. */
const asyncClass = `public class Later implements Queueable, Database.Batchable<SObject>, Schedulable {
  @future public static void future() { insert new Task(Subject = 'future'); }
  public void execute(QueueableContext context) { insert new Task(Subject = 'queueable'); }
  public Iterable<SObject> start(Database.BatchableContext context) { return [SELECT Id FROM Account LIMIT 1]; }
  public void execute(Database.BatchableContext context, List<SObject> scope) { insert new Task(Subject = 'batch'); }
  public void finish(Database.BatchableContext context) { }
  public void execute(SchedulableContext context) { insert new Task(Subject = 'scheduled'); }
}`;

/** Two contacts for each account. */
const accountTrigger = `trigger AddContacts on Account (after insert) {
  List<Contact> added = new List<Contact>();
  for (Account one : Trigger.new) {
    added.add(new Contact(LastName = 'First', AccountId = one.Id));
    added.add(new Contact(LastName = 'Second', AccountId = one.Id));
  }
  insert added;
}`;

describe('a rollback run', function () {
  this.timeout(120_000);
  let setup: CoreSetup;
  before(async () => {
    setup = await openCoreSetup();
    await save('ApexClass', { Name: 'Later', Body: asyncClass });
    await save('ApexTrigger', { Name: 'AddContacts', TableEnumOrId: 'Account', Body: accountTrigger });
  });
  after(() => setup.close());

  const save = async (object: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    const { url, accessToken } = setup.practice;
    const answer = await fetch(`${url}/services/data/v66.0/tooling/sobjects/${object}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(fields),
    });
    assert.equal(answer.status, 201, await answer.text());
  };

  const objects = ['Account', 'Contact', 'Task', 'Opportunity', 'AsyncApexJob', 'CronTrigger'];
  /** All records, also those in the Recycle Bin, with the date of their last change. */
  const records = async (): Promise<Readonly<Record<string, readonly string[]>>> => {
    const entries: (readonly [string, readonly string[]])[] = [];
    for (const object of objects) {
      const fields = /^(Async|Cron)/.test(object) ? 'Id' : 'Id, LastModifiedDate';
      const rows = await setup.rowsOf(`SELECT ${fields} FROM ${object}`);
      entries.push([object, rows.map((row) => JSON.stringify(row)).sort()]);
    }
    return Object.fromEntries(entries);
  };

  /** Fails if any record is not as before. */
  const rolledBack = async (code: string): Promise<RollbackResult> => {
    const before = await records();
    const { apex } = await setup.core.org(setup.orgId);
    const result = await apex.runAndRollBack(code, quiet);
    assert.deepEqual(await records(), before);
    return result;
  };
  const changesOf = ({ changes }: RollbackResult): readonly string[] =>
    changes?.dml.map(({ operation, object, rows, by }) => [operation, object, rows, by].join(' ').trim()) ?? [];

  it('takes back what the code and its triggers saved, and says what it was', async () => {
    const result = await rolledBack(`
      insert new List<Account>{ new Account(Name = 'One'), new Account(Name = 'Two') };
      update new Account(Id = [SELECT Id FROM Account LIMIT 1].Id, Rating = 'Hot');
      delete [SELECT Id FROM Opportunity LIMIT 1];
      System.debug('done');`);
    assert.equal(result.outcome, 'rolledBack');
    assert.deepEqual(changesOf(result), [
      'Insert Account 2',
      'Insert Contact 4 AddContacts',
      'Update Account 1',
      'Delete Opportunity 1',
    ]);
    assert.match(result.log ?? '', /USER_DEBUG\|\[5\]\|DEBUG\|done/);
  });

  it('is what keeps the records: without it they are saved', async () => {
    const before = await records();
    const { apex } = await setup.core.org(setup.orgId);
    await apex.runAnonymous("insert new Account(Name = 'Kept'); Later.future();", {}, quiet);
    const after = await records();
    assert.equal(after['Account']?.length, (before['Account']?.length ?? 0) + 1);
    assert.equal(after['Task']?.length, (before['Task']?.length ?? 0) + 1);
  });

  const classes = `public class Maker {
    public String name;
    public Maker(String name) { this.name = name; }
    Account make() { if (name == null) { return null; } return new Account(Name = name); }
  }
  void save(Account one) { if (one == null) return; insert one; }
  enum Kind { A, B }
  save(new Maker('Made').make());
  class Late { Integer one() { return 1; } }
  System.debug(new Late().one());`;

  const ends: readonly (readonly [string, string, string, string])[] = [
    ['with classes and methods', classes, 'rolledBack', 'Insert Account 1'],
    [
      'after a return in the middle',
      "insert new Account(Name = 'A');\nif (true) return;\ninsert new Account(Name = 'B');",
      'rolledBack',
      'Insert Account 1',
    ],
    [
      'after a return as the last statement',
      "insert new Account(Name = 'A');\nreturn;",
      'rolledBack',
      'Insert Account 1',
    ],
    [
      'after a return between a handler and a finally block',
      "try { insert new Account(Name = 'A'); if (true) return; } catch (Exception e) { insert new Task(Subject = 'x'); } finally { insert new Account(Name = 'B'); } insert new Task(Subject = 'y');",
      'rolledBack',
      'Insert Account 2',
    ],
    [
      'after a return in loops and switches',
      "for (Integer i = 0; i < 3; i++) { switch on i { when 1 { return; } when else { insert new Account(Name = 'A'); } } }",
      'rolledBack',
      'Insert Account 1',
    ],
    [
      'with savepoints of its own',
      "Savepoint one = Database.setSavepoint(); insert new Account(Name = 'A'); Database.rollback(one); insert new Account(Name = 'B'); Savepoint two = Database.setSavepoint(); Database.releaseSavepoint(two);",
      'rolledBack',
      'Insert Account 2',
    ],
    [
      'with exceptions that it catches',
      "insert new Account(Name = 'A'); try { insert new Account(); } catch (Exception e) { System.debug(e); } try { throw new DmlException('x'); } catch (DmlException e) { }",
      'rolledBack',
      'Insert Account 2',
    ],
    ['with an exception', "insert new Account(Name = 'A');\nString s;\ns.length();", 'exception', 'Insert Account 1'],
    [
      'that ends in a throw',
      "insert new Account(Name = 'A'); throw new DmlException('x');",
      'exception',
      'Insert Account 1',
    ],
    [
      'with a limit, which no code can catch',
      "insert new Account(Name = 'A'); try { for (Integer i = 0; i < 200; i++) { Integer n = [SELECT COUNT() FROM Account]; } } catch (Exception e) { } finally { insert new Task(Subject = 'x'); }",
      'exception',
      'Insert Account 1',
    ],
    [
      'with a failed assertion',
      "insert new Account(Name = 'A'); System.assert(false, 'no');",
      'exception',
      'Insert Account 1',
    ],
  ];
  for (const [what, code, outcome, first] of ends)
    it(`keeps nothing of code ${what}`, async () => {
      const result = await rolledBack(code);
      assert.deepEqual([result.outcome, changesOf(result)[0]], [outcome, first], JSON.stringify(result));
    });

  const jobs: readonly (readonly [string, string])[] = [
    ['a future method', 'Later.future();'],
    ['a queueable job', 'System.enqueueJob(new Later());'],
    ['a batch', 'Database.executeBatch(new Later());'],
    ['a schedule', "System.schedule('Nightly', '0 0 2 * * ?', new Later());"],
  ];
  for (const [what, code] of jobs)
    it(`starts no ${what}, although the code asked for it`, async () => {
      const result = await rolledBack(`${code} insert new Account(Name = 'A');`);
      assert.equal(result.outcome, 'rolledBack', JSON.stringify(result));
      const before = await records();
      const { apex } = await setup.core.org(setup.orgId);
      const kept = await apex.runAnonymous(code, {}, quiet);
      assert.equal(kept.success, true, kept.exception?.message ?? kept.problem?.message);
      assert.notDeepEqual(await records(), before);
    });

  it('says at which return the code ended', async () => {
    const result = await rolledBack(
      "insert new Account(Name = 'A');\n  if (true) return;\ninsert new Account(Name = 'B');",
    );
    assert.deepEqual(result.returned, { line: 2, column: 13 });
  });

  it('gives places of the code as it was written', async () => {
    const thrown = await rolledBack('  String s; s.length();');
    assert.equal(thrown.exception?.message, 'System.NullPointerException: Attempt to de-reference a null object');
    assert.deepEqual(
      thrown.exception.frames.map(({ kind, line }) => [kind, line]),
      [['anonymous', 1]],
    );
    const inner = await rolledBack(
      'class Maker {\n  void make() { String s; s.length(); } }\nvoid call() {\n  new Maker().make(); }\ncall();',
    );
    assert.deepEqual(
      inner.exception?.frames.map(({ kind, line }) => [kind, line]),
      [
        ['anonymous', 2],
        ['anonymous', 4],
        ['anonymous', 5],
      ],
    );
    const wrong = await rolledBack("Account a = new Account();\na.Nope = 'x';");
    const same = await (
      await setup.core.org(setup.orgId)
    ).apex.runAnonymous("Account a = new Account();\na.Nope = 'x';", {}, quiet);
    assert.deepEqual(wrong.problem, same.problem);
    const first = await rolledBack('Acount a;');
    const plain = await (await setup.core.org(setup.orgId)).apex.runAnonymous('Acount a;', {}, quiet);
    assert.deepEqual([first.outcome, first.problem], ['notCompiled', plain.problem]);
  });

  it('sends nothing of code with a call that survives a rollback, and says where it is', async () => {
    const before = setup.practice.requests.all.length;
    const result = await rolledBack("insert new Account(Name = 'A');\n  new Http().send(new HttpRequest());");
    assert.deepEqual(
      [result.outcome, result.refusals],
      ['refused', [{ code: 'input.rollbackCallout', details: { call: 'new Http' }, line: 2, column: 3 }]],
    );
    assert.ok(setup.practice.requests.all.slice(before).every(({ path }) => !path.includes('Soap')));
  });
});
