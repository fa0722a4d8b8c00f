// The library of Apex: what code that others wrote needs from it.
import assert from 'node:assert/strict';
import { startApex, type AnonymousApex } from './anonymousApex';

describe('the library of Apex in the practice org', () => {
  let apex: AnonymousApex;
  before(() => {
    apex = startApex();
  });
  after(() => apex.close());

  it('answers the methods of a stub with its provider', async () => {
    const code = `
      public virtual class Greeter {
        public Greeter(String unused) {}
        public virtual String greet(String name, Integer times) { return 'real'; }
        public void nothing() {}
      }
      public class Answers implements System.StubProvider {
        public Object handleMethodCall(Object stub, String method, Type returns, List<Type> types, List<String> names,
            List<Object> values) {
          System.debug(method + ' ' + returns + ' ' + types + ' ' + names + ' ' + values);
          return method == 'greet' ? 'stubbed' : null;
        }
      }
      Greeter g = (Greeter) Test.createStub(Greeter.class, new Answers());
      System.debug(g.greet('Ada', 2));
      g.nothing();
      System.debug(g instanceof Greeter);`;
    assert.deepEqual(await apex.debugged(code), [
      'greet String (String, Integer) (name, times) (Ada, 2)',
      'stubbed',
      'nothing void () () ()',
      'true',
    ]);
  });

  it('shows objects by their method toString, also in texts', async () => {
    const code = `
      public class Point {
        public Integer x = 3;
        public override String toString() { return 'x' + x; }
      }
      System.debug('at ' + new Point());
      System.debug(String.valueOf(new List<Point>{ new Point() }));`;
    assert.deepEqual(await apex.debugged(code), ['at x3', '(x3)']);
  });

  it('reads JSON token by token', async () => {
    const code = `
      JSONParser parser = JSON.createParser('{"a": [1, 2.5], "b": {"Name": "Acme"}, "c": null}');
      while (parser.nextToken() != null) {
        System.debug(parser.getCurrentToken() + ' ' + parser.getCurrentName() + ' ' + parser.getText());
        if (parser.getCurrentName() == 'b' && parser.getCurrentToken() == JSONToken.START_OBJECT) {
          Account a = (Account) parser.readValueAs(Account.class);
          System.debug('read ' + a.Name);
        }
      }`;
    assert.deepEqual(await apex.debugged(code), [
      'START_OBJECT null {',
      'FIELD_NAME a a',
      'START_ARRAY a [',
      'VALUE_NUMBER_INT null 1',
      'VALUE_NUMBER_FLOAT null 2.5',
      'END_ARRAY null ]',
      'FIELD_NAME b b',
      'START_OBJECT b {',
      'read Acme',
      'FIELD_NAME c c',
      'VALUE_NULL c null',
      'END_OBJECT null }',
    ]);
  });

  it('writes JSON token by token, and on several lines', async () => {
    const code = `
      JSONGenerator json = JSON.createGenerator(true);
      json.writeStartObject();
      json.writeStringField('name', 'Ada');
      json.writeFieldName('sizes');
      json.writeStartArray();
      json.writeNumber(1);
      json.writeNumber(2.50);
      json.writeEndArray();
      json.writeObjectField('nothing', new Map<String, Object>());
      json.writeEndObject();
      System.debug(json.getAsString());`;
    assert.deepEqual(await apex.debugged(code), [
      '{\n  "name" : "Ada",\n  "sizes" : [ 1, 2.50 ],\n  "nothing" : { }\n}',
    ]);
  });

  it('queries with binds in a map, and with cursors', async () => {
    const code = `
      insert new List<Account>{ new Account(Name = 'Bind 1'), new Account(Name = 'Bind 2') };
      Map<String, Object> binds = new Map<String, Object>{ 'start' => 'Bind %' };
      String soql = 'SELECT Name FROM Account WHERE Name LIKE :start ORDER BY Name';
      System.debug(Database.queryWithBinds(soql, binds, AccessLevel.USER_MODE).size());
      System.debug(Database.countQueryWithBinds('SELECT COUNT() FROM Account WHERE Name LIKE :start', binds,
        AccessLevel.SYSTEM_MODE));
      Database.Cursor cursor = Database.getCursorWithBinds(soql, binds, AccessLevel.USER_MODE);
      System.debug(cursor.getNumRecords() + ' ' + cursor.fetch(1, 5)[0].get('Name'));`;
    assert.deepEqual(await apex.debugged(code), ['2', '2', '2 Bind 2']);
    const missing =
      "Database.queryWithBinds('SELECT Id FROM Account WHERE Name = :x', new Map<String, Object>(), null);";
    assert.match(await apex.failure(missing), /^System\.QueryException: Key 'x' does not exist in the bindMap/);
  });

  it('tells the numbers of an Object apart as Apex does', async () => {
    const code = `
      Object big = JSON.deserializeUntyped('5000000000');
      Object part = JSON.deserializeUntyped('1.5');
      System.debug((big instanceof Integer) + ' ' + (big instanceof Long) + ' ' + (big instanceof Decimal));
      System.debug(((Decimal) big).scale() + ' ' + (part instanceof Double) + ' ' + (Double) part);`;
    assert.deepEqual(await apex.debugged(code), ['false true true', '0 true 1.5']);
  });

  it('finds a static field before an inner class of the same name', async () => {
    const code = `
      public class Box { public String get() { return 'field'; } }
      Box b = new Box();
      System.debug(b.get());
      Account a = new Account(Name = 'A');
      SObject any = a;
      any.Id = '001000000000001';
      System.debug(any.Id + ' ' + Account.getSObjectType() + ' ' + a.getSObjectType());`;
    assert.deepEqual(await apex.debugged(code), ['field', '001000000000001AAA Account Account']);
  });

  it('runs the finalizer of a queueable job that fails, and takes back what the job wrote', async () => {
    const code = `
      public class Undone implements Queueable, Finalizer {
        public void execute(QueueableContext context) {
          System.attachFinalizer(this);
          insert new Account(Name = 'Lost');
          throw new IllegalArgumentException('no');
        }
        public void execute(FinalizerContext context) {
          insert new Account(Name = 'Kept ' + context.getResult() + ' ' + context.getException().getMessage());
        }
      }
      System.enqueueJob(new Undone());`;
    await apex.debugged(code);
    const query =
      "for (Account a : [SELECT Name FROM Account WHERE Name LIKE 'Kept%' OR Name = 'Lost']) System.debug(a.Name);";
    assert.deepEqual(await apex.debugged(query), ['Kept UNHANDLED_EXCEPTION no']);
  });

  it('searches with the words of a variable, one list for each object', async () => {
    const code = `
      insert new Account(Name = 'Nordlicht Werke');
      insert new Contact(LastName = 'Nordlicht');
      String words = 'Nordlicht';
      Integer most = 5;
      List<List<SObject>> found = [FIND :words IN NAME FIELDS
        RETURNING Account(Name WHERE Name LIKE 'Nord%'), Contact(Id, LastName LIMIT :most), Lead];
      System.debug(found.size() + ' ' + found[0].size() + ' ' + found[1].size() + ' ' + found[2].size());
      System.debug(((Account) found[0][0]).Name + ' ' + ((Contact) found[1][0]).LastName);
      System.debug([FIND 'Nordlicht' RETURNING Account][0].size());
      System.debug(Search.query('FIND {Nordlicht} RETURNING Contact(Id)')[0].size());
      System.debug(Limits.getSoslQueries());`;
    assert.deepEqual(await apex.debugged(code), ['3 1 1 0', 'Nordlicht Werke Nordlicht', '1', '1', '3']);
    assert.match(
      await apex.failure("List<List<SObject>> f = [FIND 'Nord' RETURNING Account(Shade__c)];"),
      /^1:25 .*No such column 'Shade__c'/s,
    );
    assert.match(
      await apex.failure("String w = 'x'; List<List<SObject>> f = [FIND :w RETURNING Account];"),
      /SearchException/,
    );
  });

  it('keeps copies of values in the cache', async () => {
    const code = `
      List<String> names = new List<String>{ 'a' };
      Cache.Org.put('names', names);
      names.add('b');
      Cache.Partition partition = Cache.Org.getPartition('local.default');
      System.debug(partition.contains('names') + ' ' + partition.get('names') + ' ' + Cache.Session.contains('names'));
      System.debug(Cache.Org.remove('names') + ' ' + Cache.Org.get('names'));`;
    assert.deepEqual(await apex.debugged(code), ['true (a) false', 'true null']);
  });

  it('makes collections and objects of a type by its name', async () => {
    const code = `
      Map<Id, Account> byId = (Map<Id, Account>) Type.forName('Map<Id, Account>').newInstance();
      System.debug(byId + ' ' + Type.forName('List<Nothing>') + ' ' + Type.forName('List<Integer>').newInstance());
      Object token = Account.SObjectType;
      System.debug(((Schema.SObjectType) token) + ' ' + (token instanceof Schema.SObjectField) + ' ' + void.class);`;
    assert.deepEqual(await apex.debugged(code), ['{} null ()', 'Account false void']);
  });

  it('takes the only record of a query as an argument', async () => {
    const code = `
      public String nameOf(Account a) { return a.Name; }
      insert new Account(Name = 'Only one');
      System.debug(nameOf([SELECT Name FROM Account WHERE Name = 'Only one']));`;
    assert.deepEqual(await apex.debugged(code), ['Only one']);
  });

  it('knows the offset of a time zone', async () => {
    const code = `
      TimeZone zone = TimeZone.getTimeZone('Asia/Tokyo');
      System.debug(zone.getID() + ' ' + zone.getOffset(Datetime.newInstanceGmt(2026, 2, 1)));`;
    assert.deepEqual(await apex.debugged(code), ['Asia/Tokyo 32400000']);
  });
});
