// DML of Apex: records in memory to the rules and tables of the org, with triggers, limits and the log.
import { rowError, type RowError } from '../../data/rowErrors';
import type { FieldDef, SObjectDef, Value } from '../../data/schema';
import { checkFieldValue } from '../../dml/fieldValues';
import { findParent } from '../../dml/jsonRecords';
import { removeRows } from '../../dml/remove';
import { undeleteRows } from '../../dml/undelete';
import { Writer, type WriterOptions } from '../../dml/write';
import type { Intent, RowOutcome } from '../../dml/outcome';
import type { DmlOperation } from '../parse/tree';
import type { Transaction } from '../run/transaction';
import { exceptionClass } from '../library/exceptionClasses';
import { ApexList } from '../values/collections';
import { ApexException, ApexThrow, type DmlFailure } from '../values/objects';
import { toStored } from '../values/recordFields';
import { ApexSObject } from '../values/sobject';
import { sessionIn } from './triggerRuns';

export interface DmlRequest {
  readonly operation: DmlOperation;
  /** A record or a list of records. */
  readonly records: unknown;
  /** The external id of an upsert. */
  readonly keyName?: string | undefined;
}

/** All records or none; throws DmlException with the errors of the rows. */
export function dmlOrThrow(tx: Transaction, request: DmlRequest): RowOutcome[] {
  const mark = tx.undo.length;
  const outcomes = dml(tx, request);
  if (outcomes.every(({ ok }) => ok)) return outcomes;
  tx.rollBackTo(mark);
  const records = recordsOf(tx, request.records);
  if (request.operation === 'insert') for (const record of records) record.values.delete('id');
  throw failure(tx, request.operation, outcomes);
}

/** Saves what can be saved; the outcomes are in the order of the records. */
export function dml(tx: Transaction, { operation, records: given, keyName }: DmlRequest): RowOutcome[] {
  const records = recordsOf(tx, given);
  if (records.length === 0) return [];
  tx.count('dmlStatements');
  tx.count('dmlRows', records.length);
  tx.work(records.length * 10);
  const outcomes: RowOutcome[] = [];
  for (const run of sameObjects(records)) {
    const { def } = run[0] as ApexSObject;
    const line = tx.place?.line ?? 1;
    const shown = operation.charAt(0).toUpperCase() + operation.slice(1);
    tx.log.event('DB', 'INFO', 'DML_BEGIN', `[${line}]|Op:${shown}|Type:${def.name}|Rows:${run.length}`);
    outcomes.push(...save(tx, { operation, keyName }, run));
    tx.log.event('DB', 'INFO', 'DML_END', `[${line}]`);
  }
  return outcomes;
}

function recordsOf(tx: Transaction, given: unknown): ApexSObject[] {
  if (given === null || given === undefined) {
    throw tx.error('NullPointerException', 'Attempt to de-reference a null object');
  }
  const items = given instanceof ApexList ? given.items : [given];
  if (items.some((item) => !(item instanceof ApexSObject))) {
    throw tx.error('ListException', 'DML statement found null SObject at position ' + String(items.indexOf(null)));
  }
  return items as ApexSObject[];
}

function sameObjects(records: readonly ApexSObject[]): ApexSObject[][] {
  const runs: ApexSObject[][] = [];
  for (const record of records) {
    const last = runs.at(-1);
    if (last?.[0]?.def === record.def) last.push(record);
    else runs.push([record]);
  }
  return runs;
}

