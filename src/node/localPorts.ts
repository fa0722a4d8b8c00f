// The ports that any Node process can fill by itself: time, the disk, secrets that die with the process, a log on stderr.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  redact,
  type Clock,
  type FileAppender,
  type FileFacts,
  type FileWriter,
  type Files,
  type Logger,
  type ReadRange,
  type SecretStore,
} from '../core/ports';

export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: async (waitMs, signal) => {
      try {
        await setTimeout(waitMs, undefined, { signal });
      } catch (error) {
        signal.throwIfAborted();
        throw error;
      }
    },
  };
}

export function createProcessSecrets(): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: (key) => Promise.resolve(secrets.get(key)),
    set: (key, value) => Promise.resolve(void secrets.set(key, value)),
    delete: (key) => Promise.resolve(void secrets.delete(key)),
  };
}

export type LogLevel = keyof Logger;

/** One JSON line an entry, from `least` upwards. */
export function createStderrLog(
  least: LogLevel,
  write = (line: string): unknown => process.stderr.write(line),
): Logger {
  const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];
  const at =
    (level: LogLevel): Logger['info'] =>
    (message, fields) => {
      if (levels.indexOf(level) < levels.indexOf(least)) return;
      const entry = { at: new Date().toISOString(), level, message, ...fields };
      write(`${JSON.stringify(redact(entry))}\n`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** Large enough that reading costs less than what is done with the bytes. */
const chunkBytes = 256 * 1024;

export function createDisk(): Files {
  return {
    facts,
    read,
    write,
    append,
    rename: async (from, to) => {
      await rename(from, to);
      await syncFolder(dirname(to));
    },
    remove: (path) => rm(path, { force: true }),
    join: (...parts) => join(...parts),
  };
}

async function facts(path: string): Promise<FileFacts | undefined> {
  try {
    const found = await stat(path);
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other';
    return { kind, sizeBytes: found.size, modifiedMs: found.mtimeMs };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function* read(path: string, range?: ReadRange): AsyncGenerator<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY);
  const end = range?.end ?? Infinity;
  const piece = async (buffer: Buffer, at: number): Promise<Buffer> => {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
    return buffer.subarray(0, bytesRead);
  };
  const start = range?.start ?? 0;
  let ahead: Promise<unknown> = Promise.resolve();
  try {
    if (range?.lent) yield* lentPieces(piece, start, end);
    else {
      // A fresh buffer each time: what was handed out may still be on its way into a socket. Meanwhile the disk works ahead.
      const fresh = (at: number): Promise<Buffer> =>
        at < end ? piece(Buffer.allocUnsafeSlow(Math.min(chunkBytes, end - at)), at) : Promise.resolve(Buffer.of());
      for (let at = start, bytes = await fresh(at); bytes.length > 0;) {
        at += bytes.length;
        const next = fresh(at);
        ahead = next.catch(() => undefined);
        yield bytes;
        bytes = await next;
      }
    }
  } finally {
    await ahead;
    await handle.close();
  }
}

type ReadPiece = (buffer: Buffer, at: number) => Promise<Buffer>;

async function* lentPieces(piece: ReadPiece, start: number, end: number): AsyncGenerator<Uint8Array> {
  if (start >= end) return;
  const buffer = Buffer.allocUnsafeSlow(Math.min(chunkBytes, end - start));
  for (let at = start; at < end;) {
    const bytes = await piece(buffer, at);
    if (bytes.length === 0) return;
    at += bytes.length;
    yield bytes;
  }
}

/** A file is for those who may enter its folder: what lies in a folder of one's own stays private wherever it goes. */
const modeIn = async (folder: string): Promise<number> => (await stat(folder)).mode & 0o666;

/** Writes beside the target, so that a rename within one folder puts the whole file in place at once. */
async function write(path: string): Promise<FileWriter> {
  await mkdir(dirname(path), { recursive: true });
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const handle = await open(draft, 'wx', await modeIn(dirname(path)));
  let isOpen = true;
  return {
    write: async (bytes) => {
      await handle.writeFile(bytes);
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      try {
        await handle.sync().finally(() => handle.close());
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
    },
    discard: async () => {
      if (!isOpen) return;
      isOpen = false;
      await handle.close();
      await rm(draft, { force: true });
    },
  };
}

/** So many bytes are worth a call to the disk. */
const appendedBytes = 1024 * 1024;

async function append(path: string, at: number): Promise<FileAppender> {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, 'a', await modeIn(dirname(path)));
  try {
    const { size } = await handle.stat();
    if (size < at) throw new RangeError(`${basename(path)} has ${size} bytes, not ${at}`);
    await handle.truncate(at);
  } catch (error) {
    await handle.close();
    throw error;
  }
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let isOpen = true;
  let last: Promise<unknown> = Promise.resolve();
  /** One thing after the other, whoever asks meanwhile. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const writeOut = (): Promise<void> => {
    const pieces = kept;
    kept = [];
    keptBytes = 0;
    return inTurn(() => appendAll(handle, pieces));
  };
  return {
    write: async (bytes) => {
      kept.push(bytes);
      keptBytes += bytes.length;
      if (keptBytes >= appendedBytes) await writeOut();
    },
    flush: async () => {
      await writeOut();
      await handle.datasync();
    },
    cut: async (to) => {
      await writeOut();
      await inTurn(() => handle.truncate(to));
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await writeOut().finally(() => handle.close());
    },
  };
}

/** The pieces go to the disk from where they lie; what it did not take at once goes after. */
async function appendAll(handle: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  if (pieces.length === 0) return;
  const { bytesWritten } = await handle.writev(pieces);
  const left = Buffer.concat(bytesWritten < total(pieces) ? pieces : []).subarray(bytesWritten);
  if (left.length > 0) await handle.appendFile(left);
}

const total = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

/** Makes the new name durable too; Windows neither needs nor allows it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
