// The job kind `load`: loads a CSV file into one object.
import type { Progress } from '../kernel/task';
import type { LoadEvent, LoadState, PartState } from '../model/load';
import type { ColumnNames } from '../model/mapping';
import { rowLists } from '../results/layout';
import { defineKind, type KindResult, type Remaining, type ResultReader } from './jobKind';
import { progress } from './progress';
import { createLoadCheck } from './loadCheck';
import { loadEvents, loadSpec } from './loadJournal';
import { reduceLoad } from './reduceLoad';
import { checkUntaken } from './retry/retry';

export const loadKind = defineKind<LoadState, LoadEvent>({
  begin: ({ object }) => ({
    unit: 'rows',
    object,
    parts: [],
    partsLeft: { toUpload: 0, toProcess: 0 },
    groups: [],
    processedOverTime: [],
  }),
  reduce: reduceLoad,
  spec: loadSpec,
  events: loadEvents,
  createCheck: createLoadCheck,
  // Without bulk jobs there is no upload: each call sends rows and returns their results.
  phases: ({ plan }) => [
    'preparing',
    ...((plan?.route?.api ?? 'bulk') === 'bulk' ? (['uploading'] as const) : []),
    'processing',
    'downloading',
    'finished',
  ],
  progress: loadProgress,
  remaining,
  isLong: ({ plan }) => plan?.route?.wait === false,
  result,
  write: ({ operation, object, file, dialect, mapping }, state) => ({
    operations: [operation],
    objects: [object],
    file,
    ...(dialect && { dialect }),
    ...(mapping && { names: namesOf(mapping) }),
    ...(state?.plan && { rows: state.plan.records, inputSha256: state.plan.sha256 }),
  }),
  checkStart: checkUntaken,
  rows: ({ plan, parts, groups }) => ({
    parts: parts.filter((part) => part.phase === 'finished').map((part) => part.plan.index),
    columns: plan?.columns ?? [],
    delimiter: plan?.dialect.delimiter ?? ',',
    groups,
  }),
});

function loadProgress(state: LoadState): Progress {
  const { phase, reading, total, unit, parts, succeeded, failed, unprocessed, unknown } = state;
  switch (phase) {
    case 'preparing':
      return progress(phase, 'bytes', reading?.readBytes ?? 0, reading?.totalBytes);
    case 'uploading':
      return progress(phase, 'bytes', sum(parts, sentBytes), sum(parts, plannedBytes));
    case 'processing':
      return progress(phase, unit, state.processed, total);
    case 'downloading':
    case 'finished':
      return progress(phase, unit, succeeded + failed + unprocessed + unknown, total);
  }
}

const sum = (parts: readonly PartState[], valueOf: (part: PartState) => number): number =>
  parts.reduce((total, part) => total + valueOf(part), 0);
const sentBytes = (part: PartState): number => part.sentBytes;
const plannedBytes = ({ plan }: PartState): number => plan.end - plan.start;

/** This process sends a part without a remote job itself, call by call. */
function remaining({ parts }: LoadState): Remaining {
  const isSent = ({ phase, remoteId }: PartState): boolean =>
    phase === 'finished' || (remoteId !== undefined && (phase === 'processing' || phase === 'downloading'));
  if (parts.length === 0 || !parts.every(isSent)) return 'send';
  return parts.every(({ phase }) => phase === 'finished') ? 'collect' : 'wait';
}

async function result({ jobId, parts, failed }: LoadState, reader: ResultReader): Promise<KindResult> {
  const { rows, resultFile, maxErrors, signal } = reader;
  const limit = failed === 0 ? 0 : maxErrors;
  const first = limit === 0 ? [] : (await rows(jobId, { list: 'failed', offset: 0, limit }, signal)).rows;
  const found = await Promise.all(rowLists.map(async (list) => [list, await resultFile(jobId, list)] as const));
  return {
    remoteJobIds: parts.flatMap(({ remoteId }) => remoteId ?? []),
    errors: first.map(({ line, addedLine, recordId, code, message, fields }) => ({
      line,
      ...(addedLine !== undefined && { addedLine }),
      recordId,
      statusCode: code,
      message,
      fields,
    })),
    files: Object.fromEntries(found.flatMap(([list, path]) => (path === undefined ? [] : [[list, path] as const]))),
  };
}

const namesOf = ({ headers, firstLine }: ColumnNames): ColumnNames => ({
  ...(headers && { headers }),
  ...(firstLine && { firstLine }),
});
