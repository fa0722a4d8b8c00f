// Front door of what protects an org: its policy, the gate for every write, the write journal.
import { isCanceled } from '../kernel/task';
import type { JobSpec, JobState } from '../model/job';
import type { LoadState } from '../model/load';
import type { JobPermit, JobWrite } from '../model/writes';
import type { Ports } from '../ports';
import { createGate, type Gate, type InputFacts, type JobInput } from './gate';
import { createPolicies, type Policies } from './policies';
import type { GuardedOrg } from './rules';
import { createWriteJournal, writeResultOf, type Writes } from './writes';

export type { Policies, Writes };
export type { WriteFilter } from './writes';
export { describeWrite, isLooser } from './rules';

export interface Protection {
  readonly policies: Policies;
  readonly writes: Writes;
  readonly gateOf: (orgId: string) => Gate;
  /** Resolves when the job may be created. Throws `policy.*`, and what a person's refusal throws. */
  readonly approve: (spec: JobSpec, write: JobWrite, signal: AbortSignal) => Promise<void>;
  /** Call it with the last state of a finished job that writes. */
  readonly finished: (state: JobState) => Promise<void>;
}

export interface ProtectionParts extends Pick<Ports, 'policies' | 'writeLog' | 'consent' | 'clock' | 'log' | 'files'> {
  /** Throws `login.missing`. */
  readonly org: (orgId: string) => Promise<GuardedOrg>;
  /** Also true for an organization that is not known. */
  readonly isProduction: (organization: string) => Promise<boolean>;
  /** The state of a job; undefined when the job was removed. */
  readonly jobOf: (jobId: string) => Promise<JobState | undefined>;
  /** The number of rows in a file, at least roughly. */
  readonly countRows: (
    write: Pick<JobWrite, 'file' | 'dialect'>,
    signal: AbortSignal,
  ) => Promise<{ readonly count: number; readonly exact: boolean }>;
}

export function createProtection(parts: ProtectionParts): Protection {
  const { clock, log, jobOf } = parts;
  const policies = createPolicies(parts.policies, parts.isProduction);
  const journal = createWriteJournal({ log: parts.writeLog, clock, jobOf });
  const gates = new Map<string, Gate>();
  const gateOf = (orgId: string): Gate => {
    const gate = gates.get(orgId) ?? createGate(orgId, { ...parts, policies, journal });
    gates.set(orgId, gate);
    return gate;
  };
  return {
    policies,
    writes: journal,
    gateOf,
    approve: async ({ orgId, startedBy }, jobWrite, signal) => {
      const { file: _file, dialect: _dialect, ...write } = jobWrite;
      const asked = { ...write, ...(startedBy !== undefined && { startedBy }) };
      await gateOf(orgId).approveJob(asked, inputOf(jobWrite, parts, signal), signal);
    },
    finished: async (state) => {
      const { outcome, reason, counts } = writeResultOf(state);
      // A file that was rejected before anything was sent is not a write.
      if (outcome === 'rejected' && !reason?.startsWith('policy.')) return;
      const result = { outcome, ...(reason !== undefined && { reason }), ...(counts && { counts }) };
      await journal.end(state.jobId, result).catch((error: unknown) => {
        log.warn('The outcome of a write could not be written to the journal.', { jobId: state.jobId, error });
      });
    },
  };
}

function inputOf(write: JobWrite, parts: ProtectionParts, signal: AbortSignal): JobInput {
  const { file } = write;
  return {
    file,
    facts: async () => ({ file, ...(await countInput(write, parts, signal)) }),
    version: async () => {
      const { sizeBytes, modifiedMs } = (await parts.files.facts(file)) ?? {};
      return `${sizeBytes} ${modifiedMs}`;
    },
  };
}

/** Without a number for a file that cannot be counted: the load itself reports what is wrong with it. */
async function countInput(write: JobWrite, { countRows }: ProtectionParts, signal: AbortSignal): Promise<InputFacts> {
  try {
    const { count, exact } = await countRows(write, signal);
    return { rows: count, isEstimate: !exact };
  } catch (error) {
    if (isCanceled(error)) throw error;
    return {};
  }
}

/** What a load was approved for when it started, with what is known of its file since then. */
export const permitOf = (
  { jobId, spec: { operation, object, startedBy } }: LoadState,
  { records, sha256 }: { readonly records: number; readonly sha256?: string },
): JobPermit => ({
  jobId,
  operations: [operation],
  objects: [object],
  rows: records,
  ...(sha256 !== undefined && { inputSha256: sha256 }),
  ...(startedBy !== undefined && { startedBy }),
});
