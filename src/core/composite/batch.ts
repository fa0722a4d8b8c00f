// The batch: up to 25 independent calls in one request, run in order; each is saved and counted separately.
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import { checkCount, checkNames } from './checks';
import { toUndone, type Outcomes } from './outcome';
import { isRepeatable, type Part } from './parts';
import { checkNone, usesOf } from './references';
import { compositeIdleMs } from './request';
import { decodeBatch, encodeBatch } from './wire';

export interface BatchOptions {
  /** Runs no part after the first one that fails; the parts before it stay saved. */
  readonly haltOnError?: boolean;
}

const maxParts = 25;

/** Throws `request.*` before anything is sent. */
export async function batch<const Parts extends readonly Part[]>(
  client: OrgClient,
  parts: Parts,
  { haltOnError = false }: BatchOptions,
  task: Task,
): Promise<Outcomes<Parts>> {
  checkCount(parts.length, maxParts, 'request.tooManyParts');
  checkNames(parts.map(({ ref }) => ref));
  checkNone(usesOf(parts));
  const answers = await client.json(
    {
      method: 'POST',
      path: '/services/data/v{v}/composite/batch',
      json: { haltOnError, batchRequests: encodeBatch(parts, client.apiVersion) },
      repeat: parts.every(isRepeatable) ? 'safe' : 'never',
      idleTimeoutMs: compositeIdleMs,
    },
    (value) => decodeBatch(value, parts),
    task,
  );
  const failed = answers.find(({ ok, halted }) => !ok && halted === false)?.ref;
  const outcomes = answers.map(({ ref, ok, value, errors, halted }) => {
    if (ok) return { ref, ok, value };
    return halted === 'byAnother' ? toUndone({ ref, errors }, 'notRun', failed) : { ref, ok, errors };
  });
  return outcomes as Outcomes<Parts>;
}
