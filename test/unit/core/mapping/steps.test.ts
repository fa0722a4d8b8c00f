// What each step makes of a value, and what it says of one that it cannot convert.
import assert from 'node:assert/strict';
import { previewMapping } from '../../../../src/core/mapping/mapping';
import type { Condition, FieldMapping, Mapping, Step } from '../../../../src/core/model/mapping';

const columns = ['A', 'B', 'C'];

/** The value of one field, or why there is none. */
async function made(
  row: readonly string[],
  field: Partial<FieldMapping>,
  more: Partial<Mapping> = {},
  keepsNa = false,
): Promise<string> {
  const mapping = { fields: [{ field: 'F', from: ['A'], steps: [], ...field }], ...more };
  const [cells] = await previewMapping(mapping, columns, [row], { keepsNa });
  const cell = cells?.[0];
  return cell?.problem ?? cell?.value ?? '';
}

const step = (value: string, ...steps: readonly Step[]): Promise<string> => made([value], { steps });

describe('a step', () => {
  it('constant gives every row its value', async () => {
    assert.equal(await made(['x'], { from: [], steps: [{ kind: 'constant', value: 'Hot' }] }), 'Hot');
  });

  it('default fills a blank value', async () => {
    const fill: Step = { kind: 'default', value: 'None' };
    assert.deepEqual([await step('', fill), await step(' ', fill)], ['None', ' ']);
    assert.equal(await step(' ', { kind: 'trim' }, fill), 'None');
  });

  it('concat joins the columns that are not blank', async () => {
    const field = { from: ['A', 'B', 'C'], steps: [{ kind: 'concat', separator: ', ' }] } as const;
    assert.equal(await made(['x', '', 'z'], field), 'x, z');
    assert.equal(await made(['', '', ''], field), '');
  });

  it('coalesce takes the first column that is not blank', async () => {
    const field = { from: ['C', 'A'], steps: [{ kind: 'coalesce' }] } as const;
    assert.deepEqual([await made(['x', '', 'z'], field), await made(['x', '', ''], field)], ['z', 'x']);
  });

  it('trim removes blanks around the value, also those that only look like spaces', async () => {
    assert.equal(await step(' \u00a0a b\t', { kind: 'trim' }), 'a b');
  });

  it('case changes letters of any language', async () => {
    assert.equal(await step('straße', { kind: 'case', to: 'upper' }), 'STRASSE');
    assert.equal(await step('ÄÖ', { kind: 'case', to: 'lower' }), 'äö');
    assert.equal(await step('ÉLODIE d’arc-LE brun 2ND', { kind: 'case', to: 'title' }), 'Élodie D’arc-Le Brun 2nd');
  });

  it('split cuts and joins for a multi-select picklist', async () => {
    assert.equal(await step('a, b,, c ', { kind: 'split', by: ',', with: ';' }), 'a;b;c');
  });

  it('replace replaces a text as it is, and knows no signs', async () => {
    assert.equal(await step('a.b.c', { kind: 'replace', find: '.', with: '$&' }), 'a$&b$&c');
  });

  it('number reads the digits as people group them, and changes none', async () => {
    const german: Step = { kind: 'number', decimal: ',', group: '.' };
    const cases = [
      ['12.345,67', '12345.67'],
      ['1.234.567', '1234567'],
      ['-0,50', '-0.50'],
      ['99,00-', '-99.00'],
      [',5', '0.5'],
      ['00123456789012345678901234567890', '00123456789012345678901234567890'],
      ['', ''],
    ] as const;
    for (const [from, to] of cases) assert.equal(await step(from, german), to);
    assert.equal(await step('1\u202f234,5', { kind: 'number', decimal: ',', group: ' ' }), '1234.5');
    assert.equal(await step('12,34,567.8', { kind: 'number', decimal: '.', group: ',' }), '1234567.8');
  });

  for (const value of ['12,345.67', '1.23', '1.2345', '--1', '+1-', ',', '1e5', '٣', '12 345', ' 5'])
    it(`number refuses ${value}, which is not of the form that was asked for`, async () => {
      assert.equal(
        await step(value, { kind: 'number', decimal: ',', group: '.' }),
        `“${value}” is not a number such as 12.345,67.`,
      );
    });

  it('boolean knows its words in any case, and no others', async () => {
    const words: Step = { kind: 'boolean', true: ['Ja', 'x'], false: ['Nein'] };
    assert.deepEqual(
      [await step('JA', words), await step('nein', words), await step('', words)],
      ['true', 'false', ''],
    );
    assert.equal(await step('vielleicht', words), '“vielleicht” is none of Ja, x, Nein.');
  });

  it('table does with other values what was chosen', async () => {
    const table = (otherwise: Extract<Step, { kind: 'table' }>['otherwise']): Step => ({
      kind: 'table',
      values: { IT: 'Technology', constructor: 'Building' },
      otherwise,
    });
    assert.equal(await step('IT', table('fail')), 'Technology');
    assert.equal(await step('constructor', table('fail')), 'Building');
    assert.equal(await step('toString', table('fail')), '“toString” is not in the value table.');
    assert.equal(await step('X', table('keep')), 'X');
    assert.equal(await step('X', table('blank')), '');
    assert.equal(await step('X', table({ use: 'Other' })), 'Other');
    assert.equal(await step('', table({ use: 'Other' })), '');
  });

  for (const [number, sent] of [
    ['1234567890.123456789', '1234567890.123456789'],
    ['0.1000000000000000055', '0.1000000000000000055'],
    ['-12.50', '-12.50'],
    ['8.77E7', '87700000'],
    ['1e400', `1${'0'.repeat(400)}`],
    ['"1E5"', '1E5'],
    ['"\\"7\\""', '"7"'],
  ] as const)
    it(`path takes every digit of ${number}`, async () =>
      assert.equal(await step(`{"a":[${number},2]}`, { kind: 'path', path: 'a.0' }), sent));

  it('path leads into JSON', async () => {
    const json = '{"address":{"city":"Graz","no":12,"ok":true},"tel":["1","2"],"n":null,"id":12345678901234567890}';
    const path = (at: string): Promise<string> => step(json, { kind: 'path', path: at });
    assert.deepEqual(
      await Promise.all(['address.city', 'address.no', 'address.ok', 'tel.1', 'n', 'n.x', 'address.zip'].map(path)),
      ['Graz', '12', 'true', '2', '', '', ''],
    );
    assert.equal(await path('id'), '12345678901234567890');
    assert.match(await path('address'), /has no single value at address\.$/);
    assert.equal(await step('Graz', { kind: 'path', path: 'a' }), '“Graz” is not JSON.');
    assert.match(
      await step('{"a":"\\ud800"}', { kind: 'path', path: 'a' }),
      /has characters at a that are not text\.$/,
    );
  });

  it('makes no value that is longer than Salesforce accepts', async () => {
    const long = 'a'.repeat(131_072);
    assert.match(await step(long, { kind: 'replace', find: 'a', with: 'bb' }), /would have 262144 characters\./);
  });
});

