// Bulk API 1.0 jobs of other tools, which appear in the job lists of Bulk API 2.0.
import { idOf } from '../data/ids';
import { toWireMoment } from '../data/rowCodec';
import type { Org } from '../org/org';

export interface ClassicSpec {
  readonly object: string;
  readonly operation: string;
  /** Bulk API 1.0 has its own states: a job is Closed when all its batches were added. */
  readonly state: 'Open' | 'Closed' | 'Aborted' | 'Failed';
}

interface ClassicJob extends ClassicSpec {
  readonly id: string;
  readonly createdMs: number;
}

/** All bulk jobs have the same key prefix, so these numbers start above those of query jobs. */
const firstJobNumber = 2_000_000_000;
const classicApiVersion = 45;

export class ClassicJobs {
  readonly #org: Org;
  #jobs: ClassicJob[] = [];

  constructor(org: Org) {
    this.#org = org;
  }

  add(spec: ClassicSpec): string {
    const id = idOf('750', firstJobNumber + this.#jobs.length);
    this.#jobs.push({ ...spec, id, createdMs: this.#org.now() });
    return id;
  }

  /** The entries of a job list for this job type; null means all types. */
  list(jobType: string | null): readonly Record<string, unknown>[] {
    if (jobType !== null && jobType !== 'Classic') return [];
    return this.#jobs.map(({ id, object, operation, state, createdMs }) => ({
      id,
      operation,
      object,
      createdById: this.#org.adminUserId,
      createdDate: toWireMoment(createdMs),
      systemModstamp: toWireMoment(createdMs),
      state,
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion: classicApiVersion,
      jobType: 'Classic',
    }));
  }

  clear(): void {
    this.#jobs = [];
  }
}
