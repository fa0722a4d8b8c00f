// Finds an earlier insert of the same file: a second one would make each of its records twice.
import type { JobState } from '../model/job';
import { isLoad, type LoadSpec, type LoadState } from '../model/load';

export interface LoadedBefore {
  readonly jobId: string;
  /** Milliseconds since 1970, when the job began. */
  readonly at: number;
  /** Records that it has created so far. */
  readonly inserted: number;
  /** Rows that it sent, and of which Salesforce does not say whether they were saved. */
  readonly unknown: number;
}

export type LoadToCompare = Pick<LoadSpec, 'orgId' | 'object' | 'operation' | 'retryOf'>;

/** What is known of a file; its hash is read only when an earlier one has its size. */
export interface FileToCompare {
  readonly sizeBytes: number;
  readonly sha256: () => Promise<string>;
}

/** For inserts and upserts; another operation makes no record twice. `all`: newest first. */
export async function loadedBefore(
  load: LoadToCompare,
  file: FileToCompare,
  all: readonly JobState[],
): Promise<LoadedBefore | undefined> {
  const alike = sameSize(load, file.sizeBytes, all);
  if (alike.length === 0) return undefined;
  const hash = await file.sha256();
  const found = alike.find(({ plan }) => plan?.sha256 === hash);
  return found && { jobId: found.jobId, at: found.createdAt, inserted: found.succeeded, unknown: found.unknown };
}

function sameSize(load: LoadToCompare, sizeBytes: number, all: readonly JobState[]): readonly LoadState[] {
  if (!creates(load)) return [];
  const inserts = all.filter(isLoad).filter((job) => isInsertInto(load, job));
  return inserts.filter(({ plan, succeeded, unknown }) => plan?.sizeBytes === sizeBytes && succeeded + unknown > 0);
}

const creates = ({ operation, retryOf }: LoadToCompare): boolean =>
  !retryOf && (operation === 'insert' || operation === 'upsert');

const isInsertInto = ({ orgId, object }: LoadToCompare, { spec }: LoadState): boolean =>
  spec.operation === 'insert' && spec.orgId === orgId && spec.object.toLowerCase() === object.toLowerCase();
