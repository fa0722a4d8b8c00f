// The table of job kinds. A new kind needs an entry here, its types and its own files.
import type { Progress } from '../kernel/task';
import type { ExportSpec, ExportState } from '../model/export';
import type { JobPhase, JobState } from '../model/job';
import type { LoadSpec, LoadState } from '../model/load';
import { exportKind } from './exportKind';
import { asAnyRows, kindOf, type JobRun, type KindRow, type KindRows, type Kinds } from './jobKind';
import { loadKind } from './loadKind';

export type AnyJobState = LoadState | ExportState;
export type AnyJobSpec = AnyJobState['spec'];

type Runs<T extends JobState> = { readonly [K in T['kind']]: JobRun<Extract<T, { readonly kind: K }>> };

const rows: KindRows<AnyJobState> = { load: loadKind, export: exportKind };

export const createKinds = (runs: Runs<AnyJobState>): Kinds<AnyJobState> => ({
  load: { ...rows.load, run: runs.load },
  export: { ...rows.export, run: runs.export },
});

const rowOf = (state: AnyJobState): KindRow<JobState> => kindOf(asAnyRows(rows), state);

/** The progress of a job in its current phase. */
export const progressOf = (state: AnyJobState): Progress => rowOf(state).progress(state);

/** The phases of a job, in order. */
export const phasesOf = (state: AnyJobState): readonly JobPhase[] => rowOf(state).phases(state);

/** `queryAll` includes deleted and archived records. */
type QuerySpec = Omit<ExportSpec, 'kind' | 'all'> & { readonly operation: 'query' | 'queryAll' };

/** A spec as scripts write it: with an operation instead of a kind. */
export type RunSpec = Omit<LoadSpec, 'kind'> | QuerySpec;

export function toJobSpec(spec: RunSpec | AnyJobSpec): AnyJobSpec {
  if ('kind' in spec) return spec;
  if (!('soql' in spec)) return { kind: 'load', ...spec };
  const { operation, ...query } = spec;
  return { kind: 'export', ...query, ...(operation === 'queryAll' && { all: true }) };
}
