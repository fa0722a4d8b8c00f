// Patterns come from files of other people: they are bounded in length, size and time.
import assert from 'node:assert/strict';
import { checkMapping } from '../../../../src/core/mapping/checkMapping';
import { previewMapping } from '../../../../src/core/mapping/mapping';
import type { Mapping, Step } from '../../../../src/core/model/mapping';

const mappingOf = (step: Extract<Step, { kind: 'regex' }>): Mapping => ({
  fields: [{ field: 'Name', from: ['A'], steps: [step] }],
});

async function replaced(value: string, pattern: string, put: string, ignoreCase = false): Promise<string> {
  const step: Step = { kind: 'regex', pattern, with: put, ...(ignoreCase && { ignoreCase }) };
  const [cells] = await previewMapping(mappingOf(step), ['A'], [[value]]);
  return cells?.[0]?.problem ?? cells?.[0]?.value ?? '';
}

const flaws = async (pattern: string, put = ''): Promise<readonly string[]> =>
  (await checkMapping(mappingOf({ kind: 'regex', pattern, with: put }))).map(({ message }) => message);

describe('regex', () => {
  it('replaces every match, with the groups that the replacement names', async () => {
    assert.equal(await replaced('+49 (0)89 / 12 34', '[^0-9+]+', ''), '+4908' + '91234');
    assert.equal(await replaced('Mustermann, Erika', '^(\\w+), (\\w+)$', '$2 $1'), 'Erika Mustermann');
    assert.equal(await replaced('ÄPFEL', 'ä(\\p{L}+)', '<$1>', true), '<PFEL>');
    assert.equal(await replaced('none', 'x', 'y'), 'none');
  });

  for (const pattern of ['(a+)+$', '(a|a)*$', '(a|aa)+$', '(.*a){12}$', '\\s*\\s*\\s*\\s*x', '^(\\w+\\s?)*$'])
    it(`takes linear time where other engines take forever: ${pattern}`, async () => {
      const value = `${'a'.repeat(5_000)}${' '.repeat(4_900)}!`;
      assert.equal(await replaced(value, pattern, ''), value);
    });

  it('refuses patterns that look back, which no engine can bound', async () => {
    assert.match((await flaws('(a)\\1'))[0] ?? '', /^The pattern “\(a\)\\1” cannot be used: /);
    assert.match((await flaws('(?<=a)b'))[0] ?? '', / cannot be used: /);
  });

  it('refuses what is too long or too large, in the pattern, the replacement and the value', async () => {
    assert.deepEqual(await flaws('a'.repeat(501)), ['The pattern has 501 characters. At most 500 are possible.']);
    assert.deepEqual(await flaws('a', 'b'.repeat(256)), ['The new text has 256 characters. At most 255 are possible.']);
    assert.match((await flaws('(ab?){900}'))[0] ?? '', / cannot be used: it is too large \(\d+ of 2000\)\.$/);
    assert.match(
      await replaced('a'.repeat(10_001), 'a', 'b'),
      / is longer than 10000 characters, too long for a pattern\.$/,
    );
  });
});
