// The completion of mapping files offers what the schema has, where the cursor is.
import assert from 'node:assert/strict';
import { completeMapping } from '../../../../src/core/mapping/mapping';
import { mappingJsonSchema } from '../../../../src/core/mapping/jsonSchema';
import { fieldKeys, fileKeys, keysOf, stepNames, valuesOf } from '../../../../src/core/mapping/mappingWords';
import { stepRows, stepWords } from '../../../../src/core/mapping/stepSchemas';

const names = { columns: ['Company', 'City'], fields: ['Name', 'Site'] };

/** What is offered at `|`. */
function offered(text: string): readonly string[] {
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const at = { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  return completeMapping(text.replace('|', ''), at, names).map(({ text: word }) => word);
}

const field = (lines: string): string => `version: 1\nfields:\n  Name:\n${lines}`;

describe('the completion of a mapping file', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['version: 1\n|', fileKeys],
    ['version: 1\noperation: |', ['insert', 'update', 'upsert', 'delete', 'hardDelete', 'undelete']],
    ['version: 1\nfields:\n  |', ['Name', 'Site']],
    ['version: 1\nfields:\n  Name: City\n  |', ['Site']],
    ['version: 1\nfields:\n  Name: |', ['Company', 'City']],
    [field('    |'), fieldKeys],
    [field('    from: |'), ['Company', 'City']],
    [field('    from:\n      - |'), ['Company', 'City']],
    [field('    steps:\n      - case: |'), ['upper', 'lower', 'title']],
    [field('    steps:\n      - trim\n      - replace:\n          |'), ['find', 'with']],
    [field('    steps:\n      - when:\n          - if:\n              |'), keysOf('if')],
    [field('    steps:\n      - when:\n          - if:\n              column: |'), ['Company', 'City']],
    [field('    steps:\n      - when:\n          - if: { is: a }\n            |'), ['if', 'then', 'else']],
    [field('    lookup:\n      |'), ['object', 'by']],
    ['leaveOut:\n  - |', ['Company', 'City']],
    ['save:\n  |', keysOf('save')],
    ['save:\n  serial: |', ['true', 'false']],
    ['object: |', []],
    ['# a comment |', []],
  ];
  for (const [text, expected] of cases)
    it(`offers what may be at the end of ${JSON.stringify(text.slice(text.lastIndexOf('\n', text.lastIndexOf('\n') - 1) + 1))}`, () => {
      assert.deepEqual(offered(text), expected);
    });

  it('offers the steps where a step begins', () => {
    const steps = offered(field('    steps:\n      - |'));
    assert.ok(steps.includes('trim') && steps.includes('dateTime') && !steps.includes('from'));
  });

  it('has the steps of the schema', () => {
    assert.deepEqual(stepNames, [...Object.keys(stepWords), ...Object.keys(stepRows)]);
  });

  it('has every key and every word of the schema, and no other', () => {
    const keys = new Set<string>();
    const words = new Map<string, readonly unknown[]>();
    collect(mappingJsonSchema(), keys, words);
    const known = [
      ...fileKeys,
      ...fieldKeys,
      ...[...keys].flatMap(keysOf),
      ...['save', 'lookup', 'if'].flatMap(keysOf),
    ];
    const steps = offered(field('    steps:\n      - |'));
    assert.deepEqual(
      [...new Set([...known, ...steps.filter((step) => keys.has(step)), 'use'])].toSorted(),
      [...keys].toSorted(),
    );
    for (const [key, values] of words)
      assert.deepEqual(
        valuesOf(key)
          .map((word) => word.replaceAll('"', ''))
          .toSorted(),
        values.map(String).toSorted(),
        key,
      );
  });
});

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
}

/** All names of properties, and the words of those that are one of a list. */
function collect(schema: Schema, keys: Set<string>, words: Map<string, readonly unknown[]>): void {
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    keys.add(key);
    const list = [property, ...(property.anyOf ?? [])].flatMap(
      (form) => form.enum ?? (form.const === undefined ? [] : [form.const]),
    );
    if (list.length > 0) words.set(key, list);
    collect(property, keys, words);
  }
  for (const below of [schema.additionalProperties, schema.items, ...(schema.anyOf ?? [])])
    if (typeof below === 'object') collect(below, keys, words);
}
