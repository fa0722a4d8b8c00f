// Ids: the checksum of real ids, and the conversion between record numbers and ids.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { idOf, isId, normalizeId, numberOf, toId18 } from '../../../../src/practice/data/ids';

describe('ids of the practice org', () => {
  it('have the checksum of Salesforce ids', () => {
    const known = ['001B000000UnQ2vIAF', '750R0000000zlh9IAA', '01p4H00000A4kfqQAB', '0014H00002x6HUhQAM'];
    for (const id of known) assert.equal(toId18(id.slice(0, 15)), id);
  });

  it('can be converted back to the record number, so a lookup needs no index', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000_000 }), (n) => {
        const id = idOf('001', n);
        assert.match(id, /^001[A-Za-z0-9]{15}$/);
        assert.equal(toId18(id.slice(0, 15)), id);
        assert.equal(numberOf(id), n);
        assert.equal(numberOf(id.slice(0, 15)), n);
      }),
    );
  });

  it('differ for consecutive numbers where the counter carries over', () => {
    const around = 62 ** 5 - (31_415_926_535 % 62 ** 5);
    const ids = [around - 1, around, around + 1].map((n) => idOf('001', n));
    assert.equal(new Set(ids).size, 3);
    assert.deepEqual(ids.map(numberOf), [around - 1, around, around + 1]);
  });

  it('are rejected for a wrong checksum or an invalid character', () => {
    assert.equal(isId('001B000000UnQ2vIAF'), true);
    assert.equal(isId('001B000000UnQ2viaf'), true);
    assert.equal(isId('001B000000UnQ2vIAA'), false);
    assert.equal(isId('001B000000UnQ-v'), false);
    assert.equal(normalizeId('001B000000UnQ2v'), '001B000000UnQ2vIAF');
    assert.equal(normalizeId('nonsense'), 'nonsense');
  });

  it('of other orgs have no record number', () => {
    assert.equal(numberOf('001B000000UnQ2vIAF'), -1);
    assert.equal(numberOf('0015e0000000001AAA'), -1);
  });
});
