// Finds a CSV file on the disk and reads its beginning.
import { SalesforceError } from '../errors/salesforceError';
import { headBytes } from '../csv/csvDetect';
import { joined } from '../csv/csvScan';
import type { FileFacts, Files } from '../ports';

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

/** Only for files and ranges that are small. */
export async function readAll(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  return joined(pieces);
}
