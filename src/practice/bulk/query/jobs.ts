// All query jobs of the org: made, run, aborted, deleted by the rules of facts §5.
import type { JobAction } from '../../org/faults';
import type { Refusal } from '../../http/http';
import { refuse } from '../../http/http';
import { idOf } from '../../data/ids';
import { hold, pause } from '../run';
import type { Org } from '../../org/org';
import type { QueryJob, QueryJobSpec, QueryJobState } from './job';

/** Query jobs share the key prefix of ingest jobs, so they count from further on. */
const FIRST_JOB = 1_000_000_000;
const RESULT_LIFE_MS = 7 * 86_400_000;

const spoken: Readonly<Record<QueryJobState, string>> = {
  UploadComplete: 'UploadComplete',
  InProgress: 'InProgress',
  JobComplete: 'Completed',
  Failed: 'Failed',
  Aborted: 'Aborted',
};

export class QueryJobs {
  private readonly byId = new Map<string, QueryJob>();
  private made = 0;

  constructor(
    private readonly org: Org,
    /** Rows of a result page whose size the caller leaves open. */
    readonly rowsPerPage: number,
  ) {}

  /** Running begins by itself in a later turn. */
  create(spec: QueryJobSpec, createdById: string): QueryJob {
    const { bulkQueryJobs } = this.org.usage;
    if (bulkQueryJobs.used >= bulkQueryJobs.max) {
      throw refuse(400, 'EXCEEDEDQUOTA', 'ExceededQuota : ApiBulkQueryJobs Limit exceeded.');
    }
    bulkQueryJobs.used += 1;
    const nowMs = this.org.now();
    const job: QueryJob = {
      id: idOf('750', FIRST_JOB + this.made),
      spec,
      createdById,
      createdMs: nowMs,
      changedMs: nowMs,
      state: 'UploadComplete',
      errorMessage: undefined,
      rows: [],
      totalMs: 0,
    };
    this.made += 1;
    this.byId.set(job.id, job);
    setImmediate(() => void this.run(job));
    return job;
  }

  /** By id of 15 or 18 characters. */
  find(id: string): QueryJob | undefined {
    this.forgetOld();
    return this.byId.get(id) ?? [...this.byId.values()].find((job) => job.id.slice(0, 15) === id);
  }

  /** Newest first, though callers must not count on it. */
  list(): readonly QueryJob[] {
    this.forgetOld();
    return [...this.byId.values()].reverse();
  }

  abort(job: QueryJob): void {
    if (!isRunning(job)) throw wrongState(`Aborting already ${spoken[job.state]} Job not allowed`);
    this.enter(job, 'Aborted');
  }

  remove(job: QueryJob): void {
    if (isRunning(job)) throw wrongState(`Deleting ${spoken[job.state]} Job not allowed`);
    this.byId.delete(job.id);
  }

  /** Forgets a job in any state, as if somebody else had removed it. */
  lose(id: string): void {
    const job = this.byId.get(id);
    if (job === undefined) return;
    job.state = 'Aborted';
    this.byId.delete(id);
  }

  clear(): void {
    for (const id of [...this.byId.keys()]) this.lose(id);
  }

  private async run(job: QueryJob): Promise<void> {
    const beganMs = this.org.now();
    const actions = this.org.faults.onJob(job.spec.query.scope.table.def.name);
    try {
      await this.stay(job, actions);
      if (job.state !== 'UploadComplete') return;
      this.enter(job, 'InProgress');
      await this.stay(job, actions);
      const failure = actions.find((action) => action.kind === 'failJob');
      if (failure) throw new Error(failure.message);
      const rows = await job.spec.query.rows();
      if (!isRunning(job)) return;
      job.rows = rows;
      this.enter(job, 'JobComplete');
    } catch (error) {
      if (!isRunning(job)) return;
      job.errorMessage = error instanceof Error ? error.message : String(error);
      this.enter(job, 'Failed');
    } finally {
      job.totalMs = this.org.now() - beganMs;
    }
  }

  /** Faults that keep the job in the state it is in. */
  private async stay(job: QueryJob, actions: readonly JobAction[]): Promise<void> {
    for (const action of actions) {
      if (action.kind === 'pace') {
        await pause((job.state === 'UploadComplete' ? action.startDelayMs : action.chunkDelayMs) ?? 0);
      }
      if (action.kind === 'hold' && action.state === job.state) await hold(this.org, job, action);
    }
  }

  private enter(job: QueryJob, state: QueryJobState): void {
    job.state = state;
    job.changedMs = this.org.now();
  }

  private forgetOld(): void {
    for (const job of [...this.byId.values()]) {
      if (!isRunning(job) && this.org.now() - job.changedMs > RESULT_LIFE_MS) this.byId.delete(job.id);
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
