// Encodes the rows of a table as bytes, so that a million rows need little more memory than their text.
import { idOf, numberOf, toId18 } from './ids';
import type { FieldDef, Value } from './schema';

/**
 * Values by slot. A missing value is null in a new row and unchanged in an update.
 * A datetime can be written as text or as milliseconds; it is always read as text.
 */
export type Values = (Value | undefined)[];

/** The location of an encoded row. */
export interface Span {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

// A cell is a 16-bit head (slot in the upper 12 bits, kind in the lower 4) and a payload; cells are ordered by slot.
const asciiCell = 0; // length u8, bytes
const utf8Cell = 1; // length u32, bytes
const doubleCell = 2;
const intCell = 3;
const trueCell = 4;
const falseCell = 5;
const datetimeCell = 6; // milliseconds, 6 bytes
const idCell = 7; // key prefix in 3 bytes, number u32

const headBytes = 2;
const maxAsciiLength = 255;

/** Encodes rows into one reusable buffer: each call overwrites the result of the previous call. */
export class RowEncoder {
  readonly #fields: readonly FieldDef[];
  #bytes = Buffer.allocUnsafe(1 << 12);
  #at = 0;

  constructor(fields: readonly FieldDef[]) {
    this.#fields = fields;
  }

  encode(values: Values): Buffer {
    this.#at = 0;
    for (let slot = 0; slot < values.length; slot++) this.#write(slot, values[slot] ?? null);
    return this.#bytes.subarray(0, this.#at);
  }

  /** The old row with the changes applied; unchanged cells are copied as bytes. */
  merge(old: Span, changes: Values): Buffer {
    this.#at = 0;
    let from = old.start;
    for (let slot = 0; slot < changes.length; slot++) {
      const change = changes[slot];
      if (change === undefined) continue;
      const to = skipBefore(old, from, slot);
      this.#copy(old.bytes, from, to);
      from = to < old.end && slotAt(old.bytes, to) === slot ? to + cellSize(old.bytes, to) : to;
      this.#write(slot, change);
    }
    this.#copy(old.bytes, from, old.end);
    return this.#bytes.subarray(0, this.#at);
  }

  #copy(from: Buffer, start: number, end: number): void {
    this.#reserve(end - start);
    this.#at += from.copy(this.#bytes, this.#at, start, end);
  }

  #write(slot: number, value: Value): void {
    if (value === null) return;
    this.#reserve(8 + (typeof value === 'string' ? value.length * 3 : 8));
    const head = slot << 4;
    if (this.#fields[slot]?.type === 'datetime') this.#moment(value, head);
    else if (typeof value === 'string') this.#text(value, head);
    else if (typeof value === 'number') this.#number(value, head);
    else this.#head(head | (value ? trueCell : falseCell));
  }

  #reserve(size: number): void {
    if (this.#at + size <= this.#bytes.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(this.#at + size, this.#bytes.length * 2));
    this.#bytes.copy(bigger, 0, 0, this.#at);
    this.#bytes = bigger;
  }

  #head(head: number): void {
    this.#bytes[this.#at] = head & 255;
    this.#bytes[this.#at + 1] = head >> 8;
    this.#at += headBytes;
  }

  #number(value: number, head: number): void {
    if (value === (value | 0) && !Object.is(value, -0)) {
      this.#head(head | intCell);
      this.#at = this.#bytes.writeInt32LE(value, this.#at);
      return;
    }
    this.#head(head | doubleCell);
    this.#at = this.#bytes.writeDoubleLE(value, this.#at);
  }

  #moment(value: string | number | boolean, head: number): void {
    this.#head(head | datetimeCell);
    this.#at = this.#bytes.writeIntLE(typeof value === 'number' ? value : Date.parse(String(value)), this.#at, 6);
  }

  #text(value: string, head: number): void {
    if (value.length === 18 && this.#ownId(value, head)) return;
    if (value.length <= maxAsciiLength && this.#ascii(value)) {
      this.#head(head | asciiCell);
      this.#bytes[this.#at] = value.length;
      this.#at += 1 + value.length;
      return;
    }
    this.#head(head | utf8Cell);
    const length = this.#bytes.write(value, this.#at + 4, 'utf8');
    this.#bytes.writeUInt32LE(length, this.#at);
    this.#at += 4 + length;
  }

  #ownId(value: string, head: number): boolean {
    const number = numberOf(value);
    if (number < 0 || number > 0xffffffff || toId18(value.slice(0, 15)) !== value) return false;
    this.#head(head | idCell);
    for (let i = 0; i < 3; i++) this.#bytes[this.#at + i] = value.charCodeAt(i);
    this.#at = this.#bytes.writeUInt32LE(number, this.#at + 3);
    return true;
  }

  /** Writes the text after the place of its head, which is written next; false when the text is not ASCII. */
  #ascii(value: string): boolean {
    const start = this.#at + headBytes + 1;
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) return false;
      this.#bytes[start + i] = code;
    }
    return true;
  }
}

function slotAt(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) >> 4;
}

/** The position of the first cell whose slot is not below the given one. */
function skipBefore(row: Span, from: number, slot: number): number {
  let at = from;
  while (at < row.end && slotAt(row.bytes, at) < slot) at += cellSize(row.bytes, at);
  return at;
}

function cellSize(bytes: Buffer, at: number): number {
  const payload = at + headBytes;
  switch ((bytes[at] ?? 0) & 15) {
    case asciiCell:
      return headBytes + 1 + (bytes[payload] ?? 0);
    case utf8Cell:
      return headBytes + 4 + bytes.readUInt32LE(payload);
    case doubleCell:
      return headBytes + 8;
    case intCell:
      return headBytes + 4;
    case datetimeCell:
      return headBytes + 6;
    case idCell:
      return headBytes + 7;
    default:
      return headBytes;
  }
}

function valueAt(bytes: Buffer, at: number): Value {
  const kind = (bytes[at] ?? 0) & 15;
  const payload = at + headBytes;
  switch (kind) {
    case asciiCell:
      return bytes.toString('latin1', payload + 1, payload + 1 + (bytes[payload] ?? 0));
    case utf8Cell:
      return bytes.toString('utf8', payload + 4, payload + 4 + bytes.readUInt32LE(payload));
    case doubleCell:
      return bytes.readDoubleLE(payload);
    case intCell:
      return bytes.readInt32LE(payload);
    case datetimeCell:
      return toWireMoment(bytes.readIntLE(payload, 6));
    case idCell:
      return idOf(bytes.toString('latin1', payload, payload + 3), bytes.readUInt32LE(payload + 3));
    default:
      return kind === trueCell;
  }
}

/** The value of one cell of an encoded row; null when it is empty. */
export function decodeCell(row: Span, slot: number): Value {
  const at = skipBefore(row, row.start, slot);
  return at < row.end && slotAt(row.bytes, at) === slot ? valueAt(row.bytes, at) : null;
}

/** A datetime in the format of Salesforce's APIs: milliseconds, UTC, an offset without a colon. */
export function toWireMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}+0000`;
}
