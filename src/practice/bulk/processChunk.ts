// Parses the text of one chunk into rows and writes them in batches of 200 rows, as Salesforce does.
import type { Column } from '../data/columns';
import { isId, normalizeId } from '../data/ids';
import { bulkText, rowError, type RowError } from '../data/rowErrors';
import type { FieldDef, Value } from '../data/schema';
import { readCell } from '../dml/fieldValues';
import { findParent } from '../dml/jsonRecords';
import { prepareTriggers, removeRows } from '../dml/remove';
import { Writer } from '../dml/write';
import type { Intent, RowOutcome } from '../dml/outcome';
import type { Org } from '../org/org';
import type { ChunkResult, ErrorTexts } from './chunkResult';
import { CsvReader, type CsvRecord } from './csv';
import { delimiters, type IngestJob } from './job';

const rowsPerBatch = 200;
const nullMarker = '#N/A';

export interface ChunkWork {
  readonly job: IngestJob;
  readonly columns: readonly Column[];
  readonly text: string;
  readonly result: ChunkResult;
  readonly texts: ErrorTexts;
  readonly yieldTurn: () => Promise<void> | undefined;
}

/** Stops between batches when the job was aborted or deleted. */
export async function processChunk(org: Org, work: ChunkWork): Promise<void> {
  const { job, text } = work;
  const reader = new CsvReader(text, delimiters[job.spec.columnDelimiter]);
  const writeBatch =
    job.spec.operation === 'delete' || job.spec.operation === 'hardDelete'
      ? batchDeleter(org, work)
      : batchWriter(org, work);
  await prepareTriggers(org, job.spec.def);
  let index = 0;
  for (let batch = reader.take(rowsPerBatch); batch.length > 0; batch = reader.take(rowsPerBatch)) {
    if (job.state !== 'InProgress') return;
    const outcomes = writeBatch(batch);
    outcomes.forEach((outcome, i) => recordOutcome(org, work, { index: index++, outcome, record: batch[i] }));
    await work.yieldTurn();
  }
}

type WriteBatch = (records: readonly CsvRecord[]) => RowOutcome[];

function batchWriter(org: Org, { job, columns }: ChunkWork): WriteBatch {
  const { def, keyField, operation } = job.spec;
  if (operation === 'delete' || operation === 'hardDelete') throw new Error(`${operation} does not write rows.`);
  const { assignmentRuleId } = job.spec;
  const assignmentRule = assignmentRuleId === undefined ? undefined : { id: assignmentRuleId };
  const writer = new Writer(org, def, { operation, keyField, userId: job.createdById, assignmentRule });
  return (records) => {
    writer.nextBatch();
    const flaws = records.map((record) => csvErrorOf(record, columns));
    const clean = records.filter((_, i) => flaws[i] === undefined);
    const outcomes = writer.writeAll(clean.map((record) => toIntent(org, columns, record.cells)));
    return inPlace(flaws, outcomes);
  };
}

function batchDeleter(org: Org, { job, columns }: ChunkWork): WriteBatch {
  const isHard = job.spec.operation === 'hardDelete';
  return (records) => {
    const flaws = records.map((record) => csvErrorOf(record, columns));
    const clean = records.filter((_, i) => flaws[i] === undefined).map((record) => record.cells[0] ?? null);
    return inPlace(flaws, removeRows(org, job.spec.def, clean, { isHard, userId: job.createdById }));
  };
}

/** The outcomes of the rows without a flaw, at the places of their rows. */
function inPlace(flaws: readonly (RowError | undefined)[], outcomes: RowOutcome[]): RowOutcome[] {
  return flaws.map((flaw) => (flaw === undefined ? (outcomes.shift() ?? refused(notProcessed())) : refused(flaw)));
}

function refused(error: RowError): RowOutcome {
  return { ok: false, id: undefined, errors: [error] };
}

function notProcessed(): RowError {
  return rowError('UNKNOWN_EXCEPTION', 'row was not processed');
}

function csvErrorOf(record: CsvRecord, columns: readonly Column[]): RowError | undefined {
  if (record.flaw !== undefined) return rowError('INVALID_FIELD', record.flaw);
  if (record.cells.length === columns.length) return undefined;
  return rowError('INVALID_FIELD', `row has ${record.cells.length} columns, the header has ${columns.length}`);
}

/** A blank cell leaves the field unchanged; `#N/A` clears it. */
function toIntent(org: Org, columns: readonly Column[], cells: readonly string[]): Intent {
  const fields: FieldDef[] = [];
  const values: Value[] = [];
  const errors: RowError[] = [];
  for (let i = 0; i < columns.length; i++) {
    const cell = cells[i];
    const column = columns[i];
    if (cell === undefined || cell === '' || column === undefined) continue;
    const read = cell === nullMarker ? { value: null } : readColumn(org, column, { cell, index: i });
    if ('error' in read) errors.push(read.error);
    else {
      fields.push(column.field);
      values.push(read.value);
    }
  }
  return { fields, values, errors };
}

function readColumn(
  org: Org,
  column: Column,
  { cell, index }: { cell: string; index: number },
): { readonly value: Value } | { readonly error: RowError } {
  if (column.kind === 'field') return readCell(column.field, cell, index);
  const found = findParent(org, column, cell);
  return typeof found === 'string' ? { value: found } : { error: found };
}

function recordOutcome(
  org: Org,
  work: ChunkWork,
  row: { index: number; outcome: RowOutcome; record: CsvRecord | undefined },
): void {
  const { job, result, columns } = work;
  job.processed++;
  if (row.outcome.ok) {
    const { id, created } = row.outcome;
    result.succeed(row.index, org.store.table(job.spec.def).numberOfOwnId(id), created);
    return;
  }
  job.failed++;
  const given = columns.findIndex((column) => column.field.type === 'id');
  const cell = given < 0 ? '' : (row.record?.cells[given] ?? '');
  const id = row.outcome.id ?? (isId(cell) ? normalizeId(cell) : '');
  result.fail(row.index, id, work.texts.intern(bulkText(row.outcome.errors)));
}
