// A query into a file.
import type { ExportSpec, JobEvent, JobState } from '../kernel/job';

export async function* exportQuery(state: JobState<ExportSpec>): AsyncGenerator<JobEvent> {
  yield await Promise.resolve({ at: state.createdAt, type: 'finished', end: 'refused' });
}
