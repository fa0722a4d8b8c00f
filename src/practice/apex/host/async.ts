// Future methods, queueable jobs and batches: they run when the test says so, or after the transaction.
import { findMethods } from '../typeSystem/classInfo';
import type { AsyncJob, Transaction } from '../run/transaction';
import { ApexList } from '../values/collections';
import type { ApexObject } from '../values/objects';
import { idOf } from '../../data/ids';

const jobPrefix = '707';

/** A job id that no other job of the transaction has. */
const newJobId = (tx: Transaction): string => idOf(jobPrefix, tx.program.nextJob());

export function enqueue(tx: Transaction, job: ApexObject): string {
  tx.count('queueableJobs');
  const id = newJobId(tx);
  const method = findMethods(job.cls, 'execute').find(({ parameters }) => parameters.length === 1);
  if (method) tx.jobs.push({ kind: 'Queueable', method, args: [id], self: job, name: job.cls.name });
  return id;
}

export function startBatch(tx: Transaction, job: ApexObject, size: number): string {
  const id = newJobId(tx);
  const start = findMethods(job.cls, 'start')[0];
  if (start === undefined) throw tx.error('TypeException', `${job.cls.name} does not implement Database.Batchable`);
  tx.jobs.push({ kind: 'BatchApex', method: start, args: [id, size], self: job, name: job.cls.name });
  return id;
}

/** Runs all jobs; those that they start run too. */
export function runJobs(tx: Transaction): void {
  for (let job = tx.jobs.shift(); job !== undefined; job = tx.jobs.shift()) runJob(tx, job);
}

export function runJob(tx: Transaction, { kind, method, args, self }: AsyncJob): void {
  const wasAsync = tx.isAsync;
  tx.isAsync = true;
  try {
    if (kind === 'BatchApex' && self) runBatch(tx, self, { jobId: args[0], size: Number(args[1]) });
    else tx.program.invoke(tx, method, { self, args });
  } finally {
    tx.isAsync = wasAsync;
  }
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
