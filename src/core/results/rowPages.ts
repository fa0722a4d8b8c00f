// Reads pages of a job's result rows, sorted and filtered. A page costs the same at every place of the list.
import { readRowError } from '../errors/rowError';
import { SalesforceError } from '../errors/salesforceError';
import { readCells } from '../csv/csvCells';
import { csvLine } from '../csv/csvLine';
import type { RowFailure } from '../model/load';
import { addedLineOf, hasNoResultColumns, leadingColumns, sourceLineOf, type RowList } from './layout';
import type { Clock, FileWriter, Files, Sha256 } from '../ports';
import { CheckedFiles } from './checkedFiles';
import { createOrderCache } from './orderCache';
import type { RowChoice, RowPage, RowQuery, RowView } from './rowQuery';
import { findRows, readRowsAt, type FoundRow, type RowSource } from './rowSource';

export interface RowReader {
  readonly page: (view: RowView, query: RowQuery, signal: AbortSignal) => Promise<RowPage>;
  /**
   * All rows of the query as CSV with header, as in the job's files; closes the writer, or discards it when it fails.
   */
  readonly exportRows: (view: RowView, query: RowChoice, writer: FileWriter, signal: AbortSignal) => Promise<void>;
  /** The numbers of all rows of the query in its order (see rowSource). */
  readonly numbers: (view: RowView, query: RowChoice, signal: AbortSignal) => Promise<Uint32Array>;
  /** Drops what is cached for the folder. */
  readonly forget: (folder: string) => void;
}

const rowsPerExportRead = 20_000;

/** Throws `job.resultFileChanged` before rows are read by their places in a file that was changed. */
export function createRowReader(files: Files, clock: Clock, sha256: () => Sha256): RowReader {
  const orders = createOrderCache(clock);
  const checked = new CheckedFiles(sha256);

  const select = async (view: RowView, query: RowChoice, signal: AbortSignal): Promise<Selection> => {
    const source = await findRows(files, view, query.list);
    if (readsCsv(query)) await checked.requireUnchanged(source);
    const order = await orders.of(source, view, query).get(signal);
    return { source, total: order?.length ?? source.total, rowAt: (at) => (order ? (order[at] as number) : at) };
  };

  const readPage: RowReader['page'] = async (view, query, signal) => {
    const selection = await select(view, query, signal);
    await checked.requireUnchanged(selection.source);
    const rows = await readRowsAt(selection.source, numbers(selection, query.offset, query.limit));
    const delimiter = view.delimiter.charCodeAt(0);
    return {
      total: selection.total,
      columns: view.columns,
      rows: rows.map((row) => toRowFailure(row, query.list, delimiter)),
      numbers: rows.map(({ number }) => number),
    };
  };

  return {
    page: async (view, query, signal) => {
      try {
        return await readPage(view, query, signal);
      } catch (error) {
        if (signal.aborted || isChange(error)) throw error;
        // The files of the parts may just have been merged, so the rows are in other files now.
        return readPage(view, query, signal);
      }
    },
    exportRows: async (view, query, writer, signal) => {
      try {
        const selection = await select(view, query, signal);
        await checked.requireUnchanged(selection.source);
        await writer.write(new TextEncoder().encode(headerOf(view, query.list)));
        for await (const rows of batches(selection, signal)) await writer.write(joinRows(rows));
        await writer.close();
      } finally {
        await writer.discard();
      }
    },
    numbers: async (view, query, signal) => {
      const { total, rowAt } = await select(view, query, signal);
      return Uint32Array.from({ length: total }, (_, place) => rowAt(place));
    },
    forget: (folder) => {
      orders.forget(folder);
      checked.forget({ files, folder });
    },
  };
}

/** A second look would read the same file to the end again. */
const isChange = (error: unknown): boolean =>
  error instanceof SalesforceError && error.code === 'job.resultFileChanged';

/** Whether the order of the rows depends on their values. */
const readsCsv = ({ text = '', sort }: RowChoice): boolean => text !== '' || typeof sort?.by === 'number';

interface Selection {
  readonly source: RowSource;
  readonly total: number;
  /** The number of the row at a place of the query's order. */
  readonly rowAt: (place: number) => number;
}

function numbers({ total, rowAt }: Selection, offset: number, limit: number): number[] {
  const count = Math.max(0, Math.min(limit, total - offset));
  return Array.from({ length: count }, (_, index) => rowAt(offset + index));
}

const headerOf = ({ columns, delimiter }: RowView, list: RowList): string =>
  csvLine([...leadingColumns[list], ...columns], { delimiter });

async function* batches(selection: Selection, signal: AbortSignal): AsyncGenerator<readonly FoundRow[]> {
  for (let offset = 0; offset < selection.total; offset += rowsPerExportRead) {
    signal.throwIfAborted();
    yield await readRowsAt(selection.source, numbers(selection, offset, rowsPerExportRead));
  }
}

function joinRows(rows: readonly FoundRow[]): Uint8Array {
  const whole = new Uint8Array(rows.reduce((sum, { bytes }) => sum + bytes.length + 1, 0));
  let at = 0;
  for (const { bytes } of rows) {
    whole.set(bytes, at);
    at += bytes.length;
    whole[at++] = 0x0a;
  }
  return whole;
}

function toRowFailure({ entry, bytes }: FoundRow, list: RowList, delimiter: number): RowFailure {
  const cells = readCells(bytes, 0, bytes.length, delimiter);
  const values = cells.slice(leadingColumns[list].length);
  const recordId = hasNoResultColumns(list) ? '' : (cells[0] ?? '');
  const { code, message, fields } = list === 'failed' ? readRowError(cells[1] ?? '') : noError;
  const addedLine = addedLineOf(entry.line);
  return {
    line: sourceLineOf(entry.line),
    ...(addedLine > 0 && { addedLine }),
    recordId,
    code,
    message,
    fields,
    values,
  };
}

const noError = { code: '', message: '', fields: [] };
