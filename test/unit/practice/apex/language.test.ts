// The language: values, control flow, classes and exceptions, as Salesforce runs them.
import assert from 'node:assert/strict';
import { startApex, type AnonymousApex } from './anonymousApex';

describe('Apex of the practice org', () => {
  let apex: AnonymousApex;
  before(() => {
    apex = startApex();
  });
  after(() => apex.close());

  const shows = (title: string, code: string, ...expected: string[]): void => {
    it(title, async () => {
      assert.deepEqual(await apex.debugged(code), expected);
    });
  };
  const shown = (expressions: Readonly<Record<string, string>>): void => {
    for (const [expression, expected] of Object.entries(expressions)) {
      it(`evaluates ${expression}`, async () => {
        assert.deepEqual(await apex.debugged(`System.debug(${expression});`), [expected]);
      });
    }
  };

  shown({
    '7 / 2': '3',
    '-7 / 2': '-3',
    '7.0 / 2': '3.5',
    '1.0 / 3': '0.3333333333333333333333333333333333',
    '2147483647 + 1': '-2147483648',
    '2147483647L + 1': '2147483648',
    '0.1 + 0.2': '0.3',
    '1.10 + 2': '3.10',
    '3.0d': '3.0',
    '10 > 9.5': 'true',
    'Math.mod(-7, 3)': '-1',
    '5 & 3': '1',
    '1 << 4': '16',
    "'abc' == 'ABC'": 'true',
    "'abc'.equals('ABC')": 'false',
    "'a' + 1 + null": 'a1null',
    "'a-b-c'.split('-')": '(a, b, c)',
    "'Hello'.substring(1, 3)": 'el',
    "String.join(new List<Integer>{ 1, 2 }, '/')": '1/2',
    "String.format('{0} of {1}', new List<Object>{ 1, 'two' })": '1 of two',
    "'x'.repeat(3)": 'xxx',
    "'a1b22'.replaceAll('[0-9]+', '#')": 'a#b#',
    '(2.345).setScale(2)': '2.35',
    'Date.newInstance(2026, 1, 31).addMonths(1)': '2026-02-28 00:00:00',
    'Date.newInstance(2026, 2, 1).daysBetween(Date.newInstance(2026, 3, 1))': '28',
    "Datetime.newInstanceGmt(2026, 2, 1, 13, 5, 0).format('yyyy-MM-dd hh:mm a')": '2026-02-01 01:05 PM',
    'Datetime.now()': '2026-02-18 09:30:00',
    "Integer.valueOf('42') + 1": '43',
    "EncodingUtil.base64Encode(Blob.valueOf('abc'))": 'YWJj',
    "JSON.serialize(new Map<String, Object>{ 'a' => 1, 'b' => new List<Decimal>{ 1.50 } })": '{"a":1,"b":[1.50]}',
    'new Set<Integer>{ 1, 2, 2 }.size()': '2',
    "new Map<String, Integer>{ 'a' => 1 }": '{a=1}',
    'null == null': 'true',
    'Account.Name.getDescribe().getLabel()': 'Account Name',
    'Account.SObjectType': 'Account',
    'UserInfo.getName()': 'Ada Moss',
    '((Object) 5) instanceof Integer': 'true',
    "String.isBlank(' ')": 'true',
    'true ? 1 : 2.5': '1',
    "'5' < '10'": 'false',
  });

  shows(
    'sorts, adds to and copies collections',
    `List<Integer> a = new List<Integer>{ 3, 1, 2 };
     a.sort();
     List<Integer> b = a.clone();
     b.add(4);
     System.debug(a + ' ' + b + ' ' + b[3]);
     Map<Id, Account> byId = new Map<Id, Account>([SELECT Id FROM Account LIMIT 2]);
     System.debug(byId.size());`,
    '(1, 2, 3) (1, 2, 3, 4) 4',
    '2',
  );
  shows(
    'ends loops early and skips rounds',
    `Integer sum = 0;
     for (Integer i = 0; i < 10; i++) { if (i == 3) { continue; } if (i == 6) { break; } sum += i; }
     Integer n = 0;
     do { n++; } while (n < 3);
     while (n < 5) n++;
     System.debug(sum + ' ' + n);`,
    '12 5',
  );
  shows(
    'chooses a branch by value, enum and type',
    `enum Size { SMALL, LARGE }
     Size size = Size.LARGE;
     switch on size { when SMALL { System.debug('s'); } when LARGE { System.debug('l'); } }
     SObject record = new Contact(LastName = 'Lee');
     switch on record { when Account a { System.debug('account'); } when Contact c { System.debug(c.LastName); } }
     switch on 'b' { when 'a', 'b' { System.debug('ab'); } when else { System.debug('other'); } }`,
    'l',
    'Lee',
    'ab',
  );
  shows(
    'calls the method of the subclass, and that of the base with super',
    `abstract class Shape { public abstract Decimal area(); public virtual String name() { return 'shape'; } }
     class Square extends Shape {
       Decimal side;
       Square(Decimal side) { this.side = side; }
       public override Decimal area() { return side * side; }
       public override String name() { return 'square ' + super.name(); }
     }
     Shape shape = new Square(3);
     System.debug(shape.name() + ' ' + shape.area());`,
    'square shape 9',
  );
  shows(
    'keeps static fields for the transaction, and runs getters and setters',
    `class Counter {
       static Integer total = 10;
       public Integer doubled { get { return doubled * 2; } set { doubled = value + 1; } }
       public static Integer next() { return ++total; }
     }
     Counter.next();
     Counter one = new Counter();
     one.doubled = 4;
     System.debug(Counter.next() + ' ' + one.doubled);`,
    '12 10',
  );
  shows(
    'finds objects with equals and hashCode in sets',
    `class Key {
       String name;
       Key(String name) { this.name = name; }
       public Boolean equals(Object other) { return name == ((Key) other).name; }
       public Integer hashCode() { return name.hashCode(); }
     }
     Set<Key> keys = new Set<Key>{ new Key('a'), new Key('a'), new Key('b') };
     System.debug(keys.size());`,
    '2',
  );
  shows(
    'sorts by compareTo',
    `class Item implements Comparable {
       Integer rank;
       Item(Integer rank) { this.rank = rank; }
       public Integer compareTo(Object other) { return rank - ((Item) other).rank; }
     }
     List<Item> items = new List<Item>{ new Item(2), new Item(1) };
     items.sort();
     System.debug(items[0].rank);`,
    '1',
  );
  shows(
    'catches exceptions by their type, and always runs finally',
    `class MyException extends Exception {}
     String trail = '';
     try {
       try { throw new MyException('first'); }
       catch (NullPointerException e) { trail += 'wrong '; }
       finally { trail += 'finally '; }
     } catch (Exception e) { trail += e.getTypeName() + ': ' + e.getMessage(); }
     System.debug(trail);`,
    'finally MyException: first',
  );
  shows(
    'keeps the cause of an exception',
    `class MyException extends Exception {}
     try { try { Integer x = 1 / 0; } catch (Exception e) { throw new MyException('outer', e); } }
     catch (MyException e) { System.debug(e.getCause().getMessage()); }`,
    'Divide by 0',
  );
  shows(
    'reads JSON into classes',
    `class Part { public String name; public List<Integer> sizes; public Date day; }
     Part part = (Part) JSON.deserialize('{"name":"x","sizes":[1,2],"day":"2026-02-18"}', Part.class);
     System.debug(part.name + part.sizes + part.day.year());`,
    'x(1, 2)2026',
  );
  shows(
    'continues after null with ?. and ??',
    `Account none;
     System.debug(none?.Name ?? 'nothing');`,
    'nothing',
  );
});
