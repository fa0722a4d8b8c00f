// The records of asynchronous Apex: jobs that wait or ran, and schedules. Like all records, they are part of the
// transaction that made them.
// See https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/sforce_api_objects_asyncapexjob.htm
import { addRow, changeRow, tableOf } from '../../tooling/systemRows';
import type { Value } from '../../data/schema';
import type { AsyncJob, Transaction } from '../run/transaction';
import type { ClassInfo } from '../typeSystem/model';
import type { ApexObject } from '../values/objects';

type Fields = Readonly<Record<string, Value>>;

/** The org that has the records. */
const orgOf = (tx: Transaction): ReturnType<Transaction['program']['queryOrg']> =>
  tx.program.queryOrg('FROM AsyncApexJob');

/** Returns the id. */
function add(tx: Transaction, object: string, fields: Fields): string {
  const org = orgOf(tx);
  const id = addRow(org, object, fields, tx.userId);
  const table = tableOf(org, object);
  tx.undo.push(() => table.purge(table.numberOf(id)));
  return id;
}

export const newJob = (tx: Transaction, { kind, cls }: Pick<AsyncJob, 'kind'> & { readonly cls: ClassInfo }): string =>
  add(tx, 'AsyncApexJob', { JobType: kind, Status: 'Queued', ApexClassId: cls.unit.id });

export function changeJob(tx: Transaction, id: string, fields: Fields): void {
  changeRow(orgOf(tx), 'AsyncApexJob', id, { ...fields, CompletedDate: tx.org.now() });
}

interface Schedule {
  readonly name: string;
  readonly expression: string;
  readonly job: ApexObject;
}

/** It waits for ever: the practice org runs no schedules. Returns the id of the CronTrigger. */
export function schedule(tx: Transaction, { name, expression, job }: Schedule): string {
  const parts = expression.trim().split(/\s+/).length;
  if (parts < 6 || parts > 7) throw tx.error('StringException', `Illegal cron expression format (${expression})`);
  const org = orgOf(tx);
  const details = tableOf(org, 'CronJobDetail');
  const nameField = details.def.field('Name');
  if (nameField && details.find(nameField, name).length > 0)
    throw tx.error('AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
  const detail = add(tx, 'CronJobDetail', { Name: name, JobType: '7' });
  newJob(tx, { kind: 'ScheduledApex', cls: job.cls });
  return add(tx, 'CronTrigger', {
    CronJobDetailId: detail,
    CronExpression: expression,
    State: 'WAITING',
    TimesTriggered: 0,
    TimeZoneSidKey: 'GMT',
    OwnerId: tx.userId,
    StartTime: org.now(),
  });
}
