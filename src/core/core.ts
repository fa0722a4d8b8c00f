// Front door: wires every subsystem from the ports and exports the public types.
import type { EncodingCandidate } from './csv/encodingCandidates';
import { createOrgs, type Orgs } from './auth/orgs';
import { SalesforceError } from './errors/salesforceError';
import { exportQuery, type ExportDeps } from './export/export';
import { createJobs, type Jobs as JobsOf } from './jobs/jobs';
import { createKinds, toJobSpec, type AnyJobSpec, type AnyJobState, type RunSpec } from './jobs/kinds';
import { otherLoads } from './jobs/otherLoads';
import { createRuns, type Runs } from './jobs/run';
import { withFileErrors } from './kernel/fileErrors';
import type { Task } from './kernel/task';
import { answerLookup } from './load/answerLookup';
import { guessLoad, matchFields, toGuess, type GuessSchema, type GuessSource, type LoadGuess } from './load/guess';
import { loadedBefore, type LoadedBefore, type LoadToCompare } from './jobs/loadedBefore';
import { checkCells, type CellCheck, type CheckedRows } from './load/checkCells';
import { dryRun, type DryRun, type DryRunDeps } from './load/dryRun';
import { encodingsOf } from './load/encodingsOf';
import { inspectCsv, type CsvInspection, type FileToInspect } from './load/inspect';
import { readAnyMapping, type MappedSource, type ReadMapping } from './load/readAnyMapping';
import { hashFile, loadCsv, type LoadDeps } from './load/load';
import { readInput } from './load/readInput';
import { parseWithTables, type ColumnMatch, type ParsedMapping } from './mapping/mapping';
import type { LoadSpec } from './model/load';
import { createLoadOrg, createOpenOrg, offlineExportOrg, offlineLoadOrg, type OpenOrg } from './org';
import { createProtection, type Policies, type Protection, type Writes } from './policy/policy';
import type { Files, Ports } from './ports';
import type { Rest } from './rest/rest';

