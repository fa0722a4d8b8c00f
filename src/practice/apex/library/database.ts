// Database: DML with results for each record, dynamic queries, savepoints.
import type { RowError } from '../../data/rowErrors';
import type { DmlOperation } from '../parse/tree';
import type { RowOutcome } from '../../dml/outcome';
import { dml, dmlOrThrow } from '../host/dml';
import { startBatch } from '../host/async';
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import type { ApexType, LibraryFunction } from '../typeSystem/model';
import { ApexList } from '../values/collections';
import type { ApexObject, EnumValue } from '../values/objects';
import { ApexSObject } from '../values/sobject';
import type { FieldToken } from '../values/tokens';
import { bindQueries } from './cursors';
import { enumClasses } from './enums';
import { enumValue } from '../values/enumValues';

/** A result; its type decides which methods the code can call. */
export interface DmlResult {
  readonly outcome: RowOutcome;
}

interface DmlOptions {
  allOrNone: boolean;
}

const resultNames: Readonly<Record<DmlOperation, string>> = {
  insert: 'SaveResult',
  update: 'SaveResult',
  upsert: 'UpsertResult',
  delete: 'DeleteResult',
  undelete: 'UndeleteResult',
};

const objectList = (items: unknown[], type: ApexType = types.object): ApexList => new ApexList(type, items);

interface Asked {
  readonly operation: DmlOperation;
  readonly records: unknown;
  readonly allOrNone: boolean;
  readonly keyName?: string | undefined;
}

function run(tx: Transaction, { records, ...asked }: Asked): ApexList | DmlResult | null {
  const outcomes = asked.allOrNone ? dmlOrThrow(tx, { records, ...asked }) : dml(tx, { records, ...asked });
  const results = outcomes.map((outcome): DmlResult => ({ outcome }));
  if (records instanceof ApexList) return objectList(results);
  return results[0] ?? null;
}

const plain = ({ operation }: { operation: DmlOperation }): Record<string, LibraryFunction> => {
  const result = `Database.${resultNames[operation]}`;
  const withFlag = (records: unknown, allOrNone: boolean, tx: Transaction): unknown =>
    run(tx, { operation, records, allOrNone });
  const withOptions = (records: unknown, options: DmlOptions, tx: Transaction): unknown =>
    run(tx, { operation, records, allOrNone: options.allOrNone });
  const alone = (records: unknown, tx: Transaction): unknown => run(tx, { operation, records, allOrNone: true });
  const forms: [string, LibraryFunction][] = [];
  const inputs: readonly (readonly [string, string])[] = [
    ['SObject', result],
    ['List<SObject>', `List<${result}>`],
  ];
  for (const [input, output] of inputs) {
    forms.push([`${output} ${operation}(${input})`, alone]);
    forms.push([`${output} ${operation}(${input}, Boolean)`, withFlag]);
    forms.push([`${output} ${operation}(${input}, Database.DMLOptions)`, withOptions]);
    forms.push([
      `${output} ${operation}(${input}, AccessLevel)`,
      (records: unknown, _: EnumValue, tx: Transaction) => alone(records, tx),
    ]);
    forms.push([
      `${output} ${operation}(${input}, Boolean, AccessLevel)`,
      (...[records, allOrNone, , tx]: [unknown, boolean, EnumValue, Transaction]) => withFlag(records, allOrNone, tx),
    ]);
  }
  return Object.fromEntries(forms);
};

/** Records by their ids, for Database.delete and undelete. */
function byIds(ids: unknown, tx: Transaction): unknown {
  const one = (id: unknown): ApexSObject => {
    const def = tx.org.schema.objectOfId(String(id));
    if (def === undefined) throw tx.error('SObjectException', `Cannot locate Apex Type for ID: ${String(id)}`);
    const record = new ApexSObject(def);
    record.set('Id', id);
    return record;
  };
  return ids instanceof ApexList ? objectList(ids.items.map(one), types.sobject) : one(ids);
}

const withIds = (operation: 'delete' | 'undelete'): Record<string, LibraryFunction> => {
  const result = `Database.${resultNames[operation]}`;
  const all = (ids: unknown, tx: Transaction): unknown =>
    run(tx, { operation, records: byIds(ids, tx), allOrNone: true });
  const some = (ids: unknown, allOrNone: boolean, tx: Transaction): unknown =>
    run(tx, { operation, records: byIds(ids, tx), allOrNone });
  return {
    [`${result} ${operation}(Id)`]: all,
    [`List<${result}> ${operation}(List<Id>)`]: all,
    [`${result} ${operation}(Id, Boolean)`]: some,
    [`List<${result}> ${operation}(List<Id>, Boolean)`]: some,
  };
};

