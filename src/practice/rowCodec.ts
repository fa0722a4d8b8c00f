// How a row lies in memory: its cells one after another as bytes, so that a million rows cost about what their text costs.
import { idOf, numberOf } from './ids';
import type { FieldDef, Value } from './schema';

/** Values by slot; a missing slot and null are the same. A datetime may come in as milliseconds too, and leaves as text. */
export type Values = (Value | undefined)[];

// A cell is a 16-bit head (slot in the upper 12 bits, kind in the lower 4) and a payload.
const ASCII = 0; // length u8, bytes
const UTF8 = 1; // length u32, bytes
const DOUBLE = 2;
const INT = 3;
const TRUE = 4;
const FALSE = 5;
const MOMENT = 6; // milliseconds, 6 bytes
const OWN_ID = 7; // key prefix in 3 bytes, number u32

const SHORT = 255;

/** Writes rows into one buffer that it keeps and grows. */
export class RowEncoder {
  private bytes = Buffer.allocUnsafe(1 << 12);

  /** The next call overwrites what comes back; copy what must stay. */
  encode(values: Values, fields: readonly FieldDef[]): Buffer {
    let at = 0;
    for (let slot = 0; slot < values.length; slot++) {
      const value = values[slot];
      if (value === undefined || value === null) continue;
      const need = at + 8 + (typeof value === 'string' ? value.length * 3 : 8);
      if (need > this.bytes.length) this.grow(need);
      if (fields[slot]?.type === 'datetime') at = this.moment(value, slot << 4, at);
      else at = typeof value === 'string' ? this.text(value, slot << 4, at) : this.plain(value, slot << 4, at);
    }
    return this.bytes.subarray(0, at);
  }

  private grow(needed: number): void {
    const bigger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(bigger);
    this.bytes = bigger;
  }

  private plain(value: number | boolean, head: number, at: number): number {
    if (typeof value === 'boolean') return this.bytes.writeUInt16LE(head | (value ? TRUE : FALSE), at);
    if (value === (value | 0) && !Object.is(value, -0)) {
      this.bytes.writeUInt16LE(head | INT, at);
      return this.bytes.writeInt32LE(value, at + 2);
    }
    this.bytes.writeUInt16LE(head | DOUBLE, at);
    return this.bytes.writeDoubleLE(value, at + 2);
  }

  private moment(value: string | number | boolean, head: number, at: number): number {
    this.bytes.writeUInt16LE(head | MOMENT, at);
    return this.bytes.writeIntLE(typeof value === 'number' ? value : Date.parse(String(value)), at + 2, 6);
  }

  private text(value: string, head: number, at: number): number {
    if (value.length === 18) {
      const number = numberOf(value);
      if (number >= 0 && number <= 0xffffffff && idOf(value.slice(0, 3), number) === value) {
        this.bytes.writeUInt16LE(head | OWN_ID, at);
        this.bytes.write(value.slice(0, 3), at + 2, 'latin1');
        return this.bytes.writeUInt32LE(number, at + 5);
      }
    }
    if (value.length <= SHORT && this.ascii(value, at + 3)) {
      this.bytes.writeUInt16LE(head | ASCII, at);
      this.bytes[at + 2] = value.length;
      return at + 3 + value.length;
    }
    this.bytes.writeUInt16LE(head | UTF8, at);
    const length = this.bytes.write(value, at + 6, 'utf8');
    this.bytes.writeUInt32LE(length, at + 2);
    return at + 6 + length;
  }

  /** False, with rubbish left behind, when the text has characters beyond ASCII. */
  private ascii(value: string, at: number): boolean {
    for (let i = 0; i < value.length; i++) {
      const code = value.charCodeAt(i);
      if (code > 127) return false;
      this.bytes[at + i] = code;
    }
    return true;
  }
}

function payloadSize(bytes: Buffer, at: number, kind: number): number {
  switch (kind) {
    case ASCII:
      return 1 + (bytes[at] ?? 0);
    case UTF8:
      return 4 + bytes.readUInt32LE(at);
    case DOUBLE:
      return 8;
    case INT:
      return 4;
    case MOMENT:
      return 6;
    case OWN_ID:
      return 7;
    default:
      return 0;
  }
}

function payload(bytes: Buffer, at: number, kind: number): Value {
  switch (kind) {
    case ASCII:
      return bytes.toString('latin1', at + 1, at + 1 + (bytes[at] ?? 0));
    case UTF8:
      return bytes.toString('utf8', at + 4, at + 4 + bytes.readUInt32LE(at));
    case DOUBLE:
      return bytes.readDoubleLE(at);
    case INT:
      return bytes.readInt32LE(at);
    case MOMENT:
      return toWireMoment(bytes.readIntLE(at, 6));
    case OWN_ID:
      return idOf(bytes.toString('latin1', at, at + 3), bytes.readUInt32LE(at + 3));
    default:
      return kind === TRUE;
  }
}

/** One cell of an encoded row; null when it is empty. */
export function decodeCell(bytes: Buffer, start: number, end: number, slot: number): Value {
  let at = start;
  while (at < end) {
    const head = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
    if (head >> 4 === slot) return payload(bytes, at + 2, head & 15);
    at += 2 + payloadSize(bytes, at + 2, head & 15);
  }
  return null;
}

/** All cells of an encoded row, by slot. */
export function decodeRow(bytes: Buffer, start: number, end: number): Values {
  const values: Values = [];
  let at = start;
  while (at < end) {
    const head = bytes.readUInt16LE(at);
    values[head >> 4] = payload(bytes, at + 2, head & 15);
    at += 2 + payloadSize(bytes, at + 2, head & 15);
  }
  return values;
}

/** A moment as every API of Salesforce writes it: milliseconds, UTC, an offset without colon (facts §0.2). */
export function toWireMoment(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, -1)}+0000`;
}
