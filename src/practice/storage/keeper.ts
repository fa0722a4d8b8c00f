// Keeps the records of an org in a file: reads them at the start, writes them when nothing changes any more.
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { IngestJobs } from '../bulk/jobs';
import type { QueryJobs } from '../bulk/query/jobs';
import type { Schema } from '../data/schema';
import type { Store } from '../data/store';
import type { Org } from '../org/org';
import { notWritten } from './notWritten';
import { readRecords, toPieces } from './recordFile';

export interface KeptParts {
  readonly org: Org;
  readonly jobs: IngestJobs;
  readonly queryJobs: QueryJobs;
}

const dataFile = (folder: string, orgId: string): string => join(folder, `${orgId}.data`);

/** A file is written if nothing has changed for so long. */
const quietMs = 5_000;

const keptOf = ({ codeSchema, store }: Org): { schema: Schema; store: Store } => ({ schema: codeSchema, store });

export class Keeper {
  readonly #parts: KeptParts;
  readonly #path: string;
  /** The changes that the file has, of those since the start. */
  #kept = 0;
  #seen = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(folder: string, parts: KeptParts) {
    this.#path = dataFile(folder, parts.org.orgId);
    this.#parts = parts;
  }

  /** A damaged file is renamed, and the store stays empty. */
  async load(): Promise<{ readonly loaded: boolean; readonly damagedFile?: string }> {
    const { org, jobs, queryJobs } = this.#parts;
    try {
      const { jobCounts } = await readRecords(this.#path, keptOf(org));
      [jobs.createdCount, queryJobs.createdCount] = jobCounts;
      return { loaded: true };
    } catch (error) {
      org.store.clear();
      if (isMissing(error)) return { loaded: false };
      const damagedFile = `${this.#path}.damaged-${new Date().toISOString().replace(/\D/g, '')}`;
      // Without a rename, the next save would replace the file. A folder of another user allows neither.
      await rename(this.#path, damagedFile);
      return { loaded: false, damagedFile };
    }
  }

  /** From now on, the file is written whenever the records have changed and then stay as they are. */
  watch(onError: (error: unknown) => void): { readonly stop: () => void } {
    this.#kept = this.#changes;
    const timer = setInterval(() => {
      const isQuiet = this.#changes === this.#seen;
      this.#seen = this.#changes;
      if (isQuiet) this.save().catch(onError);
    }, quietMs);
    timer.unref();
    return { stop: () => clearInterval(timer) };
  }

  /** False when a record changed meanwhile: then the file is as before. */
  async save(): Promise<boolean> {
    const writing = this.#writing.then(() => this.#write());
    this.#writing = writing.catch(() => undefined);
    return writing;
  }

  /** The records are not wanted at the next start. */
  async discard(): Promise<void> {
    await this.#writing;
    await rm(this.#path, { force: true });
    this.#kept = this.#changes;
  }

  get #changes(): number {
    return this.#parts.org.store.changes;
  }

  async #write(): Promise<boolean> {
    const { org, jobs, queryJobs } = this.#parts;
    const changes = this.#changes;
    if (changes === this.#kept) return true;
    const { orgId, name } = org;
    const kept = { orgId, name, jobCounts: [jobs.createdCount, queryJobs.createdCount] } as const;
    const draft = `${this.#path}.draft`;
    try {
      if (!(await this.#writeDraft(draft, toPieces(kept, keptOf(org))))) return false;
      await rename(draft, this.#path);
    } catch (error) {
      throw notWritten(this.#path, error);
    } finally {
      // On a full disk, it would take the room that other programs need.
      await rm(draft, { force: true });
    }
    await syncFolder(dirname(this.#path));
    this.#kept = changes;
    return true;
  }

  /** False when a record changed meanwhile. */
  async #writeDraft(path: string, pieces: Iterable<Buffer>): Promise<boolean> {
    const changes = this.#changes;
    const file = await open(path, 'w', 0o600);
    try {
      for (const piece of pieces) {
        await file.writeFile(piece);
        if (this.#changes !== changes) return false;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    // The records of the last piece were read before this turn.
    return this.#changes === changes;
  }
}

/** The new name of a file survives a power cut only when its folder was written. Windows does that itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';