describe('when', () => {
  const when = (test: Condition): Step => ({ kind: 'when', branches: [{ if: test, then: 'yes' }, { then: 'no' }] });
  const cases: readonly (readonly [string, Condition, string])[] = [
    ['a', { is: 'a' }, 'yes'],
    ['A', { is: 'a' }, 'no'],
    ['b', { is: ['a', 'b'] }, 'yes'],
    ['a', { isNot: ['a', 'b'] }, 'no'],
    ['xay', { contains: 'a' }, 'yes'],
    ['', { isBlank: true }, 'yes'],
    [' ', { isBlank: true }, 'no'],
    ['10', { above: 9 }, 'yes'],
    ['9', { above: 9 }, 'no'],
    ['-1.5', { below: 0, above: -2 }, 'yes'],
    ['', { below: 0 }, 'no'],
    ['ten', { above: 9 }, '“ten” is not a number such as 1234.5.'],
  ];
  for (const [value, test, expected] of cases)
    it(`tests “${value}” by ${JSON.stringify(test)}`, async () => {
      assert.equal(await step(value, when(test)), expected);
    });

  it('tests another column, takes the value of one, and changes nothing where no branch holds', async () => {
    const branches = [{ if: { column: 'B', is: 'DE' }, then: { column: 'C' } }];
    const field = { steps: [{ kind: 'when', branches } as const] };
    assert.deepEqual([await made(['a', 'DE', 'c'], field), await made(['a', 'AT', 'c'], field)], ['c', 'a']);
    assert.equal(await made(['a', 'DE', 'c'], { ...field, from: [] }), 'c');
  });
});

describe('a cell that is #N/A', () => {
  const trimmed: FieldMapping = { field: 'F', from: ['A'], steps: [{ kind: 'date', format: 'yyyy-MM-dd' }] };

  it('clears its field whatever the steps are, unless it is a text', async () => {
    assert.equal(await made(['#N/A'], trimmed), '#N/A');
    assert.equal(await made(['#N/A'], trimmed, {}, true), '“#N/A” is not a date of the form yyyy-MM-dd.');
  });

  it('is none of the values that are joined, and may be in a value table', async () => {
    assert.equal(await made(['#N/A', 'b'], { from: ['A', 'B'], steps: [{ kind: 'concat', separator: '-' }] }), 'b');
    assert.equal(await step('#N/A', { kind: 'table', values: { '#N/A': 'None' }, otherwise: 'fail' }), 'None');
  });
});
