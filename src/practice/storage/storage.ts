// What outlives the process of an org: its records, if they are kept in a folder.
import { claimOrg } from './claim';
import { Keeper, type KeptParts } from './keeper';

export interface Storage {
  /** Whether the records of the last time were read. A file that cannot be read is renamed. */
  readonly load: () => Promise<{ readonly loaded: boolean; readonly damagedFile?: string }>;
  /** Call it when the org listens. Throws when another process runs the org. */
  readonly claim: (url: string) => Promise<void>;
  /** Ends all jobs, and keeps the records or removes their file. Throws when the records cannot be written. */
  readonly end: (options: { readonly keepData: boolean }) => Promise<void>;
  /** Call it last: another process may start the org then. */
  readonly release: () => Promise<void>;
}

/** `onError` receives the errors that no caller waits for. */
export function createStorage(
  folder: string | undefined,
  parts: KeptParts & { readonly onError: (error: unknown) => void },
): Storage {
  const { org, jobs, queryJobs, onError } = parts;
  const endJobs = (): void => {
    for (const list of [jobs, queryJobs]) list.clear();
  };
  const nothing = (): Promise<void> => Promise.resolve();
  if (folder === undefined) {
    const end = (): Promise<void> => {
      endJobs();
      return Promise.resolve();
    };
    return { load: () => Promise.resolve({ loaded: false }), claim: nothing, end, release: nothing };
  }
  const keeper = new Keeper(folder, parts);
  let release = nothing;
  return {
    load: () => keeper.load(),
    claim: async (url) => {
      const { orgId, name } = org;
      const claim = await claimOrg(folder, { orgId, name, url, processId: process.pid });
      const watch = keeper.watch(onError);
      release = () => {
        watch.stop();
        return claim.release();
      };
    },
    end: async ({ keepData }) => {
      endJobs();
      if (!keepData) return keeper.discard();
      // A job that was ended still finishes the rows that it has begun.
      while (!(await keeper.save()));
    },
    release: () => release(),
  };
}
