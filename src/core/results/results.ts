// Writes the result files of a part: finds each of Salesforce's result rows among the rows sent, by content, and adds
// its line. How the files are laid out and why a crash cannot harm them: docs/adr, result files.
import type { Task } from '../kernel/task';
import { withWriters } from '../kernel/withWriters';
import type { FailureGroup, RowCounts } from '../model/load';
import type { FileWriter } from '../ports';
import { FirstRows } from './firstRows';
import { partFiles, rowLists, unexpectedFile, type RemoteList, type ResultFolder } from './layout';
import { PartMatching } from './partMatching';
import { RowMatcher } from './rowMatcher';
import { RowWriter } from './rowWriter';
import type { SentPart } from './sentPart';
import { writeIndex } from './writeIndex';

export type { SentPart };

/** The body of a result list, header included. */
export type OpenResultList = (list: RemoteList) => Promise<AsyncIterable<Uint8Array>>;

/** What Salesforce says about the rows of a part. */
export interface RemoteResults {
  /** Missing when it has no lists of the part. */
  readonly open?: OpenResultList;
  /**
   * How many rows it may have processed, failed ones included. Rows in no list are unprocessed when the lists account
   * for as many; else their outcome is unknown.
   */
  readonly mayHaveProcessed: number;
  /**
   * The last record of a list that ends within it is unexpected, and so are the rows of a list of another part; rows in
   * no list are unknown. Otherwise such a list throws `network.incompleteResults` or `network.otherResults`, since
   * another download may bring all of it, or the right one.
   */
  readonly acceptsIncomplete?: boolean;
}

export interface PartResults extends RowCounts {
  readonly groups: readonly FailureGroup[];
  /**
   * Result rows that cannot be right: there are too many of them, they are there twice, they lack the columns of a
   * result, they are saved without an ID, or they are another part's. They are in a file of their own (unexpectedFile),
   * and the rows that they are about are unknown.
   */
  readonly unexpected: number;
}

/** Writes the part's result files, each of them whole or not at all; calling it again starts over. */
export type WriteResults = (
  sent: SentPart,
  remote: RemoteResults,
  to: ResultFolder,
  task: Task,
) => Promise<PartResults>;

/**
 * For the parts of one load. Needs 28 bytes for each record of the largest part and reuses them for the next, so it
 * takes one part at a time.
 */
export function createResultWriter(): WriteResults {
  const shared = { matcher: new RowMatcher(), firstRows: new FirstRows() };
  return async (sent, remote, to, task) => {
    await to.files.remove(unexpectedFile(to, sent.plan.index));
    const first = new PartMatching(sent, shared, task);
    const counts = await writeLists(first, remote, to);
    const unexpected = remote.open && (await first.findUnexpected(counts));
    if (!unexpected) {
      shared.firstRows.add(sent.plan.index, first.firstRows);
      return toResults(first, counts);
    }
    const strict = new PartMatching(sent, shared, task, unexpected);
    return toResults(strict, await writeLists(strict, { ...remote, mayHaveProcessed: sent.plan.records }, to));
  };
}

const toResults = ({ groups, unexpected }: PartMatching, counts: RowCounts): PartResults => ({
  ...counts,
  groups: groups.list(),
  unexpected,
});

async function writeLists(
  matching: PartMatching,
  { open: openList, mayHaveProcessed, acceptsIncomplete = false }: RemoteResults,
  to: ResultFolder,
): Promise<RowCounts> {
  const { plan, dialect } = matching.sent;
  await matching.readSent();
  const counts = { succeeded: 0, failed: 0, unprocessed: 0, unknown: 0 };
  await withWriters(to.files, async (open) => {
    const unexpected = new UnexpectedFile(() => open(unexpectedFile(to, plan.index)));
    for (const list of rowLists) {
      const files = partFiles(to, list, plan.index);
      const rows = new RowWriter(await open(files.csv), dialect.delimiter.charCodeAt(0));
      const index = await open(files.index);
      if (openList && list !== 'unknown')
        await matching.addList({ list, acceptsIncomplete }, await openList(list), rows, unexpected.write);
      counts[list] = rows.count;
      const rest = counts.succeeded + counts.failed < mayHaveProcessed ? 'unknown' : 'unprocessed';
      if (list === rest) counts[rest] += await matching.addUnmentioned(rest, rows, counts);
      await rows.close();
      await writeIndex(matching.entries(list), index);
      await index.close();
    }
    await unexpected.close();
  });
  return counts;
}

/** The file of rows that are in no list; it exists only when there are any. */
class UnexpectedFile {
  #writer: FileWriter | undefined;
  readonly #open: () => Promise<FileWriter>;

  constructor(open: () => Promise<FileWriter>) {
    this.#open = open;
  }

  readonly write = async (bytes: Uint8Array): Promise<void> => {
    this.#writer ??= await this.#open();
    await this.#writer.write(bytes);
  };

  async close(): Promise<void> {
    await this.#writer?.close();
  }
}
