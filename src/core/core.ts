// Front door: wires every subsystem from the ports and exports the public types.
import type { Jobs } from './jobs/jobs';
import type { Orgs } from './auth/orgs';

export type { LoginSpec, Org, OrgKind, Orgs } from './auth/orgs';
export type { Jobs, RowList, RowPage, RowQuery } from './jobs/jobs';
export type { Advice, ErrorCode } from './errors/catalog';
export type { Progress, Task } from './kernel/task';
export type {
  CsvDialect,
  Delimiter,
  Encoding,
  FailureGroup,
  IngestOperation,
  JobEnd,
  JobPhase,
  JobState,
  LoadSpec,
  PartState,
  RowFailure,
  Trouble,
} from './kernel/job';
export type { LoadGuess } from './pipeline/guess';
export type { CsvInspection } from './pipeline/inspect';
export { catalog } from './errors/catalog';
export { redact } from './errors/redact';
export { fill, SalesforceError, toSalesforceError } from './errors/salesforceError';
export { isStopped, StopReason } from './kernel/task';

export interface Core {
  readonly orgs: Orgs;
  readonly jobs: Jobs;
}
