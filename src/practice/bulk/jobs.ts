// All ingest jobs of the org: creates, closes, aborts and deletes them by the rules of their states.
// See https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/close_job.htm
import { idOf } from '../data/ids';
import { refuse, type Refusal } from '../http/http';
import type { Org } from '../org/org';
import { Body } from './body';
import { stateInMessages, type IngestJob, type JobSpec, type JobState } from './job';
import { runJob } from './run';

const dayMs = 86_400_000;
const openLifeMs = dayMs;
const resultLifeMs = 7 * dayMs;

export class IngestJobs {
  readonly #org: Org;
  readonly #byId = new Map<string, IngestJob>();
  readonly #uploading = new Set<string>();
  /** Part of the ids of the jobs, so it must never become less. */
  createdCount = 0;

  constructor(
    org: Org,
    /** Rows of an internal chunk; 10,000 in Salesforce. */
    readonly rowsPerChunk: number,
  ) {
    this.#org = org;
  }

  create(spec: JobSpec, createdById: string): IngestJob {
    const nowMs = this.#org.now();
    const job: IngestJob = {
      id: idOf('750', this.createdCount++),
      spec,
      createdById,
      createdMs: nowMs,
      changedMs: nowMs,
      state: 'Open',
      errorMessage: undefined,
      body: undefined,
      layout: undefined,
      results: [],
      processed: 0,
      failed: 0,
      totalMs: 0,
      activeMs: 0,
    };
    this.#byId.set(job.id, job);
    return job;
  }

  /** By id with 15 or 18 characters; aborts or deletes the job first when it has expired. */
  find(id: string): IngestJob | undefined {
    const job = this.#byId.get(id) ?? [...this.#byId.values()].find((one) => one.id.slice(0, 15) === id);
    if (job === undefined) return undefined;
    this.#expire(job);
    return this.#byId.get(job.id);
  }

  /** Newest first; Salesforce guarantees no order. */
  list(): readonly IngestJob[] {
    for (const job of [...this.#byId.values()]) this.#expire(job);
    return [...this.#byId.values()].reverse();
  }

  /** Stores the only upload of a job, if it is complete. */
  async upload(job: IngestJob, pieces: AsyncIterable<Buffer>, maxBytes: number): Promise<void> {
    if (job.body !== undefined || this.#uploading.has(job.id)) throw multipleContents(job);
    if (job.state !== 'Open')
      throw wrongState(`Uploading data to already ${stateInMessages[job.state]} Job not allowed`);
    this.#uploading.add(job.id);
    try {
      const body = new Body();
      for await (const piece of pieces) {
        body.add(piece);
        if (body.sizeBytes > maxBytes) throw tooLarge(maxBytes);
      }
      job.body = body;
      job.changedMs = this.#org.now();
    } finally {
      this.#uploading.delete(job.id);
    }
  }

  /** Processing starts by itself in a later turn of the event loop. */
  close(job: IngestJob): void {
    if (job.state !== 'Open') throw wrongState(`Closing already ${stateInMessages[job.state]} Job not allowed`);
    this.#enter(job, 'UploadComplete');
    setImmediate(() => void runJob(this.#org, job, { rowsPerChunk: this.rowsPerChunk }));
  }

  abort(job: IngestJob): void {
    if (!['Open', 'UploadComplete', 'InProgress'].includes(job.state)) {
      throw wrongState(`Aborting already ${stateInMessages[job.state]} Job not allowed`);
    }
    this.#enter(job, 'Aborted');
  }

  delete(job: IngestJob): void {
    if (job.state === 'Open' || job.state === 'InProgress') {
      throw wrongState(`Deleting ${job.state} Job not allowed`);
    }
    this.forget(job.id);
  }

  /** Removes a job in any state, as if another user had deleted it. */
  forget(id: string): void {
    const job = this.#byId.get(id);
    if (job === undefined) return;
    job.state = 'Aborted';
    job.body = undefined;
    this.#byId.delete(id);
  }

  /** Deletes the uploaded bytes of a job and leaves the job unchanged. */
  dropContent(id: string): void {
    const job = this.#byId.get(id);
    if (job === undefined) return;
    job.body = undefined;
    job.layout = undefined;
  }

  clear(): void {
    for (const id of [...this.#byId.keys()]) this.forget(id);
  }

  #enter(job: IngestJob, state: JobState): void {
    job.state = state;
    job.changedMs = this.#org.now();
  }

  #expire(job: IngestJob): void {
    const nowMs = this.#org.now();
    if (job.state === 'Open' && nowMs - job.createdMs > openLifeMs) this.#enter(job, 'Aborted');
    const hasEnded = ['JobComplete', 'Failed', 'Aborted'].includes(job.state);
    if (hasEnded && nowMs - job.changedMs > resultLifeMs) this.forget(job.id);
  }
}

function wrongState(message: string): Refusal {
  return refuse(400, 'INVALIDJOBSTATE', message);
}

function multipleContents(job: IngestJob): Refusal {
  const advice = `please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`;
  return refuse(400, 'BULK_API_ERROR', `Found multipe contents for job: <${job.id.slice(0, 15)}>, ${advice}`);
}

function tooLarge(maxBytes: number): Refusal {
  return refuse(400, 'CLIENTINPUTERROR', `ClientInputError : Data exceeds the limit of ${maxBytes} bytes for one job`);
}
