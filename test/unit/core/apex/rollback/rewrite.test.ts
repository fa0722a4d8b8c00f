// The code that a rollback run sends: the given code on its own lines, with an exception at each end.
import assert from 'node:assert/strict';
import { rewrite, type RewrittenApex } from '../../../../../src/core/apex/rollback/rewrite';
import { tokensOf } from '../../../../../src/core/apex/rollback/tokens';

const rewritten = (code: string): RewrittenApex => rewrite(code, tokensOf(code), 'MARK');
const start = 'class KineticRollbackException extends Exception{} ';
const thrown = (message = 'MARK'): string => `throw new KineticRollbackException('${message}');`;

describe('code that is rewritten to roll back', () => {
  it('ends with an exception on a line of its own, even after a comment', () => {
    assert.equal(rewritten('insert a; // done').code, `${start}insert a; // done\n${thrown()}`);
  });

  it('throws where it returned, on the same line, and has nothing after that which could not be reached', () => {
    assert.equal(rewritten('a();\n  return;').code, `${start}a();\n  ${thrown('MARK, return in line 2, column 3')}`);
  });

  it('lets no handler of the code catch a return, and its finally blocks run', () => {
    const { code } = rewritten('try {\nreturn; } catch (Exception e) { b(); } finally { c(); }');
    const handler = ' if(e instanceof KineticRollbackException)throw e;';
    const ended = thrown('MARK, return in line 2, column 1');
    assert.equal(
      code,
      `${start}try {\n${ended} } catch (Exception e) {${handler} b(); } finally { c(); }\n${thrown()}`,
    );
  });

  it('leaves handlers alone that no return could reach', () => {
    const code = 'try { a(); } catch (Exception e) { b(); }';
    assert.equal(rewritten(code).code, `${start}${code}\n${thrown()}`);
  });

  it('changes nothing in classes and methods', () => {
    const code = 'class A { Integer b() { return 1; } }\nvoid c() { return; }\nc();';
    assert.equal(rewritten(code).code, `${start}${code}\n${thrown()}`);
  });

  it('gives each place of the code back, and says which are not in it', () => {
    const given = 'foo(); bar();\n  if (x) return; foo();\nbar();';
    const { code, toGiven } = rewritten(given);
    for (const [line, text] of given.split('\n').entries())
      for (const word of text.matchAll(/foo|bar|if/g)) {
        const from = text.slice(0, word.index).split(word[0]).length - 1;
        const places = [...(code.split('\n')[line] ?? '').matchAll(new RegExp(word[0], 'g'))];
        const column = (places[from]?.index ?? -1) + 1;
        assert.deepEqual(toGiven({ line: line + 1, column }), {
          line: line + 1,
          column: word.index + 1,
          isOurs: false,
        });
      }
    assert.deepEqual(toGiven({ line: 1, column: 1 }), { line: 1, column: 1, isOurs: true });
    assert.deepEqual(toGiven({ line: 4, column: 1 }), { line: 3, column: 7, isOurs: true });
  });

  it('keeps lines that end with CR and LF', () => {
    const { code, toGiven } = rewritten('a();\r\nb();\r\n');
    assert.equal(code, `${start}a();\r\nb();\r\n\n${thrown()}`);
    assert.deepEqual(toGiven({ line: 2, column: 3 }), { line: 2, column: 3, isOurs: false });
  });
});
