// Front door of what protects an org: its policy, the gate that every write passes, the journal of what was written.
import { isCanceled } from '../kernel/task';
import type { JobSpec, JobState } from '../model/job';
import type { LoadSpec } from '../model/load';
import type { JobPermit } from '../model/writes';
import type { Ports } from '../ports';
import { createGate, type Beside, type Gate, type WriteInput } from './gate';
import { createPolicies, type Policies } from './policies';
import type { GuardedOrg } from './rules';
import { createWriteJournal, jobEnd, type Writes } from './writes';

export type { Policies, Writes };
export type { WriteFilter } from './writes';
export { describe as describeWrite } from './rules';

export interface Protection {
  readonly policies: Policies;
  readonly writes: Writes;
  readonly gateOf: (orgId: string) => Gate;
  /** Resolves when the job may be made. Throws `policy.*`, and what a person's turning away throws. */
  readonly permit: (spec: JobSpec, signal: AbortSignal) => Promise<void>;
  /** Told the last state of a job that has finished. */
  readonly ended: (state: JobState) => Promise<void>;
}

export interface ProtectionParts extends Pick<Ports, 'policies' | 'writeLog' | 'consent' | 'clock' | 'log' | 'files'> {
  /** Throws `login.missing`. */
  readonly org: (orgId: string) => Promise<GuardedOrg>;
  /** Also true of an organization that is not known. */
  readonly isProduction: (organization: string) => Promise<boolean>;
  /** How a job stands, as far as it is still known. */
  readonly jobOf: (jobId: string) => Promise<JobState | undefined>;
  /** About how many rows a file has. */
  readonly countRows: (
    spec: LoadSpec,
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
    permit: async (spec, signal) => {
      if (spec.kind !== 'load') return;
      const { operation, object, startedBy } = spec;
      const write = { operations: [operation], objects: [object], ...(startedBy !== undefined && { startedBy }) };
      await gateOf(spec.orgId).permit(write, inputOf(spec, parts, signal), signal);
    },
    ended: async (state) => {
      if (state.spec.kind !== 'load') return;
      const { outcome, reason, counts } = jobEnd(state);
      // A file that was refused before anything was sent wanted nothing of the org.
      if (outcome === 'rejected' && !reason?.startsWith('policy.')) return;
      const end = { outcome, ...(reason !== undefined && { reason }), ...(counts && { counts }) };
      await journal.end(state.jobId, end).catch((error: unknown) => {
        log.warn('the end of a write could not be noted', { jobId: state.jobId, error });
      });
    },
  };
}

function inputOf(spec: LoadSpec, parts: ProtectionParts, signal: AbortSignal): WriteInput {
  const { file } = spec;
  return {
    file,
    beside: async () => ({ file, ...(await estimate(spec, parts, signal)) }),
    stamp: async () => {
      const { sizeBytes, modifiedMs } = (await parts.files.facts(file)) ?? {};
      return `${sizeBytes} ${modifiedMs}`;
    },
  };
}

/** What cannot be counted is asked about without a number: whoever reads the file says what is wrong with it. */
async function estimate(spec: LoadSpec, { countRows }: ProtectionParts, signal: AbortSignal): Promise<Beside> {
  try {
    const { count, exact } = await countRows(spec, signal);
    return { rows: count, isEstimate: !exact };
  } catch (error) {
    if (isCanceled(error)) throw error;
    return {};
  }
}

/** What a load was allowed when it was started, with what is known of its file by now. */
export const permitOf = (
  { jobId, spec: { operation, object, startedBy } }: JobState<LoadSpec>,
  { records, sha256 }: { readonly records: number; readonly sha256?: string },
): JobPermit => ({
  jobId,
  operations: [operation],
  objects: [object],
  rows: records,
  ...(sha256 !== undefined && { inputSha256: sha256 }),
  ...(startedBy !== undefined && { startedBy }),
});
