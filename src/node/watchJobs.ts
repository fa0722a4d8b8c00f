// Tells when the journal of any job changes, whichever process writes it.
import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

export interface WatchedJobs {
  readonly root: string;
  readonly isJobId: (name: string) => boolean;
  /** Its name in the folder of each job. */
  readonly journalName: string;
}

type OnChange = (jobId: string) => void;

/** Where folders cannot be watched, changes by other processes appear when a view is refreshed. */
export function watchJobs(jobs: WatchedJobs, onChange: OnChange): () => void {
  try {
    return process.platform === 'linux' ? watchEachFolder(jobs, onChange) : watchRecursively(jobs, onChange);
  } catch {
    return () => undefined;
  }
}

function watchRecursively({ root, isJobId, journalName }: WatchedJobs, onChange: OnChange): () => void {
  const watcher = watch(root, { recursive: true, persistent: false }, (_kind, path) => {
    const [jobId, name] = (path ?? '').split(/[\\/]/);
    if (jobId !== undefined && isJobId(jobId) && (name === undefined || name === journalName)) onChange(jobId);
  });
  return closing(watcher);
}

/**
 * Linux has no recursive watcher. Node's replacement watches every file of every job, and reads a folder again at each
 * write to one of its files, of which a load has thousands.
 */
function watchEachFolder({ root, isJobId, journalName }: WatchedJobs, onChange: OnChange): () => void {
  const closers = new Map<string, () => void>();
  const watchJob = (jobId: string): void => {
    closers.get(jobId)?.();
    closers.delete(jobId);
    try {
      const watcher = watch(join(root, jobId), { persistent: false }, (_kind, name) => {
        if (name === journalName) onChange(jobId);
      });
      closers.set(jobId, closing(watcher));
    } catch {
      // The job was removed.
    }
  };
  const watcher = watch(root, { persistent: false }, (kind, name) => {
    if (name === null || !isJobId(name)) return;
    if (kind === 'rename') watchJob(name);
    onChange(name);
  });
  for (const entry of readdirSync(root, { withFileTypes: true }))
    if (entry.isDirectory() && isJobId(entry.name)) watchJob(entry.name);
  const close = closing(watcher);
  return () => {
    close();
    for (const closeFolder of closers.values()) closeFolder();
  };
}

function closing(watcher: FSWatcher): () => void {
  watcher.on('error', () => watcher.close());
  return () => watcher.close();
}
