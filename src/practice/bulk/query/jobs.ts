// All query jobs of the org: made, run, aborted, deleted by the rules of facts §5.
import { idOf } from '../../data/ids';
import { refuse, type Refusal } from '../../http/http';
import type { JobAction } from '../../org/faults';
import type { Org } from '../../org/org';
import { stateInMessages } from '../job';
import { hold, pause } from '../run';
import type { QueryJob, QueryJobSpec, QueryJobState } from './job';

/** Query jobs share the key prefix of ingest jobs, so they count from further on. */
const firstJobNumber = 1_000_000_000;
const resultLifeMs = 7 * 86_400_000;

export class QueryJobs {
  readonly #org: Org;
  readonly #byId = new Map<string, QueryJob>();
  #createdCount = 0;

  constructor(
    org: Org,
    /** Rows of a result page whose size the caller leaves open. */
    readonly rowsPerPage: number,
  ) {
    this.#org = org;
  }

  /** Running begins by itself in a later turn. */
  create(spec: QueryJobSpec, createdById: string): QueryJob {
    const { bulkQueryJobs } = this.#org.limits;
    if (bulkQueryJobs.used >= bulkQueryJobs.max) {
      throw refuse(400, 'EXCEEDEDQUOTA', 'ExceededQuota : ApiBulkQueryJobs Limit exceeded.');
    }
    bulkQueryJobs.used += 1;
    const nowMs = this.#org.now();
    const job: QueryJob = {
      id: idOf('750', firstJobNumber + this.#createdCount),
      spec,
      createdById,
      createdMs: nowMs,
      changedMs: nowMs,
      state: 'UploadComplete',
      errorMessage: undefined,
      rows: [],
      totalMs: 0,
    };
    this.#createdCount += 1;
    this.#byId.set(job.id, job);
    setImmediate(() => void this.#run(job));
    return job;
  }

  /** By id of 15 or 18 characters. */
  find(id: string): QueryJob | undefined {
    this.#deleteExpired();
    return this.#byId.get(id) ?? [...this.#byId.values()].find((job) => job.id.slice(0, 15) === id);
  }

  /** Newest first, though callers must not count on it. */
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

  /** Forgets a job in any state, as if somebody else had removed it. */
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
      const rows = await job.spec.query.rows();
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

  /** Faults that keep the job in the state it is in. */
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

/** An abort or a delete may have come during any pause. */
function isRunning(job: QueryJob): boolean {
  return job.state === 'UploadComplete' || job.state === 'InProgress';
}

function wrongState(message: string): Refusal {
  return refuse(400, 'INVALIDJOBSTATE', message);
}
