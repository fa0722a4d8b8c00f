// A load for the tests of results: the rows sent, an outcome for each, and what Salesforce would answer.
import { mergeResults } from '../../../../src/core/results/merge';
import { createResultWriter, type PartResults, type WriteResults } from '../../../../src/core/results/results';
import { planParts, type CsvPlan } from '../../../../src/core/bulk/planParts';
import type { CsvDialect, Delimiter, LineEnding, RowFailure } from '../../../../src/core/model/load';
import { leadingColumns, type RemoteList, type ResultFolder, type RowList } from '../../../../src/core/results/layout';
import { quietTask } from '../../../../src/core/kernel/task';
import { createRowReader } from '../../../../src/core/results/rowPages';
import { createSha256 } from '../../../../src/node/sha256';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { bytesOf, cell, inPieces } from '../csv/csvFiles';

/** Shared by all parts of a load. */
const writers = new WeakMap<CsvPlan, WriteResults>();

function writerOf({ plan }: Load): WriteResults {
  const writer = writers.get(plan) ?? createResultWriter();
  writers.set(plan, writer);
  return writer;
}

/** A row of unknown outcome is in no list of Salesforce. */
export type Outcome = RowList;

export interface Sent {
  readonly values: readonly string[];
  readonly outcome: Outcome;
  /** Result rows come back in the order of these numbers. */
  readonly rank?: number;
  /** Salesforce may quote what was not quoted. */
  readonly quoted?: boolean;
  /** sf__Error of a failed row. */
  readonly error?: string;
}

export interface Written {
  readonly delimiter: Delimiter;
  readonly lineEnding: LineEnding;
  readonly cuts: readonly number[];
}

export const simple: Written = { delimiter: ',', lineEnding: 'LF', cuts: [50] };

const endOf = ({ lineEnding }: Written): string => (lineEnding === 'LF' ? '\n' : '\r\n');

export interface Load {
  readonly plan: CsvPlan;
  readonly bytes: Uint8Array;
  readonly rows: readonly Sent[];
  readonly written: Written;
}

export const record = (values: readonly string[], quoted: boolean, { delimiter }: Written): string =>
  values.map((value) => cell(value, delimiter, quoted || values.length === 1)).join(delimiter);

/** The file with these rows, planned. */
export async function plannedLoad(rows: readonly Sent[], written: Written = simple, partRecords = 1e9): Promise<Load> {
  const { delimiter, lineEnding, cuts } = written;
  const header = Array.from({ length: rows[0]!.values.length }, (_, index) => `Column_${index}`);
  const lines = [header, ...rows.map(({ values }) => values)].map((values) => record(values, false, written));
  const bytes = bytesOf(lines.join(endOf(written)));
  const dialect: CsvDialect = { delimiter, lineEnding, encoding: 'utf-8', bomBytes: 0 };
  const source = { file: 'a.csv', dialect, chunks: inPieces(bytes, cuts), sha256: createSha256 };
  const plan = await planParts(source, { partBytes: 1e9, partRecords }, quietTask());
  return { plan, bytes, rows, written };
}

/** What Salesforce says about the part's rows. */
export function resultBody({ plan, rows, written }: Load, part: number, list: RemoteList): string {
  const before = plan.parts.slice(0, part).reduce((sum, { records }) => sum + records, 0);
  const own = rows
    .slice(before, before + plan.parts[part]!.records)
    .map((row, index) => ({ ...row, index: before + index }))
    .filter(({ outcome }) => outcome === list)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const leading = leadingColumns[list].slice(0, -1);
  const records = own.map(({ values, quoted = false, error = 'CODE:message:--', index }) => {
    const own: Record<string, string> = { sf__Id: `id${index}`, sf__Error: error, sf__Created: 'true' };
    const before = leading.map((name) => cell(own[name]!, written.delimiter, true) + written.delimiter);
    return before.join('') + record(values, quoted, written);
  });
  const header = [...leading.map((name) => `"${name}"`), plan.columns.join(written.delimiter)].join(written.delimiter);
  return [header, ...records].map((line) => line + endOf(written)).join('');
}

export async function writePart(load: Load, part: number, to: ResultFolder): Promise<PartResults> {
  const { plan, bytes, written } = load;
  const own = plan.parts[part]!;
  return writerOf(load)(
    { plan: own, dialect: plan.dialect, open: () => inPieces(bytes.subarray(own.start, own.end), written.cuts) },
    {
      open: async (list) => inPieces(bytesOf(resultBody(load, part, list)), written.cuts),
      mayHaveProcessed: own.records,
    },
    to,
    quietTask(),
  );
}

export const merge = ({ plan }: Load, at: ResultFolder): Promise<void> =>
  mergeResults(
    { parts: plan.parts.map(({ index }) => index), header: plan.header, dialect: plan.dialect },
    { ...at, sha256: createSha256 },
    quietTask(),
  );

export const newFolder = (): ResultFolder & { files: ReturnType<typeof createMemoryFiles> } => ({
  files: createMemoryFiles({}, 1000),
  folder: 'job',
});

export async function rowsOf(load: Load, at: ResultFolder, list: RowList): Promise<readonly RowFailure[]> {
  const view = {
    folder: at.folder,
    parts: load.plan.parts.map(({ index }) => index),
    columns: load.plan.columns,
    delimiter: load.plan.dialect.delimiter,
    groups: [],
  };
  const reader = createRowReader(at.files, createHastyClock(), createSha256);
  return (await reader.page(view, { list, offset: 0, limit: 1e6 }, new AbortController().signal)).rows;
}
