// The data folder of the command line: needed by commands with a job or a new policy, and by no other.
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toSalesforceError, type Jobs } from '../core/core';
import type { Console } from './session';
import { badArgument } from './values';

/** `part`: the folder in it that the command writes to. Throws `input.badArgument` with the folder and what to do. */
export async function checkDataFolder(folder: string, part: 'jobs' | 'policies'): Promise<void> {
  try {
    const path = join(folder, part);
    await mkdir(path, { recursive: true, mode: 0o700 });
    await access(path, constants.W_OK);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw badArgument(
      `This command needs the data folder ${folder}, which cannot be written (${reason}). Choose another one with KINETIC_HOME.`,
    );
  }
}

/** From KINETIC_KEEP_DAYS. Throws `input.badArgument`. */
export function toKeepDays(text = ''): number | undefined {
  if (text === '') return undefined;
  if (!/^\d{1,4}$/.test(text)) throw badArgument('KINETIC_KEEP_DAYS is a number of days, or 0 to keep all jobs.');
  return Number(text);
}

/** The result of the command does not depend on it. */
export async function removeOldJobs(
  jobs: Jobs,
  days: number | undefined,
  { err }: Pick<Console, 'err'>,
): Promise<void> {
  try {
    await jobs.removeOld(days);
  } catch (error) {
    err([`Old jobs could not be removed: ${toSalesforceError(error).message}`]);
  }
}

/** The store is created when it is first used, because that creates its folder. What `own` has needs no store. */
export function onFirstUse<T extends object>(create: () => T, own: Partial<T> = {}): T {
  let store: T | undefined;
  return new Proxy({} as T, {
    get: (_, name) => Reflect.get(name in own ? own : (store ??= create()), name) as unknown,
  });
}
