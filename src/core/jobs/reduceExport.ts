// Reduces the events of an export to its state: its query job, its pages and its file.
import type { ErrorData } from '../model/job';
import type { ExportEvent, ExportState } from '../model/export';
import type { PartState, RemoteEvent } from '../model/load';
import { freshPart } from '../model/parts';
import { enter, remoteStep, withoutDelay } from './phases';

type EventOf<T extends ExportEvent['type']> = Extract<ExportEvent, { readonly type: T }>;

export function reduceExport(state: ExportState, event: ExportEvent): ExportState {
  switch (event.type) {
    case 'queryCreated':
      return enter(withQuery(state, event), 'processing', event.at);
    case 'closed':
    case 'processing':
      return withRemote(state, event);
    case 'queryCounted':
      return enter({ ...state, total: event.records, processed: event.records }, 'downloading', event.at);
    case 'downloading':
      return { ...state, downloaded: Math.max(state.downloaded ?? 0, event.records) };
    case 'pageSaved':
      return { ...state, ...saved(state, event.records), written: { bytes: event.bytes, next: event.next } };
    case 'restarted':
      return restarted(state, event.error);
  }
}

function restarted({ written: _, downloaded: _downloaded, ...state }: ExportState, error: ErrorData): ExportState {
  return { ...state, ...saved(state, 0), restarted: error };
}

/** Views show the query job as a part. It uploads nothing, so its plan is empty. */
function withQuery(state: ExportState, { remoteId, apiVersion }: EventOf<'queryCreated'>): ExportState {
  const plan = { index: 0, start: 0, end: 0, records: 0, firstLine: 0, sha256: '' };
  const part: PartState = { ...freshPart(plan), phase: 'processing', remoteId, remoteState: 'UploadComplete' };
  return { ...state, query: { remoteId, apiVersion }, parts: [part] };
}

function withRemote(state: ExportState, event: RemoteEvent): ExportState {
  const [before] = state.parts;
  if (!before) return state;
  const part = remoteStep(before, event);
  const phase = part.phase === 'downloading' ? 'downloading' : 'processing';
  return enter({ ...withoutDelay(state), parts: [part], processed: part.processed }, phase, event.at);
}

const saved = ({ parts }: Pick<ExportState, 'parts'>, succeeded: number): Pick<ExportState, 'succeeded' | 'parts'> => ({
  succeeded,
  parts: parts.map((part) => ({ ...part, succeeded })),
});
