// The files of this computer.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { FileAppender, FileFacts, FileWriter, Files, ReadRange } from '../core/ports';
import { syncFolder } from './durable';
import { namesIn } from './folderNames';

/** Large enough that reading costs less than processing the bytes. */
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
    list: namesIn,
    join: (...parts) => join(...parts),
    isInside,
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

async function isInside(path: string, folder: string): Promise<boolean> {
  const way = relative(await realpath(folder), await realpath(path));
  return way !== '' && way.split(sep)[0] !== '..' && !isAbsolute(way);
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
      // A new buffer each time, because the previous one can still be in use by a socket. One chunk is read ahead.
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

/** A file gets the permissions of its folder, so a file from a private folder stays private when it is moved. */
const modeIn = async (folder: string): Promise<number> => (await stat(folder)).mode & 0o666;

/** Writes to a draft in the same folder, so that a rename replaces the target in one step. */
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

/** Bytes that are collected before a write to the disk. */
const appendBufferBytes = 1024 * 1024;

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
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let isOpen = true;
  let last: Promise<unknown> = Promise.resolve();
  /** Runs disk operations one after another. */
  const inSequence = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  const writeOut = (): Promise<void> => {
    const pieces = pending;
    pending = [];
    pendingBytes = 0;
    return inSequence(() => appendAll(handle, pieces));
  };
  return {
    write: async (bytes) => {
      pending.push(bytes);
      pendingBytes += bytes.length;
      if (pendingBytes >= appendBufferBytes) await writeOut();
    },
    flush: async () => {
      await writeOut();
      await handle.datasync();
    },
    cut: async (to) => {
      await writeOut();
      await inSequence(() => handle.truncate(to));
    },
    close: async () => {
      if (!isOpen) return;
      isOpen = false;
      await writeOut().finally(() => handle.close());
    },
  };
}

/** Writes the pieces without copying them, then whatever a partial write left over. */
async function appendAll(handle: FileHandle, pieces: readonly Uint8Array[]): Promise<void> {
  if (pieces.length === 0) return;
  const { bytesWritten } = await handle.writev(pieces);
  const left = Buffer.concat(bytesWritten < total(pieces) ? pieces : []).subarray(bytesWritten);
  if (left.length > 0) await handle.appendFile(left);
}

const total = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
