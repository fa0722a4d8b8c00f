// Jobs that other tools made with Bulk API 1.0: the lists of Bulk API 2.0 show them, and nothing else here knows them
// (facts §4.1, §5).
import { idOf } from '../data/ids';
import { toWireMoment } from '../data/rowCodec';
import type { Org } from '../org/org';

export interface ClassicSpec {
  readonly object: string;
  readonly operation: string;
  /** Salesforce's own words differ from those of 2.0: a job that has all its batches is Closed. */
  readonly state: 'Open' | 'Closed' | 'Aborted' | 'Failed';
}

interface ClassicJob extends ClassicSpec {
  readonly id: string;
  readonly createdMs: number;
}

/** They share the key prefix of all bulk jobs, so they count from further on than queries. */
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

  /** As they stand in a list for jobs of this type; null asks for all. */
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
