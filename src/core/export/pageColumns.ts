// Holds all pages of an export to the same columns. What was answered instead of a page, by a proxy for example, would
// else be written into the file, or values under the names of other columns.
import type { ExportFormat } from '../model/export';
import { columnsKey } from './draftColumns';
import { incompleteRecords, otherColumns } from './pageErrors';

export interface ColumnsOfPage {
  /** Of those that are fetched now, from 0 in their order. */
  readonly turn: number;
  /** Undefined for a page that is empty. */
  readonly columns: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

export interface PageColumns {
  /**
   * Resolves once the columns of the first page are known and those of this page are the same. Throws
   * `network.otherColumns` and `network.incompleteRecords`: another download may bring the right page.
   */
  readonly check: (page: ColumnsOfPage) => Promise<void>;
}

interface Expected {
  readonly format: ExportFormat;
  /** Those of the file that an earlier run began, as `columnsKey` names them. */
  readonly written: string | undefined;
  /** Records of the whole query. One without records may have an empty page. */
  readonly total: number;
}

/** Pages are downloaded at the same time, so the first may come after the others. */
export function createPageColumns({ format, written, total }: Expected): PageColumns {
  let known = written;
  let setKnown: () => void = () => undefined;
  const isKnown = new Promise<void>((resolve) => (setKnown = resolve));
  return {
    check: async ({ turn, columns, signal }) => {
      if (!columns && total > 0) throw incompleteRecords();
      if (!columns) return;
      const own = columnsKey(columns, format);
      if (turn === 0) {
        // The first page may have been downloaded again.
        known = written ?? own;
        setKnown();
      } else if (known === undefined) await unlessAborted(isKnown, signal);
      if (own !== known) throw otherColumns(columns);
    },
  };
}

/** Rejects with the signal's reason when it aborts. */
function unlessAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve).finally(() => signal.removeEventListener('abort', abort));
  });
}
