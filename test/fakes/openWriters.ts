// Files that know which of their writers are still open, and of which one file cannot be opened.
import type { FileWriter, Files } from '../../src/core/ports';

export interface WatchedFiles extends Files {
  /** The paths of writers that were neither closed nor discarded. */
  readonly open: Set<string>;
}

/** Writing to a path that ends in `broken` fails. */
export function watchWriters(files: Files, broken: string): WatchedFiles {
  const open = new Set<string>();
  const watched = (path: string, writer: FileWriter): FileWriter => {
    open.add(path);
    const end = async (how: () => Promise<void>): Promise<void> => {
      await how();
      open.delete(path);
    };
    return { write: writer.write, close: () => end(writer.close), discard: () => end(writer.discard) };
  };
  return {
    ...files,
    open,
    write: async (path) => {
      if (path.endsWith(broken)) throw new Error(`${path} cannot be opened`);
      return watched(path, await files.write(path));
    },
  };
}
