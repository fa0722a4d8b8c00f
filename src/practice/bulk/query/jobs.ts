// All query jobs of the org: creates, runs, aborts and deletes them.
import { idOf } from '../../data/ids';
import { refuse, type Refusal } from '../../http/http';
import type { JobAction } from '../../org/faults';
import type { Org } from '../../org/org';
import { stateInMessages } from '../job';
import { hold, pause } from '../run';
import type { QueryJob, QueryJobSpec, QueryJobState } from './job';
import { finish } from '../../soql/steps';

/** Query jobs have the key prefix of ingest jobs, so their numbers start higher. */
const firstJobNumber = 1_000_000_000;
const resultLifeMs = 7 * 86_400_000;

export class QueryJobs {
  readonly #org: Org;
  readonly #byId = new Map<string, QueryJob>();
  /** Part of the ids of the jobs, so it must never become less. */
  createdCount = 0;

  constructor(
    org: Org,
    /** Rows of a result page when the client sets no `maxRecords`. */
    readonly rowsPerPage: number,
  ) {
    this.#org = org;
  }

  /** The job starts by itself in a later turn of the event loop. */
  create(spec: QueryJobSpec, createdById: string): QueryJob {
    const { bulkQueryJobs } = this.#org.limits;
    if (bulkQueryJobs.used >= bulkQueryJobs.max) {
      throw refuse(400, 'EXCEEDEDQUOTA', 'ExceededQuota : ApiBulkQueryJobs Limit exceeded.');
    }
    bulkQueryJobs.used += 1;
    const nowMs = this.#org.now();
    const job: QueryJob = {
      id: idOf('750', firstJobNumber + this.createdCount),
      spec,
      createdById,
      createdMs: nowMs,
      changedMs: nowMs,
      state: 'UploadComplete',
      errorMessage: undefined,
      rows: [],
      totalMs: 0,
    };
    this.createdCount += 1;
    this.#byId.set(job.id, job);
    setImmediate(() => void this.#run(job));
    return job;
  }

  /** By id with 15 or 18 characters. */
  find(id: string): QueryJob | undefined {
    this.#deleteExpired();
    return this.#byId.get(id) ?? [...this.#byId.values()].find((job) => job.id.slice(0, 15) === id);
  }

  /** Newest first; Salesforce guarantees no order. */
  list(): readonly QueryJob[] {
    this.#deleteExpired();
    return [...this.#byId.values()].reverse();
  }

  abort(job: QueryJob): void {
    if (!isRunning(job)) throw wrongState(`Aborting already ${stateInMessages[job.state]} Job not allowed`);
    this.#enter(job, 'Aborted');
  }

  delete(job: QueryJob): void {
    if (isRunning(job)) throw wrongState(`Deleting ${job.state} Job not allowed`);
    this.#byId.delete(job.id);
  }

  /** Removes a job in any state, as if another user had deleted it. */
  forget(id: string): void {
    const job = this.#byId.get(id);
    if (job === undefined) return;
    job.state = 'Aborted';
    this.#byId.delete(id);
  }

  clear(): void {
    for (const id of [...this.#byId.keys()]) this.forget(id);
  }

  async #run(job: QueryJob): Promise<void> {
    const beganMs = this.#org.now();
    const actions = this.#org.faults.onJob(job.spec.query.scope.table.def.name);
    try {
      await this.#applyFaults(job, actions);
      if (job.state !== 'UploadComplete') return;
      this.#enter(job, 'InProgress');
      await this.#applyFaults(job, actions);
      const failure = actions.find((action) => action.kind === 'failJob');
      if (failure) throw new Error(failure.message);
      const rows = await finish(job.spec.query.rows());
      if (!isRunning(job)) return;
      job.rows = rows;
      this.#enter(job, 'JobComplete');
    } catch (error) {
      if (!isRunning(job)) return;
      job.errorMessage = error instanceof Error ? error.message : String(error);
      this.#enter(job, 'Failed');
    } finally {
      job.totalMs = this.#org.now() - beganMs;
    }
  }

  /** Applies the faults that keep the job in its current state. */
  async #applyFaults(job: QueryJob, actions: readonly JobAction[]): Promise<void> {
    for (const action of actions) {
      if (action.kind === 'pace') {
        await pause((job.state === 'UploadComplete' ? action.startDelayMs : action.chunkDelayMs) ?? 0);
      }
      if (action.kind === 'hold' && action.state === job.state) await hold(this.#org, job, action);
    }
  }

  #enter(job: QueryJob, state: QueryJobState): void {
    job.state = state;
    job.changedMs = this.#org.now();
  }

  #deleteExpired(): void {
    for (const job of [...this.#byId.values()]) {
      if (!isRunning(job) && this.#org.now() - job.changedMs > resultLifeMs) this.#byId.delete(job.id);
    }
  }
}

/** The job may have been aborted or deleted during any await. */
function isRunning(job: QueryJob): boolean {
  return job.state === 'UploadComplete' || job.state === 'InProgress';
}

function wrongState(message: string): Refusal {
  return refuse(400, 'INVALIDJOBSTATE', message);
}
