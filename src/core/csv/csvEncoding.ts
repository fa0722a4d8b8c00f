// Converts the encodings of CSV files to UTF-8, chunk by chunk, and reports the place of the first invalid byte.
import { SalesforceError } from '../errors/salesforceError';
import type { CsvDialect } from '../model/load';
import type { Encoding } from '../model/encoding';
import { csvLimits } from './csvLimits';
import { MultiByte } from './multiByte';
import { SingleByte } from './singleByte';
import type { TextStart, Transcoder } from './transcoder';
import { Utf16 } from './utf16';

const multiByte: ReadonlySet<Encoding> = new Set([
  'shift_jis',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
  'euc-jp',
  'iso-2022-jp',
]);

/**
 * For what follows the byte order mark and the `sep=` line. Throws `input.badEncoding` and, where a row has to be kept
 * until its end, `input.recordTooLong`; UTF-8 is not checked.
 */
export function createTranscoder(
  dialect: Pick<CsvDialect, 'encoding' | 'bomBytes' | 'sepBytes'>,
  file: string,
): Transcoder {
  const { encoding } = dialect;
  const start: TextStart = {
    offset: contentStart(dialect),
    line: headerLine(dialect),
    error: (offset, line) => new SalesforceError('input.badEncoding', { file, encoding, offset, line }),
    tooLong: (line) => new SalesforceError('input.recordTooLong', { file, line, limit: csvLimits.recordChars }),
  };
  if (encoding === 'utf-8') return { push: (chunk) => chunk, finish: () => new Uint8Array() };
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return new Utf16(encoding, start);
  return multiByte.has(encoding) ? new MultiByte(encoding, start) : new SingleByte(encoding, start);
}

/** Bytes of the file before its header. */
export const contentStart = ({ bomBytes, sepBytes = 0 }: Pick<CsvDialect, 'bomBytes' | 'sepBytes'>): number =>
  bomBytes + sepBytes;

/** 1-based line of the header. */
export const headerLine = ({ sepBytes = 0 }: Pick<CsvDialect, 'sepBytes'>): number => (sepBytes > 0 ? 2 : 1);
