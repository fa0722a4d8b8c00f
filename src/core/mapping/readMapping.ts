// Reads a mapping file from the disk, with the value tables beside it.
import { joined } from '../csv/csvScan';
import { SalesforceError } from '../errors/salesforceError';
import type { Files } from '../ports';
import type { MappingFile, MappingProblem, ParsedMapping } from './mappingFile';
import { readTables } from './readTables';

/** A mapping of a few thousand columns is far smaller. */
const maxBytes = 1_000_000;

/**
 * Throws `input.missingFile`, `input.isFolder`, `input.notAFile`, `input.unreadable`, and `input.badMappingFile` with
 * the first problem; its `places` has one line for each.
 */
export async function readMapping(path: string, files: Files): Promise<MappingFile> {
  const facts = await files.facts(path);
  if (!facts) throw new SalesforceError('input.missingFile', { file: path });
  if (facts.kind === 'folder') throw new SalesforceError('input.isFolder', { file: path });
  if (facts.kind === 'other') throw new SalesforceError('input.notAFile', { file: path });
  if (facts.sizeBytes > maxBytes)
    throw new SalesforceError('input.unreadable', { file: path, reason: 'it is larger than 1 MB' });
  const { file, problems } = await parseWithTables(await readText(path, files), path, files);
  const [first] = problems;
  if (file) return file;
  const places = problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n');
  const { line = 1, column = 1, message = '' } = first ?? {};
  throw new SalesforceError('input.badMappingFile', { file: path, line, column, message, places });
}

/** The text of the file at `path`, with the values of the tables that it names. */
export async function parseWithTables(text: string, path: string, files: Files): Promise<ParsedMapping> {
  // Most loads have no mapping file, and what reads one takes a while to load.
  const { parseMapping, pathOf } = await import('./parseMapping');
  const { file, problems, problemAt } = await parseMapping(text);
  if (!file) return { file, problems };
  const { mapping, problems: found } = await readTables(file.mapping, folderOf(path), files);
  if (found.length === 0) return { file: { ...file, mapping }, problems: [] };
  const placed = found.map((one): MappingProblem => problemAt(pathOf(one, mapping), one.message));
  return { file: undefined, problems: placed };
}

/** Both kinds of separators, because both are valid on Windows. */
const folderOf = (path: string): string => path.replace(/[^\\/]*$/, '').replace(/(?<=[^\\/:])[\\/]$/, '') || '.';

async function readText(path: string, files: Files): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of files.read(path, { start: 0 })) pieces.push(piece);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(joined(pieces));
  } catch {
    throw new SalesforceError('input.unreadable', { file: path, reason: 'its text is not UTF-8' });
  }
}
