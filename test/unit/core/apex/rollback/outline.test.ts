// The outline of anonymous Apex: every return of the code itself is found, and none of a class or a method in it. A
// return that is missed would let the code end without an exception, so the outline is held to a real parser.
import assert from 'node:assert/strict';
import {
  ApexErrorListener,
  ApexParserFactory,
  ApexParserListener,
  ApexParseTreeWalker,
} from '@apexdevtools/apex-parser';
import type * as Parser from '@apexdevtools/apex-parser';
import fc from 'fast-check';
import { outlineOf, type Outline } from '../../../../../src/core/apex/rollback/outline';
import { tokensOf, UnreadableApex } from '../../../../../src/core/apex/rollback/tokens';

const outline = (code: string): Outline => outlineOf(tokensOf(code));

/** The lines of the returns. */
const linesOf = (code: string): readonly number[] =>
  outline(code).returns.map(({ at }) => code.slice(0, at).split('\n').length);

class NoErrors extends ApexErrorListener {
  override apexSyntaxError(line: number, column: number, message: string): void {
    throw new Error(`${line}:${column} ${message}`);
  }
}

/** The types of the parser do not say that a part may be missing. */
const isMember = (context: Parser.AnonymousMemberDeclarationContext): boolean =>
  (context.fieldDeclaration() as unknown) === null;

