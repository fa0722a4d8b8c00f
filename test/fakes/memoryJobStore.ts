// A job store in memory; several stores on one shelf act as several processes on one disk.
import type { JobClaim, JobJournal, JobStore } from '../../src/core/ports';

export interface Shelf {
  /** Lines of each job, newest job last. */
  readonly journals: Map<string, string[]>;
  readonly owners: Map<string, AbortController>;
  /** Jobs whose abort was requested, and the callback of their owner. */
  readonly wishes: Map<string, AbortController>;
  readonly watchers: Set<Watcher>;
  keptDays: number | undefined;
}

interface Watcher {
  readonly store: object;
  readonly onChange: (jobId: string) => void;
}

export interface MemoryJobStore extends JobStore {
  readonly shelf: Shelf;
  /** Another process took over the job: the claim is lost. */
  readonly steal: (jobId: string) => void;
}

export const createShelf = (): Shelf => ({
  journals: new Map(),
  owners: new Map(),
  wishes: new Map(),
  watchers: new Set(),
  keptDays: undefined,
});

export function createMemoryJobStore(shelf: Shelf = createShelf()): MemoryJobStore {
  const self = {};
  const held = new Map<string, AbortController>();
  const tellOthers = (jobId: string): void => {
    for (const { store, onChange } of shelf.watchers) if (store !== self) onChange(jobId);
  };
  return {
    shelf,
    append: async (jobId, line) => {
      const owner = held.get(jobId);
      if (!owner) throw new Error(`this process has no claim on the job ${jobId}`);
      owner.signal.throwIfAborted();
      shelf.journals.set(jobId, [...(shelf.journals.get(jobId) ?? []), line]);
      tellOthers(jobId);
    },
    read: async (jobId) => {
      const lines = shelf.journals.get(jobId);
      return lines && { file: `jobs/${jobId}/events.jsonl`, lines: inPieces(lines) };
    },
    list: async () => [...shelf.journals.keys()].reverse(),
    claim: async (jobId) => claim(shelf, held, jobId),
    requestAbort: async (jobId) => wishFor(shelf, jobId).abort(),
    folder: async (jobId) => `jobs/${jobId}`,
    remove: async (jobId) => {
      shelf.journals.delete(jobId);
      tellOthers(jobId);
    },
    removeLeftFolders: async () => undefined,
    keptDays: async () => shelf.keptDays,
    keepDays: async (days) => void (shelf.keptDays = days),
    watch: (onChange) => {
      const watcher = { store: self, onChange };
      shelf.watchers.add(watcher);
      return () => void shelf.watchers.delete(watcher);
    },
    steal: (jobId) => {
      shelf.owners.get(jobId)?.abort(new Error(`job ${jobId} has another owner`));
      shelf.owners.delete(jobId);
    },
  };
}

/** All lines of a journal; undefined where there is none. */
export async function linesOf(journal: JobJournal | undefined): Promise<readonly string[] | undefined> {
  if (!journal) return undefined;
  const lines: string[] = [];
  for await (const some of journal.lines) lines.push(...some);
  return lines;
}

export async function* inPieces(lines: readonly string[]): AsyncGenerator<readonly string[]> {
  for (let at = 0; at < lines.length; at += 2) yield lines.slice(at, at + 2);
}

/** The types of the events in a job's journal. */
export const journalTypes = (shelf: Shelf, jobId: string): readonly string[] | undefined =>
  shelf.journals.get(jobId)?.map((line) => (JSON.parse(line) as { readonly type: string }).type);

function wishFor({ wishes }: Shelf, jobId: string): AbortController {
  const wish = wishes.get(jobId) ?? new AbortController();
  wishes.set(jobId, wish);
  return wish;
}

function claim(shelf: Shelf, held: Map<string, AbortController>, jobId: string): JobClaim | undefined {
  const { owners, wishes } = shelf;
  if (owners.has(jobId)) return undefined;
  const owner = new AbortController();
  owners.set(jobId, owner);
  held.set(jobId, owner);
  return {
    lost: owner.signal,
    abortRequested: wishFor(shelf, jobId).signal,
    release: async () => {
      if (wishes.get(jobId)?.signal.aborted) wishes.delete(jobId);
      if (owners.get(jobId) === owner) owners.delete(jobId);
      if (held.get(jobId) === owner) held.delete(jobId);
    },
  };
}
