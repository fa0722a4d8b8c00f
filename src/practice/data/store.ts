// The org's records in memory: one table an object, rows found by id or by indexed field, deleted rows kept for queryAll.
import { FieldIndex, keyOf } from './fieldIndex';
import { IdMaker, normalizeId, numberOf } from './ids';
import { decodeCell, RowEncoder, type Values } from './rowCodec';
import { RowPages } from './rowPages';
import type { FieldDef, Schema, SObjectDef, Value } from './schema';

const liveRow = 0;
const deletedRow = 1;
const purgedRow = 2;

/** A light handle; reads go to the store, so it always shows the present. */
export interface Row {
  readonly id: string;
  readonly isDeleted: boolean;
  /** Any field except compounds (type `address`), which have no value of their own. */
  readonly get: (field: FieldDef) => Value;
}

class TableRow implements Row {
  readonly #table: Table;

  constructor(
    table: Table,
    readonly number: number,
  ) {
    this.#table = table;
  }

  get id(): string {
    return this.#table.idOf(this.number);
  }

  get isDeleted(): boolean {
    return this.#table.isDeleted(this.number);
  }

  get(field: FieldDef): Value {
    return this.#table.value(this.number, field);
  }
}

/** Rows are counted from 0 in order of creation; the number is part of the id and never used again. */
export class Table {
  readonly #pages = new RowPages();
  #locations = new Float64Array(64);
  #states = new Uint8Array(64);
  #rowCount = 0;
  #liveCount = 0;
  readonly #indexes = new Map<FieldDef, FieldIndex>();
  readonly #filledReferences = new Map<FieldDef, number>();
  #trackedFields: readonly FieldDef[] = [];
  #trackedFieldCount = -1;

  readonly #encoder: RowEncoder;
  readonly #ids: IdMaker;

  constructor(readonly def: SObjectDef) {
    this.#encoder = new RowEncoder(def.fields);
    this.#ids = new IdMaker(def.keyPrefix);
  }

  /** Live rows. */
  get size(): number {
    return this.#liveCount;
  }

  /** The number that the next insert gets. */
  get nextNumber(): number {
    return this.#rowCount;
  }

  idOf(number: number): string {
    return this.#ids.idOf(number);
  }

  /** Number of a row that this table itself named. */
  numberOfOwnId(id: string): number {
    return numberOf(id);
  }

  /** Number of the row with this id, deleted or not; -1 for an id that was never given out or was purged. */
  numberOf(id: string): number {
    if (!id.startsWith(this.def.keyPrefix)) return -1;
    const number = numberOf(id);
    return number < 0 || number >= this.#rowCount || this.#states[number] === purgedRow ? -1 : number;
  }

  isDeleted(number: number): boolean {
    return this.#states[number] === deletedRow;
  }

  /** A live row, or a deleted one too when asked; ids of 15 and 18 characters. */
  byId(id: string, options?: { readonly deleted: boolean }): Row | undefined {
    const number = this.numberOf(id);
    if (number < 0 || (this.isDeleted(number) && options?.deleted !== true)) return undefined;
    return new TableRow(this, number);
  }

  /** Live rows with this value; quick for indexed fields (unique, external id, idLookup), a scan for others. */
  find(field: FieldDef, value: Value, limit = Number.MAX_SAFE_INTEGER): Row[] {
    return this.findNumbers(field, value, limit).map((number) => new TableRow(this, number));
  }

