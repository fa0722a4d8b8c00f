// For any request and any failure: every part has one outcome, and the part that it names as the cause did fail.
import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { judgeRolledBack, judgeSeparately, type Answered } from '../../../../src/core/composite/outcome';
import { encode } from '../../../../src/core/composite/references';

const own = [{ code: 'REQUIRED_FIELD_MISSING', message: '', fields: [] }];

/** Parts that refer to some of the earlier ones; some of them fail. */
const requests = fc
  .array(fc.record({ uses: fc.array(fc.nat()), bad: fc.boolean() }), { minLength: 1, maxLength: 25 })
  .map((parts) =>
    parts.map(({ uses, bad }, index) => ({
      ref: `p${index}`,
      uses: index === 0 ? [] : uses.map((one) => `p${one % index}`),
      bad,
    })),
  );

type Parts = typeof requests extends fc.Arbitrary<infer Value> ? Value : never;

/** Salesforce's answers without all-or-none: a part that refers to a failed one is halted. */
function answersOf(parts: Parts): readonly Answered[] {
  const good = new Set<string>();
  return parts.map(({ ref, uses, bad }): Answered => {
    const isStarved = !uses.every((one) => good.has(one));
    if (!isStarved && !bad) good.add(ref);
    if (isStarved) return { ref, ok: false, value: undefined, errors: [], halted: 'noValue' };
    return { ref, ok: !bad, value: ref, errors: bad ? own : [], halted: false };
  });
}

describe('the outcomes of a request', () => {
  it('keep what succeeded, and name failed parts as the cause for parts that refer to them', () => {
    fc.assert(
      fc.property(requests, (parts) => {
        const answers = answersOf(parts);
        const uses = new Map(parts.map((one) => [one.ref, one.uses]));
        const outcomes = judgeSeparately(answers, uses);
        const failed = new Set(outcomes.filter((one) => !one.ok && one.undone === undefined).map(({ ref }) => ref));
        assert.deepEqual(
          outcomes.map(({ ref, ok }) => [ref, ok]),
          answers.map(({ ref, ok }) => [ref, ok]),
        );
        answers.forEach(({ ref, ok, halted }) => assert.equal(failed.has(ref), !ok && halted === false));
        for (const one of outcomes) if (!one.ok && one.undone) assert.ok(failed.has(one.because ?? ''), one.because);
      }),
    );
  });

  it('are all unsaved with all-or-none, and name one failed part as the cause', () => {
    fc.assert(
      fc.property(requests, fc.nat(), (parts, nth) => {
        const cause = parts[nth % parts.length]?.ref;
        const answers = parts.map(({ ref }): Answered =>
          ref === cause
            ? { ref, ok: false, value: undefined, errors: own, halted: false }
            : { ref, ok: false, value: undefined, errors: [], halted: 'byAnother' },
        );
        for (const one of judgeRolledBack(answers)) {
          assert.ok(!one.ok);
          assert.equal(one.undone === undefined ? one.ref : one.because, cause);
        }
      }),
    );
  });
});

describe('the URL of a part', () => {
  it('can be decoded again, and contains its references unchanged', () => {
    const reference = fc.constantFrom('@{a.id}', '@{found.records[0].Id}');
    fc.assert(
      fc.property(fc.array(fc.oneof(reference, fc.string({ unit: 'grapheme' }))), (pieces) => {
        const text = pieces.join('');
        const encoded = encode(text);
        assert.equal(decodeURIComponent(encoded), text);
        for (const one of text.match(/@\{[^}]*\}/g) ?? []) assert.ok(encoded.includes(one));
        assert.doesNotMatch(encoded.replace(/@\{[^}]*\}/g, ''), /[/?#&+ ]/);
      }),
    );
  });
});