/** The indexes of the returns outside of classes, methods and properties, as Salesforce's grammar has them. */
function returnsOfParser(code: string): readonly number[] {
  const found: number[] = [];
  class Returns extends ApexParserListener {
    #depth = 0;
    override enterAnonymousMemberDeclaration = (context: Parser.AnonymousMemberDeclarationContext): void => {
      if (isMember(context)) this.#depth += 1;
    };
    override exitAnonymousMemberDeclaration = (context: Parser.AnonymousMemberDeclarationContext): void => {
      if (isMember(context)) this.#depth -= 1;
    };
    override enterReturnStatement = (context: Parser.ReturnStatementContext): void => {
      if (this.#depth === 0) found.push(context.start.start);
    };
  }
  const { parser } = ApexParserFactory.createLexerAndParser(code, new NoErrors());
  ApexParseTreeWalker.DEFAULT.walk(new Returns(), parser.anonymousUnit());
  return found;
}

describe('the outline of anonymous Apex', () => {
  const returning: readonly (readonly [string, string, readonly number[]])[] = [
    ['at the end', 'insert a;\nreturn;', [2]],
    ['in any case of letters', 'if (x) {\nRETURN;\n}', [2]],
    ['in nested blocks', 'for (A a : b) {\nwhile (c) if (d) {\nreturn; } else return;\n}', [3, 3]],
    ['in a switch', "switch on a.b {\nwhen 'x' {\nreturn; }\nwhen else {\nreturn;\n}\n}", [3, 5]],
    ['in every part of a try', 'try {\nreturn;\n} catch (E e) {\nreturn;\n} finally {\nreturn;\n}', [2, 4, 6]],
    ['in a block of runAs', 'System.runAs(u) {\nreturn;\n}', [2]],
    ['in a loop without braces', 'for (A a : b) return;', [1]],
    ['after a method', 'Integer f() {\nreturn 1; }\nreturn;', [3]],
    ['not of methods', 'public static Map<Id, List<A.B>>[] f(Integer a, B b) {\nreturn null;\n}', []],
    ['not of void methods', '@future(callout=true)\nvoid f() {\nreturn; }', []],
    ['not of classes', 'virtual class A extends B implements C<D> {\nvoid f() { return; }\nclass I {}\n}', []],
    ['not of properties', 'private Integer x {\nget { return 1; } set; }', []],
    ['not in texts and comments', "// return;\nString s = 'return; \\' }'; /* return;\n} */", []],
    ['not in texts of several lines', "String s = '''\nreturn; { \\n '\n''';", []],
    ['not in names', 'Integer returns = a.return__c + Return_x;', []],
    ['after values in braces', "Map<String, A> m = new Map<String, A>{ 'a' => new A(b = 1) };\nreturn;", [2]],
    ['after queries', "A a = [SELECT Id FROM A WHERE b IN :new Set<Id>{ c } AND d = 'return;'];\nreturn;", [2]],
  ];
  for (const [where, code, lines] of returning)
    it(`finds returns ${where}`, () => {
      assert.deepEqual(linesOf(code), lines);
      assert.deepEqual(
        outline(code).returns.map(({ at }) => at),
        returnsOfParser(code),
      );
    });

  const ends: readonly (readonly [string, boolean])[] = [
    ['insert a;', false],
    ['', false],
    ['return;', true],
    ['throw e;', true],
    ['throw e; class A {}', true],
    ['if (a) return;', false],
    ['if (a) return; else throw e;', true],
    ['if (a) return; else if (b) { throw e; } else { }', false],
    ['try { return; } catch (E e) { }', false],
    ['try { return; } catch (E e) { throw e; }', true],
    ['try { } catch (E e) { } finally { return; }', true],
    ["switch on a { when 'x' { return; } }", false],
    ["switch on a { when 'x' { return; } when else { throw e; } }", true],
    // A break may leave the loop before its throw.
    ['do { if (a) break; throw e; } while (true);', false],
    ['while (true) { throw e; }', false],
  ];
  for (const [code, endsBefore] of ends)
    it(`${endsBefore ? 'cannot' : 'can'} reach the end of: ${code}`, () => {
      assert.equal(outline(code).endsBefore, endsBefore);
    });

  it('names the handlers around a return that would catch any exception, and no others', () => {
    const code =
      'try { try { return; } catch (DmlException d) { } catch (final System.Exception e) { return; } } catch (EXCEPTION f) { return; }';
    assert.deepEqual(
      outline(code).returns.map(({ handlers }) => handlers.map(({ variable }) => variable)),
      [['e', 'f'], ['f'], []],
    );
  });

  const unreadable: readonly (readonly [string, string, number])[] = [
    ['a text that does not end', "String s = 'abc\nreturn;", 11],
    // Whether the text ends there is not documented.
    ['an escaped quote in a text of several lines', "String s = '''\\''' + b; return; '''';", 11],
    ['a comment that does not end', 'insert a; /* return;', 10],
    ['a block that does not end', 'if (a) { return;', 16],
    ['a bracket too many', 'insert a; }', 10],
    ['a bracket of another kind', 'foo(a]; return;', 5],
    ['a statement without a semicolon', 'insert a\nreturn;', 9],
    ['a return within an expression', 'foo(new List<A>{ return; });', 17],
    ['a return with a value', 'return 1;', 0],
    ['an else without an if', 'else { return; }', 0],
  ];
  for (const [what, code, at] of unreadable)
    it(`does not read over ${what}`, () => {
      assert.throws(
        () => outline(code),
        (error) => error instanceof UnreadableApex && error.at === at,
      );
    });

  it('agrees with the parser about any code', () => {
    const simple = fc.constantFrom(
      ...['insert a;', 'return;', 'Integer i = f(1);', "String s = 'return; }';", 'a.b(c)[0].d = new Set<Id>{ e };'],
      ...['/* return; */ update b;', '// return; {\nj++;', 'throw e;', 'List<A> l = [SELECT Id FROM A];', 'i++;'],
    );
    const declaration = fc.constantFrom(
      ...['void f() { return; }', 'class A { A() { return; } Integer b { get { return 1; } } }', 'enum E { X, Y }'],
      ...['static List<A.B> g(Map<Id, A> m, B[] b) { if (b == null) { return null; } return b; }'],
      ...['@AuraEnabled public String t { get { return null; } set; }', 'interface I { void f(); }'],
    );
    const { statement } = fc.letrec<{ statement: string; block: string }>((tie) => ({
      block: fc.array(tie('statement'), { maxLength: 3 }).map((all) => `{ ${all.join('\n')} }`),
      statement: fc.oneof(
        { maxDepth: 4 },
        simple,
        tie('block'),
        tie('statement').map((inner) => `if (a) ${inner}`),
        fc.tuple(tie('block'), tie('block')).map(([one, other]) => `if (a(b)) ${one} else ${other}`),
        tie('block').map((inner) => `for (Integer i = 0; i < 3; i++) ${inner}`),
        tie('block').map((inner) => `while (a) ${inner}`),
        tie('block').map((inner) => `do ${inner} while (a);`),
        fc.tuple(tie('block'), tie('block')).map(([one, other]) => `try ${one} catch (Exception e) ${other}`),
        fc.tuple(tie('block'), tie('block')).map(([one, other]) => `try ${one} finally ${other}`),
        fc
          .tuple(tie('block'), tie('block'))
          .map(([one, other]) => `switch on a { when A b ${one} when else ${other} }`),
        tie('block').map((inner) => `System.runAs(u) ${inner}`),
      ),
    }));
    const member = fc.oneof({ arbitrary: statement, weight: 3 }, { arbitrary: declaration, weight: 1 });
    fc.assert(
      fc.property(fc.array(member, { maxLength: 5 }), (members) => {
        const code = members.join('\n');
        assert.deepEqual(
          outline(code).returns.map(({ at }) => at),
          returnsOfParser(code),
          code,
        );
      }),
      { numRuns: 300 },
    );
  });
});
