// A small load for tests of jobs: its spec, its events and a run that a test can abort.
import type { LoadSpec } from '../../src/core/model/load';
import type { AnyJobEvent, ScriptedRun } from './jobKinds';

export const insertSpec: LoadSpec = {
  kind: 'load',
  orgId: 'org',
  file: 'a.csv',
  object: 'Account',
  operation: 'insert',
};

export type Planned = Extract<AnyJobEvent, { readonly type: 'planned' }>;

/** A plan with parts of ten bytes and `recordsPerPart` rows each, after a header of five bytes. */
export const plannedLoad = (partCount: number, recordsPerPart = 1): Planned => ({
  at: 1,
  type: 'planned',
  sizeBytes: 5 + partCount * 10,
  modifiedMs: 0,
  sha256: '',
  records: partCount * recordsPerPart,
  columns: ['Name'],
  rewritten: false,
  dialect: { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
  parts: Array.from({ length: partCount }, (_, index) => ({
    index,
    start: 5 + index * 10,
    end: 15 + index * 10,
    records: recordsPerPart,
    firstLine: 2 + index * recordsPerPart,
    sha256: '',
  })),
});

export const completed: AnyJobEvent = { at: 9, type: 'finished', outcome: 'completed' };

export const neverAborted = new AbortController().signal;

/** Yields the events. Without `finished` among them, it then runs until the job is aborted or the run is detached. */
export const scripted = (events: readonly AnyJobEvent[]): ScriptedRun =>
  async function* (_state, { abortRequested }, { signal }) {
    yield* events;
    if (events.at(-1)?.type === 'finished') return;
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      if (abortRequested.aborted) resolve();
      abortRequested.addEventListener('abort', () => resolve());
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
    yield { at: 9, type: 'finished', outcome: 'aborted' };
  };
