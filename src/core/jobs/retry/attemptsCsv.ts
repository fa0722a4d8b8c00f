// Writes one CSV of a load and all its retries: each row once, with the last attempt that sent it.
import { SalesforceError } from '../../errors/salesforceError';
import { cellEnd, readCells } from '../../csv/csvCells';
import { csvLine } from '../../csv/csvLine';
import { hasNoResultColumns, leadingColumns, rowLists, sourceLineOf, type RowList } from '../../results/layout';
import type { FileWriter, Files, Sha256 } from '../../ports';
import { requireUnchanged } from '../../results/changedFile';
import type { LoadState } from '../../model/load';
import { isUnsentRetry, retryOf, takesRows } from './attempts';
import { readSpans } from '../../results/readSpans';
import type { RowView } from '../../results/rowQuery';
import { findRows } from '../../results/rowSource';
import { RowCursor, type CursorRow } from './rowCursor';

const ownColumns = ['sf__Attempt', 'sf__Id', 'sf__Created', 'sf__Error', 'sf__Line'] as const;
const rowsPerRead = 5_000;

export interface AttemptsCsvSpec {
  /** Oldest first. */
  readonly attempts: readonly LoadState[];
  readonly viewOf: (state: LoadState) => Promise<RowView>;
  readonly files: Files;
  readonly sha256: () => Sha256;
}

/**
 * In the order of the lines of the file that was loaded first. Rows that have no line there come last. Throws
 * `job.unfinished` while an attempt runs, and `job.resultFileChanged`. Closes the writer, or discards it when it fails.
 */
export async function writeAttemptsCsv(spec: AttemptsCsvSpec, writer: FileWriter, signal: AbortSignal): Promise<void> {
  const { attempts } = spec;
  const running = attempts.find(({ outcome }) => outcome === undefined);
  if (running) throw new SalesforceError('job.unfinished', { jobId: running.jobId });
  const columns = attempts[0]?.plan?.columns ?? [];
  const delimiter = attempts[0]?.plan?.dialect.delimiter ?? ',';
  const cursors: AttemptRows[] = [];
  try {
    await writer.write(new TextEncoder().encode(csvLine([...ownColumns, ...columns], { delimiter })));
    for (const [index, state] of attempts.entries()) {
      if (isUnsentRetry(state)) continue;
      for (const list of rowLists) cursors.push(await openAttempt(state, { index, list }, spec));
    }
    for await (const picks of pickBatches(cursors)) {
      signal.throwIfAborted();
      await writer.write(await toCsv(picks, { columns, delimiter, files: spec.files }));
    }
    await writer.close();
  } finally {
    await Promise.all(cursors.map(({ cursor }) => cursor.close()));
    await writer.discard();
  }
}

/** One list of one attempt. */
interface AttemptRows {
  readonly attempt: string;
  readonly list: RowList;
  readonly view: RowView;
  /** False when the attempt's lines are those of a retry file, not of the file that was loaded first. */
  readonly knowsLines: boolean;
  readonly cursor: RowCursor;
}

async function openAttempt(
  state: LoadState,
  { index, list }: { readonly index: number; readonly list: RowList },
  { attempts, viewOf, files, sha256 }: AttemptsCsvSpec,
): Promise<AttemptRows> {
  const view = await viewOf(state);
  const source = await findRows(files, view, list);
  await requireUnchanged(source, sha256);
  const takenFiles = attempts.flatMap((other) => {
    const origin = retryOf(other);
    return origin?.jobId === state.jobId && origin.list === list && takesRows(other) ? [origin.rowsFile] : [];
  });
  const knowsLines = hasFirstLines(state, attempts);
  const cursor = new RowCursor({ source, takenFiles, knowsLines });
  return { attempt: String(index + 1), list, view, knowsLines, cursor };
}

function hasFirstLines(state: LoadState, attempts: readonly LoadState[]): boolean {
  const origin = attempts.find(({ jobId }) => jobId === retryOf(state)?.jobId);
  return origin === undefined || (state.plan?.keepsLines === true && hasFirstLines(origin, attempts));
}

interface Pick extends CursorRow {
  readonly of: AttemptRows;
}

async function* pickBatches(all: readonly AttemptRows[]): AsyncGenerator<readonly Pick[]> {
  const open: AttemptRows[] = [];
  for (const one of all) if (await one.cursor.advance()) open.push(one);
  let picks: Pick[] = [];
  for (let of = lowest(open); of; of = lowest(open)) {
    picks.push({ of, ...of.cursor.row() });
    if (of.cursor.isNear) of.cursor.step();
    else if (!(await of.cursor.advance())) open.splice(open.indexOf(of), 1);
    if (picks.length < rowsPerRead) continue;
    yield picks;
    picks = [];
  }
  yield picks;
}

/** Of those on the same line, the oldest attempt. */
function lowest(open: readonly AttemptRows[]): AttemptRows | undefined {
  let best: AttemptRows | undefined;
  for (const one of open) if (!best || one.cursor.line < best.cursor.line) best = one;
  return best;
}

interface Target {
  readonly columns: readonly string[];
  readonly delimiter: string;
}

async function toCsv(
  picks: readonly Pick[],
  { files, ...target }: Target & { readonly files: Files },
): Promise<Uint8Array> {
  const texts: string[] = picks.map(() => '');
  for (const path of new Set(picks.map(({ csv }) => csv))) {
    const places = picks.flatMap(({ csv }, place) => (csv === path ? [place] : []));
    const own = places.map((place) => picks[place] as Pick);
    const spans = own.map(({ entry: { offset, lengthBytes } }) => ({ start: offset, end: offset + lengthBytes }));
    const contents = await readSpans(files, path, spans);
    own.forEach(({ of, entry }, index) => {
      texts[places[index] as number] = toLine(entry.line, contents[index] as Uint8Array, of, target);
    });
  }
  return new TextEncoder().encode(texts.join(''));
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Cells keep the bytes that Salesforce sent, as in the job's result files. */
function toLine(line: number, bytes: Uint8Array, of: AttemptRows, { columns, delimiter }: Target): string {
  const { list, attempt, knowsLines, view } = of;
  const code = view.delimiter.charCodeAt(0);
  const leading: string[] = [];
  let at = 0;
  for (let cell = 0; cell < leadingColumns[list].length; cell++) {
    const end = cellEnd(bytes, at, bytes.length, code);
    leading.push(decoder.decode(bytes.subarray(at, end)));
    at = Math.min(bytes.length, end + 1);
  }
  const [id = '', said = ''] = hasNoResultColumns(list) ? [] : leading;
  const place = knowsLines && sourceLineOf(line) > 0 ? String(line) : '';
  const own = [attempt, id, list === 'succeeded' ? said : '', list === 'failed' ? said : '', place].join(delimiter);
  const isSame = view.delimiter === delimiter && view.columns.join('\n') === columns.join('\n');
  if (isSame) return `${own}${delimiter}${decoder.decode(bytes.subarray(at))}\n`;
  return `${own}${delimiter}${reordered(readCells(bytes, at, bytes.length, code), view, { columns, delimiter })}`;
}

/** A person may have moved, added or removed columns of a retry file; only those of the first file are kept. */
function reordered(values: readonly string[], view: RowView, { columns, delimiter }: Target): string {
  const names = view.columns.map((name) => name.toLowerCase());
  const cells = columns.map((name) => values[names.indexOf(name.toLowerCase())] ?? '');
  return csvLine(cells, { delimiter });
}
