// Finds a CSV file on the disk, reads its beginning and hashes it.
import { SalesforceError } from '../errors/salesforceError';
import { headBytes } from '../csv/csvDetect';
import { joined } from '../csv/csvScan';
import type { Excerpt } from '../csv/foreignBytes';
import type { FileFacts, Files, Sha256 } from '../ports';

/** Throws `input.missingFile`, `input.isFolder` and `input.notAFile`. */
export async function csvFacts(file: string, files: Files): Promise<FileFacts> {
  const facts = await files.facts(file);
  if (!facts) throw new SalesforceError('input.missingFile', { file });
  if (facts.kind === 'folder') throw new SalesforceError('input.isFolder', { file });
  if (facts.kind === 'other') throw new SalesforceError('input.notAFile', { file });
  return facts;
}

/** As much as detectDialect needs. */
export const readHead = (file: string, files: Files): Promise<Uint8Array> =>
  readAll(files.read(file, { start: 0, end: headBytes }));

const excerptBytes = 1024 * 1024;
const contextBytes = 16 * 1024;

/**
 * The text around a byte, of which `offset` and `line` are known, from the beginning of its line if that is not far.
 */
export async function readExcerpt(
  file: string,
  { offset, line }: Pick<Excerpt, 'offset' | 'line'>,
  files: Files,
): Promise<Excerpt> {
  const start = Math.max(0, offset - contextBytes);
  const bytes = await readAll(files.read(file, { start, end: start + excerptBytes }));
  const lineStart = bytes.lastIndexOf(0x0a, offset - start - 1) + 1;
  const isEnd = bytes.length < excerptBytes;
  return { bytes: bytes.subarray(lineStart), offset: start + lineStart, line, isEnd };
}

/** Only for files and ranges that are small. */
export async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return joined(pieces);
}

/** Passes the bytes on and hashes them. */
export async function* hashed(chunks: AsyncIterable<Uint8Array>, hash: Sha256): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.add(chunk);
    yield chunk;
  }
}

/** The hash of the whole file, in lower-case hex. Throws as {@link csvFacts} does. */
export async function hashFile(file: string, files: Files, hash: Sha256, signal: AbortSignal): Promise<string> {
  await csvFacts(file, files);
  for await (const chunk of files.read(file, { start: 0, lent: true })) {
    signal.throwIfAborted();
    hash.add(chunk);
  }
  return hash.hex();
}
