// The journal of writes: each is written down before its first byte leaves, and again when it has ended.
import { redact } from '../errors/redact';
import type { JobState } from '../model/job';
import type { WriteStarted, WriteEnded, WriteEntry, WriteLine, WriteOutcome } from '../model/writes';
import type { Clock, WriteLog } from '../ports';

export interface WriteFilter {
  /** All users of an organization, or one of them. */
  readonly orgId?: string;
  /** Begun at that time or later; milliseconds since 1970. */
  readonly since?: number;
  /** Most entries. */
  readonly limit?: number;
}

export interface Writes {
  /** Newest first, those of all programs on this machine. */
  readonly list: (filter?: WriteFilter) => Promise<readonly WriteEntry[]>;
}

export interface WriteJournal extends Writes {
  /** On the disk before it resolves. */
  readonly begin: (write: Omit<WriteStarted, 'type' | 'at'>) => Promise<void>;
  readonly end: (id: string, end: Omit<WriteEnded, 'type' | 'at' | 'id'>) => Promise<void>;
}

export interface WriteJournalParts {
  readonly log: WriteLog;
  readonly clock: Clock;
  /** How a job stands that a write belongs to, as far as it is still known. */
  readonly jobOf: (jobId: string) => Promise<JobState | undefined>;
}

/** No single call is waited for that long, repeats included: whoever waited for it is gone. */
const longestCallMs = 60 * 60_000;

export function createWriteJournal({ log, clock, jobOf }: WriteJournalParts): WriteJournal {
  const append = (line: WriteLine): Promise<void> => log.append(redact(line) as WriteLine);
  return {
    begin: (write) => append({ type: 'started', at: clock.now(), ...write }),
    end: (id, end) => append({ type: 'ended', at: clock.now(), id, ...end }),
    list: async ({ orgId, since, limit } = {}) => {
      const entries = entriesOf(await log.read(since))
        .filter((entry) => orgId === undefined || entry.orgId === orgId || entry.orgId.startsWith(`${orgId}-`))
        .filter(({ at }) => since === undefined || at >= since)
        .reverse()
        .slice(0, limit);
      return Promise.all(entries.map((entry) => standing(entry, { clock, jobOf })));
    },
  };
}

/** In order of their beginning. A job that was taken up again begins again under its id and stays one entry. */
function entriesOf(lines: readonly WriteLine[]): WriteEntry[] {
  const entries = new Map<string, WriteEntry>();
  for (const line of lines) {
    const before = entries.get(line.id);
    if (line.type === 'started') {
      const { type: _, ...begun } = line;
      entries.set(line.id, { ...begun, at: before?.at ?? line.at, outcome: 'running' });
    } else if (before) {
      const { type: _, at, ...end } = line;
      entries.set(line.id, { ...before, ...end, endedAt: at });
    }
  }
  return [...entries.values()];
}

/** An end that nobody came to write down is looked up where the job keeps it, and never made up. */
async function standing(entry: WriteEntry, parts: Pick<WriteJournalParts, 'clock' | 'jobOf'>): Promise<WriteEntry> {
  if (entry.outcome !== 'running') return entry;
  if (entry.jobId === undefined)
    return parts.clock.now() - entry.at < longestCallMs ? entry : { ...entry, outcome: 'unknown' };
  const job = await parts.jobOf(entry.jobId);
  if (!job || job.interrupted) return { ...entry, outcome: 'unknown' };
  return job.outcome ? { ...entry, ...jobEnd(job), endedAt: job.changedAt } : entry;
}

/** How the write of a finished job ended. */
export function jobEnd(job: JobState): Pick<WriteEntry, 'outcome' | 'counts' | 'reason'> {
  const { succeeded, failed, unprocessed, error: trouble } = job;
  return {
    outcome: outcomeOf(job),
    counts: { succeeded, failed, unprocessed },
    ...(trouble && { reason: trouble.code }),
  };
}

function outcomeOf({ outcome: end, failed, unprocessed }: JobState): WriteOutcome {
  if (end === 'completed') return failed + unprocessed === 0 ? 'completed' : 'partial';
  return end ?? 'running';
}
