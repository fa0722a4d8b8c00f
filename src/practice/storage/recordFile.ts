// The format of the file that keeps the records of an org: a line of JSON, the rows of each object, a checksum.
import { crc32 } from 'node:zlib';
import type { FieldDef, Schema, SObjectDef } from '../data/schema';
import { decodeCell, RowEncoder, type Values } from '../data/rowCodec';
import type { Store } from '../data/store';
import type { StoredRow, Table } from '../data/table';
import { ByteReader, checksumBytes } from './byteReader';

export interface KeptOrg {
  readonly orgId: string;
  readonly name: string;
  /** The number of ingest and query jobs so far: their ids are not used again. */
  readonly jobCounts: readonly [ingest: number, query: number];
}

interface KeptObject {
  readonly name: string;
  /** Name and type of each field, by slot: a later version may have other slots. */
  readonly fields: readonly (readonly [name: string, type: string])[];
  readonly rows: number;
}

interface Head extends KeptOrg {
  readonly format: typeof format;
  readonly objects: readonly KeptObject[];
}

const format = 'kinetic practice org 1';
/** State in 1 byte, length of the values in 4. */
const rowHeadBytes = 5;
const pieceBytes = 1 << 20;

interface Records {
  readonly schema: Schema;
  readonly store: Store;
}

const fieldsOf = (def: SObjectDef): KeptObject['fields'] => def.fields.map(({ name, type }) => [name, type]);

/** The content of the file in pieces. It is consistent only if no record changes until its end. */
export function* toPieces(org: KeptOrg, { schema, store }: Records): Generator<Buffer> {
  const tables = schema.objects.map((def) => store.table(def));
  const objects = tables.map(({ def, nextNumber }) => ({ name: def.name, fields: fieldsOf(def), rows: nextNumber }));
  const head: Head = { format, ...org, objects };
  let checksum = 0;
  const checked = (piece: Buffer): Buffer => {
    checksum = crc32(piece, checksum);
    return piece;
  };
  yield checked(Buffer.from(`${JSON.stringify(head)}\n`));
  for (const table of tables) for (const piece of rowPieces(table)) yield checked(piece);
  const end = Buffer.alloc(checksumBytes);
  end.writeUInt32LE(checksum);
  yield end;
}

function* rowPieces(table: Table): Generator<Buffer> {
  let piece = Buffer.allocUnsafe(pieceBytes);
  let at = 0;
  for (let number = 0; number < table.nextNumber; number++) {
    const { state, values } = table.stored(number);
    const length = values.end - values.start;
    if (at + rowHeadBytes + length > piece.length) {
      yield piece.subarray(0, at);
      piece = Buffer.allocUnsafe(Math.max(pieceBytes, rowHeadBytes + length));
      at = 0;
    }
    at = piece.writeUInt8(state, at);
    at = piece.writeUInt32LE(length, at);
    at += values.bytes.copy(piece, at, values.start, values.end);
  }
  yield piece.subarray(0, at);
}

/** Adds the records to an empty store. Throws when the file is damaged: then the store has to be cleared. */
export async function readRecords(path: string, { schema, store }: Records): Promise<KeptOrg> {
  const reader = await ByteReader.open(path);
  try {
    const head = parseHead(await reader.line());
    for (const kept of head.objects) {
      const def = schema.object(kept.name);
      await readRows(reader, kept, def && store.table(def));
    }
    await reader.end();
    return head;
  } finally {
    await reader.close();
  }
}

function parseHead(text: string): Head {
  const head = JSON.parse(text) as Partial<Head> | null;
  if (head?.format !== format || !Array.isArray(head.objects)) throw new Error('The format is unknown.');
  return head as Head;
}

/** The rows of an object that no longer exists are skipped. */
async function readRows(reader: ByteReader, kept: KeptObject, table: Table | undefined): Promise<void> {
  const convert = table && converter(kept, table.def);
  for (let row = 0; row < kept.rows; row++) {
    if (!reader.has(rowHeadBytes)) await reader.fill(rowHeadBytes);
    const head = reader.take(rowHeadBytes);
    const state = head.readUInt8(0);
    const length = head.readUInt32LE(1);
    if (!reader.has(length)) await reader.fill(length);
    const bytes = reader.take(length);
    const stored = { state, values: { bytes, start: 0, end: length } };
    table?.restoreStored(convert ? convert(stored) : stored);
  }
}

/** Moves values to the slots of today; undefined if no field has moved. */
function converter(kept: KeptObject, def: SObjectDef): ((row: StoredRow) => StoredRow) | undefined {
  if (JSON.stringify(kept.fields) === JSON.stringify(fieldsOf(def))) return undefined;
  const encoder = new RowEncoder(def.fields);
  const moves = kept.fields.flatMap(([name, type], from) => {
    const to: FieldDef | undefined = def.field(name);
    return to?.type === type ? [{ from, to: to.slot }] : [];
  });
  return ({ state, values }) => {
    const moved: Values = [];
    for (const { from, to } of moves) moved[to] = decodeCell(values, from);
    const bytes = encoder.encode(moved);
    return { state, values: { bytes, start: 0, end: bytes.length } };
  };
}
