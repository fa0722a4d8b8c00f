// `query?q=…&columns=true`: the columns of a query without its rows. The Salesforce CLI requests it for its tables.
import type { FieldDef, SObjectDef } from '../data/schema';
import { kindOf } from './literals';
import type { Selection } from './selection';
import type { CompiledQuery } from './soql';

interface ColumnMetadata {
  readonly aggregate: boolean;
  readonly apexType: string | null;
  readonly booleanType: boolean;
  readonly columnName: string;
  readonly custom: boolean;
  readonly displayName: string;
  readonly foreignKeyName: string | null;
  readonly insertable: boolean;
  readonly joinColumns: ColumnMetadata[];
  readonly numberType: boolean;
  readonly textType: boolean;
  readonly updatable: boolean;
}

export function columnMetadata(query: CompiledQuery): object {
  const { def } = query.scope.table;
  const columns = columnsOf(query);
  return {
    columnMetadata: columns,
    entityName: def.name,
    groupBy: query.tree.groupBy !== undefined,
    idSelected: columns.some(({ columnName }) => columnName === 'Id'),
    keyPrefix: def.keyPrefix,
  };
}

function columnsOf(query: CompiledQuery): ColumnMetadata[] {
  switch (query.kind) {
    case 'count':
      return [];
    case 'groups':
      return query.cells.map(({ key, call, term }) => ({
        ...fieldColumn(term.field, key),
        aggregate: call !== undefined,
        displayName: call ?? key,
      }));
    case 'records':
      return recordColumns(query.selection);
  }
}

function recordColumns({ scope, columns, children }: Selection): ColumnMetadata[] {
  const top: ColumnMetadata[] = [];
  for (const { name, field } of columns) addPath(top, { names: name.split('.'), def: scope.table.def }, field);
  for (const { key, selection } of children)
    top.push({ ...joined(key, null, recordColumns(selection)), aggregate: true });
  return top;
}

/** Adds a column below the columns of the parents in its path. */
function addPath(
  columns: ColumnMetadata[],
  { names, def }: { names: readonly string[]; def: SObjectDef | undefined },
  field: FieldDef,
): void {
  const [first = '', ...rest] = names;
  if (rest.length === 0) {
    columns.push(fieldColumn(field, first));
    return;
  }
  let parent = columns.find(({ columnName, joinColumns }) => columnName === first && joinColumns.length > 0);
  if (!parent) {
    parent = joined(first, def?.relationship(first)?.name ?? null, []);
    columns.push(parent);
  }
  addPath(parent.joinColumns, { names: rest, def: undefined }, field);
}

function joined(name: string, foreignKeyName: string | null, joinColumns: ColumnMetadata[]): ColumnMetadata {
  return {
    aggregate: false,
    apexType: null,
    booleanType: false,
    columnName: name,
    custom: name.endsWith('__r'),
    displayName: name,
    foreignKeyName,
    insertable: false,
    joinColumns,
    numberType: false,
    textType: false,
    updatable: false,
  };
}

const apexTypes = {
  text: 'String',
  id: 'Id',
  number: 'Decimal',
  boolean: 'Boolean',
  date: 'Date',
  datetime: 'Datetime',
  time: 'Time',
} as const;

function fieldColumn(field: FieldDef, name: string): ColumnMetadata {
  const kind = kindOf(field);
  return {
    ...joined(name, null, []),
    apexType: field.type === 'int' ? 'Integer' : apexTypes[kind],
    booleanType: kind === 'boolean',
    custom: field.custom,
    insertable: field.createable,
    numberType: kind === 'number',
    textType: kind === 'text',
    updatable: field.updateable,
  };
}