function save(
  tx: Transaction,
  { operation, keyName }: { operation: DmlOperation; keyName: string | undefined },
  records: readonly ApexSObject[],
): RowOutcome[] {
  const { def } = records[0] as ApexSObject;
  const { org, undo, userId } = tx;
  const session = sessionIn(tx);
  if (operation === 'delete') {
    return removeRows(
      org,
      def,
      records.map(({ id }) => id),
      { isHard: false, undo, userId, session },
    );
  }
  if (operation === 'undelete')
    return undeleteRows(
      org,
      records.map(({ id }) => id ?? ''),
      { userId, undo },
    );
  const keyField = operation === 'upsert' ? def.field(keyName ?? 'Id') : undefined;
  const options: WriterOptions = { operation, keyField, userId, undo, session };
  const outcomes = new Writer(org, def, options).writeAll(records.map((record) => toIntent(tx, record, options)));
  outcomes.forEach((outcome, i) => {
    const record = records[i];
    if (!outcome.ok || record === undefined) return;
    record.set('Id', outcome.id);
    record.errors.length = 0;
  });
  return outcomes;
}

function toIntent(tx: Transaction, record: ApexSObject, { operation, keyField }: WriterOptions): Intent {
  const fields: FieldDef[] = [];
  const values: Value[] = [];
  const errors: RowError[] = [...record.errors];
  const add = (field: FieldDef, value: unknown): void => {
    const stored = toStored(field, value);
    const error = stored === null ? undefined : checkFieldValue(field, stored);
    if (error) errors.push(error);
    fields.push(field);
    values.push(stored);
  };
  for (const [name, value] of record.values) {
    const field = record.def.field(name);
    if (field && isWritten(field, { operation, keyField, value })) add(field, value);
  }
  for (const [name, parent] of record.parents) {
    const linked = parentLink(tx, record.def, { name, parent });
    if (linked === undefined || fields.includes(linked.field)) continue;
    if (typeof linked.found === 'string') add(linked.field, linked.found);
    else errors.push(linked.found);
  }
  return { fields, values, errors };
}

/** Salesforce ignores the fields of a queried record that cannot be written, such as its dates. */
function isWritten(
  field: FieldDef,
  { operation, keyField, value }: Pick<WriterOptions, 'operation' | 'keyField'> & { value: unknown },
): boolean {
  if (field === keyField) return true;
  if (field.type === 'id') return operation !== 'insert' || value !== null;
  return operation === 'insert' ? field.createable : field.updateable || field.createable;
}

/** A parent with only an external id stands for the record that has it. */
function parentLink(
  tx: Transaction,
  def: SObjectDef,
  { name, parent }: { name: string; parent: ApexSObject | null },
): { field: FieldDef; found: string | RowError } | undefined {
  const field = def.relationship(name);
  if (field === undefined || parent === null || parent.isQueried || parent.id !== null) return undefined;
  const [key, value] = [...parent.values][0] ?? [];
  const keyField = key === undefined ? undefined : parent.def.field(key);
  if (keyField === undefined || !(keyField.externalId || keyField.idLookup)) return undefined;
  const stored = toStored(keyField, value);
  const text = typeof stored === 'number' ? stored : String(stored);
  return { field, found: findParent(tx.org, { target: parent.def, key: keyField }, text) };
}

const verbs: Readonly<Record<DmlOperation, string>> = {
  insert: 'Insert',
  update: 'Update',
  upsert: 'Upsert',
  delete: 'Delete',
  undelete: 'Undelete',
};

function failure(tx: Transaction, operation: DmlOperation, outcomes: readonly RowOutcome[]): ApexThrow {
  const failures = outcomes.flatMap((outcome, index): DmlFailure[] =>
    outcome.ok ? [] : outcome.errors.map((error) => ({ index, id: outcome.id ?? null, error })),
  );
  const [first] = failures;
  const { statusCode, message, fields } = first?.error ?? rowError('UNKNOWN_EXCEPTION', 'unknown');
  const place = first?.id ? `row ${first.index} with id ${first.id}` : `row ${first?.index ?? 0}`;
  const text = `${verbs[operation]} failed. First exception on ${place}; first error: ${statusCode}, ${message}: [${fields.join(', ')}]`;
  const exception = new ApexException(exceptionClass('DmlException'), []);
  exception.message = text;
  exception.failures = failures;
  tx.markPlace(exception);
  tx.logThrown(exception);
  return new ApexThrow(exception);
}