export type { CliLogin, LoginSpec, Org, OrgKind, Orgs } from './auth/orgs';
export type Jobs = JobsOf<AnyJobState>;
export type {
  Attempts,
  JobRow,
  JobRowPage,
  RetriedRows,
  RetryChoice,
  RetryOffer,
  RowList,
  UnreadableJob,
} from './jobs/jobs';
export type { Advice, ErrorCode } from './errors/catalog';
export type { Progress, Task } from './kernel/task';
export type { Access, OrgPolicy, WriteEntry, WriteOperation, WriteOutcome } from './model/writes';
export { describeWrite, isLooser } from './policy/policy';
export type { KnownPolicy, Policies, WriteFilter, Writes } from './policy/policy';
export type {
  CsvDialect,
  FailureGroup,
  IngestOperation,
  LeftOutColumn,
  LoadSpec,
  LoadState,
  NaCellsFound,
  PartState,
  RowFailure,
} from './model/load';
export type { ExportSpec, ExportState } from './model/export';
export type { JobPhase, JobState as JobEnvelope, ErrorData } from './model/job';
export type { AnyJobSpec as JobSpec, AnyJobState as JobState, RunSpec } from './jobs/kinds';
export { phasesOf, progressOf } from './jobs/kinds';
export type { GuessSource, LoadGuess } from './load/guess';
export type { CellCheck, CellPlace, FailingRows } from './load/checkCells';
export type { DryRun } from './load/dryRun';
export type { LoadedBefore } from './jobs/loadedBefore';
export {
  areAsTheyAre,
  checkValues,
  completeMapping,
  fitsColumns,
  isRequired,
  previewMapping,
  rename,
  suggestStep,
  takesValues,
  targetOf,
  toMapping,
  toParentFields,
  unknownFields,
  writeMapping,
  type ColumnMatch,
  type ColumnProposal,
  type MappingCompletion,
  type MappingFile,
  type MappingProblem,
  type ParentTarget,
  type ParsedMapping,
  type PreviewCell,
  type RememberedColumn,
  type SdlReport,
} from './mapping/mapping';
export type { CaseKind, ColumnNames, FieldMapping, Lookup, Mapping, Otherwise, Step } from './model/mapping';
export type { CsvInspection } from './load/inspect';
export type { EncodingCandidate } from './csv/encodingCandidates';
export { encodings, toEncoding, type Encoding } from './model/encoding';
export { emptyColumns } from './export/emptyColumns';
export { toTable } from './soql/recordTable';
export type { OpenOrg, OrgApis } from './org';
export { resultOfError } from './policy/intent/outcome';
export type { RemoteFilter, RemoteJob, RemoteJobs } from './bulk/remoteJobs';
export { part, type Composite, type Graph, type Part, type PartOutcome, type TreeRecord } from './composite/composite';
export type { ObjectDescribe, ObjectSummary, Rest } from './rest/rest';
export { findNotBulkable } from './export/bulkable';
export { checkSoql, isCount, objectOf, placeIn, type SoqlMistake } from './soql/soql';
export type { RunResult } from './jobs/result';
export type { WaitOptions } from './jobs/run';
export { paceOf, type Pace } from './jobs/pace';
export type { Health, OrgFacts } from './health/health';
export { checks, setupAddress, type CheckId } from './health/checks';
export { findingsOfFailure, summarize, type CheckupSummary, type Finding, type Verdict } from './health/checkup';
export * from './coreApex';
export { csvLine } from './csv/csvLine';
export { checkMappedFields, withMappingFile } from './load/withMappingFile';
export { naCellsOf, needsCallsForNa } from './load/naCells';
export { chooseRoute } from './load/route';
export { gapsOf, isDeletion, sendsOnlyIds, sentColumns, type LoadGap } from './load/sentColumns';
export { defaultRouteLimits, type LoadApi, type Route, type RouteApi, type RouteLimits } from './model/route';
export type { SaveOption, SaveOptions } from './model/saveOptions';
export { checkSaveOptions, offersOption, saveOptionNames } from './load/saveOptions';
export { mayDuplicate } from './jobs/retry/retry';
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
  readonly inspect: (source: FileToInspect, signal: AbortSignal) => Promise<CsvInspection>;
  /**
   * A mapping file with its value tables, or a mapping file of Data Loader (.sdl) with what became of its lines. Throws
   * `input.badMappingFile` and what the file system reports.
   */
  readonly readMapping: (path: string, source: MappedSource, signal: AbortSignal) => Promise<ReadMapping>;
  /** The text of the mapping file at `path`, as an editor has it, with all its problems. */
  readonly parseMapping: (text: string, path: string) => Promise<ParsedMapping>;
  /** In which encodings a CSV that is not UTF-8 may be, the likeliest first. */
  readonly encodingsOf: (file: string, signal: AbortSignal) => Promise<readonly EncodingCandidate[]>;
  /** What a load would do. Nothing is sent or written. */
  readonly dryRun: (spec: LoadSpec, task: Task) => Promise<DryRun>;
  /**
   * The rows that a load would fail because of their values, as far as the file alone shows it. Throws the `input.*`
   * errors of the file.
   */
  readonly checkCells: (spec: LoadSpec, how: CheckedRows, task: Task) => Promise<CellCheck>;
  /**
   * The newest insert of the same bytes into the same object of the org, among the jobs that were read from the store.
   * Reads the file through only when one of its size was inserted. Undefined for all operations but insert and
   * upsert.
   */
  readonly loadedBefore: (
    load: LoadToCompare & Pick<LoadSpec, 'file'>,
    signal: AbortSignal,
  ) => Promise<LoadedBefore | undefined>;
  /** What a CSV most likely is in that org; undefined when no object has any of its columns. */
  readonly guess: (orgId: string, source: GuessSource, task: Task) => Promise<LoadGuess | undefined>;
  /** The same for an object that a person chose. */
  readonly guessFor: (orgId: string, object: string, source: GuessSource, task: Task) => Promise<LoadGuess>;
  /** Which field each column most likely is, by its name alone. */
  readonly matchFields: (
    orgId: string,
    object: string,
    columns: readonly string[],
    task: Task,
  ) => Promise<readonly ColumnMatch[]>;
}

