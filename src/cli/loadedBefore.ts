// Warns of a file that was inserted before: a second insert makes each of its records twice.
import type { LoadedBefore, LoadSpec } from '../core/core';
import { rowsText } from './counts';
import type { Session } from './session';
import { timeText } from './timeText';

/** As `--json` has it. */
export interface LoadedBeforeResult {
  readonly jobId: string;
  /** When the job began, in UTC. */
  readonly at: string;
  readonly inserted: number;
  /** Rows that may be inserted, too; missing for none. */
  readonly unknown?: number;
}

/** Says it on stderr, too. Undefined for a file that was not loaded before. */
export async function warnOfLoadedBefore(
  spec: LoadSpec,
  { core, console, task }: Session,
): Promise<LoadedBeforeResult | undefined> {
  if (spec.operation !== 'insert' && spec.operation !== 'upsert') return undefined;
  await core.jobs.load();
  const before = await core.loadedBefore(spec, task.signal);
  if (!before) return undefined;
  console.err([warning(spec, before)]);
  const { jobId, at, inserted, unknown } = before;
  return { jobId, at: timeText(at), inserted, ...(unknown > 0 && { unknown }) };
}

function warning({ object, operation }: LoadSpec, { jobId, at, inserted, unknown }: LoadedBefore): string {
  const found = `This file was loaded before: the job ${jobId} inserted ${rowsText(inserted)} into ${object} on ${timeText(at)}`;
  const more = unknown > 0 ? `, and ${rowsText(unknown)} more may be inserted` : '';
  return `${found}${more}.${operation === 'insert' ? ' Inserted again, each row becomes a second record.' : ''}`;
}
