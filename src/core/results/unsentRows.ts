// Writes rows that fail before anything is sent, in the form of a part's failed rows. They come one after another while
// a file is read, and there may be as many as the file has.
import { writeRowError, type RowError } from '../errors/rowError';
import { csvLine } from '../csv/csvLine';
import { joined } from '../csv/csvScan';
import type { CsvDialect, FailureGroup } from '../model/load';
import type { Files, FileWriter } from '../ports';
import { FailureGroups } from './failureGroups';
import { sourceLineOf, type IndexEntry, type RowFiles } from './layout';
import { RowWriter } from './rowWriter';
import { writeIndex } from './writeIndex';

export class UnsentRows {
  /** The line of the first row in the file that was loaded first. */
  firstLine = 0;
  readonly #groups = new FailureGroups();
  readonly #delimiter: string;
  readonly #csv: FileWriter;
  readonly #index: FileWriter;
  readonly #rows: RowWriter;
  #marks: readonly number[] = [];
  #entries: IndexEntry[] = [];

  /** The files are there only when there are rows. */
  constructor(to: RowFiles, files: Files, { delimiter }: Pick<CsvDialect, 'delimiter'>) {
    this.#delimiter = delimiter;
    this.#csv = writerOnDemand(to.csv, files);
    this.#index = writerOnDemand(to.index, files);
    this.#rows = new RowWriter(this.#csv, delimiter.charCodeAt(0));
  }

  get count(): number {
    return this.#rows.count;
  }

  /** `cells` without line ending; their memory may be used again. `line` as in the index. */
  add(cells: Uint8Array, line: number, errors: readonly RowError[]): void {
    const error = writeRowError(errors);
    const leading = new TextEncoder().encode(csvLine(['', error, ''], { delimiter: this.#delimiter }).slice(0, -1));
    const bytes = joined([leading, cells]);
    if (this.count === 0) this.firstLine = sourceLineOf(line);
    const place = this.#rows.put({ bytes, start: 0, at: leading.length, end: bytes.length, line });
    this.#entries.push({ ...place, line, group: this.#markOf(this.#groups.add(error)) });
  }

  #markOf(group: number): number {
    if (group >= this.#marks.length) this.#marks = this.#groups.marks();
    return this.#marks[group] ?? 0;
  }

  /** Writes what is there to the disk; call it after each block of rows. */
  async drain(): Promise<void> {
    await this.#rows.drain();
    if (this.#entries.length > 0) await writeIndex(this.#entries.splice(0), this.#index);
  }

  /** The index comes last: where it exists, the CSV is whole. Returns why the rows failed. */
  async close(): Promise<readonly FailureGroup[]> {
    if (this.count > 0) {
      await this.drain();
      await this.#rows.close();
      await this.#index.close();
    }
    return this.#groups.list();
  }

  async discard(): Promise<void> {
    await this.#csv.discard();
    await this.#index.discard();
  }
}

function writerOnDemand(path: string, files: Files): FileWriter {
  let writer: FileWriter | undefined;
  return {
    write: async (bytes) => (writer ??= await files.write(path)).write(bytes),
    close: async () => writer?.close(),
    discard: async () => writer?.discard(),
  };
}
