import assert from 'node:assert/strict';
import { plural } from '../../../../src/shared/protocol/plural';

const forms = { one: '{0} row failed', other: '{0} rows failed' };
const chosen = (language: string, ...counts: number[]): string[] =>
  counts.map((count) => (plural(count, forms, language) === forms.one ? 'one' : 'other'));

describe('the plural of a sentence', () => {
  it('is English unless told otherwise', () => {
    assert.equal(plural(1, forms), '{0} row failed');
    assert.deepEqual(
      [0, 2, 1000].map((count) => plural(count, forms)),
      Array(3).fill('{0} rows failed'),
    );
  });

  it('follows the rules of the language', () => {
    assert.deepEqual(chosen('en', 0, 1, 2, 21), ['other', 'one', 'other', 'other']);
    assert.deepEqual(chosen('fr', 0, 1, 2, 21), ['one', 'one', 'other', 'other']);
    assert.deepEqual(chosen('ja', 0, 1, 2, 21), ['other', 'other', 'other', 'other']);
    assert.deepEqual(chosen('ru', 1, 2, 5, 21), ['one', 'other', 'other', 'one']);
  });
});
