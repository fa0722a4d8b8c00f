// Detects how a CSV file is written from its first bytes: encoding, delimiter, line ending.
import { SalesforceError } from '../errors/salesforceError';
import { createTranscoder } from './csvEncoding';
import type { Encoding } from '../model/encoding';
import type { CsvDialect, Delimiter } from '../model/load';
import { encodingError, isUtf8 } from './foreignBytes';

/** So many bytes of a file's beginning are enough for {@link detectDialect}. */
export const headBytes = 1024 * 1024;

/** The most frequent first: it wins when several fit. */
const delimiters: readonly Delimiter[] = [',', '\t', ';', '|', '^', '`'];

/**
 * `head` is the beginning of the file, up to {@link headBytes}; what is `forced` is not detected. No encoding is
 * guessed: throws `input.unknownEncoding` for bytes that are neither UTF-8 nor UTF-16, `input.strayByte` for UTF-8 with
 * a few other bytes, `input.empty`, and `input.binary` for bytes that are no text.
 */
export function detectDialect(head: Uint8Array, file: string, forced: Partial<CsvDialect> = {}): CsvDialect {
  const mark = readMark(head);
  const encoding = forced.encoding ?? mark?.encoding ?? unmarkedEncoding(head, file);
  const bomBytes = forced.bomBytes ?? (mark?.encoding === encoding ? mark.bomBytes : 0);
  const content = head.subarray(bomBytes);
  const whole = createTranscoder({ encoding, bomBytes }, file).push(content);
  if (whole.every(isBlank)) throw new SalesforceError('input.empty', { file });
  refuseBinary(encoding.startsWith('utf-16') ? whole : content, bomBytes, file);
  const sep = readSepLine(whole);
  const { counts, lineEnding } = firstRecords(sep ? whole.subarray(sep.length) : whole);
  return {
    delimiter: forced.delimiter ?? sep?.delimiter ?? guessDelimiter(counts),
    lineEnding: forced.lineEnding ?? lineEnding,
    encoding,
    bomBytes,
    ...(sep && { sepBytes: sep.length * (encoding.startsWith('utf-16') ? 2 : 1) }),
  };
}

type Mark = Pick<CsvDialect, 'encoding' | 'bomBytes'>;

function readMark([first, second, third]: Uint8Array): Mark | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  return undefined;
}

/** Text in UTF-16 has a zero beside each ASCII character, always on the same side, and API names are ASCII. */
function unmarkedEncoding(head: Uint8Array, file: string): Encoding {
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0] as [number, number];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 0 : 1]++;
  });
  const [even, odd] = zeros;
  if (Math.max(even, odd) > sample.length / 8 && Math.min(even, odd) === 0) return odd > 0 ? 'utf-16le' : 'utf-16be';
  if (isUtf8(head)) return 'utf-8';
  refuseBinary(head, 0, file);
  throw encodingError({ bytes: head, offset: 0, line: 1 }, file);
}

interface SepLine {
  readonly delimiter: Delimiter;
  /** Bytes of the line in UTF-8, its ending included. */
  readonly length: number;
}

/** A first line with which a spreadsheet names the delimiter, such as `sep=;`, with or without quotes. */
function readSepLine(text: Uint8Array): SepLine | undefined {
  const start = new TextDecoder().decode(text.subarray(0, 16));
  const [line, named] = /^"?sep=(.)"?\r?\n/i.exec(start) ?? [];
  const delimiter = delimiters.find((one) => one === named);
  return line !== undefined && delimiter !== undefined ? { delimiter, length: line.length } : undefined;
}

const isBlank = (byte: number): boolean => byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09;

/** No text has a zero byte; other control characters do occur in values, but hardly in a header. */
function refuseBinary(bytes: Uint8Array, firstOffset: number, file: string): void {
  const isControl = (byte: number): boolean => byte < 0x20 && !isBlank(byte);
  const firstLine = bytes.subarray(0, 512);
  const end = firstLine.indexOf(0x0a);
  const early = firstLine.subarray(0, end < 0 ? firstLine.length : end).findIndex(isControl);
  const index = early >= 0 ? early : bytes.indexOf(0);
  if (index < 0) return;
  const line = bytes.subarray(0, index).reduce((sum, byte) => (byte === 0x0a ? sum + 1 : sum), 1);
  const byte = (bytes[index] as number).toString(16).padStart(2, '0').toUpperCase();
  throw new SalesforceError('input.binary', { file, offset: firstOffset + index, line, byte });
}

const recordsToCompare = 100;

/** How often each delimiter occurs outside quotes, record by record, and how the first record ends. */
function firstRecords(text: Uint8Array): { counts: number[][]; lineEnding: CsvDialect['lineEnding'] } {
  const codes = delimiters.map((delimiter) => delimiter.charCodeAt(0));
  const counts: number[][] = [];
  let record = codes.map(() => 0);
  let lineEnding: CsvDialect['lineEnding'] = 'LF';
  let quoted = false;
  let start = 0;
  for (let i = 0; i < text.length && counts.length < recordsToCompare; i++) {
    const byte = text[i] as number;
    if (byte === 0x22) quoted = !quoted;
    else if (quoted) continue;
    else if (byte === 0x0a) {
      if (counts.length === 0 && text[i - 1] === 0x0d) lineEnding = 'CRLF';
      if (!text.subarray(start, i).every(isBlank)) counts.push(record);
      record = codes.map(() => 0);
      start = i + 1;
    } else {
      const which = codes.indexOf(byte);
      if (which >= 0) record[which] = (record[which] as number) + 1;
    }
  }
  return { counts: counts.length > 0 ? counts : [record], lineEnding };
}

/** The one that the header has and most records have as often as it; then the one that makes more columns. */
function guessDelimiter([header, ...records]: number[][]): Delimiter {
  let best: Delimiter = ',';
  let bestScore = [0, 0] as [number, number];
  delimiters.forEach((delimiter, which) => {
    const columns = header?.[which] ?? 0;
    if (columns === 0) return;
    const agreeing = records.filter((record) => record[which] === columns).length;
    if (bestScore[1] > 0 && (agreeing < bestScore[0] || (agreeing === bestScore[0] && columns <= bestScore[1]))) return;
    best = delimiter;
    bestScore = [agreeing, columns];
  });
  return best;
}
