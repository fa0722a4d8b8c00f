// The file of an export: records stand in a part file beside the target until the last one is there.
import { SalesforceError } from '../errors/salesforceError';
import type { ExportSpec, ExportState } from '../model/export';
import type { FileAppender, Files } from '../ports';

export interface ExportFile {
  /** Where the records stand until the last one is there. */
  readonly partPath: string;
  /** Makes the part file, or cuts off what stands behind `bytes`. */
  readonly open: (bytes: number) => Promise<void>;
  readonly length: () => number;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Gives the length that the file had at the call, once that much is on the disk. */
  readonly flush: () => Promise<number>;
  /** Takes back what stands behind that length. */
  readonly cut: (length: number) => Promise<void>;
  /** Gives the file its name. Throws `input.fileExists`. */
  readonly save: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export function createExportFile({ jobId, spec }: ExportState, files: Files): ExportFile {
  // Two exports to one target must not write into each other.
  const partPath = `${spec.file}.${jobId}.part`;
  let part: FileAppender | undefined;
  let length = 0;
  const close = async (): Promise<void> => {
    await part?.close();
    part = undefined;
  };
  return {
    partPath,
    open: async (bytes) => {
      part = await files.append(partPath, bytes);
      length = bytes;
    },
    length: () => length,
    write: async (bytes) => {
      length += bytes.length;
      await part?.write(bytes);
    },
    flush: async () => {
      const flushed = length;
      await part?.flush();
      return flushed;
    },
    cut: async (to) => {
      length = to;
      await part?.cut(to);
    },
    save: async () => {
      await close();
      await checkTarget(spec, files);
      await files.rename(partPath, spec.file);
    },
    close,
    remove: () => files.remove(partPath),
  };
}

/** Throws `input.fileExists` when the spec does not allow to replace what is there, `input.isFolder` and `input.notAFile`. */
export async function checkTarget({ file, overwrite = false }: ExportSpec, files: Files): Promise<void> {
  const there = await files.facts(file);
  if (there?.kind === 'folder') throw new SalesforceError('input.isFolder', { file });
  if (there?.kind === 'other') throw new SalesforceError('input.notAFile', { file });
  if (there && !overwrite) throw new SalesforceError('input.fileExists', { file });
}

/** How much of what the journal says is still on the disk: nothing at all, everything, or it has its name already. */
export async function standingOf(
  { spec, written }: ExportState,
  { partPath }: ExportFile,
  files: Files,
): Promise<'nothing' | 'written' | 'saved'> {
  if (!written) return 'nothing';
  const part = await files.facts(partPath);
  if (part) return part.sizeBytes >= written.bytes ? 'written' : 'nothing';
  // A crash between the new name and the journal.
  const isSaved = written.next === null && (await files.facts(spec.file))?.sizeBytes === written.bytes;
  return isSaved ? 'saved' : 'nothing';
}
