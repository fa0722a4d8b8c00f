// The records of one object in memory, found by id or indexed field; deleted rows are kept for queryAll.
import { FieldIndex, keyOf } from './fieldIndex';
import { IdMaker, normalizeId, numberOf } from './ids';
import { decodeCell, RowEncoder, type Span, type Values } from './rowCodec';
import { RowPages } from './rowPages';
import type { FieldDef, SObjectDef, Value } from './schema';

const liveRow = 0;
const deletedRow = 1;
const purgedRow = 2;

/** A handle for one row; it reads from the store, so its values are always current. */
export interface Row {
  readonly id: string;
  readonly isDeleted: boolean;
  /** Any field except compound fields (type `address`), which have no stored value. */
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

/** A row as bytes, so that it can be kept in a file and added again. A purged row has no values. */
export interface StoredRow {
  readonly state: number;
  readonly values: Span;
}

const noValues: Span = { bytes: Buffer.alloc(0), start: 0, end: 0 };

/** Rows are numbered from 0 in order of creation; the number is part of the id and is never reused. */
export class Table {
  readonly #pages = new RowPages();
  #locations = new Float64Array(64);
  #states = new Uint8Array(64);
  #rowCount = 0;
  #liveCount = 0;
  /** Grows with each change of a row. */
  changes = 0;
  readonly #indexes = new Map<FieldDef, FieldIndex>();
  readonly #filledReferences = new Map<FieldDef, number>();
  #trackedFields: readonly FieldDef[] = [];
  #trackedFieldCount = -1;

  readonly #encoder: RowEncoder;
  readonly #ids: IdMaker;

  constructor(
    readonly def: SObjectDef,
    /** Added to the number of a row in its id. */
    readonly firstId = 0,
  ) {
    this.#encoder = new RowEncoder(def.fields);
    this.#ids = new IdMaker(def.keyPrefix);
  }

  /** Live rows. */
  get size(): number {
    return this.#liveCount;
  }

  /** The number of the next inserted row. */
  get nextNumber(): number {
    return this.#rowCount;
  }

  idOf(number: number): string {
    return this.#ids.idOf(this.firstId + number);
  }

  /** The row number of an id that comes from this table; no checks. */
  numberOfOwnId(id: string): number {
    return numberOf(id) - this.firstId;
  }

  /** The number of the row with this id, deleted or not; -1 for an unknown id or a purged row. */
  numberOf(id: string): number {
    if (!id.startsWith(this.def.keyPrefix)) return -1;
    const number = this.numberOfOwnId(id);
    return number < 0 || number >= this.#rowCount || this.#states[number] === purgedRow ? -1 : number;
  }

  isDeleted(number: number): boolean {
    return this.#states[number] === deletedRow;
  }

  /** The live row with this id of 15 or 18 characters; with `deleted`, also a deleted one. */
  byId(id: string, options?: { readonly deleted: boolean }): Row | undefined {
    const number = this.numberOf(id);
    if (number < 0 || (this.isDeleted(number) && options?.deleted !== true)) return undefined;
    return new TableRow(this, number);
  }

  /** Live rows with this value; uses an index for unique, external id and idLookup fields, and scans otherwise. */
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

  /** The live rows in order of creation; with `deleted`, also the deleted ones. */
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

  /** The stored value in a slot; Id and IsDeleted are not stored. */
  cell(number: number, slot: number): Value {
    return decodeCell(this.#pages.get(this.#locations[number] ?? 0), slot);
  }

  /** The number of live rows with a value in this lookup field; a delete skips tables where it is 0. */
  references(field: FieldDef): number {
    return this.#filledReferences.get(field) ?? 0;
  }

  /** `values` are complete: a missing value is null. */
  insert(values: Values): number {
    const number = this.#rowCount++;
    this.changes++;
    if (number === this.#locations.length) this.#growRows();
    this.#locations[number] = this.#pages.add(this.#encoder.encode(values));
    this.#activate(number);
    return number;
  }

  stored(number: number): StoredRow {
    const state = this.#states[number] ?? purgedRow;
    return { state, values: state === purgedRow ? noValues : this.#pages.get(this.#locations[number] ?? 0) };
  }

  /** Adds a row as the next one, with its id and its state of then. It counts as no change. */
  restoreStored({ state, values }: StoredRow): void {
    const number = this.#rowCount++;
    if (number === this.#locations.length) this.#growRows();
    this.#states[number] = state;
    if (state === purgedRow) return;
    this.#locations[number] = this.#pages.add(values.bytes.subarray(values.start, values.end));
    if (state === liveRow) this.#activate(number);
  }

  /** A missing value in `changes` leaves the field unchanged. */
  update(number: number, changes: Values): void {
    this.changes++;
    const location = this.#locations[number] ?? 0;
    const tracked = this.#tracked.filter((field) => changes[field.slot] !== undefined);
    for (const field of tracked) this.#untrack(field, number);
    this.#locations[number] = this.#pages.add(this.#encoder.merge(this.#pages.get(location), changes));
    this.#pages.free(location);
    for (const field of tracked) this.#track(field, number);
  }

  /** Returns a function that restores the row to its current values; used to roll back a transaction. */
  snapshot(number: number): () => void {
    const { bytes, start, end } = this.#pages.get(this.#locations[number] ?? 0);
    const copy = Buffer.from(bytes.subarray(start, end));
    return () => {
      this.changes++;
      this.#deactivate(number);
      this.#pages.free(this.#locations[number] ?? 0);
      this.#locations[number] = this.#pages.add(copy);
      this.#activate(number);
    };
  }

  /** Moves the row to the Recycle Bin. */
  moveToRecycleBin(number: number): void {
    this.changes++;
    this.#deactivate(number);
    this.#states[number] = deletedRow;
  }

  restore(number: number): void {
    if (this.#states[number] !== deletedRow) return;
    this.changes++;
    this.#activate(number);
  }

  /** Removes a live or deleted row permanently. */
  purge(number: number): void {
    this.changes++;
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
    const value = this.value(number, field);
    if (value === null) return;
    if (isIndexed(field)) this.#indexOf(field).add(value, number);
    else this.#filledReferences.set(field, this.references(field) + 1);
  }

  #untrack(field: FieldDef, number: number): void {
    if (this.value(number, field) === null) return;
    if (isIndexed(field)) this.#indexOf(field).remove(number);
    else this.#filledReferences.set(field, this.references(field) - 1);
  }

  /** Fields with an index or a count of references. */
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

/** Lookup fields that a delete of the parent must update. */
const isLink = (field: FieldDef): boolean => field.type === 'reference' && field.createable && !isIndexed(field);

const isIndexed = (field: FieldDef): boolean => (field.unique || field.idLookup) && field.type !== 'id';
