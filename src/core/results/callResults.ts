// Writes the result files of a part whose rows were sent in calls: each row's outcome is known by its place in the
// part.
import { contentEnd } from '../csv/csvCells';
import { csvLine } from '../csv/csvLine';
import { joined, recordBlocks } from '../csv/csvScan';
import type { Task } from '../kernel/task';
import type { RowOutcome } from '../model/callRows';
import type { FileWriter } from '../ports';
import { FailureGroups } from './failureGroups';
import { partFiles, rowLists, type IndexEntry, type ResultFolder, type RowList } from './layout';
import type { PartResults, SentPart } from './results';
import { RowWriter } from './rowWriter';
import { writeIndex } from './writeIndex';

/**
 * The same files as those of a bulk job; calling it again starts over. A row without an outcome is unprocessed. Needs
 * memory for each row, which is fine for the few hundred rows of a call.
 */
export async function writeCallResults(
  sent: SentPart,
  outcomes: readonly (RowOutcome | undefined)[],
  to: ResultFolder,
  task: Task,
): Promise<PartResults> {
  const groups = new FailureGroups();
  const files = await openLists(sent, to);
  try {
    await addRows(sent, outcomes, { files, groups }, task);
    for (const list of rowLists) await closeList(files[list], groups.marks());
  } finally {
    await Promise.all(rowLists.flatMap((list) => [files[list].rows.discard(), files[list].index.discard()]));
  }
  const unprocessed = files.unprocessed.rows.count;
  return {
    succeeded: files.succeeded.rows.count,
    failed: files.failed.rows.count,
    unprocessed,
    groups: groups.list(),
    unmentioned: unprocessed,
    unmatched: 0,
  };
}

interface ListFiles {
  readonly rows: RowWriter;
  readonly index: FileWriter;
  /** `group` is the group's number. */
  readonly entries: IndexEntry[];
}

type Lists = Readonly<Record<RowList, ListFiles>>;

async function openLists({ plan, dialect }: SentPart, to: ResultFolder): Promise<Lists> {
  const open = async (list: RowList): Promise<ListFiles> => {
    const { csv, index } = partFiles(to, list, plan.index);
    const rows = new RowWriter(await to.files.write(csv), dialect.delimiter.charCodeAt(0));
    return { rows, index: await to.files.write(index), entries: [] };
  };
  return { succeeded: await open('succeeded'), failed: await open('failed'), unprocessed: await open('unprocessed') };
}

async function closeList({ rows, index, entries }: ListFiles, marks: readonly number[]): Promise<void> {
  await rows.close();
  await writeIndex(
    entries.map((entry) => ({ ...entry, group: marks[entry.group] ?? 0 })),
    index,
  );
  await index.close();
}

async function addRows(
  { plan, dialect, sourceLines, open }: SentPart,
  outcomes: readonly (RowOutcome | undefined)[],
  { files, groups }: { readonly files: Lists; readonly groups: FailureGroups },
  task: Task,
): Promise<void> {
  let row = 0;
  for await (const { bytes, count, ends, lines } of recordBlocks(open(), plan.firstLine)) {
    task.signal.throwIfAborted();
    for (let i = 0, start = 0; i < count; start = ends[i++] as number, row++) {
      const outcome = outcomes[row];
      const list = listOf(outcome);
      const leading = new TextEncoder().encode(leadingCells(outcome, dialect.delimiter));
      const whole = joined([leading, bytes.subarray(start, contentEnd(bytes, start, ends[i] as number))]);
      const line = (sourceLines ? sourceLines[row] : lines[i]) ?? 0;
      const place = files[list].rows.put({ bytes: whole, start: 0, at: leading.length, end: whole.length, line });
      files[list].entries.push({ ...place, line, group: list === 'failed' ? groups.add(outcome?.error ?? '') : 0 });
    }
    for (const list of rowLists) await files[list].rows.drain();
  }
}

function listOf(outcome: RowOutcome | undefined): RowList {
  if (!outcome) return 'unprocessed';
  return outcome.error === undefined ? 'succeeded' : 'failed';
}

/** The cells before the line, each with the delimiter after it. */
function leadingCells(outcome: RowOutcome | undefined, delimiter: string): string {
  if (!outcome) return '';
  const { id = '', error, created = false } = outcome;
  const line = csvLine([id, error ?? String(created), ''], { delimiter });
  return line.slice(0, -1);
}
