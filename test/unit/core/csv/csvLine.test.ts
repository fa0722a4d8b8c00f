// What is written as CSV is read as the same values.
import assert from 'node:assert/strict';
import { csvLine } from '../../../../src/core/csv/csvLine';

describe('a line of CSV', () => {
  it('quotes only what would be read as something else', () => {
    assert.equal(csvLine(['a', 'b c', '', 'd;e']), 'a,b c,,d;e\n');
    assert.equal(csvLine(['a,b', 'say "no"', 'x\ny', 'x\ry']), '"a,b","say ""no""","x\ny","x\ry"\n');
    assert.equal(csvLine(['a,b', 'd;e', 'a\tb'], { delimiter: ';', lineEnding: 'CRLF' }), 'a,b;"d;e";a\tb\r\n');
  });

  it('quotes all values where that is asked for, as the Bulk API does', () =>
    assert.equal(csvLine(['a', '', 'say "no"'], { quoteAll: true }), '"a","","say ""no"""\n'));

  it('is never blank', () => assert.equal(csvLine(['']), '""\n'));
});
