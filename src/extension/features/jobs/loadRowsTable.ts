// A job's result rows as the table that its page shows: the columns, the cells, and what the page sorts by.
import { l10n } from 'vscode';
import type { Jobs, JobState, RowList } from '../../../core/core';
import { codeFailureIn } from '../../../shared/protocol/codePlace';
import type { RowColumn, RowQuery } from '../../../shared/protocol/job';
import type { TableColumn, TableRead, TableRows } from '../../../shared/protocol/table';
import { takerOf } from './retriedRows';

type RowsOf = Pick<Jobs, 'rows' | 'get' | 'attempts' | 'unreadable'>;
type Rows = Awaited<ReturnType<Jobs['rows']>>;
type Row = Rows['rows'][number];
/** Rows of a job as the core chooses them, in their order. */
export type RowChoice = Omit<Parameters<Jobs['rows']>[1], 'offset' | 'limit'>;

export async function readRows(
  jobs: RowsOf,
  jobId: string,
  request: RowQuery & Pick<TableRead, 'offset' | 'limit' | 'withColumns'>,
  signal: AbortSignal,
): Promise<TableRows> {
  const { offset, limit, withColumns } = request;
  const { list, withRetry = false } = request.filter;
  const state = jobs.get(jobId);
  const { total, columns, rows } = await jobs.rows(jobId, { ...toRowChoice(request), offset, limit }, signal);
  const [first, ...others] = leadsOf(list, state);
  const leads: readonly LeadColumn[] = [first, ...(withRetry ? ['retry' as const] : []), ...others];
  const takerText = ({ takenBy }: Row): string => (takenBy === undefined ? '' : takerOf(takenBy, jobId, jobs));
  return {
    // Rows are only ever added to a list.
    version: state?.[list] ?? 0,
    total,
    rows: rows.map((row) => [
      ...leads.map((id) => (id === 'retry' ? takerText(row) : cellOf(row, id))),
      ...columns.map((_, i) => row.values[i] ?? null),
    ]),
    ...(withColumns && { columns: [...leads.map(leadColumn), ...columns.map(sourceColumn)] }),
  };
}

/** The page may name any column; an unknown one leaves the rows in the order of the file. */
export function toRowChoice({ filter: { list, group }, text, sort }: RowQuery): RowChoice {
  const by = sort && sortBy(sort.column);
  return {
    list,
    ...(group !== undefined && { group }),
    ...(text !== undefined && { text }),
    ...(sort && by !== undefined && { sort: { by, descending: sort.descending } }),
  };
}

function sortBy(column: string): NonNullable<RowChoice['sort']>['by'] | undefined {
  if (column === 'line') return 'line';
  if (column === 'code') return 'error';
  const index = /^source:(\d{1,6})$/.exec(column)?.[1];
  return index === undefined ? undefined : Number(index);
}

type LeadColumn = Exclude<RowColumn, `source:${number}`>;

function leadsOf(list: RowList, state: JobState | undefined): readonly [LeadColumn, ...LeadColumn[]] {
  if (list === 'unprocessed' || list === 'unknown') return ['line'];
  if (list === 'succeeded') return ['line', 'recordId'];
  const load = state?.kind === 'load' ? state : undefined;
  const hasPlaces = load?.groups.some(({ message }) => codeFailureIn(message).place) ?? false;
  // A row whose insert failed has no record.
  const hasRecords = load?.spec.operation !== 'insert';
  return [
    'line',
    'code',
    ...(hasPlaces ? ['place' as const] : []),
    'message',
    'fields',
    ...(hasRecords ? ['recordId' as const] : []),
  ];
}

function leadColumn(id: LeadColumn): TableColumn {
  switch (id) {
    case 'line':
      return { id, label: l10n.t('Line'), kind: 'link', sortable: true };
    case 'retry':
      return { id, label: l10n.t('Retry'), kind: 'mark', sortable: false };
    case 'code':
      return { id, label: l10n.t('Error'), kind: 'error', sortable: true };
    case 'message':
      return { id, label: l10n.t('Message'), kind: 'text', sortable: false };
    case 'place':
      return { id, label: l10n.t('Apex Code'), kind: 'link', sortable: false };
    case 'fields':
      return { id, label: l10n.t('Fields'), kind: 'text', sortable: false };
    case 'recordId':
      return { id, label: l10n.t('Record ID'), kind: 'link', sortable: false };
  }
}

const sourceColumn = (label: string, index: number): TableColumn => ({
  id: `source:${index}`,
  label,
  kind: 'text',
  sortable: true,
});

/** As {@link RowColumn} says. */
export function lineText({ line, addedLine }: Pick<Row, 'line' | 'addedLine'>): string {
  if (addedLine !== undefined) return `+${addedLine}`;
  return line > 0 ? String(line) : '';
}

function cellOf(row: Row, id: Exclude<LeadColumn, 'retry'>): string {
  const { recordId, code, message, fields } = row;
  switch (id) {
    case 'line':
      return lineText(row);
    case 'code':
      return code;
    case 'message':
      return message;
    case 'place':
      return codeFailureIn(message).place ?? '';
    case 'fields':
      return fields.join(', ');
    case 'recordId':
      return recordId;
  }
}
