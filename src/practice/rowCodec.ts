// How a row lies in memory: its cells one after another as bytes, so that a million rows cost about what their text costs.
import { idOf, numberOf } from './ids';
import type { FieldDef, Value } from './schema';

/** Values by slot; a missing slot and null are the same. */
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
let scratch = Buffer.allocUnsafe(1 << 16);

/** Encodes the row into a buffer that the next call overwrites; copy what must stay. */
export function encodeRow(values: Values, fields: readonly FieldDef[]): Buffer {
  let at = 0;
  for (let slot = 0; slot < values.length; slot++) {
    const value = values[slot];
    if (value === undefined || value === null) continue;
    const need = 8 + (typeof value === 'string' ? value.length * 3 : 8);
    if (at + need > scratch.length) grow(at + need);
    at = encodeCell(value, slot << 4, { at, isMoment: fields[slot]?.type === 'datetime' });
  }
  return scratch.subarray(0, at);
}

function grow(needed: number): void {
  const bigger = Buffer.allocUnsafe(Math.max(needed, scratch.length * 2));
  scratch.copy(bigger);
  scratch = bigger;
}

function encodeCell(value: string | number | boolean, head: number, place: { at: number; isMoment: boolean }): number {
  const { at } = place;
  if (typeof value === 'string') return encodeText(value, head, place);
  if (typeof value === 'boolean') return scratch.writeUInt16LE(head | (value ? TRUE : FALSE), at);
  if (value === (value | 0) && !Object.is(value, -0)) {
    scratch.writeUInt16LE(head | INT, at);
    return scratch.writeInt32LE(value, at + 2);
  }
  scratch.writeUInt16LE(head | DOUBLE, at);
  return scratch.writeDoubleLE(value, at + 2);
}

function encodeText(value: string, head: number, place: { at: number; isMoment: boolean }): number {
  const { at } = place;
  if (place.isMoment) {
    const ms = Date.parse(value);
    scratch.writeUInt16LE(head | MOMENT, at);
    return scratch.writeIntLE(ms, at + 2, 6);
  }
  if (value.length === 18) {
    const number = numberOf(value);
    if (number >= 0 && number <= 0xffffffff && idOf(value.slice(0, 3), number) === value) {
      scratch.writeUInt16LE(head | OWN_ID, at);
      scratch.write(value.slice(0, 3), at + 2, 'latin1');
      return scratch.writeUInt32LE(number, at + 5);
    }
  }
  if (value.length <= SHORT && writeAscii(value, at + 3)) {
    scratch.writeUInt16LE(head | ASCII, at);
    scratch[at + 2] = value.length;
    return at + 3 + value.length;
  }
  scratch.writeUInt16LE(head | UTF8, at);
  const length = scratch.write(value, at + 6, 'utf8');
  scratch.writeUInt32LE(length, at + 2);
  return at + 6 + length;
}

/** False, with rubbish left behind, when the text has characters beyond ASCII. */
function writeAscii(value: string, at: number): boolean {
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 127) return false;
    scratch[at + i] = code;
  }
  return true;
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
