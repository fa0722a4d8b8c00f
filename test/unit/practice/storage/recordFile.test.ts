// The file of kept records: it is written in small pieces, and a later version of the practice org reads it.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Schema, type FieldSpec, type Value } from '../../../../src/practice/data/schema';
import { Store } from '../../../../src/practice/data/store';
import type { Table } from '../../../../src/practice/data/table';
import { readRecords, toPieces } from '../../../../src/practice/storage/recordFile';

const about = { orgId: '00D5e0000YI61cVEQR', name: 'Practice org', jobCounts: [3, 4] } as const;
const id: FieldSpec = { name: 'Id', label: 'ID', type: 'id' };
const name: FieldSpec = { name: 'Name', label: 'Name', type: 'string', length: 80 };
const key: FieldSpec = { name: 'Key__c', label: 'Key', type: 'string', length: 80, externalId: true };
const size: FieldSpec = { name: 'Size__c', label: 'Size', type: 'double' };
const note: FieldSpec = { name: 'Note__c', label: 'Note', type: 'string', length: 80 };

function open(objects: Readonly<Record<string, readonly FieldSpec[]>>): { schema: Schema; store: Store } {
  const specs = Object.entries(objects).map(([object, fields], at) => ({
    name: object,
    label: object,
    labelPlural: object,
    keyPrefix: `a0${at}`,
    fields,
  }));
  const schema = new Schema(specs, () => 0);
  return { schema, store: new Store(schema) };
}

const tableOf = ({ store }: { readonly store: Store }, object: string): Table => store.byName(object) ?? assert.fail();

function insert(table: Table, record: Readonly<Record<string, Value>>): number {
  const values: Value[] = table.def.fields.map(({ name: field }) => record[field] ?? null);
  return table.insert(values);
}

const show = (table: Table, number: number): Readonly<Record<string, Value>> =>
  Object.fromEntries(table.def.fields.map((field) => [field.name, table.value(number, field)]));

describe('the file of kept records', () => {
  let path: string;
  beforeEach(async () => (path = join(await mkdtemp(join(tmpdir(), 'kinetic-')), 'records')));
  afterEach(() => rm(join(path, '..'), { recursive: true }));

  it('keeps values by the name of their field when fields were added, removed or moved meanwhile', async () => {
    const before = open({ Gone__c: [id, name], Thing__c: [id, name, note, key, size] });
    insert(tableOf(before, 'Gone__c'), { Name: 'Gone' });
    const things = tableOf(before, 'Thing__c');
    insert(things, { Name: 'One', Note__c: 'dropped', Key__c: 'K1', Size__c: 1.5 });
    things.moveToRecycleBin(insert(things, { Name: 'Two', Key__c: 'K2' }));
    await writeFile(path, [...toPieces(about, before)]);
    const after = open({ Other__c: [id], Thing__c: [id, size, key, { ...size, name: 'New__c' }, name] });
    assert.deepEqual((await readRecords(path, after)).jobCounts, about.jobCounts);
    const table = tableOf(after, 'Thing__c');
    const shown = { Size__c: 1.5, Key__c: 'K1', New__c: null, Name: 'One' };
    assert.deepEqual(show(table, 0), { Id: table.idOf(0), ...shown });
    assert.deepEqual([table.isDeleted(0), table.isDeleted(1), table.size], [false, true, 1]);
    const keyField = table.def.field('Key__c') ?? assert.fail();
    assert.deepEqual(table.findNumbers(keyField, 'k1', 9), [0], 'the index has the value');
  });

  it('drops the values of a field whose type has changed, since they may not fit it', async () => {
    const before = open({ Thing__c: [id, name, { ...note, name: 'Mixed__c' }] });
    insert(tableOf(before, 'Thing__c'), { Name: 'One', Mixed__c: 'many' });
    await writeFile(path, [...toPieces(about, before)]);
    const after = open({ Thing__c: [id, name, { ...size, name: 'Mixed__c' }] });
    await readRecords(path, after);
    const table = tableOf(after, 'Thing__c');
    assert.deepEqual(show(table, 0), { Id: table.idOf(0), Name: 'One', Mixed__c: null });
  });

  it('is written in pieces of a megabyte, so that memory does not grow with the records', () => {
    const org = open({ Thing__c: [id, name, note] });
    const table = tableOf(org, 'Thing__c');
    for (let row = 0; row < 60_000; row++) insert(table, { Name: `Thing ${row}`, Note__c: 'x'.repeat(40) });
    const sizes = [...toPieces(about, org)].map(({ length }) => length);
    assert.ok(sizes.length > 4, String(sizes));
    assert.ok(Math.max(...sizes) <= 1 << 20, String(sizes));
  });
});