export function createCore(ports: Ports): Core {
  const { clock, log, sha256 } = ports;
  const files = withFileErrors(ports.files);
  const protection = protect({ ...ports, files }, { orgs: () => orgs, jobs: () => jobs });
  const orgs = createOrgs({ ...ports, transport: ports.http, signer: ports.jwt, gateOf: protection.gateOf });
  const org = createOpenOrg({ orgs, clock, files, gateOf: protection.gateOf });
  const loadDeps: LoadDeps = {
    files,
    clock,
    sha256,
    answerLookup: async (spec, question, task) => answerLookup(spec, question, (await org(spec.orgId)).rest, task),
    org: createLoadOrg(orgs, org, clock),
    otherLoads: async (state) => {
      await jobs.load();
      return otherLoads(state, jobs.list(), jobs.unreadable().length);
    },
  };
  const exportDeps: ExportDeps = {
    files,
    clock,
    client: orgs.client,
    rest: async (orgId: string): Promise<Rest> => (await org(orgId)).rest,
  };
  const offlineExport: ExportDeps = { ...exportDeps, ...offlineExportOrg(clock) };
  const offlineLoad: LoadDeps = { ...loadDeps, org: offlineLoadOrg(clock) };
  const kinds = createKinds({
    load: (state, run, task) => loadCsv(state, run.offline ? offlineLoad : loadDeps, run, task),
    export: (state, run, task) => exportQuery(state, run.offline ? offlineExport : exportDeps, run, task),
  });
  const jobs = createJobs({
    sha256,
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
  const describe: DryRunDeps['describe'] = async (orgId, object, task) =>
    (await org(orgId)).rest.describes.object(object, task);
  return {
    orgs,
    jobs,
    policies: protection.policies,
    writes: protection.writes,
    ...createRuns({ jobs, kinds, clock, toSpec: toJobSpec }),
    org,
    ...createReading(files),
    dryRun: (spec, task) => dryRun(spec, { ...loadDeps, describe, questionFor: protection.questionFor }, task),
    checkCells: async (spec, how, task) =>
      checkCells(spec, { ...(await describe(spec.orgId, spec.object, task)), files, ...how }, task.signal),
    loadedBefore: (load, signal) => findLoadedBefore(load, { files, sha256, jobs }, signal),
    ...createGuesses(org),
  };
}

async function findLoadedBefore(
  load: Parameters<Core['loadedBefore']>[0],
  { files, sha256, jobs }: Pick<Ports, 'files' | 'sha256'> & Pick<Core, 'jobs'>,
  signal: AbortSignal,
): Promise<LoadedBefore | undefined> {
  const facts = await files.facts(load.file);
  const hash = (): Promise<string> => hashFile(load.file, files, sha256(), signal);
  return facts && loadedBefore(load, { sizeBytes: facts.sizeBytes, sha256: hash }, jobs.list());
}

const createReading = (files: Files): Pick<Core, 'inspect' | 'readMapping' | 'parseMapping' | 'encodingsOf'> => ({
  inspect: (source, signal) => inspectCsv(source, files, signal),
  readMapping: (path, source, signal) => readAnyMapping(path, source, files, signal),
  parseMapping: (text, path) => parseWithTables(text, path, files),
  encodingsOf: (file, signal) => encodingsOf(file, files, signal),
});

function createGuesses(org: OpenOrg): Pick<Core, 'guess' | 'guessFor' | 'matchFields'> {
  const schemaOf = async (orgId: string, task: Task): Promise<GuessSchema> => {
    const { describes } = (await org(orgId)).rest;
    return {
      objects: () => describes.objects(task),
      fields: async (object) => (await describes.object(object, task)).fields,
    };
  };
  return {
    guess: async (orgId, source, task) => guessLoad(source, await schemaOf(orgId, task)),
    guessFor: async (orgId, object, source, task) => toGuess(object, 'chosen', source, await schemaOf(orgId, task)),
    matchFields: async (orgId, object, columns, task) => matchFields(object, columns, await schemaOf(orgId, task)),
  };
}

/** Orgs and jobs are created after their protection, which therefore gets functions. */
function protect(ports: Ports, parts: { readonly orgs: () => Orgs; readonly jobs: () => Jobs }): Protection {
  return createProtection({
    ...ports,
    org: async (orgId) => {
      const org = await parts.orgs().get(orgId);
      if (!org) throw new SalesforceError('login.missing', { hint: `The org ${orgId} is not in the list of orgs.` });
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
    readInput: (write, signal) => readInput(write, { files: ports.files, hash: ports.sha256() }, signal),
  });
}
