// The file of an export: a draft beside the target, which gets the target's name when all records are in it.
import { SalesforceError } from '../errors/salesforceError';
import type { ExportSpec, ExportState } from '../model/export';
import type { FileAppender, Files } from '../ports';

export interface ExportFile {
  /** The draft. */
  readonly draftPath: string;
  /** Creates the draft, or cuts it off after `bytes`. */
  readonly open: (bytes: number) => Promise<void>;
  readonly length: () => number;
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Resolves with the length that the draft had at the call, once that much is on the disk. */
  readonly flush: () => Promise<number>;
  /** Cuts the draft off after that length. */
  readonly cut: (length: number) => Promise<void>;
  /** Gives the draft the target's name. Throws `input.fileExists`. */
  readonly save: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export function createExportFile({ jobId, spec }: ExportState, files: Files): ExportFile {
  // Two exports to the same target must not write into the same draft.
  const draftPath = `${spec.file}.${jobId}.part`;
  let draft: FileAppender | undefined;
  let length = 0;
  const close = async (): Promise<void> => {
    await draft?.close();
    draft = undefined;
  };
  return {
    draftPath,
    open: async (bytes) => {
      draft = await files.append(draftPath, bytes);
      length = bytes;
    },
    length: () => length,
    write: async (bytes) => {
      length += bytes.length;
      await draft?.write(bytes);
    },
    flush: async () => {
      const flushed = length;
      await draft?.flush();
      return flushed;
    },
    cut: async (to) => {
      length = to;
      await draft?.cut(to);
    },
    save: async () => {
      await close();
      await checkTarget(spec, files);
      await files.rename(draftPath, spec.file);
    },
    close,
    remove: () => files.remove(draftPath),
  };
}

/**
 * Throws `input.isFolder`, `input.notAFile`, and `input.fileExists` when the spec does not allow to overwrite the
 * target.
 */
export async function checkTarget({ file, overwrite = false }: ExportSpec, files: Files): Promise<void> {
  const found = await files.facts(file);
  if (found?.kind === 'folder') throw new SalesforceError('input.isFolder', { file });
  if (found?.kind === 'other') throw new SalesforceError('input.notAFile', { file });
  if (found && !overwrite) throw new SalesforceError('input.fileExists', { file });
}

/** Whether what the journal says was written is on the disk: gone, in the draft, or already under the target's name. */
export async function draftStatus(
  { spec, written }: ExportState,
  { draftPath }: ExportFile,
  files: Files,
): Promise<'gone' | 'inDraft' | 'saved'> {
  if (!written) return 'gone';
  const draft = await files.facts(draftPath);
  if (draft) return draft.sizeBytes >= written.bytes ? 'inDraft' : 'gone';
  // The program may have died after the draft got its name and before the journal had it.
  const isSaved = written.next === null && (await files.facts(spec.file))?.sizeBytes === written.bytes;
  return isSaved ? 'saved' : 'gone';
}
