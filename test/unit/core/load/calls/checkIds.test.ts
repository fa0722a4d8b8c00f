// An answer about other records gives no row its outcome: a user would look for rows in the wrong records.
import assert from 'node:assert/strict';
import type { RecordOutcome } from '../../../../../src/core/composite/composite';
import { checkIds, type ExpectedIds } from '../../../../../src/core/load/calls/checkIds';

const first = '001000000000001AAA';
const second = '001000000000002AAA';
const saved = (id: string): RecordOutcome => ({ ok: true, id });
const failed: RecordOutcome = { ok: false, errors: [{ code: 'REQUIRED_FIELD_MISSING', message: 'x', fields: [] }] };
const sent = [first, second];

describe('the IDs in the answer to a call', () => {
  for (const [what, outcomes, expected] of [
    ['of created records', [saved(first), failed, saved(second)], {}],
    ['of changed records, in 15 or 18 characters', [saved(first), saved(second.slice(0, 15))], { sent }],
    ['of changed records of which some failed', [failed, saved(second)], { sent }],
    ['of objects whose IDs begin in several ways', [saved(first), saved('ka0000000000001AAA')], { keyPrefix: null }],
  ] as const satisfies readonly (readonly [string, readonly RecordOutcome[], Partial<ExpectedIds>])[])
    it(`are right: ${what}`, () => assert.doesNotThrow(() => checkIds(outcomes, { keyPrefix: '001', ...expected })));

  for (const [what, outcomes, expected] of [
    ['missing', [saved('')], {}],
    ['the same for two rows', [saved(first), saved(first)], {}],
    ['of another object', [saved('003000000000001AAA')], {}],
    ['in another order than the rows', [saved(second), saved(first)], { sent }],
    ['of a row that failed', [saved(second), failed], { sent }],
  ] as const satisfies readonly (readonly [string, readonly RecordOutcome[], Partial<ExpectedIds>])[])
    it(`are not believed when they are ${what}`, () =>
      assert.throws(() => checkIds(outcomes, { keyPrefix: '001', ...expected }), { code: 'server.unexpected' }));
});
