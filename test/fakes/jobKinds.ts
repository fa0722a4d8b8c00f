// The real kinds of jobs, carried by whatever a test runs in place of Salesforce.
import { createKinds, type AnyJobSpec, type AnyJobState } from '../../src/core/jobs/kinds';
import { asAnyKinds, type JobRun, type Kinds } from '../../src/core/jobs/jobKind';
import { reduce, replayed as step } from '../../src/core/jobs/reduce';
import type { ExportEvent, ExportState } from '../../src/core/model/export';
import type { JobEvent, JobState } from '../../src/core/model/job';
import type { LoadEvent, LoadState } from '../../src/core/model/load';

export type AnyJobEvent = JobEvent<AnyJobSpec> | LoadEvent | ExportEvent;

export type ScriptedRun = JobRun<AnyJobState>;

/** Every job runs as this one. */
export const checkedKindsOf = (run: ScriptedRun): Kinds<AnyJobState> => createKinds({ load: run, export: run });

/** The same for runs that leave out events, such as the plan of a load: their journals are read all the same. */
export function kindsOf(run: ScriptedRun): Kinds<AnyJobState> {
  const { load, export: query } = checkedKindsOf(run);
  const createCheck = () => () => undefined;
  return { load: { ...load, createCheck }, export: { ...query, createCheck } };
}

const kinds = asAnyKinds(
  kindsOf(async function* () {
    // For reducers alone.
  }),
);

/** The state that these events lead to. */
export const replayed = (events: readonly AnyJobEvent[]): AnyJobState | undefined =>
  events.reduce<JobState | undefined>((state, event) => step(state, event, kinds), undefined) as
    AnyJobState | undefined;
export const replayedLoad = (events: readonly AnyJobEvent[]): LoadState => replayed(events) as LoadState;
export const replayedExport = (events: readonly AnyJobEvent[]): ExportState => replayed(events) as ExportState;

/** Its file was read through. */
export const isPlanned = (state: AnyJobState): boolean => state.kind === 'load' && state.plan !== undefined;

export const reduced = <T extends AnyJobState>(state: T, event: AnyJobEvent): T => reduce(state, event, kinds) as T;
