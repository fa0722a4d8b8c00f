// Writes the result files of a part whose rows were sent in calls: each row's outcome is known by its place in the
// part.
import { contentEnd } from '../csv/csvCells';
import { csvLine } from '../csv/csvLine';
import { joined, recordBlocks } from '../csv/csvScan';
import type { Task } from '../kernel/task';
import { withWriters } from '../kernel/withWriters';
import type { RowOutcome } from '../model/callRows';
import type { FileWriter } from '../ports';
import { FailureGroups } from './failureGroups';
import { partFiles, rowLists, type IndexEntry, type ResultFolder, type RowList } from './layout';
import type { PartResults, SentPart } from './results';
import { RowWriter } from './rowWriter';
import { writeIndex } from './writeIndex';

/** `unknown`: the row was sent, and no answer came. Undefined: it was not saved. */
export type KnownOutcome = RowOutcome | 'unknown' | undefined;

/**
 * The same files as those of a bulk job; calling it again starts over. A row without an outcome is unprocessed. Rows
 * that cannot be read any more are counted and not in the files. Needs memory for each row, which is fine for the few
 * hundred rows of a call.
 */
export async function writeCallResults(
  sent: SentPart,
  outcomes: readonly KnownOutcome[],
  to: ResultFolder,
  task: Task,
): Promise<PartResults> {
  const groups = new FailureGroups();
  const counts = { succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 };
  await withWriters(to.files, async (open) => {
    const files = await openLists(sent, to, open);
    const written = await addRows(sent, outcomes, { files, groups }, task);
    for (const list of rowLists) counts[list] = files[list].rows.count;
    for (const outcome of allOutcomes(sent, outcomes).slice(written)) {
      const list = listOf(outcome);
      counts[list]++;
      if (list === 'failed') groups.add(errorOf(outcome));
    }
    for (const list of rowLists) await closeList(files[list], groups.marks());
  });
  return { ...counts, groups: groups.list(), unexpected: 0 };
}

/** Also of rows that cannot be read any more, whose outcomes still count. */
const allOutcomes = ({ plan }: SentPart, outcomes: readonly KnownOutcome[]): readonly KnownOutcome[] =>
  Array.from({ length: plan.records }, (_, row) => outcomes[row]);

const errorOf = (outcome: KnownOutcome): string =>
  (outcome === 'unknown' || outcome === undefined ? undefined : outcome.error) ?? '';

interface ListFiles {
  readonly rows: RowWriter;
  readonly index: FileWriter;
  /** `group` is the group's number. */
  readonly entries: IndexEntry[];
}

type Lists = Readonly<Record<RowList, ListFiles>>;

async function openLists(
  { plan, dialect }: SentPart,
  to: ResultFolder,
  openFile: (path: string) => Promise<FileWriter>,
): Promise<Lists> {
  const open = async (list: RowList): Promise<ListFiles> => {
    const { csv, index } = partFiles(to, list, plan.index);
    const rows = new RowWriter(await openFile(csv), dialect.delimiter.charCodeAt(0));
    return { rows, index: await openFile(index), entries: [] };
  };
  return {
    succeeded: await open('succeeded'),
    failed: await open('failed'),
    unprocessed: await open('unprocessed'),
    unknown: await open('unknown'),
  };
}

async function closeList({ rows, index, entries }: ListFiles, marks: readonly number[]): Promise<void> {
  await rows.close();
  await writeIndex(
    entries.map((entry) => ({ ...entry, group: marks[entry.group] ?? 0 })),
    index,
  );
  await index.close();
}

/** Returns the number of rows. */
async function addRows(
  { plan, dialect, sourceLines, open }: SentPart,
  outcomes: readonly KnownOutcome[],
  { files, groups }: { readonly files: Lists; readonly groups: FailureGroups },
  task: Task,
): Promise<number> {
  let row = 0;
  for await (const { bytes, count, ends, lines } of recordBlocks(open(), plan.firstLine)) {
    task.signal.throwIfAborted();
    for (let i = 0, start = 0; i < count; start = ends[i++] as number, row++) {
      const outcome = outcomes[row];
      const list = listOf(outcome);
      const answer = outcome === 'unknown' ? undefined : outcome;
      const leading = new TextEncoder().encode(leadingCells(answer, dialect.delimiter));
      const whole = joined([leading, bytes.subarray(start, contentEnd(bytes, start, ends[i] as number))]);
      const line = (sourceLines ? sourceLines[row] : lines[i]) ?? 0;
      const place = files[list].rows.put({ bytes: whole, start: 0, at: leading.length, end: whole.length, line });
      files[list].entries.push({ ...place, line, group: list === 'failed' ? groups.add(errorOf(outcome)) : 0 });
    }
    for (const list of rowLists) await files[list].rows.drain();
  }
  return row;
}

function listOf(outcome: KnownOutcome): RowList {
  if (outcome === undefined) return 'unprocessed';
  if (outcome === 'unknown') return 'unknown';
  return outcome.error === undefined ? 'succeeded' : 'failed';
}

/** The cells before the line, each with the delimiter after it. */
function leadingCells(outcome: RowOutcome | undefined, delimiter: string): string {
  if (!outcome) return '';
  const { id = '', error, created = false } = outcome;
  const line = csvLine([id, error ?? String(created), ''], { delimiter });
  return line.slice(0, -1);
}
