// The job kind `export`: writes the records of a query to a file.
import type { Progress } from '../kernel/task';
import type { ExportEvent, ExportState } from '../model/export';
import { objectOf } from '../soql/soql';
import { defineKind, type KindResult, type Remaining } from './jobKind';
import { progress } from './progress';
import { createExportCheck } from './exportCheck';
import { exportEvents, exportSpec } from './exportJournal';
import { reduceExport } from './reduceExport';

export const exportKind = defineKind<ExportState, ExportEvent>({
  begin: ({ soql }) => ({ unit: 'records', object: objectOf(soql), parts: [] }),
  reduce: reduceExport,
  spec: exportSpec,
  events: exportEvents,
  createCheck: createExportCheck,
  // Over REST, Salesforce has no query job, so there is nothing to wait for.
  phases: ({ spec }) =>
    spec.rest ? ['preparing', 'downloading', 'finished'] : ['preparing', 'processing', 'downloading', 'finished'],
  progress: exportProgress,
  remaining,
  isLong: () => false,
  result,
});

function exportProgress({ phase, unit, processed, downloaded, succeeded, total }: ExportState): Progress {
  switch (phase) {
    case 'preparing':
    case 'uploading':
      return progress(phase, 'bytes', 0);
    case 'processing':
      return progress(phase, unit, processed, total);
    case 'downloading':
    case 'finished':
      return progress(phase, unit, Math.max(downloaded ?? 0, succeeded), total);
  }
}

/** Over REST, this process requests each page itself. */
function remaining({ query }: ExportState): Remaining {
  return query ? 'wait' : 'send';
}

function result({ query, outcome, spec }: ExportState): Promise<KindResult> {
  return Promise.resolve({
    remoteJobIds: query ? [query.remoteId] : [],
    errors: [],
    files: outcome === 'completed' ? { records: spec.file } : {},
  });
}
