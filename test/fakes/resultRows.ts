// Result files of one part of a job, with an index that fits them.
import { entryBytes, partFiles, writeEntry, type RowList } from '../../src/core/results/layout';
import type { MemoryFiles } from './memoryFiles';

export interface ResultRows {
  readonly list: RowList;
  /** The failure group of each row; 0 for none. */
  readonly marks: readonly number[];
  /** The cells before the line. */
  readonly leading: string;
}

/** The rows are on the lines from 2 on. */
export function putResultRows(files: MemoryFiles, folder: string, { list, marks, leading }: ResultRows): void {
  const lines = marks.map((_, index) => `${leading}${index + 2},Moss ${index}\n`);
  const header = `${leading}sf__Line,Name\n`;
  let offset = header.length;
  const view = new DataView(new ArrayBuffer(entryBytes * marks.length));
  marks.forEach((group, index) => {
    const lengthBytes = (lines[index] as string).length - 1;
    writeEntry(view, index * entryBytes, { offset, lengthBytes, line: index + 2, group, sequence: index });
    offset += lengthBytes + 1;
  });
  const { csv, index } = partFiles({ files, folder }, list, 0);
  files.put(csv, header + lines.join(''));
  files.put(index, new Uint8Array(view.buffer));
}
