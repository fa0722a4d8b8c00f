// Large files are cut into parts of one size, within the limits of Salesforce and of the user.
import assert from 'node:assert/strict';
import { evenLimits } from '../../../../src/core/load/plan';

describe('the size of parts', () => {
  const megabytes = (count: number): number => count * 1_000_000;

  it('is even, so that 117 MB make two halves and not a full part with a rest', () => {
    const { partBytes } = evenLimits({}, megabytes(117));
    assert.ok(partBytes > megabytes(58.5) && partBytes < megabytes(60), String(partBytes));
  });

  it('stays at or under the limit, the default or the user’s', () => {
    assert.equal(evenLimits({}, megabytes(95 * 12)).partBytes, megabytes(95));
    assert.equal(evenLimits({ partBytes: 5_000 }, 100_000).partBytes, 5_000);
    assert.equal(evenLimits({ partRecords: 7 }, 100).partRecords, 7);
  });

  it('puts a small file into one part', () => assert.ok(evenLimits({}, 100).partBytes > 100));
});
