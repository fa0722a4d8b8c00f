// Front door of what protects an org: its policy, the gate for every write, the write journal.
import type { JobApproval, JobSpec, JobState } from '../model/job';
import type { LoadState } from '../model/load';
import type { JobPermit, JobWrite, Write } from '../model/writes';
import type { Ports } from '../ports';
import { createGate, type Gate, type JobInput, type JobRequest } from './gate';
import { createPolicies, type KnownPolicy, type Policies } from './policies';
import { checkPolicy, questionsFor, type GuardedOrg, type Question } from './rules';
import { createWriteJournal, writeResultOf, type Writes } from './writes';

export type { Gate, KnownPolicy, Policies, Writes };
export type { WriteFilter } from './writes';
export { describeWrite, isLooser } from './rules';

export interface Protection {
  readonly policies: Policies;
  readonly writes: Writes;
  readonly gateOf: (orgId: string) => Gate;
  /** Which question a write would ask. Throws the `policy.*` error of the rule that forbids it. */
  readonly questionFor: (orgId: string, write: Write) => Promise<Question>;
  /**
   * Resolves when the job may be created or resumed, with what a person agreed to; undefined when no person has to be
   * asked. Throws `policy.*`, and what a person's refusal throws.
   */
  readonly approve: (request: ApprovalRequest, signal: AbortSignal) => Promise<JobApproval | undefined>;
  /** Call it with the last state of a finished job that writes. */
  readonly finished: (state: JobState) => Promise<void>;
}

export interface ApprovalRequest extends Omit<JobRequest, 'write' | 'input'> {
  readonly spec: JobSpec;
  readonly write: JobWrite;
}

export interface ProtectionParts extends Pick<Ports, 'policies' | 'writeLog' | 'consent' | 'clock' | 'log' | 'files'> {
  /** Throws `login.missing`. */
  readonly org: (orgId: string) => Promise<GuardedOrg>;
  /** Also true for an organization that is not known. */
  readonly isProduction: (organization: string) => Promise<boolean>;
  /** The state of a job; undefined when the job was removed. */
  readonly jobOf: (jobId: string) => Promise<JobState | undefined>;
  /**
   * Reads a whole file: SHA-256 of its bytes, in lower-case hex, and the number of its rows if it can be loaded. Throws
   * `input.missingFile` and the like.
   */
  readonly readInput: (
    write: Pick<JobWrite, 'file' | 'dialect' | 'names'>,
    signal: AbortSignal,
  ) => Promise<{ readonly sha256: string; readonly rows: number | undefined }>;
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
    questionFor: async (orgId, write) => {
      const policy = await policies.of(orgId);
      checkPolicy(policy, write, await parts.org(orgId));
      return questionsFor(policy, write);
    },
    approve: async ({ spec: { orgId, startedBy }, write, ...request }, signal) => {
      const { file: _file, dialect: _dialect, inputSha256: _hash, ...known } = write;
      const asked = { ...known, ...(startedBy !== undefined && { startedBy }) };
      return gateOf(orgId).approveJob({ ...request, write: asked, input: inputOf(write, parts, signal) }, signal);
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
  const { file, rows = 0, inputSha256: read } = write;
  // What the job has read is held to its hash, so what the file contains now does not matter.
  if (read !== undefined)
    return {
      file,
      facts: () => Promise.resolve({ file, rows }),
      version: () => Promise.resolve(read),
      sha256: () => Promise.resolve(read),
    };
  let reading: ReturnType<ProtectionParts['readInput']> | undefined;
  const readOnce = (): ReturnType<ProtectionParts['readInput']> => (reading ??= parts.readInput(write, signal));
  return {
    file,
    sha256: async () => (await readOnce()).sha256,
    facts: async () => {
      const { rows: found } = await readOnce();
      return { file, ...(found !== undefined && { rows: found }) };
    },
    version: async () => {
      const { sizeBytes, modifiedMs } = (await parts.files.facts(file)) ?? {};
      return `${sizeBytes} ${modifiedMs}`;
    },
  };
}

/** What a load was approved for, with what is known of its file since it was read. */
export const permitOf = (
  { jobId, spec: { operation, object, file, startedBy }, approval }: LoadState,
  { records, sha256 }: { readonly records: number; readonly sha256: string },
): JobPermit => ({
  jobId,
  operations: [operation],
  objects: [object],
  rows: records,
  inputSha256: sha256,
  ...(approval && { confirmed: { file, sha256: approval.inputSha256 } }),
  ...(startedBy !== undefined && { startedBy }),
});
