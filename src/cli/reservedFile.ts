// A file in the folder of a job that starts later, so that it stays with the job: for a resume, a retry and its
// removal.
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Core } from '../core/core';

export interface ReservedJob {
  readonly jobId: string;
  readonly file: string;
}

/** The folder is for its owner only, as all folders of jobs. */
export async function reserveFile(name: string, jobs: Pick<Core['jobs'], 'reserve'>): Promise<ReservedJob> {
  const { jobId, folder } = await jobs.reserve();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return { jobId, file: join(folder, name) };
}

/** Call it when the job may not have started: a folder without a job would never be removed. */
export async function dropReserved({ jobId, file }: ReservedJob, jobs: Pick<Core['jobs'], 'get'>): Promise<void> {
  if (jobs.get(jobId) === undefined) await rm(join(file, '..'), { recursive: true, force: true });
}

export const spool = (stdin: NodeJS.ReadableStream, file: string, signal: AbortSignal): Promise<void> =>
  pipeline(stdin, createWriteStream(file, { mode: 0o600 }), { signal });
