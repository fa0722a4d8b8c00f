// Runs the triggers of an object for one batch, and turns what they did into changes and errors of the rows.
import { rowError, type RowError } from '../../data/rowErrors';
import type { SObjectDef } from '../../data/schema';
import { checkFieldValue } from '../../dml/fieldValues';
import type { TriggerBatch, TriggerRow, TriggerSession } from '../../dml/triggers';
import { sobjectOf, types } from '../typeSystem/apexType';
import { ApexList, ApexMap } from '../values/collections';
import { ApexThrow } from '../values/objects';
import { fromStored, toStored } from '../values/recordFields';
import { ApexSObject } from '../values/sobject';
import type { Transaction } from '../run/transaction';
import type { TriggerContext, TriggerInfo } from '../run/triggerContext';
import { CompileError } from '../compile/code';

/** Triggers of DML in Apex run in its transaction. */
export const sessionIn = (tx: Transaction): TriggerSession => ({
  run: (batch) => runTriggers(tx, batch),
  end: () => undefined,
});

export function runTriggers(tx: Transaction, batch: TriggerBatch): RowError | undefined {
  const event = `${batch.time} ${batch.operation}`;
  for (const trigger of tx.program.triggersOf(batch.def.name, event)) {
    const context = contextOf(tx, batch, event);
    const failure = runTrigger(tx, trigger, context);
    if (failure) return failure;
    takeOver(batch, context);
  }
  return undefined;
}

const camel = (event: string): string => event.replace(/(?:^| )(\w)/g, (_, letter: string) => letter.toUpperCase());

function runTrigger(tx: Transaction, trigger: TriggerInfo, context: TriggerContext): RowError | undefined {
  const { name, id, method } = trigger;
  const before = tx.trigger;
  const unit = `${name} on ${trigger.object} trigger event ${camel(context.event)}`;
  tx.trigger = context;
  tx.log.event('APEX_CODE', 'ERROR', 'CODE_UNIT_STARTED', `[EXTERNAL]|${id}|${unit}|__sfdc_trigger/${name}`);
  try {
    tx.program.invoke(tx, method, { self: null, args: [] });
    return undefined;
  } catch (error) {
    if (error instanceof CompileError) return triggerError(`${name}: ${error.message}`);
    // A limit ends the whole transaction, not only the trigger.
    if (!(error instanceof ApexThrow) || (error.isFinal && tx.places.length > 0)) throw error;
    const { summary, stack } = error.exception;
    return triggerError(`${name}: execution of ${camel(context.event)}\n\ncaused by: ${summary}\n\n${stack}`);
  } finally {
    tx.trigger = before;
    tx.log.event('APEX_CODE', 'ERROR', 'CODE_UNIT_FINISHED', `${unit}|__sfdc_trigger/${name}`);
  }
}

const triggerError = (message: string): RowError => rowError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message);

type Read = NonNullable<TriggerRow['newValue']>;

function recordOf(tx: Transaction, def: SObjectDef, row: { id: string | null; read: Read }): ApexSObject {
  const record = new ApexSObject(def);
  for (const field of def.fields) {
    if (field.type === 'address' || field.type === 'id' || field.name === 'IsDeleted') continue;
    record.set(field.name, fromStored(field, row.read(field.slot)));
  }
  if (row.id !== null) record.set('Id', row.id);
  tx.work(1 + (def.fields.length >> 3));
  return record;
}

function contextOf(tx: Transaction, { def, rows, time, operation }: TriggerBatch, event: string): TriggerContext {
  const type = sobjectOf(def);
  const isReadOnly = time === 'after';
  const list = (pick: (row: TriggerRow) => Read | undefined, isLocked: boolean): ApexList | null => {
    const items = rows.map((row) => {
      const read = pick(row);
      const record = read && recordOf(tx, def, { id: row.id, read });
      if (record) record.isReadOnly = isLocked;
      return record;
    });
    return items.some((item) => item === undefined) ? null : new ApexList(type, items);
  };
  const newRecords = list(({ newValue }) => newValue, isReadOnly);
  const oldRecords = list(({ oldValue }) => oldValue, true);
  const isNew = operation === 'insert' && time === 'before';
  return {
    event,
    newRecords,
    oldRecords,
    newMap: isNew ? null : mapOf(newRecords),
    oldMap: mapOf(oldRecords),
    size: rows.length,
  };
}

function mapOf(list: ApexList | null): ApexMap | null {
  if (list === null) return null;
  const map = new ApexMap(types.id, list.element);
  for (const record of list.items as ApexSObject[]) map.put(record.id, record);
  return map;
}

/** The errors of the records, and before the save their changed values. */
function takeOver({ def, rows, time, operation }: TriggerBatch, context: TriggerContext): void {
  const records = (operation === 'delete' ? context.oldRecords : context.newRecords)?.items as
    ApexSObject[] | undefined;
  records?.forEach((record, i) => {
    const row = rows[i];
    if (row === undefined) return;
    row.errors.push(...record.errors);
    if (time === 'before' && row.change) writeBack(def, row, record);
  });
}

function writeBack(def: SObjectDef, row: TriggerRow, record: ApexSObject): void {
  for (const field of def.fields) {
    if (!field.createable && !field.updateable) continue;
    const held = record.values.get(field.name.toLowerCase());
    if (held === undefined) continue;
    const next = toStored(field, held);
    const before = toStored(field, fromStored(field, row.newValue?.(field.slot)));
    if (next === before) continue;
    const error = next === null ? undefined : checkFieldValue(field, next);
    if (error) row.errors.push(error);
    row.change?.(field.slot, next);
  }
}
