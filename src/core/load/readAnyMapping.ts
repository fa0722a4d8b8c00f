// Reads the mapping file of a load, in our format or in that of Data Loader.
import { readMapping, readSdl, type MappingFile, type SdlField, type SdlReport } from '../mapping/mapping';
import type { Files } from '../ports';
import { csvFacts, readAll } from './csvFile';
import { inspectCsv, type FileToInspect } from './inspect';

export interface ReadMapping {
  readonly file: MappingFile;
  /** For a file of Data Loader. */
  readonly report?: SdlReport;
}

export interface MappedSource extends FileToInspect {
  /** Of the object; without them, any field of a file of Data Loader counts as text. */
  readonly fields?: readonly SdlField[];
}

/** `source` is the CSV file, whose columns a file of Data Loader names without regard to case. */
export async function readAnyMapping(
  path: string,
  source: MappedSource,
  files: Files,
  signal: AbortSignal,
): Promise<ReadMapping> {
  if (!/\.sdl$/i.test(path)) return { file: await readMapping(path, files) };
  await csvFacts(path, files);
  const bytes = await readAll(files.read(path, { start: 0 }));
  const { columns } = await inspectCsv(source, files, signal);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const { mapping, report } = readSdl(text, columns, source.fields);
  return { file: { mapping }, report };
}