const upserts = (): Record<string, LibraryFunction> => {
  const keyed = (...[records, key, allOrNone, tx]: [unknown, FieldToken, boolean, Transaction]): unknown =>
    run(tx, { operation: 'upsert', records, allOrNone, keyName: key.field.name });
  const alone = (records: unknown, key: FieldToken, tx: Transaction): unknown => keyed(records, key, true, tx);
  return {
    'Database.UpsertResult upsert(SObject, Schema.SObjectField)': alone,
    'List<Database.UpsertResult> upsert(List<SObject>, Schema.SObjectField)': alone,
    'Database.UpsertResult upsert(SObject, Schema.SObjectField, Boolean)': keyed,
    'List<Database.UpsertResult> upsert(List<SObject>, Schema.SObjectField, Boolean)': keyed,
  };
};

export interface Savepoint {
  readonly at: number;
  isReleased: boolean;
}

function rollBack(savepoint: Savepoint, tx: Transaction): void {
  if (savepoint.isReleased || savepoint.at > tx.undo.length) {
    throw tx.error('TypeException', 'Savepoint has been rolled back or released.');
  }
  tx.count('dmlStatements');
  tx.log.event('DB', 'INFO', 'SAVEPOINT_ROLLBACK', `[${tx.place?.line ?? 1}]|Savepoint`);
  tx.rollBackTo(savepoint.at);
}

const databaseSpec: LibrarySpec = {
  name: 'Database',
  statics: {
    ...plain({ operation: 'insert' }),
    ...plain({ operation: 'update' }),
    ...plain({ operation: 'upsert' }),
    ...plain({ operation: 'delete' }),
    ...plain({ operation: 'undelete' }),
    ...withIds('delete'),
    ...withIds('undelete'),
    ...upserts(),
    ...bindQueries,
    'Database.QueryLocator getQueryLocator(List<SObject>)': (records: ApexList) => records,
    'Savepoint setSavepoint()': (tx: Transaction) => {
      tx.count('dmlStatements');
      tx.log.event('DB', 'INFO', 'SAVEPOINT_SET', `[${tx.place?.line ?? 1}]|Savepoint`);
      return { at: tx.undo.length, isReleased: false } satisfies Savepoint;
    },
    'void rollback(Savepoint)': rollBack,
    'void releaseSavepoint(Savepoint)': (savepoint: Savepoint) => void (savepoint.isReleased = true),
    'Id executeBatch(Object)': (job: ApexObject, tx: Transaction) => startBatch(tx, job, 200),
    'Id executeBatch(Object, Integer)': (job: ApexObject, size: number, tx: Transaction) => startBatch(tx, job, size),
  },
};

const errorsOf = ({ outcome }: DmlResult): ApexList => objectList(outcome.ok ? [] : [...outcome.errors]);

const resultSpec = (name: string): LibrarySpec => ({
  name: `Database.${name}`,
  methods: {
    'Boolean isSuccess()': ({ outcome }: DmlResult) => outcome.ok,
    'Id getId()': ({ outcome }: DmlResult) => outcome.id ?? null,
    'List<Database.Error> getErrors()': errorsOf,
    ...(name === 'UpsertResult' && {
      'Boolean isCreated()': ({ outcome }: DmlResult) => outcome.ok && outcome.created,
    }),
  },
});

const errorSpec: LibrarySpec = {
  name: 'Database.Error',
  methods: {
    'String getMessage()': (error: RowError) => error.message,
    'StatusCode getStatusCode()': ({ statusCode }: RowError) => statusOf(statusCode),
    'List<String> getFields()': (error: RowError) => new ApexList(types.string, [...error.fields]),
  },
};

function statusOf(code: string): EnumValue | null {
  const cls = enumClasses.get('statuscode');
  if (cls === undefined) return null;
  const place = cls.constants.indexOf(code);
  return enumValue(cls, place < 0 ? cls.constants.indexOf('UNKNOWN_EXCEPTION') : place);
}

export const databaseSpecs: readonly LibrarySpec[] = [
  databaseSpec,
  ...['SaveResult', 'UpsertResult', 'DeleteResult', 'UndeleteResult'].map(resultSpec),
  errorSpec,
  { name: 'Savepoint' },
  {
    name: 'Database.DMLOptions',
    constructors: { '()': (): DmlOptions => ({ allOrNone: true }) },
    properties: { 'Boolean optAllOrNone': (options: DmlOptions) => options.allOrNone },
    setters: { optAllOrNone: (options: DmlOptions, value: boolean) => void (options.allOrNone = value) },
  },
  {
    name: 'Database.BatchableContext',
    methods: { 'Id getJobId()': (id: string) => id, 'Id getChildJobId()': (id: string) => id },
  },
];
