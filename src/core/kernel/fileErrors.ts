// Files whose troubles are sentences: which file could not be read or written, and why.
import { SalesforceError } from '../errors/salesforceError';
import type { FileAppender, Files, FileWriter, ReadRange } from '../ports';

/** All of it throws `input.unreadable` and `input.cannotWrite` when the disk refuses. */
export function withFileErrors(files: Files): Files {
  return {
    ...files,
    facts: (path) => whileReading(path, () => files.facts(path)),
    read: (path, range) => read(files, path, range),
    write: async (path) => toldWriter(await whileWriting(path, () => files.write(path)), path),
    append: async (path, at) => toldAppender(await whileWriting(path, () => files.append(path, at)), path),
    rename: (from, to) => whileWriting(to, () => files.rename(from, to)),
    remove: (path) => whileWriting(path, () => files.remove(path)),
  };
}

async function* read(files: Files, path: string, range: ReadRange | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* files.read(path, range);
  } catch (error) {
    throw told(error, 'input.unreadable', path);
  }
}

const toldWriter = (writer: FileWriter, path: string): FileWriter => ({
  write: (bytes) => whileWriting(path, () => writer.write(bytes)),
  close: () => whileWriting(path, writer.close),
  discard: () => whileWriting(path, writer.discard),
});

const toldAppender = (appender: FileAppender, path: string): FileAppender => ({
  write: (bytes) => whileWriting(path, () => appender.write(bytes)),
  flush: () => whileWriting(path, appender.flush),
  cut: (at) => whileWriting(path, () => appender.cut(at)),
  close: () => whileWriting(path, appender.close),
});

async function whileReading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw told(error, 'input.unreadable', path);
  }
}

/** For whatever else ends in that file. */
export async function whileWriting<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw told(error, 'input.cannotWrite', path);
  }
}

/** What a file system throws has a code; everything else is not about the disk. */
function told(error: unknown, code: 'input.unreadable' | 'input.cannotWrite', file: string): unknown {
  const isOfDisk = error instanceof Error && 'code' in error && typeof error.code === 'string';
  if (!isOfDisk || error instanceof SalesforceError) return error;
  return new SalesforceError(code, { file, reason: error.message }, { cause: error });
}
