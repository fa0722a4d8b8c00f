// Debug logs on the disk of this computer: saved once, found again by their IDs, the oldest removed beyond a limit.
import type { Task } from '../kernel/task';
import { toId18 } from '../kernel/ids';
import { tee, writeFile } from '../kernel/writeFile';
import type { Files } from '../ports';
import type { DebugLog } from './wire';

export interface LogCache {
  /** Where the log is or will be: `<folder>/<organization>/<ID>-<start>.log`. */
  readonly pathOf: (log: DebugLog) => string;
  /** The path of the log, which is saved before if it is not there. */
  readonly save: (log: DebugLog, open: OpenBody, task: Task) => Promise<string>;
  /** The bytes from the disk, or from the org while they are saved. The file is complete after the last one. */
  readonly read: (log: DebugLog, open: OpenBody, task: Task) => AsyncIterable<Uint8Array>;
  readonly remove: (logIds: readonly string[]) => Promise<void>;
  /** Removes the oldest logs of all orgs until the rest fits. */
  readonly trim: () => Promise<void>;
}

export type OpenBody = (log: DebugLog, task: Task) => Promise<AsyncIterable<Uint8Array>>;

export interface CacheParts {
  readonly files: Files;
  /** For all orgs. */
  readonly folder: string;
  /** The ID of the organization: all of its users see the same logs. */
  readonly organization: string;
  readonly maxBytes: number;
}

export function createLogCache({ files, folder, organization, maxBytes }: CacheParts): LogCache {
  const own = files.join(folder, organization);
  const pathOf = (log: DebugLog): string => files.join(own, nameOf(log));
  const has = async (path: string): Promise<boolean> => (await files.facts(path))?.kind === 'file';
  return {
    pathOf,
    save: async (log, open, task) => {
      const path = pathOf(log);
      if (!(await has(path))) await writeFile(await open(log, task), path, files);
      return path;
    },
    read: async function* (log, open, task) {
      const path = pathOf(log);
      yield* (await has(path)) ? files.read(path) : tee(await open(log, task), path, files);
    },
    remove: async (logIds) => {
      const ids = new Set(logIds.map(toId18));
      for (const name of await files.list(own))
        if (ids.has(name.slice(0, idCharacters))) await files.remove(files.join(own, name));
    },
    trim: async () => {
      const found = await savedLogs(files, folder);
      let totalBytes = found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      for (const { path, sizeBytes } of found.sort((a, b) => a.modifiedMs - b.modifiedMs)) {
        if (totalBytes <= maxBytes) return;
        await files.remove(path);
        totalBytes -= sizeBytes;
      }
    },
  };
}

const idCharacters = 18;

/** With the start: a new practice org gives the IDs of an earlier one again. */
const nameOf = ({ logId, startedAt }: DebugLog): string =>
  `${logId}-${new Date(startedAt).toISOString().replace(/[-:]|\.\d+/g, '')}.log`;

async function savedLogs(files: Files, folder: string) {
  const found: { readonly path: string; readonly sizeBytes: number; readonly modifiedMs: number }[] = [];
  for (const organization of await files.list(folder))
    for (const name of await files.list(files.join(folder, organization))) {
      const path = files.join(folder, organization, name);
      const facts = name.endsWith('.log') ? await files.facts(path) : undefined;
      if (facts?.kind === 'file') found.push({ path, ...facts });
    }
  return found;
}
