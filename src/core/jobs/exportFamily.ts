// One CSV of a load and all its retries: each row once, with the attempt that had the last word on it.
import { SalesforceError } from '../errors/salesforceError';
import { cellEnd, readCells } from '../kernel/csvCells';
import { writeRow } from '../kernel/csvRows';
import { leadingColumns, rowLists, type RowList } from '../kernel/resultFiles';
import type { FileWriter, Files } from '../ports';
import { retryOf, type Family, type LoadState } from './family';
import { takenRows } from './retry';
import type { RowView } from './rowQuery';
import { eachEntry, findRows, readRowsAt, type FoundRow, type RowSource } from './rowSource';

const ownColumns = ['sf__Attempt', 'sf__Id', 'sf__Created', 'sf__Error', 'sf__Line'] as const;
const rowsARead = 20_000;

export interface FamilyExport {
  readonly family: Family;
  readonly viewOf: (state: LoadState) => Promise<RowView>;
  readonly files: Files;
}

/**
 * In the order of the lines of the file that was loaded first; rows whose line there is unknown come last and have none.
 * Throws `job.unfinished` while an attempt runs. Closes the writer, or discards it when it fails.
 */
export async function exportFamily(spec: FamilyExport, writer: FileWriter, signal: AbortSignal): Promise<void> {
  const { attempts } = spec.family;
  const running = attempts.find(({ end }) => end === undefined);
  if (running) throw new SalesforceError('job.unfinished', { jobId: running.jobId });
  const columns = attempts[0]?.plan?.columns ?? [];
  const delimiter = attempts[0]?.plan?.dialect.delimiter ?? ',';
  try {
    await writer.write(
      new TextEncoder().encode(writeRow([...ownColumns, ...columns], { delimiter, lineEnding: 'LF' })),
    );
    const strands: Strand[] = [];
    for (const [index, state] of attempts.entries())
      for (const list of rowLists) strands.push(await openStrand(state, { index, list }, spec));
    for (const picks of pickBatches(strands)) {
      signal.throwIfAborted();
      await writer.write(await toCsv(picks, { columns, delimiter }));
    }
    await writer.close();
  } finally {
    await writer.discard();
  }
}

/** The rows of one list of one attempt that no later attempt took, by line. */
interface Strand {
  readonly attempt: string;
  readonly list: RowList;
  readonly source: RowSource;
  readonly view: RowView;
  /** False when the attempt's lines are those of a file that a person changed. */
  readonly knowsLines: boolean;
  readonly rows: readonly number[];
  readonly lines: readonly number[];
  next: number;
}

async function openStrand(
  state: LoadState,
  { index, list }: { readonly index: number; readonly list: RowList },
  { family, viewOf, files }: FamilyExport,
): Promise<Strand> {
  const view = await viewOf(state);
  const source = await findRows(files, view, list);
  const states = family.attempts;
  const taken = list === 'succeeded' ? new Set() : await takenRows(state.jobId, list, { states, files });
  const knowsLines = hasFirstLines(state, family);
  const [rows, lines]: [number[], number[]] = [[], []];
  let last = knowsLines ? 0 : Infinity;
  for (const segment of source.segments)
    await eachEntry(source, segment, (row, { line }) => {
      last = Math.max(last, line);
      if (taken.has(row)) return;
      rows.push(row);
      lines.push(last);
    });
  return { attempt: String(index + 1), list, source, view, knowsLines, rows, lines, next: 0 };
}

function hasFirstLines(state: LoadState, family: Family): boolean {
  const origin = family.attempts.find(({ jobId }) => jobId === retryOf(state)?.jobId);
  return origin === undefined || (state.plan?.keepsLines === true && hasFirstLines(origin, family));
}

interface Pick {
  readonly strand: Strand;
  readonly row: number;
}

function* pickBatches(strands: readonly Strand[]): Generator<readonly Pick[]> {
  let picks: Pick[] = [];
  for (let strand = lowest(strands); strand; strand = lowest(strands)) {
    picks.push({ strand, row: strand.rows[strand.next++] as number });
    if (picks.length < rowsARead) continue;
    yield picks;
    picks = [];
  }
  yield picks;
}

function lowest(strands: readonly Strand[]): Strand | undefined {
  let best: Strand | undefined;
  let bestLine = Infinity;
  for (const strand of strands) {
    const line = strand.lines[strand.next];
    if (line === undefined || (best && line >= bestLine)) continue;
    [best, bestLine] = [strand, line];
  }
  return best;
}

interface Target {
  readonly columns: readonly string[];
  readonly delimiter: string;
}

async function toCsv(picks: readonly Pick[], target: Target): Promise<Uint8Array> {
  const texts: string[] = picks.map(() => '');
  for (const strand of new Set(picks.map((pick) => pick.strand))) {
    const places = picks.flatMap((pick, place) => (pick.strand === strand ? [place] : []));
    const found = await readRowsAt(
      strand.source,
      places.map((place) => (picks[place] as Pick).row),
    );
    places.forEach((place, index) => (texts[place] = toLine(found[index] as FoundRow, strand, target)));
  }
  return new TextEncoder().encode(texts.join(''));
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Cells keep the bytes that Salesforce sent, as in the job's own files. */
function toLine({ entry, bytes }: FoundRow, strand: Strand, { columns, delimiter }: Target): string {
  const { list, attempt, knowsLines, view } = strand;
  const code = view.delimiter.charCodeAt(0);
  const leading: string[] = [];
  let at = 0;
  for (let cell = 0; cell < leadingColumns[list].length; cell++) {
    const end = cellEnd(bytes, at, bytes.length, code);
    leading.push(decoder.decode(bytes.subarray(at, end)));
    at = Math.min(bytes.length, end + 1);
  }
  const [id = '', said = ''] = list === 'unprocessed' ? [] : leading;
  const line = knowsLines && entry.line > 0 ? String(entry.line) : '';
  const own = [attempt, id, list === 'succeeded' ? said : '', list === 'failed' ? said : '', line].join(delimiter);
  const isSame = view.delimiter === delimiter && view.columns.join('\n') === columns.join('\n');
  if (isSame) return `${own}${delimiter}${decoder.decode(bytes.subarray(at))}\n`;
  return `${own}${delimiter}${reordered(readCells(bytes, at, bytes.length, code), view, { columns, delimiter })}`;
}

/** A person may have moved, added or removed columns of a retry; only those of the first file have a place here. */
function reordered(values: readonly string[], view: RowView, { columns, delimiter }: Target): string {
  const names = view.columns.map((name) => name.toLowerCase());
  const cells = columns.map((name) => values[names.indexOf(name.toLowerCase())] ?? '');
  return writeRow(cells, { delimiter: delimiter as RowView['delimiter'], lineEnding: 'LF' });
}
