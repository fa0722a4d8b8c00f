// Front door: wires every subsystem from the ports and exports the public types.
import { createOrgs, type Orgs } from './auth/orgs';
import { createRemoteJobs, type RemoteJobs } from './bulk/remoteJobs';
import { createComposite, type Composite } from './composite/composite';
import { createHealth, type Health } from './health/health';
import { createCollections } from './composite/collections';
import { createJobs, type Jobs } from './jobs/jobs';
import { createRuns, type Runs } from './jobs/run';
import { SalesforceError } from './errors/salesforceError';
import { runnerOf } from './jobs/kinds';
import type { Task } from './kernel/task';
import { withFileErrors } from './kernel/fileErrors';
import { exportQuery } from './export/export';
import { withoutAssignmentRules } from './load/calls/noAssignmentRules';
import { guessLoad, toGuess, type GuessSchema, type GuessSource, type LoadGuess } from './load/guess';
import { inspectCsv, type CsvInspection } from './load/inspect';
import { loadCsv, type LoadDeps } from './load/load';
import { createProtection, permitOf, type Policies, type Protection, type Writes } from './policy/policy';
import type { Clock, Ports } from './ports';
import { createRest, type Rest } from './rest/rest';
import type { CsvDialect } from './model/load';

export type { CliLogin, LoginSpec, Org, OrgKind, Orgs } from './auth/orgs';
export type { Family, Jobs, RetryChoice, RetryOffer, RowList, RowPage } from './jobs/jobs';
export type { Advice, ErrorCode } from './errors/catalog';
export type { Progress, Task } from './kernel/task';
export type { Access, OrgPolicy, WriteEntry, WriteOperation, WriteOutcome } from './model/writes';
export { describeWrite } from './policy/policy';
export type { Policies, WriteFilter, Writes } from './policy/policy';
export type { CsvDialect, FailureGroup, IngestOperation, LoadSpec, PartState, RowFailure } from './model/load';
export type { ExportSpec } from './model/export';
export type { JobPhase, JobSpec, JobState, ErrorData as Trouble } from './model/job';
export type { GuessSource, LoadGuess } from './load/guess';
export type { CsvInspection } from './load/inspect';
export { toTable } from './soql/recordTable';
export type { RemoteFilter, RemoteJob, RemoteJobs } from './bulk/remoteJobs';
export { part, type Composite, type Graph, type Part, type PartOutcome, type TreeRecord } from './composite/composite';
export type { ObjectSummary, Rest } from './rest/rest';
export { checkSoql, notBulkable, objectOf, placeIn, type SoqlMistake } from './soql/soql';
export type { RunResult } from './jobs/result';
export type { RunSpec, WaitOptions } from './jobs/run';
export { progressOf } from './jobs/progress';
export { resultOf } from './jobs/result';
export type { Health, OrgFacts } from './health/health';
export { checks, setupAddress, type CheckId } from './health/checks';
export { findingsOfFailure, summarise, type CheckupSummary, type Finding, type Verdict } from './health/checkup';
export { chooseRoute } from './load/route';
export { defaultRouteLimits, type LoadApi, type Route, type RouteLimits } from './model/route';
export { isTemporaryFailure as isPassingFailure } from './jobs/retry/temporaryFailures';
export { catalog } from './errors/catalog';
export { redact } from './errors/redact';
export { isSalesforceHost } from './http/address';
export { fill, SalesforceError, toSalesforceError } from './errors/salesforceError';
export { isCanceled as isStopped, CancelReason as StopReason } from './kernel/task';

export interface Core extends Runs {
  readonly orgs: Orgs;
  readonly jobs: Jobs;
  /** What may be written to an org. */
  readonly policies: Policies;
  /** What was written from this machine. */
  readonly writes: Writes;
  /** Queries, describes and records of one org; shared, so that its describes are cached once. */
  readonly rest: (orgId: string) => Promise<Rest>;
  /** Many records or calls in one: collections, requests with references, batches, trees, graphs. */
  readonly composite: (orgId: string) => Promise<Composite>;
  /** How the org stands: what is needed there, what is used up, when it ends. */
  readonly health: (orgId: string) => Promise<Health>;
  /** Bulk jobs of everybody in the org. */
  readonly remoteJobs: (orgId: string) => Promise<RemoteJobs>;
  /** What a CSV is like, from its first megabyte. Throws the `input.*` errors of that part. */
  readonly inspect: (file: string, dialect: Partial<CsvDialect>, signal: AbortSignal) => Promise<CsvInspection>;
  /** What a CSV most likely is in that org; undefined when no object has any of its columns. */
  readonly guess: (orgId: string, source: GuessSource, task: Task) => Promise<LoadGuess | undefined>;
  /** The rest of the guess for an object that a person chose. */
  readonly guessFor: (orgId: string, object: string, source: GuessSource, task: Task) => Promise<LoadGuess>;
}

