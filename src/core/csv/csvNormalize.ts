// Rewrites a CSV's encoding and record terminators while it streams; values and line numbers stay as they are.
import { contentEnd } from './csvCells';
import { contentStart, createTranscoder } from './csvEncoding';
import { joined, recordBlocks, type RecordBlock } from './csvScan';
import type { CsvDialect, LineEnding } from '../model/load';

export interface CsvSource {
  /** For error messages. */
  readonly file: string;
  readonly dialect: CsvDialect;
  /** The whole file. */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** 1-based line of the header, where the dialect does not say it. */
  readonly firstLine?: number;
}

/**
 * The file from its header on, as UTF-8. Throws `input.badEncoding` for a byte that the encoding does not have; UTF-8
 * is not checked.
 */
export async function* toUtf8({ file, dialect, chunks }: CsvSource): AsyncGenerator<Uint8Array> {
  const transcoder = createTranscoder(dialect, file);
  let skip = contentStart(dialect);
  for await (const chunk of chunks) {
    const text = transcoder.push(skip > 0 ? chunk.subarray(skip) : chunk);
    skip = Math.max(0, skip - chunk.length);
    if (text.length > 0) yield text;
  }
  const rest = transcoder.finish();
  if (rest.length > 0) yield rest;
}

/**
 * The file as UTF-8 without byte order mark, each record ended by `lineEnding`. A missing last terminator stays
 * missing.
 */
export async function* normalizeCsv(source: CsvSource, lineEnding: LineEnding): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  for await (const block of recordBlocks(toUtf8(source))) {
    const bytes = withTerminators(block, lineEnding);
    waiting.push(bytes);
    waitingBytes += bytes.length;
    if (waitingBytes < chunkBytes) continue;
    yield joined(waiting);
    waiting = [];
    waitingBytes = 0;
  }
  if (waitingBytes > 0) yield joined(waiting);
}

const chunkBytes = 64 * 1024;

function withTerminators({ bytes, ends, count }: RecordBlock, lineEnding: LineEnding): Uint8Array {
  const out = new Uint8Array(bytes.length + count);
  let size = 0;
  let start = 0;
  for (let i = 0; i < count; i++) {
    const end = ends[i] as number;
    const content = contentEnd(bytes, start, end);
    out.set(bytes.subarray(start, content), size);
    size += content - start;
    if (content < end) {
      if (lineEnding === 'CRLF') out[size++] = 0x0d;
      out[size++] = 0x0a;
    }
    start = end;
  }
  return out.subarray(0, size);
}
