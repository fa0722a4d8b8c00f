// Bytes that wait for their turn: in memory while they are few, else in a file.
import type { FileAppender, Files } from '../ports';

export interface Spool {
  /** Keeps the bytes; who writes them must not change them. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Everything that was written, in order, when no more will be. */
  readonly read: () => AsyncIterable<Uint8Array>;
  readonly drop: () => Promise<void>;
}

/** Beyond so many bytes they go to the file at `path`, which is replaced. */
const memoryBytes = 2 * 1024 * 1024;

export function createSpool(files: Files, path: string): Spool {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let file: FileAppender | undefined;
  const spill = async (): Promise<FileAppender> => {
    const opened = await files.append(path, 0);
    for (const bytes of kept) await opened.write(bytes);
    kept = [];
    return opened;
  };
  return {
    write: async (bytes) => {
      if (file) return file.write(bytes);
      kept.push(bytes);
      keptBytes += bytes.length;
      if (keptBytes > memoryBytes) file = await spill();
    },
    read: async function* () {
      if (!file) return yield* kept;
      await file.close();
      yield* files.read(path);
    },
    drop: async () => {
      kept = [];
      if (!file) return;
      await file.close();
      await files.remove(path);
    },
  };
}
