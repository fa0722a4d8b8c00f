// Front door: wires every subsystem from the ports and exports the public types.
import { createOrgs, type Orgs } from './auth/orgs';
import { SalesforceError } from './errors/salesforceError';
import { exportQuery } from './export/export';
import { createJobs, type Jobs as JobsOf } from './jobs/jobs';
import { createKinds, toJobSpec, type AnyJobSpec, type AnyJobState, type RunSpec } from './jobs/kinds';
import { createRuns, type Runs } from './jobs/run';
import { withFileErrors } from './kernel/fileErrors';
import type { Task } from './kernel/task';
import { guessLoad, toGuess, type GuessSchema, type GuessSource, type LoadGuess } from './load/guess';
import { inspectCsv, type CsvInspection } from './load/inspect';
import { loadCsv } from './load/load';
import type { CsvDialect } from './model/load';
import { createLoadOrg, createOpenOrg, type OpenOrg } from './org';
import { createProtection, type Policies, type Protection, type Writes } from './policy/policy';
import type { Ports } from './ports';
import type { Rest } from './rest/rest';

export type { CliLogin, LoginSpec, Org, OrgKind, Orgs } from './auth/orgs';
export type Jobs = JobsOf<AnyJobState>;
export type { Attempts, RetryChoice, RetryOffer, RowList, RowPage, UnreadableJob } from './jobs/jobs';
export type { Advice, ErrorCode } from './errors/catalog';
export type { Progress, Task } from './kernel/task';
export type { Access, OrgPolicy, WriteEntry, WriteOperation, WriteOutcome } from './model/writes';
export { describeWrite, isLooser } from './policy/policy';
export type { Policies, WriteFilter, Writes } from './policy/policy';
export type {
  CsvDialect,
  FailureGroup,
  IngestOperation,
  LoadSpec,
  LoadState,
  PartState,
  RowFailure,
} from './model/load';
export type { ExportSpec, ExportState } from './model/export';
export type { JobPhase, JobState as JobEnvelope, ErrorData } from './model/job';
export type { AnyJobSpec as JobSpec, AnyJobState as JobState, RunSpec } from './jobs/kinds';
export { phasesOf, progressOf } from './jobs/kinds';
export type { GuessSource, LoadGuess } from './load/guess';
export type { CsvInspection } from './load/inspect';
export { toTable } from './soql/recordTable';
export type { OpenOrg, OrgApis } from './org';
export type { RemoteFilter, RemoteJob, RemoteJobs } from './bulk/remoteJobs';
export { part, type Composite, type Graph, type Part, type PartOutcome, type TreeRecord } from './composite/composite';
export type { ObjectSummary, Rest } from './rest/rest';
export { checkSoql, isCount, notBulkable, objectOf, placeIn, type SoqlMistake } from './soql/soql';
export type { RunResult } from './jobs/result';
export type { WaitOptions } from './jobs/run';
export { paceOf, type Pace } from './jobs/pace';
export type { Health, OrgFacts } from './health/health';
export { checks, setupAddress, type CheckId } from './health/checks';
export { findingsOfFailure, summarize, type CheckupSummary, type Finding, type Verdict } from './health/checkup';
export { csvLine } from './csv/csvLine';
export { chooseRoute } from './load/route';
export { gapsOf, isDeletion, sentColumns, type LoadGap } from './load/sentColumns';
export { defaultRouteLimits, type LoadApi, type Route, type RouteLimits } from './model/route';
export { unknownRows } from './jobs/retry/attempts';
export { isTemporaryFailure } from './jobs/retry/temporaryFailures';
export { catalog } from './errors/catalog';
export { redact } from './errors/redact';
export { isSalesforceHost } from './http/address';
export { fill, SalesforceError, toSalesforceError } from './errors/salesforceError';
export { CancelReason, isCanceled } from './kernel/task';

