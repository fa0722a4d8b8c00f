// Runs SOQL for Apex: binds, limits, and rows as records in memory.
import type { FieldDef, SObjectDef } from '../../data/schema';
import { toWireMoment } from '../../data/rowCodec';
import { Refusal } from '../../http/http';
import type { Literal } from '../../soql/literals';
import { childRows } from '../../soql/pages';
import type { Binds } from '../../soql/scope';
import type { ChildQuery, Selection } from '../../soql/selection';
import { compileQuery, type CompiledQuery } from '../../soql/soql';
import { finishAtOnce } from '../../soql/steps';
import type { WireRecord } from '../../soql/shape';
import type { Transaction } from '../run/transaction';
import { sobjectOf } from '../typeSystem/apexType';
import { ApexList, ApexSet } from '../values/collections';
import { ApexDecimal, ApexDouble } from '../values/decimal';
import { ApexDate, ApexDatetime, ApexTime } from '../values/moments';
import { fromStored } from '../values/recordFields';
import { ApexSObject } from '../values/sobject';
import { toText } from '../values/text';
import { aggregateDef } from '../library/aggregateResult';

export const apiVersion = 66;

/** The literal that stands for a bind in the statement. */
export const bindMark = (index: number): string => `'\u0001b${index}'`;

export interface Statement {
  readonly text: string;
  readonly binds: Binds;
}

export function literalsOf(value: unknown): Literal[] {
  if (value instanceof ApexList || value instanceof ApexSet) return value.items.flatMap(literalsOf);
  if (value === null || value === undefined) return [{ text: 'null', type: 'NULL' }];
  if (typeof value === 'boolean') return [{ text: String(value), type: 'BOOLEAN' }];
  if (typeof value === 'number' || typeof value === 'bigint') return [{ text: String(value), type: 'INTEGER' }];
  if (value instanceof ApexDecimal) return [{ text: value.toString(), type: 'DECIMAL' }];
  if (value instanceof ApexDouble) return [{ text: String(value.value), type: 'DECIMAL' }];
  if (value instanceof ApexDate) return [{ text: value.iso, type: 'DATE' }];
  if (value instanceof ApexDatetime) return [{ text: toWireMoment(value.ms), type: 'DATETIME' }];
  if (value instanceof ApexTime) return [{ text: `1970-01-01T${value.toString()}`, type: 'DATETIME' }];
  if (value instanceof ApexSObject) return literalsOf(value.id);
  return [{ text: quoted(toText(value)), type: 'STRING' }];
}

const quoted = (text: string): string =>
  `'${text.replaceAll(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

const allRows = /\bALL\s+ROWS\s*$/i;

export function compileStatement(tx: Transaction, { text, binds }: Statement): CompiledQuery {
  const withDeleted = allRows.test(text);
  const org = tx.program.queryOrg(text);
  const firstRowOf = tx.test?.firstRowOf;
  return compileQuery(org, text.replace(allRows, ''), { version: apiVersion, withDeleted, binds, firstRowOf });
}

/** The records, the groups, or the number of rows of COUNT(). */
export function runQuery(tx: Transaction, statement: Statement): ApexList | number {
  tx.count('queries');
  const line = tx.place?.line ?? 1;
  const shown = shownText(statement);
  tx.log.event('DB', 'INFO', 'SOQL_EXECUTE_BEGIN', `[${line}]|Aggregations:0|${shown}`);
  const result = collect(tx, statement);
  const rows = typeof result === 'number' ? result : result.items.length;
  tx.count('queryRows', rows);
  tx.work(rows);
  tx.log.event('DB', 'INFO', 'SOQL_EXECUTE_END', `[${line}]|Rows:${rows}`);
  return result;
}

function collect(tx: Transaction, statement: Statement): ApexList | number {
  try {
    const query = compileStatement(tx, statement);
    if (query.kind === 'count') return finishAtOnce(query.count());
    if (query.kind === 'groups') {
      const groups = finishAtOnce(query.records()).map((group) => toAggregate(group, query));
      return new ApexList(sobjectOf(aggregateDef), groups);
    }
    const rows = finishAtOnce(query.rows());
    return new ApexList(sobjectOf(query.scope.table.def), recordsOf(tx, query.selection, rows));
  } catch (error) {
    if (error instanceof Refusal) throw tx.error('QueryException', error.message);
    throw error;
  }
}

const shownText = ({ text, binds }: Statement): string => {
  let number = 0;
  return [...binds.keys()]
    .reduce((shown, mark) => shown.replace(mark, `:tmpVar${++number}`), text)
    .replace(/\s+/g, ' ')
    .trim();
};

export function recordsOf(tx: Transaction, selection: Selection, rows: readonly number[]): ApexSObject[] {
  const { table } = selection.scope;
  const records = rows.map((row) => toRecord(tx, table.def, selection.shape.write({ table, row })));
  for (const record of records) if (record.id === null) record.isQueried = true;
  rows.forEach((row, i) => records[i]?.set('Id', table.idOf(row)));
  for (const child of selection.children) addChildren(tx, { child, selection, rows, records });
  return records;
}

interface Family {
  readonly child: ChildQuery;
  readonly selection: Selection;
  readonly rows: readonly number[];
  readonly records: readonly ApexSObject[];
}

function addChildren(tx: Transaction, { child, selection, rows, records }: Family): void {
  const families = finishAtOnce(childRows(child, selection.scope.table, rows));
  const type = sobjectOf(child.plan.scope.table.def);
  records.forEach((record, i) => {
    const items = recordsOf(tx, child.selection, families[i] ?? []);
    tx.count('queryRows', items.length);
    record.children.set(child.key.toLowerCase(), new ApexList(type, items));
  });
}

function toRecord(tx: Transaction, def: SObjectDef, json: WireRecord): ApexSObject {
  const record = new ApexSObject(def);
  record.isQueried = true;
  for (const [name, value] of Object.entries(json)) {
    if (name === 'attributes') continue;
    const field = def.field(name);
    if (field && field.type !== 'address') record.set(name, fromStored(field, value));
    else if (!field) setParent(tx, record, { name, value });
  }
  return record;
}

function setParent(tx: Transaction, record: ApexSObject, { name, value }: { name: string; value: unknown }): void {
  const reference = record.def.relationship(name);
  if (reference === undefined) return;
  const parent = value as WireRecord | null | undefined;
  const def = parent && parentDef(tx, reference, parent);
  record.parents.set(name.toLowerCase(), parent && def ? toRecord(tx, def, parent) : null);
}

/** The record of a polymorphic lookup has the fields of the entity Name; they are read as those of its object. */
function parentDef(tx: Transaction, reference: FieldDef, parent: WireRecord): SObjectDef | undefined {
  const { type, url } = parent['attributes'] as { type: string; url: string };
  const { schema } = tx.org;
  const id = /\/([^/]+)$/.exec(url)?.[1] ?? '';
  return type === 'Name'
    ? schema.objectOfId(id)
    : (schema.object(type) ?? schema.object(reference.referenceTo[0] ?? ''));
}

function toAggregate(group: WireRecord, query: CompiledQuery & { kind: 'groups' }): ApexSObject {
  const record = new ApexSObject(aggregateDef);
  record.aliases = new Map(query.cells.map(({ key, term }) => [key.toLowerCase(), fromStored(term.field, group[key])]));
  return record;
}
