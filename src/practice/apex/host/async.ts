// Future methods, queueable jobs and batches: they run when the test says so, or after the transaction.
import { findMethods } from '../typeSystem/classInfo';
import { changeJob, newJob } from './jobRecords';
import type { AsyncJob, Transaction } from '../run/transaction';
import type { MethodInfo } from '../typeSystem/model';
import { ApexList } from '../values/collections';
import { ApexThrow, type ApexObject } from '../values/objects';
import { runFinalizers } from '../library/requests';

export function enqueue(tx: Transaction, job: ApexObject): string {
  tx.count('queueableJobs');
  const method = findMethods(job.cls, 'execute').find(isOfQueueable);
  if (method === undefined) throw tx.error('TypeException', `${job.cls.name} does not implement Queueable`);
  const id = newJob(tx, { kind: 'Queueable', cls: job.cls });
  tx.jobs.push({ id, kind: 'Queueable', method, args: [id], self: job, name: job.cls.name });
  return id;
}

/** A class may be a Schedulable and a batch, too. */
const isOfQueueable = ({ parameters: [only, ...others] }: MethodInfo): boolean =>
  others.length === 0 && /^(?:System\.)?QueueableContext$/i.test(only?.type.name ?? '');

export function startBatch(tx: Transaction, job: ApexObject, size: number): string {
  const start = findMethods(job.cls, 'start')[0];
  if (start === undefined) throw tx.error('TypeException', `${job.cls.name} does not implement Database.Batchable`);
  const id = newJob(tx, { kind: 'BatchApex', cls: job.cls });
  tx.jobs.push({ id, kind: 'BatchApex', method: start, args: [id, size], self: job, name: job.cls.name });
  return id;
}

/** Runs all jobs; those that they start run too. */
export function runJobs(tx: Transaction): void {
  for (let job = tx.jobs.shift(); job !== undefined; job = tx.jobs.shift()) runJob(tx, job);
}

export function runJob(tx: Transaction, { id, kind, method, args, self }: AsyncJob): void {
  const { isAsync, jobKind } = tx;
  tx.isAsync = true;
  tx.jobKind = kind;
  try {
    if (kind === 'BatchApex' && self) runBatch(tx, self, { jobId: args[0], size: Number(args[1]) });
    else if (kind === 'Queueable') runQueueable(tx, { method, self, args });
    else tx.program.invoke(tx, method, { self, args });
    changeJob(tx, id, { Status: 'Completed', NumberOfErrors: 0 });
  } catch (error) {
    const reason = error instanceof ApexThrow ? error.exception.summary : String(error);
    changeJob(tx, id, { Status: 'Failed', NumberOfErrors: 1, ExtendedStatus: reason.slice(0, 255) });
    throw error;
  } finally {
    tx.isAsync = isAsync;
    tx.jobKind = jobKind;
  }
}

/** Its finalizers run when it fails, too; then its writes are taken back. */
function runQueueable(tx: Transaction, { method, self, args }: Pick<AsyncJob, 'method' | 'self' | 'args'>): void {
  const mark = tx.undo.length;
  const jobId = String(args[0]);
  try {
    tx.program.invoke(tx, method, { self, args });
  } catch (error) {
    if (error instanceof ApexThrow && tx.finalizers.length > 0) {
      tx.rollBackTo(mark);
      runFinalizers(tx, { jobId, exception: error.exception });
      // What they wrote is a transaction of its own, which stays. A test takes it back at its end.
      if (tx.test === undefined) tx.undo.length = mark;
    }
    throw error;
  }
  runFinalizers(tx, { jobId, exception: undefined });
}

function runBatch(tx: Transaction, job: ApexObject, { jobId, size }: { jobId: unknown; size: number }): void {
  const scope = tx.program.callByName(tx, job, 'start', [jobId]);
  const items = scope instanceof ApexList ? scope.items : [];
  for (let at = 0; at < items.length; at += size) {
    const chunk = new ApexList((scope as ApexList).element, items.slice(at, at + size));
    tx.program.callByName(tx, job, 'execute', [jobId, chunk]);
  }
  tx.program.callByName(tx, job, 'finish', [jobId]);
}
