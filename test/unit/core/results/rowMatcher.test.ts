// The matcher gives each record once, even when a million of them are equal.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FailureGroups } from '../../../../src/core/results/failureGroups';
import { RowMatcher } from '../../../../src/core/results/rowMatcher';
import { RecordHash } from '../../../../src/core/results/recordHash';
import { bytesOf, cell, delimiters } from '../csv/csvFiles';

const hashOf = (text: string, delimiter = ','): string => {
  const bytes = bytesOf(text);
  const { low, high } = new RecordHash().of(bytes, 0, bytes.length, delimiter.charCodeAt(0));
  return `${low.toString(16)} ${high.toString(16)}`;
};

describe('the row matcher', () => {
  it('gives records of the same content in their order, and none twice', () => {
    const contents = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 });
    fc.assert(
      fc.property(contents, contents, (sent, asked) => {
        const matcher = new RowMatcher();
        matcher.renew(sent.length);
        // Few different low halves, so that slots collide.
        const hash = (content: number): { low: number; high: number } => ({ low: content % 2, high: content });
        sent.forEach((content, index) => matcher.add(hash(content), index + 2));
        const left = sent.map((content, index) => ({ content, index }));
        for (const content of asked) {
          const first = left.findIndex((one) => one.content === content);
          const [expected] = first < 0 ? [undefined] : left.splice(first, 1);
          const record = matcher.take(hash(content));
          assert.equal(record, expected?.index ?? -1);
          assert.equal(matcher.lineOf(record), expected ? expected.index + 2 : 0);
        }
      }),
    );
  });

  it('takes as long for a million equal records as for different ones', () => {
    const matcher = new RowMatcher();
    matcher.renew(1_000_000);
    const hash = { low: 7, high: 7 };
    for (let line = 1; line <= matcher.records; line++) matcher.add(hash, line);
    for (let record = 0; record < matcher.records; record++) assert.equal(matcher.take(hash), record);
    assert.equal(matcher.take(hash), -1);
  });
});

describe('the hash of a record', () => {
  const values = fc.array(fc.stringMatching(/^[ab",;\n]{0,4}$/), { minLength: 1, maxLength: 4 });

  it('is that of its values, however they are quoted and separated', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(...delimiters), fc.boolean(), (row, delimiter, quoted) => {
        const write = (wish: boolean, by: string): string => row.map((value) => cell(value, by, wish)).join(by);
        assert.equal(hashOf(write(quoted, delimiter), delimiter), hashOf(write(true, ','), ','));
      }),
    );
  });

  it('differs for different values, even when the same characters are in other cells', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        const write = (row: readonly string[]): string => row.map((value) => cell(value, ',', true)).join(',');
        assert.notEqual(hashOf(write(one)), hashOf(write(other)));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the groups of failures', () => {
  it('stay few when every row fails for its own reason', () => {
    const groups = new FailureGroups();
    for (let i = 0; i < 10_000; i++) groups.add(`CUSTOM:reason number ${i}:--`);
    const list = groups.list();
    assert.ok(list.length <= 201);
    assert.equal(
      list.reduce((sum, { count }) => sum + count, 0),
      10_000,
    );
    assert.deepEqual({ ...list[0], count: 0 }, { code: 'CUSTOM', message: '…', fields: [], count: 0 });
  });
});
