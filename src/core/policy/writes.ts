// The write journal: a line before a write is sent, and a line with its outcome.
import { redact } from '../errors/redact';
import { toErrorData } from '../errors/salesforceError';
import { whileReading } from '../kernel/fileErrors';
import type { ErrorData, JobState } from '../model/job';
import type { WriteStarted, WriteEnded, WriteEntry, WriteLine, WriteOutcome } from '../model/writes';
import type { Clock, WriteLog } from '../ports';
import { readLines, toText, type WriteLines } from './writeLine';

export interface WriteFilter {
  /** All users of an organization, or one of them. */
  readonly orgId?: string;
  /** Started at that time or later; milliseconds since 1970. */
  readonly since?: number;
  /** Maximum number of entries. */
  readonly limit?: number;
}

export interface Writes {
  /** Newest first, including those of other programs on this machine. */
  readonly list: (filter?: WriteFilter) => Promise<readonly WriteEntry[]>;
  /** Why lines of the journal cannot be read; `list` lacks what they say. */
  readonly unreadable: (filter?: Pick<WriteFilter, 'since'>) => Promise<readonly ErrorData[]>;
}

export interface WriteJournal extends Writes {
  /** On the disk before it resolves. */
  readonly begin: (write: Omit<WriteStarted, 'type' | 'at'>) => Promise<void>;
  readonly end: (id: string, result: Omit<WriteEnded, 'type' | 'at' | 'id'>) => Promise<void>;
}

export interface WriteJournalParts {
  readonly log: WriteLog;
  readonly clock: Clock;
  /** The state of the job that a write belongs to; undefined when the job was removed. */
  readonly jobOf: (jobId: string) => Promise<JobState | undefined>;
}

/** No call takes this long, including its retries. After that, the program that sent it must have ended. */
const longestCallMs = 60 * 60_000;

/** Throws `input.unreadable` when the journal cannot be read at all. */
export function createWriteJournal({ log, clock, jobOf }: WriteJournalParts): WriteJournal {
  const read = async (since?: number): Promise<WriteLines> =>
    readLines(await whileReading('The write journal', () => log.read(since)));
  const append = (line: WriteLine): Promise<void> => log.append(toText(redact(line) as WriteLine), line.at);
  return {
    begin: (write) => append({ type: 'started', at: clock.now(), ...write }),
    end: (id, result) => append({ type: 'ended', at: clock.now(), id, ...result }),
    list: async ({ orgId, since, limit } = {}) => {
      const entries = entriesOf((await read(since)).lines)
        .filter((entry) => orgId === undefined || entry.orgId === orgId || entry.orgId.startsWith(`${orgId}-`))
        .filter(({ at }) => since === undefined || at >= since)
        .reverse()
        .slice(0, limit);
      return Promise.all(entries.map((entry) => withOutcome(entry, { clock, jobOf })));
    },
    unreadable: async ({ since } = {}) => (await read(since)).errors.map(toErrorData),
  };
}

/** In the order in which they started. A resumed job starts again under its id and remains one entry. */
function entriesOf(lines: readonly WriteLine[]): WriteEntry[] {
  const entries = new Map<string, WriteEntry>();
  for (const line of lines) {
    const before = entries.get(line.id);
    if (line.type === 'started') {
      const { type: _, ...started } = line;
      entries.set(line.id, { ...started, at: before?.at ?? line.at, outcome: 'running' });
    } else if (before) {
      const { type: _, at, ...result } = line;
      entries.set(line.id, { ...before, ...result, endedAt: at });
    }
  }
  return [...entries.values()];
}

/** An outcome that is missing in the journal is taken from the job, else it is unknown. */
async function withOutcome(entry: WriteEntry, parts: Pick<WriteJournalParts, 'clock' | 'jobOf'>): Promise<WriteEntry> {
  if (entry.outcome !== 'running') return entry;
  if (entry.jobId === undefined)
    return parts.clock.now() - entry.at < longestCallMs ? entry : { ...entry, outcome: 'unknown' };
  const job = await parts.jobOf(entry.jobId);
  if (!job || job.interrupted) return { ...entry, outcome: 'unknown' };
  return job.outcome ? { ...entry, ...writeResultOf(job), endedAt: job.changedAt } : entry;
}

/** The outcome of the write of a finished job. */
export function writeResultOf(job: JobState): Pick<WriteEntry, 'outcome' | 'counts' | 'reason'> {
  const { succeeded, failed, unprocessed, unknown, error } = job;
  return {
    outcome: outcomeOf(job),
    counts: { succeeded, failed, unprocessed, unknown },
    ...(error && { reason: error.code }),
  };
}

function outcomeOf({ outcome, failed, unprocessed, unknown }: JobState): WriteOutcome {
  if (outcome === 'completed') return failed + unprocessed + unknown === 0 ? 'completed' : 'partial';
  return outcome ?? 'running';
}
