// A row that a person did not touch keeps its line, whatever happened to the rows around it.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alignRows } from '../../../../src/core/load/alignRows';

const align = (before: string, after: string): readonly number[] => [
  ...alignRows(Float64Array.from(before, toKey), Float64Array.from(after, toKey)),
];
const toKey = (text: string): number => text.codePointAt(0) ?? 0;

describe('rows of an edited file', () => {
  it('are those that say the same', () => {
    assert.deepEqual(align('abcde', 'bde'), [1, 3, 4]);
    assert.deepEqual(align('abc', 'abc'), [0, 1, 2]);
  });

  it('are found between two of those where as many were changed as there are', () => {
    assert.deepEqual(align('abcdef', 'aXYdef'), [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(align('abcdef', 'bXd'), [1, 2, 3]);
    assert.deepEqual(align('abcdef', 'XYZdef'), [0, 1, 2, 3, 4, 5]);
  });

  it('have no line where rows were put in, or some of several changed ones were taken out', () => {
    assert.deepEqual(align('abc', 'aXbc'), [0, -1, 1, 2]);
    assert.deepEqual(align('abcd', 'aXd'), [0, -1, 3]);
  });

  it('have no line when they stand there several times, and lose none to a row that was moved', () => {
    assert.deepEqual(align('aabb', 'ab'), [-1, -1]);
    assert.deepEqual(align('abcdef', 'fabcde'), [-1, 0, 1, 2, 3, 4]);
  });

  it('never get the line of another row that still says the same', () => {
    const rows = fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 20 });
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const found = [...alignRows(Float64Array.from(before), Float64Array.from(after))];
        const known = found.filter((row) => row >= 0);
        assert.deepEqual(
          known,
          [...new Set(known)].sort((a, b) => a - b),
        );
        const kept = after.filter((key) => before.includes(key));
        const ascends = kept.every(
          (key, at) => at === 0 || before.indexOf(key) > before.indexOf(kept[at - 1] as number),
        );
        if (ascends) for (const key of kept) assert.equal(found[after.indexOf(key)], before.indexOf(key));
      }),
    );
  });
});