export interface Core extends Runs<RunSpec | AnyJobSpec> {
  readonly orgs: Orgs;
  readonly jobs: Jobs;
  /** What may be written to an org. */
  readonly policies: Policies;
  /** What was written from this machine. */
  readonly writes: Writes;
  /** The APIs of one org. Throws `login.missing`. */
  readonly org: OpenOrg;
  /** What a CSV looks like, from its first megabyte. Throws the `input.*` errors found in that part. */
  readonly inspect: (file: string, dialect: Partial<CsvDialect>, signal: AbortSignal) => Promise<CsvInspection>;
  /** What a CSV most likely is in that org; undefined when no object has any of its columns. */
  readonly guess: (orgId: string, source: GuessSource, task: Task) => Promise<LoadGuess | undefined>;
  /** The same for an object that a person chose. */
  readonly guessFor: (orgId: string, object: string, source: GuessSource, task: Task) => Promise<LoadGuess>;
}

export function createCore(ports: Ports): Core {
  const { clock, log, sha256 } = ports;
  const files = withFileErrors(ports.files);
  const protection = protect({ ...ports, files }, { orgs: () => orgs, jobs: () => jobs });
  const orgs = createOrgs({ ...ports, transport: ports.http, signer: ports.jwt, gateOf: protection.gateOf });
  const org = createOpenOrg({ orgs, clock, files });
  const loadDeps = { files, clock, sha256, org: createLoadOrg(orgs, org, clock) };
  const exportDeps = {
    files,
    clock,
    client: orgs.client,
    rest: async (orgId: string): Promise<Rest> => (await org(orgId)).rest,
  };
  const kinds = createKinds({
    load: (state, run, task) => loadCsv(state, loadDeps, run, task),
    export: (state, run, task) => exportQuery(state, exportDeps, run, task),
  });
  const jobs = createJobs({
    store: ports.jobStore,
    files,
    clock,
    log,
    kinds,
    orgLabel: async (orgId) => (await orgs.get(orgId))?.label ?? orgId,
    knowsOrg: async (orgId) => (await orgs.get(orgId)) !== undefined,
    onOrgsChange: orgs.onChange,
    guard: protection,
  });
  return {
    orgs,
    jobs,
    policies: protection.policies,
    writes: protection.writes,
    ...createRuns({ jobs, kinds, clock, toSpec: toJobSpec }),
    org,
    inspect: (file, dialect, signal) => inspectCsv({ file, dialect }, files, signal),
    guess: async (orgId, source, task) => guessLoad(source, schemaOf((await org(orgId)).rest, task)),
    guessFor: async (orgId, object, source, task) => {
      const fields = await schemaOf((await org(orgId)).rest, task).fields(object);
      return toGuess(object, 'chosen', source, fields);
    },
  };
}

const schemaOf = ({ describes }: Rest, task: Task): GuessSchema => ({
  objects: () => describes.objects(task),
  fields: async (object) => (await describes.object(object, task)).fields,
});

/** Orgs and jobs are created after their protection, which therefore gets functions. */
function protect(ports: Ports, parts: { readonly orgs: () => Orgs; readonly jobs: () => Jobs }): Protection {
  return createProtection({
    ...ports,
    org: async (orgId) => {
      const org = await parts.orgs().get(orgId);
      if (!org) throw new SalesforceError('login.missing', { hint: `There is no login for ${orgId}.` });
      return org;
    },
    isProduction: async (organization) => {
      const users = (await parts.orgs().list()).filter(({ orgId }) => orgId.startsWith(`${organization}-`));
      return users.length === 0 || users.some(({ kind }) => kind === 'production');
    },
    jobOf: async (jobId) => {
      if (!parts.jobs().get(jobId)) await parts.jobs().load();
      return parts.jobs().get(jobId);
    },
    countRows: async ({ file, dialect = {} }, signal) =>
      (await inspectCsv({ file, dialect }, ports.files, signal)).records,
  });
}
