// A disk in memory with small chunks, so that errors at chunk boundaries show.
import type { FileAppender, FileWriter, Files, ReadRange } from '../../src/core/ports';

export interface MemoryFiles extends Files {
  readonly put: (path: string, content: string | Uint8Array) => void;
  /** Undefined if there is no file of that name. */
  readonly text: (path: string) => string | undefined;
  readonly paths: () => readonly string[];
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly modifiedMs: number;
}

/** `chunkBytes` is the size of the chunks that reading returns. */
export function createMemoryFiles(start: Readonly<Record<string, string>> = {}, chunkBytes = 7): MemoryFiles {
  const entries = new Map<string, Entry>();
  let changes = 0;
  const put: MemoryFiles['put'] = (path, content) => {
    changes += 1;
    const bytes = typeof content === 'string' ? Buffer.from(content) : Uint8Array.from(content);
    entries.set(path, { bytes, modifiedMs: changes });
  };
  for (const [path, content] of Object.entries(start)) put(path, content);

  async function* read(path: string, range?: ReadRange) {
    const entry = entries.get(path);
    if (!entry) throw new Error(`ENOENT: no such file, open '${path}'`);
    const bytes = entry.bytes.subarray(range?.start ?? 0, range?.end);
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      const chunk = Buffer.from(bytes.subarray(at, at + chunkBytes));
      yield chunk;
      // Code that keeps a lent chunk finds other bytes in it.
      if (range?.lent) chunk.fill(0x21);
    }
  }

  return {
    put,
    text: (path) => {
      const entry = entries.get(path);
      return entry && Buffer.from(entry.bytes).toString();
    },
    paths: () => [...entries.keys()].sort(),
    facts: (path) => {
      const entry = entries.get(path);
      if (entry)
        return Promise.resolve({ kind: 'file', sizeBytes: entry.bytes.length, modifiedMs: entry.modifiedMs } as const);
      const isFolder = [...entries.keys()].some((other) => other.startsWith(`${path}/`));
      return Promise.resolve(isFolder ? ({ kind: 'folder', sizeBytes: 0, modifiedMs: 0 } as const) : undefined);
    },
    read,
    write: (path) => Promise.resolve(createWriter((bytes) => put(path, bytes))),
    append: async (path, at) => {
      const before = entries.get(path)?.bytes ?? new Uint8Array();
      if (before.length < at) throw new RangeError(`${path} has ${before.length} bytes, not ${at}`);
      put(path, before.subarray(0, at));
      const bytesNow = (): Uint8Array => entries.get(path)?.bytes ?? new Uint8Array();
      return createAppender(
        (bytes) => put(path, Buffer.concat([bytesNow(), bytes])),
        (to) => put(path, bytesNow().subarray(0, to)),
      );
    },
    rename: async (from, to) => {
      const entry = entries.get(from);
      if (!entry) throw new Error(`ENOENT: no such file, rename '${from}'`);
      entries.delete(from);
      entries.set(to, entry);
    },
    remove: async (path) => void entries.delete(path),
    list: async (folder) => {
      const below = [...entries.keys()].filter((path) => path.startsWith(join(folder, '/')));
      return [...new Set(below.map((path) => path.slice(join(folder, '/').length).split('/')[0] ?? ''))];
    },
    join,
    isInside: async (path, folder) => {
      if (!entries.has(path)) throw new Error(`ENOENT: no such file, realpath '${path}'`);
      return path.startsWith(join(folder, '/'));
    },
  };
}

const join = (...parts: string[]): string => parts.join('/').replace(/\/+/g, '/');

/** What was not flushed or closed is lost, as in a power failure. */
function createAppender(keep: (bytes: Uint8Array) => void, cut: (at: number) => void): FileAppender {
  let kept: Uint8Array[] = [];
  const writeOut = (): void => {
    keep(Buffer.concat(kept));
    kept = [];
  };
  return {
    write: async (bytes) => void kept.push(bytes),
    flush: async () => writeOut(),
    cut: async (at) => {
      writeOut();
      cut(at);
    },
    close: async () => writeOut(),
  };
}

function createWriter(keep: (bytes: Uint8Array) => void): FileWriter {
  const chunks: Uint8Array[] = [];
  let isOpen = true;
  return {
    write: async (bytes) => {
      if (!isOpen) throw new Error('the file is closed');
      chunks.push(Uint8Array.from(bytes));
    },
    close: async () => {
      if (isOpen) keep(Buffer.concat(chunks));
      isOpen = false;
    },
    discard: async () => {
      isOpen = false;
    },
  };
}
