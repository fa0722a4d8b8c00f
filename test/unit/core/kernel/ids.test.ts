// Record IDs with 15 and 18 characters.
import { strict as assert } from 'node:assert';
import { isId, toId18 } from '../../../../src/core/kernel/ids';

const knownIds = [
  ['001B000000UnQ2v', 'IAF'],
  ['750R0000000zlh9', 'IAA'],
  ['01p4H00000A4kfq', 'QAB'],
  ['0014H00002x6HUh', 'QAM'],
  ['001D000000K0fXO', 'IAZ'],
] as const;

describe('record IDs', () => {
  for (const [id, checksum] of knownIds)
    it(`${id} ends in ${checksum} when written with 18 characters`, () => {
      assert.equal(toId18(id), id + checksum);
      assert.equal(toId18(id + checksum), id + checksum);
      assert.ok(isId(id));
      assert.ok(isId(id + checksum));
    });

  it('reject other text and an ID with the wrong case', () => {
    for (const text of [
      '',
      '001',
      '001B000000UnQ2',
      '001B000000UnQ2vIA',
      '001B000000UnQ2vIAG',
      '001b000000unq2vIAF',
      '001B000000UnQ2-',
    ])
      assert.equal(isId(text), false, text);
    assert.equal(toId18('no id'), 'no id');
  });
});
