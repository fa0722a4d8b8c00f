// How a mapping file is written: it means the same when it is read, and an earlier text keeps its comments.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { writeMapping, type MappingFile } from '../../../../src/core/mapping/mapping';
import { parseMapping } from '../../../../src/core/mapping/parseMapping';
import type { FieldMapping, Step } from '../../../../src/core/model/mapping';

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '007',
    '1.0',
    'true',
    'null',
    '~',
    'Ja',
    '#N/A',
    '- x',
    'a: b',
    '1e3',
    '0x1',
    '*',
    '&a',
    '|',
    '2024-01-01',
    'a\nb',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const name = fc.stringMatching(/^[A-Z][a-z]{0,6}$/);
const someStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('default' as const), value: text }),
  fc.constant({ kind: 'trim' as const }),
  fc.record({
    kind: fc.constant('case' as const),
    to: fc.constantFrom('upper' as const, 'lower' as const, 'title' as const),
  }),
  fc.record({ kind: fc.constant('split' as const), by: text.filter(Boolean), with: text }),
  fc.record({ kind: fc.constant('replace' as const), find: text.filter(Boolean), with: text }),
  fc.constant({ kind: 'number' as const, decimal: ',' as const, group: '.' }),
  fc.constantFrom<Step>(
    { kind: 'date', format: 'dd.MM.yyyy' },
    { kind: 'dateTime', format: 'd/M/yyyy', overlap: 'later' },
  ),
  fc.constant({ kind: 'boolean' as const, true: ['yes', '1', 'true'], false: ['no', '0'] }),
  fc.record({
    kind: fc.constant('table' as const),
    values: fc.dictionary(text, text).map((values) => ({ ...values })),
    otherwise: fc.oneof(fc.constantFrom('keep' as const, 'blank' as const, 'fail' as const), fc.record({ use: text })),
  }),
  fc.constant({
    kind: 'when' as const,
    branches: [
      { if: { column: 'X', is: ['1', 'a'], above: 1.5, isBlank: false }, then: '' },
      { then: { column: 'Y' } },
    ],
  }),
);
const someFields: fc.Arbitrary<readonly FieldMapping[]> = fc
  .uniqueArray(fc.record({ field: name, from: fc.tuple(text), steps: fc.array(someStep, { maxLength: 3 }) }), {
    selector: ({ field }) => field.toLowerCase(),
    maxLength: 4,
  })
  .map((fields) => structuredClone(fields));

describe('a mapping that is written', () => {
  it('is the same when it is read, whatever its texts are', async () => {
    await fc.assert(
      fc.asyncProperty(someFields, async (fields) => {
        const file: MappingFile = { object: 'Account', mapping: { fields, timeZone: 'UTC' } };
        const read = await parseMapping(await writeMapping(file));
        assert.deepEqual(read.problems, []);
        assert.deepEqual(read.file, file);
      }),
    );
  });

  it('is the same when it is written into the text of another one', async () => {
    await fc.assert(
      fc.asyncProperty(someFields, someFields, async (before, fields) => {
        const earlier = await writeMapping({
          object: 'Lead',
          mapping: { fields: before, timeZone: 'UTC', strict: true, onFailure: 'stop' },
        });
        const file: MappingFile = { object: 'Account', mapping: { fields, timeZone: 'UTC', onFailure: 'failRow' } };
        const { file: read } = await parseMapping(await writeMapping(file, earlier));
        const byName = (one: FieldMapping, other: FieldMapping): number => one.field.localeCompare(other.field);
        assert.ok(read);
        assert.deepEqual(read.mapping.fields.toSorted(byName), fields.toSorted(byName));
        assert.equal(read.object, 'Account');
        assert.equal(read.mapping.strict, undefined);
        assert.equal(read.mapping.onFailure, 'failRow');
      }),
    );
  });

  it('keeps the comments of the text that it changes', async () => {
    const before = `# Accounts of the shop
version: 1
object: Account # in the sandbox, too
fields:
  # the key
  Ext__c: Nr
  Name: Firma # as in the register
  Code__c:
    from: Code
    steps:
      - table: { values: { 007: Bond } }
`;
    const { file } = await parseMapping(before);
    assert.ok(file);
    const [key, , code] = file.mapping.fields;
    assert.ok(key && code);
    const fields = [
      key,
      { field: 'Name', from: ['Company'], steps: [] },
      code,
      { field: 'Site', from: ['Ort'], steps: [] },
    ];
    const after = await writeMapping({ ...file, mapping: { ...file.mapping, fields } }, before);
    assert.equal(
      after,
      `# Accounts of the shop
version: 1
object: Account # in the sandbox, too
fields:
  # the key
  Ext__c: Nr
  Name: Company # as in the register
  Code__c:
    from: Code
    steps:
      - table: { values: { "007": Bond } }
  Site: Ort
`,
    );
    assert.deepEqual((await parseMapping(after)).file?.mapping.fields, fields);
  });
});
