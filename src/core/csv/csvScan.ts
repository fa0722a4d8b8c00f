// Finds where records end in the bytes of a CSV, for any chunks, delimiter and values: only quotes and line feeds
// matter. A quote inside a quoted value is doubled, so counting quotes is enough: a line feed after an even number ends
// a record. Valid for files that csvCheck accepts and for Salesforce's results. Bytes must be UTF-8.
import { SalesforceError } from '../errors/salesforceError';

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Finds the ends of records chunk by chunk; keeps nothing of the chunks. */
export class RecordScanner {
  /** Of the records that ended in the last chunk: where each ends in it, its terminator included. */
  ends = new Uint32Array(1024);
  /** Beside {@link ends}: the line on which each of these records starts. */
  lines = new Uint32Array(1024);
  /** Line on which the next record starts. */
  recordLine: number;
  #line: number;
  #quoted = false;
  #last = 0;

  constructor(firstLine = 1) {
    this.recordLine = firstLine;
    this.#line = firstLine;
  }

  /** What was pushed ends within quotes. */
  get isQuoted(): boolean {
    return this.#quoted;
  }

  /** How many records ended in this chunk. */
  push(chunk: Uint8Array): number {
    if (chunk.length === 0) return 0;
    const count = !this.#quoted && chunk.indexOf(quote) < 0 ? this.#hop(chunk) : this.#walk(chunk);
    this.#last = chunk[chunk.length - 1] as number;
    return count;
  }

  /** Without quotes each line feed ends a record; indexOf finds it many times faster than a loop here could. */
  #hop(chunk: Uint8Array): number {
    let count = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) {
      this.#line++;
      this.#end(count++, at + 1);
    }
    return count;
  }

  #walk(chunk: Uint8Array): number {
    let count = 0;
    let quoted = this.#quoted;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (byte > quote) continue;
      if (byte === quote) quoted = !quoted;
      else if (byte === lineFeed) {
        // Editors count a lone carriage return as a line, too, but CR LF only once.
        if (!quoted || (i > 0 ? chunk[i - 1] : this.#last) !== carriageReturn) this.#line++;
        if (!quoted) this.#end(count++, i + 1);
      } else if (quoted && byte === carriageReturn) this.#line++;
    }
    this.#quoted = quoted;
    return count;
  }

  #end(index: number, end: number): void {
    if (index === this.ends.length) {
      this.ends = grown(this.ends);
      this.lines = grown(this.lines);
    }
    this.ends[index] = end;
    this.lines[index] = this.recordLine;
    this.recordLine = this.#line;
  }
}

function grown(old: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(old.length * 2);
  next.set(old);
  return next;
}

/** Whole records in one piece of memory. Valid until the next block is asked for. */
export interface RecordBlock {
  readonly bytes: Uint8Array;
  readonly count: number;
  /** Where record `i < count` ends in `bytes`, its terminator included; record 0 starts at 0. */
  readonly ends: Uint32Array;
  /** 1-based line on which record `i` starts. */
  readonly lines: Uint32Array;
  /** The text ends here, within quotes: the last record is not whole. */
  readonly isCut?: boolean;
}

/**
 * Cells may have 131,072 characters and records 400,000, of up to three bytes; an error text comes on top in results.
 */
export const longestRecordBytes = 16 * 1024 * 1024;

/** The chunks as blocks of whole records; the last record may lack its terminator. A blank line is a record, too. */
export async function* recordBlocks(chunks: AsyncIterable<Uint8Array>, firstLine = 1): AsyncGenerator<RecordBlock> {
  const scanner = new RecordScanner(firstLine);
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  for await (const chunk of chunks) {
    const line = scanner.recordLine;
    let count = scanner.push(chunk);
    let { ends, lines } = scanner;
    let start = 0;
    if (count > 0 && begunBytes > 0) {
      start = ends[0] as number;
      yield single([...begun, chunk.subarray(0, start)], line);
      begun = [];
      begunBytes = 0;
      count--;
      ends = ends.subarray(1, count + 1).map((end) => end - start);
      lines = lines.subarray(1, count + 1);
    }
    if (count > 0) yield { bytes: chunk.subarray(start), count, ends, lines };
    const tail = start + (count > 0 ? (ends[count - 1] as number) : 0);
    if (tail === chunk.length) continue;
    begun.push(copyOf(chunk.subarray(tail)));
    begunBytes += chunk.length - tail;
    if (begunBytes > longestRecordBytes) throw tooLong(scanner.recordLine);
  }
  if (begunBytes > 0) yield { ...single(begun, scanner.recordLine), isCut: scanner.isQuoted };
}

function single(pieces: readonly Uint8Array[], line: number): RecordBlock {
  const bytes = joined(pieces);
  return { bytes, count: 1, ends: Uint32Array.of(bytes.length), lines: Uint32Array.of(line) };
}

const tooLong = (line: number): SalesforceError =>
  new SalesforceError('server.unexpected', { what: 'the rows', message: `the record on line ${line} does not end` });

/** A copy with its own memory. Not `slice`, which shares the memory of a Node Buffer. */
export const copyOf = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

/** Of a single piece, the piece itself. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
