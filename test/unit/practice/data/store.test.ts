// The store: it returns what it stores, updates its indexes, and frees memory.
import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { orgObjects } from '../../../../src/practice/data/objects/objects';
import type { Values } from '../../../../src/practice/data/rowCodec';
import { Schema, type FieldDef, type Value } from '../../../../src/practice/data/schema';
import { Store } from '../../../../src/practice/data/store';
import type { Table } from '../../../../src/practice/data/table';

const newTable = (name = 'Account'): Table => {
  const schema = new Schema(orgObjects, () => 0);
  const table = new Store(schema).byName(name);
  assert.ok(table);
  return table;
};
const fieldOf = (table: Table, name: string): FieldDef => {
  const field = table.def.field(name);
  assert.ok(field);
  return field;
};
const row = (table: Table, record: Record<string, Value>): Values => {
  const values: Values = [];
  for (const [name, value] of Object.entries(record)) values[fieldOf(table, name).slot] = value;
  return values;
};
const show = (table: Table, number: number, names: readonly string[]): Value[] =>
  names.map((name) => table.value(number, fieldOf(table, name)));

/** Memory use after a forced garbage collection; otherwise the result would depend on the load of the machine. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // The second collection waits for work that the first one left to other threads.
  collect();
  collect();
  return process.memoryUsage().arrayBuffers;
}

const moment = fc
  .integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(3999, 0, 1) })
  .map((ms) => new Date(ms).toISOString().replace('Z', '+0000'));
const record = fc.record(
  {
    Name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
    Description: fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 2000 }),
    NumberOfEmployees: fc.integer({ min: -99_999_999, max: 99_999_999 }),
    Health_Score__c: fc.double({ noNaN: true, noDefaultInfinity: true }),
    VIP__c: fc.boolean(),
    Last_Review__c: moment,
    Customer_Since__c: moment.map((text) => text.slice(0, 10)),
    OwnerId: fc.constantFrom('0055e0000YI61cVAQR', '0055e0000000000AAA', '005000000000001AAA', 'x'.repeat(18)),
  },
  { requiredKeys: [] },
);

describe('store of the practice org', () => {
  it('returns every kind of value as it was stored', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (records) => {
        const table = newTable();
        const numbers = records.map((one) => table.insert(row(table, one)));
        records.forEach((one, i) => {
          const names = Object.keys(one);
          assert.deepEqual(show(table, numbers[i] ?? -1, names), Object.values(one));
        });
      }),
    );
  });

  it('changes only the fields in an update', () => {
    fc.assert(
      fc.property(record, record, (before, change) => {
        const table = newTable();
        const number = table.insert(row(table, before));
        table.update(number, row(table, change));
        const expected: Record<string, Value> = { ...before, ...change };
        assert.deepEqual(show(table, number, Object.keys(expected)), Object.values(expected));
      }),
    );
  });

  it('clears a value that an update sets to null', () => {
    const table = newTable();
    const number = table.insert(row(table, { Name: 'Acme', Phone: '555', VIP__c: true }));
    table.update(number, row(table, { Phone: null }));
    assert.deepEqual(show(table, number, ['Name', 'Phone', 'VIP__c']), ['Acme', null, true]);
  });

  it('finds rows by external id in any letter case, after updates, deletes and undeletes', () => {
    const table = newTable();
    const key = fieldOf(table, 'External_Id__c');
    const number = table.insert(row(table, { Name: 'Acme', External_Id__c: 'Key-1' }));
    assert.deepEqual(table.findNumbers(key, 'KEY-1', 2), [number]);
    table.update(number, row(table, { External_Id__c: 'Key-2' }));
    assert.deepEqual(table.findNumbers(key, 'key-1', 2), []);
    assert.deepEqual(table.findNumbers(key, 'key-2', 2), [number]);
    table.moveToRecycleBin(number);
    assert.deepEqual(table.findNumbers(key, 'key-2', 2), []);
    table.restore(number);
    assert.deepEqual(table.findNumbers(key, 'key-2', 2), [number]);
  });

  it('distinguishes keys by letter case only in case-sensitive fields', () => {
    const table = newTable('Invoice__c');
    const key = fieldOf(table, 'External_Id__c');
    table.insert(row(table, { External_Id__c: 'a1' }));
    assert.equal(table.findNumbers(key, 'A1', 2).length, 0);
    assert.equal(table.findNumbers(key, 'a1', 2).length, 1);
  });

  it('stays fast when a hundred thousand rows share one indexed value', () => {
    const table = newTable('Contact');
    const email = fieldOf(table, 'Email');
    for (let i = 0; i < 100_000; i++) table.insert(row(table, { LastName: 'Moss', Email: 'info@mail.example' }));
    const [newest] = table.findNumbers(email, 'INFO@mail.example', 1);
    assert.equal(newest, 99_999);
    for (let number = 0; number < 100_000; number++) table.purge(number);
    assert.equal(table.findNumbers(email, 'info@mail.example', 1).length, 0);
    assert.equal(table.size, 0);
  });

  it('returns deleted rows only on request, and purged rows never', () => {
    const table = newTable();
    const [kept, deleted, purged] = ['A', 'B', 'C'].map((name) => table.insert(row(table, { Name: name }))) as [
      number,
      number,
      number,
    ];
    table.moveToRecycleBin(deleted);
    table.purge(purged);
    assert.deepEqual([...table.numbers()], [kept]);
    assert.deepEqual([...table.numbers({ deleted: true })], [kept, deleted]);
    assert.equal(table.byId(table.idOf(deleted)), undefined);
    assert.equal(table.byId(table.idOf(deleted), { deleted: true })?.isDeleted, true);
    assert.equal(table.byId(table.idOf(purged), { deleted: true }), undefined);
    assert.equal(table.size, 1);
  });

  it('restores a row from a snapshot, including its indexes', () => {
    const table = newTable();
    const key = fieldOf(table, 'External_Id__c');
    const number = table.insert(row(table, { Name: 'Acme', External_Id__c: 'K1' }));
    const undo = table.snapshot(number);
    table.update(number, row(table, { Name: 'Other', External_Id__c: 'K2' }));
    undo();
    assert.deepEqual(show(table, number, ['Name', 'External_Id__c']), ['Acme', 'K1']);
    assert.deepEqual(table.findNumbers(key, 'K2', 1), []);
    assert.deepEqual(table.findNumbers(key, 'K1', 1), [number]);
  });

  it('finds rows whose indexed fields were blank when they were deleted, restored or changed', () => {
    const table = newTable();
    const key = fieldOf(table, 'External_Id__c');
    const numbers = ['A', 'B', 'C'].map((name) => table.insert(row(table, { Name: name })));
    for (const number of numbers) table.moveToRecycleBin(number);
    for (const number of numbers) table.restore(number);
    numbers.forEach((number, i) => table.update(number, row(table, { External_Id__c: `K${i}` })));
    assert.deepEqual(
      ['K0', 'K1', 'K2', 'K3'].map((value) => table.findNumbers(key, value, 5)),
      [...numbers.map((number) => [number]), []],
    );
  });

  it('frees the memory of overwritten rows', () => {
    const table = newTable();
    const text = 'x'.repeat(1000);
    for (let i = 0; i < 4000; i++) table.insert(row(table, { Name: text }));
    const before = heldBytes();
    for (let round = 0; round < 20; round++) {
      for (let number = 0; number < 4000; number++) table.update(number, row(table, { Name: text }));
    }
    const grown = heldBytes() - before;
    assert.ok(grown < 30_000_000, `grew by ${grown} bytes while 80 MB were written`);
  });
});
