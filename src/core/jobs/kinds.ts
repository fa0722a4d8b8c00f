// Which generator carries which kind of job: a new kind is a row of this table.
import type { JobEvent, JobKind, JobState, SpecOf } from '../model/job';
import type { Task } from '../kernel/task';
import type { JobRunner, RunOptions } from './jobRuns';

export type Runners = {
  readonly [K in JobKind]: (state: JobState<SpecOf<K>>, run: RunOptions, task: Task) => AsyncGenerator<JobEvent>;
};

/** The compiler cannot see that a spec's kind picks the row made for it. */
export const runnerOf =
  (runners: Runners): JobRunner =>
  (state, run, task) =>
    (runners[state.spec.kind] as JobRunner)(state, run, task);
