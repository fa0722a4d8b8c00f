// Rewrites a CSV's encoding and record terminators while it streams; values and line numbers stay as they are.
import { contentEnd } from './csvCells';
import { createTranscoder } from './csvEncoding';
import { joined, recordBlocks, type RecordBlock } from './csvScan';
import type { CsvDialect, LineEnding } from '../model/load';

export interface CsvSource {
  /** For error messages. */
  readonly file: string;
  readonly dialect: CsvDialect;
  /** The whole file, byte order mark included. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** The file as UTF-8 without byte order mark. Throws `input.badEncoding` for UTF-16 that is none. */
export async function* toUtf8({ file, dialect, chunks }: CsvSource): AsyncGenerator<Uint8Array> {
  const transcoder = createTranscoder(dialect.encoding, file, dialect.bomBytes);
  let markLeft = dialect.bomBytes;
  for await (const chunk of chunks) {
    const text = transcoder.push(markLeft > 0 ? chunk.subarray(markLeft) : chunk);
    markLeft = Math.max(0, markLeft - chunk.length);
    if (text.length > 0) yield text;
  }
  transcoder.finish();
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
