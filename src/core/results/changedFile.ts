// Notices that a person changed a result file after the job wrote it: then the places in its index do not fit any more.
import { SalesforceError } from '../errors/salesforceError';
import type { Files, Sha256 } from '../ports';
import { measured, readHead } from './indexHead';
import type { RowSegment, RowSource } from './rowSource';

export interface ChangeCheck {
  readonly sha256: () => Sha256;
  /** Reads the whole file. Otherwise only one that is newer than its index is read. */
  readonly isThorough?: boolean;
}

/** The file that was changed or removed; undefined when none was. Only files of finished jobs are checked. */
export async function changedFile({ files, segments }: RowSource, check: ChangeCheck): Promise<string | undefined> {
  for (const segment of segments)
    if (segment.isMerged && !(await isAsWritten(segment, files, check))) return segment.csv;
  return undefined;
}

/** Throws `job.resultFileChanged`. */
export async function requireUnchanged(source: RowSource, sha256: () => Sha256): Promise<void> {
  const file = await changedFile(source, { sha256 });
  if (file !== undefined) throw resultFileChanged(file);
}

export const resultFileChanged = (file: string): SalesforceError =>
  new SalesforceError('job.resultFileChanged', { file });

async function isAsWritten(
  { csv, index }: RowSegment,
  files: Files,
  { sha256, isThorough = false }: ChangeCheck,
): Promise<boolean> {
  const written = await readHead(index, files);
  const now = await files.facts(csv);
  if (now?.sizeBytes !== written.sizeBytes) return false;
  // The index is written after the CSV.
  if (!isThorough && now.modifiedMs <= ((await files.facts(index))?.modifiedMs ?? 0)) return true;
  const { chunks, content } = measured(files.read(csv, { start: 0, lent: true }), sha256());
  for await (const _ of chunks);
  return content().sha256 === written.sha256;
}
