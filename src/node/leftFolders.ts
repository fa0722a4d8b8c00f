// Folders that a process left which died between the claim on a new job and the first line of its journal.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobClaim } from '../core/ports';
import { namesIn } from './folderNames';
import { claimNames, ownerName } from './jobClaim';
import { silenceMs } from './ownerFile';

/** A process that creates a job writes the first line at once. */
const beginsWithinMs = 60 * 60_000;

/** `claim` resolves with undefined while a live process owns the folder; its release removes an empty one. */
export async function removeLeftFolder(folder: string, claim: () => Promise<JobClaim | undefined>): Promise<void> {
  if (!(await isLeft(folder))) return;
  const own = await claim();
  if (!own) return;
  for (const name of await namesIn(folder))
    if (name !== ownerName && claimNames.test(name)) await rm(join(folder, name), { recursive: true, force: true });
  await own.release();
}

/** Nothing but what a claim writes is in it, and nothing was written for long. */
async function isLeft(folder: string): Promise<boolean> {
  const names = await namesIn(folder);
  return names.every((name) => claimNames.test(name)) && Math.abs(await silenceMs(folder)) > beginsWithinMs;
}
