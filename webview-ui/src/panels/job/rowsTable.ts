// What the columns of each list of rows are, and how a row of the job becomes cells.
import type { JobSnapshot, Row, RowList, RowSort } from '../../../../src/shared/protocol/job';
import type { Column } from '../../grid/columns';
import type { Cells } from '../../grid/feed';
import { say } from './strings';

export interface RowsTable {
  readonly columns: readonly Column[];
  readonly toCells: (row: Row) => Cells;
  /** What the extension calls the order of a column. */
  readonly sortBy: (column: number) => RowSort['by'] | undefined;
  readonly columnOf: (by: RowSort['by']) => number;
}

interface Lead {
  readonly column: Column;
  readonly cell: (row: Row) => string;
  readonly by?: RowSort['by'];
}

const line: Lead = {
  column: { id: 'line', label: say('line'), kind: 'link', sortable: true },
  cell: (row) => (row.line > 0 ? String(row.line) : ''),
  by: 'line',
};
const code: Lead = {
  column: { id: 'code', label: say('error'), kind: 'error', sortable: true },
  cell: (row) => row.code,
  by: 'error',
};
const message: Lead = {
  column: { id: 'message', label: say('message'), kind: 'text', sortable: false },
  cell: (row) => row.message,
};
const fields: Lead = {
  column: { id: 'fields', label: say('fields'), kind: 'text', sortable: false },
  cell: (row) => row.fields.join(', '),
};
const recordId: Lead = {
  column: { id: 'recordId', label: say('recordId'), kind: 'link', sortable: false },
  cell: (row) => row.recordId,
};

function leadsOf(list: RowList, operation: JobSnapshot['operation']): readonly Lead[] {
  if (list === 'unprocessed') return [line];
  if (list === 'succeeded') return [line, recordId];
  // A row that failed to be inserted has no record.
  return operation === 'insert' ? [line, code, message, fields] : [line, code, message, fields, recordId];
}

export function rowsTable(list: RowList, operation: JobSnapshot['operation'], names: readonly string[]): RowsTable {
  const leads = leadsOf(list, operation);
  const sources = names.map((name): Column => ({ id: `source:${name}`, label: name, kind: 'text', sortable: true }));
  return {
    columns: [...leads.map((lead) => lead.column), ...sources],
    toCells: (row) => [...leads.map((lead) => lead.cell(row)), ...names.map((_, i) => row.values[i] ?? null)],
    sortBy: (column) => (column < leads.length ? leads[column]?.by : column - leads.length),
    columnOf: (by) => (typeof by === 'number' ? leads.length + by : leads.findIndex((lead) => lead.by === by)),
  };
}

/** Finds a lead column's value again in the cells. */
export function cellOf(columns: readonly Column[], row: Cells, id: string): string {
  const index = columns.findIndex((column) => column.id === id);
  return index < 0 ? '' : (row[index] ?? '');
}
