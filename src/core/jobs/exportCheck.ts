// Finds events of an export that contradict each other: each is valid alone, and together they are of no export.
import type { ExportEvent } from '../model/export';
import type { GeneralEvent } from './jobKind';

/** Call it with each event of one journal, in order. Throws at the first that contradicts those before it. */
export function createExportCheck(): (event: ExportEvent | GeneralEvent) => void {
  let hasQuery = false;
  let counted: number | undefined;
  let saved = { records: 0, bytes: 0 };
  return (event) => {
    switch (event.type) {
      case 'queryCreated':
        hasQuery = true;
        return;
      case 'closed':
      case 'processing':
        if (!hasQuery || event.part !== 0) throw new Error('it is about a query job that was not created');
        return;
      case 'queryCounted':
        counted = event.records;
        return;
      case 'finished':
        if (event.outcome === 'completed') checkCompleted(counted, saved.records);
        return;
      case 'pageSaved': {
        const { records, bytes } = event;
        if (records < saved.records || bytes < saved.bytes) throw new Error('a page makes the file shorter');
        saved = { records, bytes };
        return;
      }
      case 'restarted':
        saved = { records: 0, bytes: 0 };
        return;
      default:
    }
  };
}

function checkCompleted(counted: number | undefined, saved: number): void {
  if (counted === undefined) throw new Error('the export is completed without a count of its records');
  if (saved !== counted) throw new Error(`the export is completed with ${saved} of ${counted} records`);
}
