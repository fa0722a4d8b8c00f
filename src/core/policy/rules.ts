// The rules: what a policy forbids, which writes a person has to confirm, and which by typing the org's name.
import { SalesforceError } from '../errors/salesforceError';
import type { Access, JobPermit, OrgPolicy, Write, WriteOperation } from '../model/writes';

/** What questions and messages say about an org. */
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
  trackViews: 'run a query that records views (FOR VIEW, FOR REFERENCE, UPDATE TRACKING, UPDATE VIEWSTAT)',
  deleteLogs: 'delete debug logs',
  traceFlags: 'set trace flags',
  deploy: 'deploy metadata',
  tests: 'run Apex tests',
  apex: 'run anonymous Apex',
  apexRollback: 'run anonymous Apex and roll it back',
  apexRest: 'call Apex REST',
  soap: 'call SOAP',
  action: 'run an action',
  unknown: 'make a call that may write anything',
};

/** `insert 200 rows of Account` */
export function describeWrite({ operations, objects = [], rows }: Write): string {
  // Their objects say nothing more, and logs are not rows to a person.
  if (operations.every((operation) => operation === 'traceFlags')) return inWords.traceFlags;
  if (operations.every((operation) => operation === 'deleteLogs') && rows !== undefined)
    return rows === 1 ? 'delete 1 debug log' : `delete ${rows} debug logs`;
  const what = operations.map((operation) => inWords[operation]).join(' and ');
  const count = rows === undefined || rows === 0 ? '' : rows === 1 ? '1 row' : `${rows} rows`;
  const of = objects.length === 0 ? '' : count === '' ? objects.join(', ') : `of ${objects.join(', ')}`;
  return [what, count, of].filter(Boolean).join(' ');
}

/** Whether a person must confirm a write, and whether with the name of the org. */
export interface Question {
  readonly confirm: boolean;
  readonly typed: boolean;
}

/** Throws the `policy.*` error of the first rule that forbids the write. */
export function checkPolicy(policy: OrgPolicy, write: Write, org: Pick<GuardedOrg, 'label'>): void {
  const details = { org: org.label, what: describeWrite(write) };
  if (policy.access === 'readOnly') throw new SalesforceError('policy.readOnly', details);
  checkObjects(policy, write, details);
  const { maxRows } = policy;
  if (maxRows === undefined) return;
  if (write.rows === undefined) throw new SalesforceError('policy.unknownWrite', details);
  if (write.rows > maxRows) throw new SalesforceError('policy.rows', { ...details, limit: maxRows });
}

export function forbids(policy: OrgPolicy, write: Write, org: Pick<GuardedOrg, 'label'>): boolean {
  try {
    checkPolicy(policy, write, org);
    return false;
  } catch {
    return true;
  }
}

type WriteDetails = { readonly org: string; readonly what: string };

function checkObjects({ allowObjects, denyObjects }: OrgPolicy, { objects }: Write, details: WriteDetails): void {
  if (!allowObjects && !denyObjects) return;
  if (!objects) throw new SalesforceError('policy.unknownWrite', details);
  const isAllowed = (object: string): boolean =>
    allowObjects?.some((name) => name.toLowerCase() === object.toLowerCase()) ?? true;
  const isDenied = (object: string): boolean => denyObjects?.some((name) => mayBeSame(name, object)) ?? false;
  const forbidden = objects.find((object) => isDenied(object) || !isAllowed(object));
  if (forbidden !== undefined) throw new SalesforceError('policy.object', { ...details, object: forbidden });
}

/** In an org with a namespace, its own objects have two names: with the namespace and without it. */
function mayBeSame(one: string, other: string): boolean {
  const a = one.toLowerCase();
  const b = other.toLowerCase();
  return a === b || a === withoutNamespace(b) || withoutNamespace(a) === b;
}

/** `ns__Invoice__c` → `Invoice__c` */
const withoutNamespace = (name: string): string => name.replace(/^[a-z0-9]+(?:_[a-z0-9]+)*__(?=.+__\w+$)/, '');

/**
 * Calls of a job that do not name their object: Salesforce takes it from the ids, which the job has checked, or from
 * the bulk job that the call belongs to.
 */
const withoutObjectName: ReadonlySet<WriteOperation> = new Set(['upload', 'delete', 'hardDelete', 'undelete']);

/**
 * Gives the write of the whole job, for the other rules. Throws `policy.outsidePermit` for a call outside the permit,
 * and `policy.fileChanged` when the job has read another file than the person agreed to.
 */
export function checkPermit(permit: JobPermit, call: Write, org: Pick<GuardedOrg, 'label'>): Write {
  const isPermitted = (operation: WriteOperation): boolean =>
    operation === 'upload' || permit.operations.includes(operation === 'publish' ? 'insert' : operation);
  const objects =
    call.objects ?? (call.operations.every((one) => withoutObjectName.has(one)) ? permit.objects : undefined);
  const permitted = new Set(permit.objects?.map((object) => object.toLowerCase()));
  const fits =
    call.operations.every(isPermitted) &&
    objects?.every((object) => permitted.has(object.toLowerCase())) === true &&
    (call.rows ?? 0) <= (permit.rows ?? Infinity);
  if (!fits)
    throw new SalesforceError('policy.outsidePermit', {
      org: org.label,
      granted: describeWrite(permit),
      what: describeWrite(call),
    });
  const { confirmed, inputSha256 } = permit;
  if (confirmed && confirmed.sha256 !== inputSha256)
    throw new SalesforceError('policy.fileChanged', { org: org.label, file: confirmed.file });
  return permit;
}

const deletions: ReadonlySet<WriteOperation> = new Set(['delete', 'hardDelete', 'deleteLogs']);

/** Cannot be undone, or may do anything. */
const destructive: ReadonlySet<WriteOperation> = new Set([
  ...(['delete', 'hardDelete', 'deploy', 'apex', 'apexRollback', 'soap', 'unknown'] as const),
]);

/**
 * Deletions are confirmed in every org. A hard delete cannot be undone, so there the org's name has to be typed. The
 * practice org is no exception: people learn there what they will be asked. In orgs that confirm writes, the name is
 * needed for every destructive write. Debug logs, which Salesforce keeps for days only, need no name.
 */
export function questionsFor({ access }: OrgPolicy, { operations }: Write): Question {
  // Deleting a bulk job deletes no records, and Salesforce does it by itself after seven days.
  const confirmsAll = access === 'confirm' && operations.some((operation) => operation !== 'deleteJob');
  return {
    confirm: confirmsAll || operations.some((operation) => deletions.has(operation)),
    typed:
      operations.includes('hardDelete') || (confirmsAll && operations.some((operation) => destructive.has(operation))),
  };
}

const strictness: Readonly<Record<Access, number>> = { full: 0, confirm: 1, readOnly: 2 };

/** Whether `next` allows anything that `before` does not, even if it forbids something else. */
export function isLooser(next: OrgPolicy, before: OrgPolicy): boolean {
  if (strictness[next.access] < strictness[before.access]) return true;
  if ((next.maxRows ?? Infinity) > (before.maxRows ?? Infinity)) return true;
  const allowed = lowerCase(before.allowObjects);
  const nextAllowed = lowerCase(next.allowObjects);
  if (allowed && !nextAllowed?.every((name) => allowed.includes(name))) return true;
  const nextDenied = lowerCase(next.denyObjects) ?? [];
  return lowerCase(before.denyObjects)?.some((name) => !nextDenied.includes(name)) ?? false;
}

const lowerCase = (names: readonly string[] | undefined): readonly string[] | undefined =>
  names?.map((name) => name.toLowerCase());
