// Whether something left the transaction of a run: a rollback takes back neither callouts nor events that are published
// immediately. Called classes are not searched before the run, so its log decides.
import type { RunChanges } from './changes';

/** `unknown`: there is no log, or its end with the limits is missing. */
export type Outside = 'none' | 'found' | 'unknown';

const cut = /\*\*\* Skipped [\d,.]+ bytes of detailed log|MAXIMUM DEBUG LOG SIZE REACHED/g;

export function outsideIn(log: string, { callouts, used }: Pick<RunChanges, 'callouts' | 'used'>): Outside {
  if (callouts > 0 || (used && used.immediateEvents > 0)) return 'found';
  // Limits from before missing lines do not have what happened in them.
  const cutAt = [...log.matchAll(cut)].at(-1)?.index ?? 0;
  return used && log.includes('|LIMIT_USAGE_FOR_NS|', cutAt) ? 'none' : 'unknown';
}