export function createCore(ports: Ports): Core {
  const { clock, log } = ports;
  const files = withFileErrors(ports.files);
  const guard = protect({ ...ports, files }, { orgs: () => orgs, jobs: () => jobs });
  const orgs = createOrgs({ ...ports, transport: ports.http, signer: ports.jwt, gateOf: guard.gateOf });
  const rests = new Map<string, Promise<Rest>>();
  const rest = (orgId: string): Promise<Rest> => {
    const known = rests.get(orgId) ?? orgs.client(orgId).then((client) => createRest(client, clock));
    rests.set(orgId, known);
    return known;
  };
  orgs.onChange(() => rests.clear());
  const org = loadOrg(orgs, rest, clock);
  const jobs = createJobs({
    store: ports.jobStore,
    files,
    clock,
    log,
    runner: runnerOf({
      load: (state, run, task) => loadCsv(state, { files, clock, sha256: ports.sha256, org }, run, task),
      export: (state, run, task) => exportQuery(state, { files, clock, client: orgs.client, rest }, run, task),
    }),
    orgLabel: async (orgId) => (await orgs.get(orgId))?.label ?? orgId,
    knowsOrg: async (orgId) => (await orgs.get(orgId)) !== undefined,
    onOrgsChange: orgs.onChange,
    guard,
  });
  const schema = async (orgId: string, task: Task): Promise<GuessSchema> => {
    const { describes } = await rest(orgId);
    return {
      objects: () => describes.objects(task),
      fields: async (object) => (await describes.object(object, task)).fields,
    };
  };
  return {
    orgs,
    jobs,
    policies: guard.policies,
    writes: guard.writes,
    ...createRuns({ jobs, clock }),
    rest,
    composite: async (orgId) => createComposite(await orgs.client(orgId)),
    health: async (orgId) => createHealth({ client: await orgs.client(orgId), rest: await rest(orgId) }),
    remoteJobs: async (orgId) => {
      const { userNames } = await rest(orgId);
      return createRemoteJobs({ client: await orgs.client(orgId), files, userNames });
    },
    inspect: (file, dialect, signal) => inspectCsv({ file, dialect }, files, signal),
    guess: async (orgId, source, task) => guessLoad(source, await schema(orgId, task)),
    guessFor: async (orgId, object, source, task) =>
      toGuess(object, 'chosen', source, await (await schema(orgId, task)).fields(object)),
  };
}

/** The org of a load: all its writes pass as what the load was allowed. */
function loadOrg(orgs: Orgs, rest: (orgId: string) => Promise<Rest>, clock: Clock): LoadDeps['org'] {
  return async (state, plan) => {
    const { orgId } = state.spec;
    const client = await orgs.client(orgId, permitOf(state, plan));
    const { describes } = await rest(orgId);
    const calls = withoutAssignmentRules(client);
    const direct = { rest: { ...createRest(calls, clock), describes }, collections: createCollections(calls) };
    // The user's id is the second half of the org's (see auth/org).
    return { client, userId: orgId.split('-')[1] ?? '', calls: direct };
  };
}

/** The parts that it watches over are built after it. */
function protect(ports: Ports, house: { readonly orgs: () => Orgs; readonly jobs: () => Jobs }): Protection {
  return createProtection({
    ...ports,
    org: async (orgId) => {
      const org = await house.orgs().get(orgId);
      if (!org) throw new SalesforceError('login.missing', { hint: `There is no login for ${orgId}.` });
      return org;
    },
    isProduction: async (organization) => {
      const users = (await house.orgs().list()).filter(({ orgId }) => orgId.startsWith(`${organization}-`));
      return users.length === 0 || users.some(({ kind }) => kind === 'production');
    },
    jobOf: async (jobId) => {
      if (!house.jobs().get(jobId)) await house.jobs().load();
      return house.jobs().get(jobId);
    },
    countRows: async ({ file, dialect = {} }, signal) =>
      (await inspectCsv({ file, dialect }, ports.files, signal)).records,
  });
}
