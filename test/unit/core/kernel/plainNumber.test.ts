// Numbers without exponents.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainNumber } from '../../../../src/core/kernel/plainNumber';

describe('a number without an exponent', () => {
  for (const [text, plain] of [
    ['8.77E7', '87700000'],
    ['1.0E7', '10000000'],
    ['-1.0E10', '-10000000000'],
    ['1.234567891E7', '12345678.91'],
    ['1.25E2', '125'],
    ['1.0E-7', '0.0000001'],
    ['-4.25E-3', '-0.00425'],
    ['0.5E3', '500'],
    ['0.0E0', '0'],
    ['1e+21', '1000000000000000000000'],
    ['9.99999999999999999E17', '999999999999999999'],
    ['1.0E-10', '0.0000000001'],
  ] as const)
    it(`is ${plain} for ${text}`, () => assert.equal(plainNumber(text), plain));

  for (const text of ['', '12.50', '-0.0', '1E', 'E5', '0x1E5', '1.E5', '1E5000', 'SKU-1E5', '1E5 ', 'NaN', '1,5E3'])
    it(`is “${text}” unchanged`, () => assert.equal(plainNumber(text), text));

  it('has the same value for every double, and never an exponent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const plain = plainNumber(value.toExponential());
        assert.ok(Number(plain) === value, `${value} became ${plain}`);
        assert.doesNotMatch(plain, /e/i);
      }),
    );
  });
});
