// Wraps Files so that disk errors say which file could not be read or written, and why.
import { SalesforceError } from '../errors/salesforceError';
import type { FileAppender, Files, FileWriter, ReadRange } from '../ports';

/** Every method throws `input.unreadable` or `input.cannotWrite` when the file system reports an error. */
export function withFileErrors(files: Files): Files {
  return {
    ...files,
    facts: (path) => whileReading(path, () => files.facts(path)),
    read: (path, range) => read(files, path, range),
    write: async (path) => withWriterErrors(await whileWriting(path, () => files.write(path)), path),
    append: async (path, at) => withAppenderErrors(await whileWriting(path, () => files.append(path, at)), path),
    rename: (from, to) => whileWriting(to, () => files.rename(from, to)),
    isInside: (path, folder) => whileReading(path, () => files.isInside(path, folder)),
    remove: (path) => whileWriting(path, () => files.remove(path)),
  };
}

async function* read(files: Files, path: string, range: ReadRange | undefined): AsyncGenerator<Uint8Array> {
  try {
    yield* files.read(path, range);
  } catch (error) {
    throw toFileError(error, 'input.unreadable', path);
  }
}

const withWriterErrors = (writer: FileWriter, path: string): FileWriter => ({
  write: (bytes) => whileWriting(path, () => writer.write(bytes)),
  close: () => whileWriting(path, writer.close),
  discard: () => whileWriting(path, writer.discard),
});

const withAppenderErrors = (appender: FileAppender, path: string): FileAppender => ({
  write: (bytes) => whileWriting(path, () => appender.write(bytes)),
  flush: () => whileWriting(path, appender.flush),
  cut: (at) => whileWriting(path, () => appender.cut(at)),
  close: () => whileWriting(path, appender.close),
});

/** For other work that reads the file. */
export async function whileReading<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFileError(error, 'input.unreadable', path);
  }
}

/** For other work that writes to the file. */
export async function whileWriting<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFileError(error, 'input.cannotWrite', path);
  }
}

/** File system errors have a code. Every other error passes unchanged. */
function toFileError(error: unknown, code: 'input.unreadable' | 'input.cannotWrite', file: string): unknown {
  const isDiskError = error instanceof Error && 'code' in error && typeof error.code === 'string';
  if (!isDiskError || error instanceof SalesforceError) return error;
  return new SalesforceError(code, { file, reason: error.message }, { cause: error });
}
