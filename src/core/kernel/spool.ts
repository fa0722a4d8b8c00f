// Bytes that wait for their turn: in memory while there is room for them, else in a file.
import type { FileAppender, Files } from '../ports';

export interface Spool {
  readonly hasRoomFor: (bytes: Uint8Array) => boolean;
  /** Keeps the bytes; who writes them must not change them. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Everything that was written, in order, when no more will be. */
  readonly read: () => AsyncIterable<Uint8Array>;
  /** Forgets everything; what is written then is the beginning. */
  readonly drop: () => Promise<void>;
}

/** Memory that spools share. */
export interface Room {
  freeBytes: number;
}

/** What finds no room goes to the file at `path`, which is replaced, with everything before it. */
export function createSpool(files: Files, path: string, room: Room): Spool {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let file: FileAppender | undefined;
  const leave = (): void => {
    kept = [];
    room.freeBytes += keptBytes;
    keptBytes = 0;
  };
  const spill = async (): Promise<FileAppender> => {
    const opened = await files.append(path, 0);
    for (const bytes of kept) await opened.write(bytes);
    leave();
    return opened;
  };
  return {
    hasRoomFor: (bytes) => file !== undefined || bytes.length <= room.freeBytes,
    write: async (bytes) => {
      if (!file && bytes.length <= room.freeBytes) {
        kept.push(bytes);
        keptBytes += bytes.length;
        room.freeBytes -= bytes.length;
        return;
      }
      file ??= await spill();
      await file.write(bytes);
    },
    read: async function* () {
      if (!file) return yield* kept;
      await file.close();
      yield* files.read(path);
    },
    drop: async () => {
      leave();
      const left = file;
      file = undefined;
      if (!left) return;
      await left.close();
      await files.remove(path);
    },
  };
}
