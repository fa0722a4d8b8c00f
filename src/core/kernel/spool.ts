// Buffers bytes in memory while there is room, and in a file after that.
import type { FileAppender, Files } from '../ports';

export interface Spool {
  readonly hasRoomFor: (bytes: Uint8Array) => boolean;
  /** Keeps a reference to the bytes, so the caller must not change them. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Everything written, in order. Call it after the last write. */
  readonly read: () => AsyncIterable<Uint8Array>;
  /** Discards everything. The spool can then be written again from the start. */
  readonly drop: () => Promise<void>;
}

/** Memory shared by several spools. */
export interface Room {
  freeBytes: number;
}

/** When memory runs out, everything moves to the file at `path`, which is overwritten. */
export function createSpool(files: Files, path: string, room: Room): Spool {
  let chunks: Uint8Array[] = [];
  let bufferedBytes = 0;
  let file: FileAppender | undefined;
  const freeMemory = (): void => {
    chunks = [];
    room.freeBytes += bufferedBytes;
    bufferedBytes = 0;
  };
  const spill = async (): Promise<FileAppender> => {
    file = await files.append(path, 0);
    for (const bytes of chunks) await file.write(bytes);
    freeMemory();
    return file;
  };
  return {
    hasRoomFor: (bytes) => file !== undefined || bytes.length <= room.freeBytes,
    write: async (bytes) => {
      if (!file && bytes.length <= room.freeBytes) {
        chunks.push(bytes);
        bufferedBytes += bytes.length;
        room.freeBytes -= bytes.length;
        return;
      }
      const open = file ?? (await spill());
      await open.write(bytes);
    },
    read: async function* () {
      if (!file) return yield* chunks;
      await file.close();
      yield* files.read(path);
    },
    drop: async () => {
      freeMemory();
      const closing = file;
      file = undefined;
      if (!closing) return;
      await closing.close();
      await files.remove(path);
    },
  };
}
