// The three result files of a job, streamed chunk by chunk in an order that is not the upload's (facts §4.6).
import type { RowFate } from './chunkResult';
import { eachRecord, toLine } from './csv';
import type { IngestJob } from './job';
import { DELIMITERS, LINE_ENDINGS } from './job';
import { headerText, layOut } from './run';
import type { Chunk } from './scan';

export type ResultFile = 'successfulResults' | 'failedResults' | 'unprocessedrecords';

const KINDS: Readonly<Record<ResultFile, RowFate['kind']>> = {
  successfulResults: 'succeeded',
  failedResults: 'failed',
  unprocessedrecords: 'unseen',
};
const OWN_COLUMNS: Readonly<Record<ResultFile, readonly string[]>> = {
  successfulResults: ['"sf__Id"', '"sf__Created"'],
  failedResults: ['"sf__Id"', '"sf__Error"'],
  unprocessedrecords: [],
};

/** Ready for sending; only the header before the job has ended. */
export async function* resultCsv(job: IngestJob, file: ResultFile, rowsPerChunk: number): AsyncGenerator<string> {
  const delimiter = DELIMITERS[job.spec.columnDelimiter];
  const lineEnd = LINE_ENDINGS[job.spec.lineEnding];
  const layout = await layOut(job, rowsPerChunk);
  const header = headerText(job, layout);
  yield [...OWN_COLUMNS[file], ...(header === '' ? [] : [header])].join(delimiter) + lineEnd;
  if (!['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return;
  for (const index of shuffled(layout.chunks.length)) {
    const chunk = layout.chunks[index];
    if (chunk === undefined) continue;
    const lines = chunkLines(job, { file, chunk, index });
    if (lines.length > 0) yield lines.join(lineEnd) + lineEnd;
  }
}

function chunkLines(
  job: IngestJob,
  { file, chunk, index }: { file: ResultFile; chunk: Chunk; index: number },
): string[] {
  const delimiter = DELIMITERS[job.spec.columnDelimiter];
  const result = job.results[index];
  const text = job.body?.slice(chunk.start, chunk.end).toString() ?? '';
  const lines: string[] = [];
  let row = 0;
  eachRecord(text, delimiter, ({ cells }) => {
    const fate = result?.fate(row++);
    const kind = fate?.kind ?? 'unseen';
    if (kind !== KINDS[file]) return;
    const line = toLine(cells, delimiter);
    if (fate === undefined || kind === 'unseen') lines.push(line);
    else
      lines.push(
        toLine([fate.id, kind === 'failed' ? fate.error : String(fate.created)], delimiter) + delimiter + line,
      );
  });
  return lines;
}

/** Odd positions first, backwards: never the order of the upload where there are two or more. */
function shuffled(count: number): number[] {
  const all = Array.from({ length: count }, (_, i) => i).reverse();
  return [...all.filter((i) => i % 2 === 1), ...all.filter((i) => i % 2 === 0)];
}
