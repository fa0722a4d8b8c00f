// Which change of a policy loosens it: production asks before that.
import assert from 'node:assert/strict';
import type { OrgPolicy } from '../../../../src/core/model/writes';
import { isLooser } from '../../../../src/core/policy/rules';

describe('loosening a policy', () => {
  const cases: readonly (readonly [string, OrgPolicy, OrgPolicy, boolean])[] = [
    ['more access', { access: 'confirm' }, { access: 'full' }, true],
    ['less access', { access: 'full' }, { access: 'readOnly' }, false],
    ['the same', { access: 'confirm', maxRows: 5 }, { access: 'confirm', maxRows: 5 }, false],
    ['no row limit', { access: 'full', maxRows: 5 }, { access: 'full' }, true],
    ['a lower row limit', { access: 'full', maxRows: 5 }, { access: 'full', maxRows: 4 }, false],
    ['one more object', { access: 'full', allowObjects: ['A'] }, { access: 'full', allowObjects: ['a', 'B'] }, true],
    ['one object less', { access: 'full', allowObjects: ['A', 'B'] }, { access: 'full', allowObjects: ['b'] }, false],
    ['every object', { access: 'full', allowObjects: ['A'] }, { access: 'full' }, true],
    ['an object that is no longer protected', { access: 'full', denyObjects: ['A'] }, { access: 'full' }, true],
    [
      'one more protected object',
      { access: 'full', denyObjects: ['A'] },
      { access: 'full', denyObjects: ['a', 'B'] },
      false,
    ],
    ['stricter access with more rows', { access: 'full', maxRows: 5 }, { access: 'confirm', maxRows: 9 }, true],
  ];
  for (const [name, before, next, looser] of cases)
    it(`${looser ? 'is' : 'is not'} ${name}`, () => assert.equal(isLooser(next, before), looser));
});
