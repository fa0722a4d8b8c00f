// Writes several files together: none of them stays open, whichever fails first.
import type { FileWriter, Files } from '../ports';

/** A writer that the work has opened and not closed is discarded. */
export async function withWriters<T>(
  files: Files,
  work: (open: (path: string) => Promise<FileWriter>) => Promise<T>,
): Promise<T> {
  const opened: FileWriter[] = [];
  const open = async (path: string): Promise<FileWriter> => {
    const writer = await files.write(path);
    opened.push(writer);
    return writer;
  };
  try {
    return await work(open);
  } finally {
    await Promise.all(opened.map((writer) => writer.discard()));
  }
}
