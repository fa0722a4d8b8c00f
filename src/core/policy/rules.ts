// The rules: what a policy forbids, what needs a person's yes and what the org's name typed.
import { SalesforceError } from '../errors/salesforceError';
import type { JobPermit, OrgPolicy, Write, WriteOperation } from '../model/writes';

/** An org as questions and sentences name it. */
export interface GuardedOrg {
  readonly orgId: string;
  readonly label: string;
  readonly username: string;
  readonly instanceUrl: string;
  readonly kind: string;
}

const inWords: Readonly<Record<WriteOperation, string>> = {
  insert: 'insert',
  update: 'update',
  upsert: 'upsert',
  delete: 'delete',
  hardDelete: 'hard delete',
  undelete: 'undelete',
  publish: 'publish events',
  upload: 'upload to a bulk job',
  deleteJob: 'delete a bulk job',
  deploy: 'deploy metadata',
  tests: 'run Apex tests',
  apex: 'run anonymous Apex',
  apexRest: 'call Apex REST',
  soap: 'call SOAP',
  action: 'run an action',
  raw: 'make a call that may write anything',
};

/** `insert 200 rows of Account` */
export function describe({
  operations,
  objects = [],
  rows,
  isEstimate,
}: Write & { readonly isEstimate?: boolean }): string {
  const what = operations.map((operation) => inWords[operation]).join(' and ');
  const about = isEstimate ? 'about ' : '';
  const count = rows === undefined || rows === 0 ? '' : rows === 1 ? '1 row' : `${about}${rows} rows`;
  const of = objects.length === 0 ? '' : count === '' ? objects.join(', ') : `of ${objects.join(', ')}`;
  return [what, count, of].filter(Boolean).join(' ');
}

/** Throws the `policy.*` error of the first rule that forbids the write. */
export function check(policy: OrgPolicy, write: Write, org: Pick<GuardedOrg, 'label'>): void {
  const about = { org: org.label, what: describe(write) };
  if (policy.access === 'readOnly') throw new SalesforceError('policy.readOnly', about);
  checkObjects(policy, write, about);
  const { maxRows } = policy;
  if (maxRows === undefined) return;
  if (write.rows === undefined) throw new SalesforceError('policy.unclear', about);
  if (write.rows > maxRows) throw new SalesforceError('policy.rows', { ...about, limit: maxRows });
}

type About = { readonly org: string; readonly what: string };

/** Also before it is known how many rows there are. */
export function checkObjects({ allowObjects, denyObjects }: OrgPolicy, { objects }: Write, about: About): void {
  if (!allowObjects && !denyObjects) return;
  if (!objects) throw new SalesforceError('policy.unclear', about);
  const isAllowed = (object: string): boolean =>
    allowObjects?.some((name) => name.toLowerCase() === object.toLowerCase()) ?? true;
  const isDenied = (object: string): boolean => denyObjects?.some((name) => mayBeSame(name, object)) ?? false;
  const forbidden = objects.find((object) => isDenied(object) || !isAllowed(object));
  if (forbidden !== undefined) throw new SalesforceError('policy.object', { ...about, object: forbidden });
}

/** An org with a namespace knows its own objects with it and without it; two namespaces are two objects. */
function mayBeSame(one: string, other: string): boolean {
  const a = one.toLowerCase();
  const b = other.toLowerCase();
  return a === b || a === withoutNamespace(b) || withoutNamespace(a) === b;
}

/** `ns__Invoice__c` → `Invoice__c` */
const withoutNamespace = (name: string): string => name.replace(/^[a-z0-9]+(?:_[a-z0-9]+)*__(?=.+__\w+$)/, '');

/** Of a job's call: those whose objects only Salesforce knows, by ids that the job has checked or the bulk job it made. */
const trusted: ReadonlySet<WriteOperation> = new Set(['upload', 'delete', 'hardDelete']);

/** The call as the part of the job that it is. Throws `policy.outsidePermit` for one that the job was not allowed. */
export function within(permit: JobPermit, call: Write, org: Pick<GuardedOrg, 'label'>): Write {
  const isGranted = (operation: WriteOperation): boolean =>
    operation === 'upload' || permit.operations.includes(operation === 'publish' ? 'insert' : operation);
  const objects = call.objects ?? (call.operations.every((one) => trusted.has(one)) ? permit.objects : undefined);
  const known = new Set(permit.objects?.map((object) => object.toLowerCase()));
  const fits =
    call.operations.every(isGranted) &&
    objects?.every((object) => known.has(object.toLowerCase())) === true &&
    (call.rows ?? 0) <= (permit.rows ?? Infinity);
  if (!fits)
    throw new SalesforceError('policy.outsidePermit', {
      org: org.label,
      granted: describe(permit),
      what: describe(call),
    });
  return permit;
}

/** What cannot be taken back, or may be anything. */
const destructive: ReadonlySet<WriteOperation> = new Set(['delete', 'hardDelete', 'deploy', 'apex', 'soap', 'raw']);

/**
 * Past the recycle bin there is no way back, so a hard delete wants the org's name typed in every org, the practice org
 * included, where people learn what will be asked of them. Where a yes is wanted, so does everything else that destroys or
 * may be anything.
 */
export function questionsFor(
  { access }: OrgPolicy,
  { operations }: Write,
): { readonly confirm: boolean; readonly typed: boolean } {
  // A bulk job that is deleted takes no record with it, and Salesforce forgets it after a week by itself.
  const confirm = access === 'confirm' && operations.some((operation) => operation !== 'deleteJob');
  return {
    confirm,
    typed: operations.includes('hardDelete') || (confirm && operations.some((operation) => destructive.has(operation))),
  };
}
