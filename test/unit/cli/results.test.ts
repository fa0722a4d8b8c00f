// The sentences of the command line about errors.
import assert from 'node:assert/strict';
import { ownLines } from '../../../src/cli/results';

describe('the sentence about a query with a mistake', () => {
  it('has the query on its own line, with the caret under the mistake', () => {
    const message = "The query is not valid: SELECT * FROM A\n       ^\nERROR at Row:1:Column:8\nunexpected token: '*'";
    assert.equal(ownLines(message), message.replace('valid: ', 'valid:\n'));
  });

  it('stays in one line without a caret', () => {
    for (const message of ['The query is not valid: unexpected end', 'a: b\nc: d'])
      assert.equal(ownLines(message), message);
  });
});
