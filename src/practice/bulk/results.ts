// The three result files of an ingest job, streamed by chunk in a different order than the upload.
// See https://developer.salesforce.com/docs/atlas.en-us.api_asynch.meta/api_asynch/get_job_successful_results.htm
import type { RowResult } from './chunkResult';
import { CsvReader, quote, toLine } from './csv';
import { delimiters, lineEndings, type IngestJob } from './job';
import { headerText, layoutOf } from './run';
import type { Chunk } from './scan';

export type ResultFile = 'successfulResults' | 'failedResults' | 'unprocessedrecords';

const rowsPerPiece = 500;
const rowKinds: Readonly<Record<ResultFile, RowResult['kind']>> = {
  successfulResults: 'succeeded',
  failedResults: 'failed',
  unprocessedrecords: 'unprocessed',
};
const addedColumns: Readonly<Record<ResultFile, readonly string[]>> = {
  successfulResults: ['"sf__Id"', '"sf__Created"'],
  failedResults: ['"sf__Id"', '"sf__Error"'],
  unprocessedrecords: [],
};

/** The response body; only the header until the job ends. */
export async function* resultCsv(job: IngestJob, file: ResultFile, rowsPerChunk: number): AsyncGenerator<string> {
  const delimiter = delimiters[job.spec.columnDelimiter];
  const lineEnd = lineEndings[job.spec.lineEnding];
  const layout = await layoutOf(job, rowsPerChunk);
  const header = headerText(job, layout);
  yield [...addedColumns[file], ...(header === '' ? [] : [header])].join(delimiter) + lineEnd;
  if (!['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return;
  for (const index of shuffled(layout.chunks.length)) {
    const chunk = layout.chunks[index];
    if (chunk === undefined) continue;
    yield* chunkLines(job, { file, chunk, index });
  }
}

function* chunkLines(
  job: IngestJob,
  { file, chunk, index }: { file: ResultFile; chunk: Chunk; index: number },
): Generator<string> {
  const delimiter = delimiters[job.spec.columnDelimiter];
  const lineEnd = lineEndings[job.spec.lineEnding];
  const result = job.results[index];
  const reader = new CsvReader(job.body?.slice(chunk.start, chunk.end).toString() ?? '', delimiter);
  let row = 0;
  for (let records = reader.take(rowsPerPiece); records.length > 0; records = reader.take(rowsPerPiece)) {
    let lines = '';
    for (const { cells } of records) {
      const outcome = result?.rowAt(row++);
      if ((outcome?.kind ?? 'unprocessed') === rowKinds[file])
        lines += addedCells(outcome, delimiter) + toLine(cells, delimiter) + lineEnd;
    }
    if (lines !== '') yield lines;
  }
}

/** The values of the columns that Salesforce adds before the uploaded columns. */
function addedCells(outcome: RowResult | undefined, delimiter: string): string {
  if (outcome === undefined || outcome.kind === 'unprocessed') return '';
  const second = outcome.kind === 'failed' ? outcome.error : String(outcome.created);
  return `"${outcome.id}"${delimiter}${quote(second)}${delimiter}`;
}

/** Odd positions first, in reverse: never the order of the upload when there are two or more chunks. */
function shuffled(count: number): number[] {
  const all = Array.from({ length: count }, (_, i) => i).reverse();
  return [...all.filter((i) => i % 2 === 1), ...all.filter((i) => i % 2 === 0)];
}