  findNumbers(field: FieldDef, value: Value, limit: number): number[] {
    if (field.type === 'id') {
      const number = this.numberOf(normalizeId(String(value)));
      return number < 0 || this.isDeleted(number) ? [] : [number];
    }
    if (field.unique || field.idLookup) return this.#indexOf(field).find(value, limit);
    const found: number[] = [];
    const key = keyOf(field, value);
    for (let number = 0; number < this.#rowCount && found.length < limit; number++) {
      if (this.#states[number] !== liveRow) continue;
      const stored = this.value(number, field);
      if (stored !== null && keyOf(field, stored) === key) found.push(number);
    }
    return found;
  }

  /** Rows in order of creation: the live ones, and the deleted ones too when asked. */
  *rows(options?: { readonly deleted: boolean }): Generator<Row> {
    for (const number of this.numbers(options)) yield new TableRow(this, number);
  }

  *numbers(options?: { readonly deleted: boolean }): Generator<number> {
    const highest = options?.deleted === true ? deletedRow : liveRow;
    for (let number = 0; number < this.#rowCount; number++) {
      if ((this.#states[number] ?? purgedRow) <= highest) yield number;
    }
  }

  value(number: number, field: FieldDef): Value {
    if (field.type === 'id') return this.idOf(number);
    if (field.name === 'IsDeleted') return this.isDeleted(number);
    return this.cell(number, field.slot);
  }

  /** A stored value by slot; Id and IsDeleted are not stored. */
  cell(number: number, slot: number): Value {
    return decodeCell(this.#pages.get(this.#locations[number] ?? 0), slot);
  }

  /** How many live rows have a value in this reference field; lets a delete skip tables that cannot be touched. */
  references(field: FieldDef): number {
    return this.#filledReferences.get(field) ?? 0;
  }

  /** `values` are whole: a missing one is null. */
  insert(values: Values): number {
    const number = this.#rowCount++;
    if (number === this.#locations.length) this.#growRows();
    this.#locations[number] = this.#pages.add(this.#encoder.encode(values));
    this.#activate(number);
    return number;
  }

  /** A missing value stays as it is. */
  update(number: number, changes: Values): void {
    const location = this.#locations[number] ?? 0;
    const tracked = this.#tracked.filter((field) => changes[field.slot] !== undefined);
    for (const field of tracked) this.#untrack(field, number);
    this.#locations[number] = this.#pages.add(this.#encoder.merge(this.#pages.get(location), changes));
    this.#pages.free(location);
    for (const field of tracked) this.#track(field, number);
  }

  /** What brings the row back to what it is now; for transactions that may be taken back. */
  snapshot(number: number): () => void {
    const { bytes, start, end } = this.#pages.get(this.#locations[number] ?? 0);
    const copy = Buffer.from(bytes.subarray(start, end));
    return () => {
      this.#deactivate(number);
      this.#pages.free(this.#locations[number] ?? 0);
      this.#locations[number] = this.#pages.add(copy);
      this.#activate(number);
    };
  }

  /** Moves the row to the recycle bin. */
  moveToRecycleBin(number: number): void {
    this.#deactivate(number);
    this.#states[number] = deletedRow;
  }

  restore(number: number): void {
    if (this.#states[number] === deletedRow) this.#activate(number);
  }

  /** Forgets the row for good, from the bin or from the live ones. */
  purge(number: number): void {
    if (this.#states[number] === liveRow) this.#deactivate(number);
    this.#states[number] = purgedRow;
    this.#pages.free(this.#locations[number] ?? 0);
  }

  #activate(number: number): void {
    this.#states[number] = liveRow;
    this.#liveCount++;
    for (const field of this.#tracked) this.#track(field, number);
  }

  #deactivate(number: number): void {
    this.#liveCount--;
    for (const field of this.#tracked) this.#untrack(field, number);
  }

  #track(field: FieldDef, number: number): void {
    if (isIndexed(field)) this.#indexOf(field).add(this.value(number, field), number);
    else if (this.value(number, field) !== null) this.#filledReferences.set(field, this.references(field) + 1);
  }

  #untrack(field: FieldDef, number: number): void {
    if (this.value(number, field) === null) return;
    if (isIndexed(field)) this.#indexOf(field).remove(number);
    else this.#filledReferences.set(field, this.references(field) - 1);
  }

  /** Fields that something besides the row itself knows about. */
  get #tracked(): readonly FieldDef[] {
    if (this.#trackedFieldCount !== this.def.fields.length) {
      this.#trackedFieldCount = this.def.fields.length;
      this.#trackedFields = this.def.fields.filter((field) => isIndexed(field) || isLink(field));
    }
    return this.#trackedFields;
  }

  #indexOf(field: FieldDef): FieldIndex {
    let index = this.#indexes.get(field);
    if (index === undefined) {
      index = new FieldIndex(field, (number) => this.value(number, field));
      this.#indexes.set(field, index);
    }
    return index;
  }

  #growRows(): void {
    const locations = new Float64Array(this.#locations.length * 2);
    locations.set(this.#locations);
    this.#locations = locations;
    const states = new Uint8Array(this.#states.length * 2);
    states.set(this.#states);
    this.#states = states;
  }
}

/** References that a delete of the parent must look after. */
function isLink(field: FieldDef): boolean {
  return field.type === 'reference' && field.createable && !isIndexed(field);
}

function isIndexed(field: FieldDef): boolean {
  return (field.unique || field.idLookup) && field.type !== 'id';
}

export class Store {
  readonly #schema: Schema;
  readonly #tables = new Map<SObjectDef, Table>();

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  table(def: SObjectDef): Table {
    let table = this.#tables.get(def);
    if (table === undefined) {
      table = new Table(def);
      this.#tables.set(def, table);
    }
    return table;
  }

  /** Case-insensitive; undefined for an object that the org does not have. */
  byName(name: string): Table | undefined {
    const def = this.#schema.object(name);
    return def === undefined ? undefined : this.table(def);
  }

  /** The record with this id, whatever its object. */
  byId(id: string, options?: { readonly deleted: boolean }): Row | undefined {
    const def = this.#schema.objectOfId(id);
    return def === undefined ? undefined : this.table(def).byId(id, options);
  }

  clear(): void {
    this.#tables.clear();
  }
}
