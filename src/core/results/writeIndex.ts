// Writes the index of a list's CSV.
import { entryBytes, writeEntry, type IndexEntry } from './layout';
import type { FileWriter } from '../ports';

const entriesPerWrite = 4096;

/** In the order given; does not close the writer. */
export async function writeIndex(entries: Iterable<IndexEntry>, writer: FileWriter): Promise<void> {
  const view = new DataView(new ArrayBuffer(entryBytes * entriesPerWrite));
  let at = 0;
  for (const entry of entries) {
    writeEntry(view, at, entry);
    at += entryBytes;
    if (at < view.byteLength) continue;
    await writer.write(new Uint8Array(view.buffer));
    at = 0;
  }
  if (at > 0) await writer.write(new Uint8Array(view.buffer, 0, at));
}
