// Guesses how a CSV file is written from its first bytes: encoding, delimiter, line ending.
import { SalesforceError } from '../errors/salesforceError';
import { createTranscoder } from './csvEncoding';
import type { CsvDialect, Delimiter, Encoding } from '../model/load';

/** So many bytes of a file's beginning are enough for {@link detectDialect}. */
export const headBytes = 1024 * 1024;

/** The most frequent first: it wins when several fit. */
const delimiters: readonly Delimiter[] = [',', '\t', ';', '|', '^', '`'];

/**
 * `head` is the beginning of the file, up to {@link headBytes}; what is `forced` is not guessed.
 * Throws `input.empty`, and `input.binary` for bytes that are no text.
 */
export function detectDialect(head: Uint8Array, file: string, forced: Partial<CsvDialect> = {}): CsvDialect {
  const mark = readMark(head);
  const encoding = forced.encoding ?? mark?.encoding ?? guessEncoding(head);
  const bomBytes = forced.bomBytes ?? (mark?.encoding === encoding ? mark.bomBytes : 0);
  const content = head.subarray(bomBytes);
  const text = createTranscoder(encoding, file, bomBytes).push(content);
  if (text.every(isBlank)) throw new SalesforceError('input.empty', { file });
  refuseBinary(encoding.startsWith('utf-16') ? text : content, bomBytes, file);
  const { counts, lineEnding } = firstRecords(text);
  return {
    delimiter: forced.delimiter ?? guessDelimiter(counts),
    lineEnding: forced.lineEnding ?? lineEnding,
    encoding,
    bomBytes,
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
function guessEncoding(head: Uint8Array): Encoding {
  const sample = head.subarray(0, 4096);
  const zeros = [0, 0] as [number, number];
  sample.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2 === 0 ? 0 : 1]++;
  });
  const [even, odd] = zeros;
  if (Math.max(even, odd) > sample.length / 8 && Math.min(even, odd) === 0) return odd > 0 ? 'utf-16le' : 'utf-16be';
  return isUtf8(head) ? 'utf-8' : 'windows-1252';
}

/** The last character may be cut. */
function isUtf8(head: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const isBlank = (byte: number): boolean => byte === 0x0a || byte === 0x0d || byte === 0x20 || byte === 0x09;

/** No text has a zero byte; other control characters do occur in values, but hardly in a header. */
function refuseBinary(bytes: Uint8Array, firstOffset: number, file: string): void {
  const isControl = (byte: number): boolean => byte < 0x20 && !isBlank(byte);
  const early = bytes.subarray(0, 512).findIndex(isControl);
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
