// Compile errors with their place, exceptions with their stack, and what the practice org refuses to run.
import assert from 'node:assert/strict';
import { startApex, type AnonymousApex } from './anonymousApex';

describe('errors of Apex in the practice org', () => {
  let apex: AnonymousApex;
  before(() => {
    apex = startApex();
  });
  after(() => apex.close());

  const fails = (code: string, expected: string): void => {
    it(`says ${expected}`, async () => {
      assert.equal(await apex.failure(code), expected);
    });
  };

  describe('at compile time', () => {
    fails('Integer x = ;', "1:13 Unexpected token ';'.");
    fails('Integer x = 5 System.debug(x);', "1:15 Missing ';' at 'System'");
    fails("Integer x = 'a';", '1:9 Illegal assignment from String to Integer');
    fails('Integer x = 1;\nInteger X = 2;', '2:9 Duplicate variable: X');
    fails('System.debug(y);', '1:14 Variable does not exist: y');
    fails('Foo f;', '1:1 Invalid type: Foo');
    fails("'a'.foo();", '1:5 Method does not exist or incorrect signature: void foo() from the type String');
    fails('Account a; a.Nope = 1;', '1:14 Field does not exist: Nope on Account');
    fails('Integer f() { if (true) { return 1; } }', '1:9 Missing return statement required return type: Integer');
    fails("if ('a') { }", '1:5 Condition expression must be of type Boolean');
    fails("Boolean b = 1 == 'a';", '1:13 Comparison arguments must be compatible types: Integer, String');
    fails(
      'class A implements Comparable { }',
      '1:7 Class A must implement the method: Integer Comparable.compareTo(Object)',
    );
    fails('abstract class A { } new A();', '1:26 Abstract classes cannot be constructed: A');
    fails('break;', '1:1 break statement must be in a loop');
    fails('return;\nInteger x;', '2:1 Unreachable statement');

    it('names a column that a query does not have', async () => {
      const failure = await apex.failure('List<Account> a = [SELECT Nope FROM Account];');
      assert.match(failure, /^1:19 [\s\S]*No such column 'Nope' on entity 'Account'/);
    });
  });

  describe('at run time', () => {
    const nothing = 'System.NullPointerException: Attempt to de-reference a null object';
    fails('Account a;\nSystem.debug(a.Name);', `${nothing} | AnonymousBlock: line 2, column 1`);
    fails('Integer x; Integer y = x + 1;', `${nothing} | AnonymousBlock: line 1, column 1`);
    fails(
      'class A {\n  void go() {\n    List<Integer> l = new List<Integer>();\n    l[1] = 2;\n  }\n}\nnew A().go();',
      'System.ListException: List index out of bounds: 1 | Class.A.go: line 4, column 1\nAnonymousBlock: line 7, column 1',
    );
    fails(
      "System.assertEquals(1, 2, 'no');",
      'System.AssertException: Assertion Failed: no: Expected: 1, Actual: 2 | AnonymousBlock: line 1, column 1',
    );
    fails(
      "Object o = 'a'; Integer i = (Integer) o;",
      'System.TypeException: Invalid conversion from runtime type String to Integer | AnonymousBlock: line 1, column 1',
    );
    fails(
      "Account a = [SELECT Id FROM Account WHERE Name = 'none'];",
      'System.QueryException: List has no rows for assignment to SObject | AnonymousBlock: line 1, column 1',
    );
    fails(
      'Account a = [SELECT Id FROM Account LIMIT 1]; System.debug(a.Phone);',
      'System.SObjectException: SObject row was retrieved via SOQL without querying the requested field: Account.Phone' +
        ' | AnonymousBlock: line 1, column 1',
    );
    fails(
      "insert new Contact(FirstName = 'x');",
      'System.DmlException: Insert failed. First exception on row 0; first error: REQUIRED_FIELD_MISSING, ' +
        'Required fields are missing: [LastName]: [LastName] | AnonymousBlock: line 1, column 1',
    );
  });

  describe('at a limit', () => {
    const place = 'AnonymousBlock: line 1, column 1';
    fails('while (true) { }', `System.LimitException: Apex CPU time limit exceeded | ${place}`);
    fails(
      'for (Integer i = 0; i < 101; i++) { List<Account> a = [SELECT Id FROM Account LIMIT 1]; }',
      `System.LimitException: Too many SOQL queries: 101 | ${place}`,
    );
    fails(
      "for (Integer i = 0; i < 151; i++) { Account a = new Account(Name = 'a'); insert a; }",
      `System.LimitException: Too many DML statements: 151 | ${place}`,
    );

    it('cannot be caught', async () => {
      const failure = await apex.failure('try { while (true) { } } catch (Exception e) { System.debug(1); }');
      assert.match(failure, /^System\.LimitException/);
    });

    it('ends a recursion without end, also one through properties', async () => {
      assert.match(
        await apex.failure('Integer f(Integer n) { return f(n + 1); } f(1);'),
        /Maximum stack depth reached: 1001/,
      );
      const code =
        'class A { Integer n { get { return other; } set; } Integer other { get { return n; } set; } Integer go() { return n; } } new A().go();';
      assert.match(await apex.failure(code), /Maximum stack depth reached: 1001/);
    });

    it('ends a regular expression that never ends', async () => {
      const text = "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'";
      const limit = /^System\.LimitException: Apex CPU time limit exceeded/;
      assert.match(await apex.failure(`System.debug(${text}.matches('(a+)+b'));`), limit);
      assert.match(await apex.failure(`Matcher m = Pattern.compile('(a*)*b').matcher(${text}); m.find();`), limit);
      assert.deepEqual(await apex.debugged(`System.debug(${text}.replaceAll('(a+)(!)', '$2'));`), ['!']);
    });

    it('adds a list to itself once, and ends a list that grows without end', async () => {
      const list = 'List<Integer> l = new List<Integer>{ 1, 2 };';
      assert.deepEqual(await apex.debugged(`${list} l.addAll(l); System.debug(l);`), ['(1, 2, 1, 2)']);
      assert.match(await apex.failure(`${list} while (true) { l.addAll(l); }`), /^System\.LimitException/);
    });

    it('ends a text that grows without end', async () => {
      const failure = await apex.failure("String s = 'x'; while (true) { s += s; }");
      assert.match(failure, /^System\.LimitException: Apex heap size too large/);
    });
  });

  describe('for SOSL', () => {
    fails(
      "List<List<SObject>> found = [FIND 'x' RETURNING Account];",
      '1:29 search term must be longer than one character: x',
    );
  });

  describe('for Apex that the practice org does not run', () => {
    const refused = 'The practice org does not simulate ';
    fails('merge new Account() new Account();', `1:1 ${refused}merge`);
    fails('Messaging.SingleEmailMessage mail;', '1:1 Invalid type: Messaging.SingleEmailMessage');
    fails("System.abortJob('a');", `1:8 ${refused}the method System.abortJob`);
  });

  it('cannot reach Node from a script', async () => {
    for (const name of ['constructor', 'prototype', '__proto__', 'process', 'require', 'globalThis']) {
      assert.match(await apex.failure(`System.debug(${name});`), /Variable does not exist|Unexpected/);
      assert.match(
        await apex.failure(`Object o = 'a'; System.debug('a'.${name}());`),
        /Method does not exist|Unexpected/,
      );
    }
    assert.match(await apex.failure("System.debug('x'.repeat(100000000));"), /Apex heap size too large/);
  });
});
