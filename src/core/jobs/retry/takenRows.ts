// Which attempts took rows of a job. A file in the job's folder keeps this, because the journal of an attempt can
// become unreadable or be removed, and its rows must not be sent again for that reason.
import * as z from 'zod';
import { SalesforceError } from '../../errors/salesforceError';
import { reasonOf } from '../../kernel/journalLine';
import { readNumbers } from '../../kernel/numberFile';
import type { JobState } from '../../model/job';
import { isLoad, type LoadState, type RetryOf } from '../../model/load';
import type { Files } from '../../ports';
import { retryOfSchema } from '../loadJournal';
import { takesRows } from './attempts';

/** An attempt, and which rows it took. */
export interface TakenRows {
  readonly jobId: string;
  readonly retryOf: RetryOf;
}

export interface TakenPlace {
  readonly files: Files;
  /** Of the job whose rows were taken. */
  readonly folder: string;
}

const schema: z.ZodType<readonly TakenRows[]> = z.array(z.object({ jobId: z.string(), retryOf: retryOfSchema }));

const pathIn = ({ files, folder }: TakenPlace): string => files.join(folder, 'attempts.json');

/** Throws `input.unreadable` when the file is damaged: then it is not known which rows were taken. */
export async function readTaken(place: TakenPlace): Promise<readonly TakenRows[]> {
  const file = pathIn(place);
  if (!(await place.files.facts(file))) return [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const bytes of place.files.read(file)) text += decoder.decode(bytes, { stream: true });
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new SalesforceError('input.unreadable', { file, reason: reasonOf(error) }, { cause: error });
  }
}

/**
 * The numbers of the rows that an attempt took, ascending. Throws `input.unreadable` when the file is missing or
 * incomplete: then it is unknown which rows these are.
 */
export async function readRowNumbers({ rowsFile, records }: RetryOf, files: Files): Promise<Uint32Array> {
  const rows = await readNumbers(rowsFile, files);
  if (rows.length === records) return rows;
  const reason = `it lists ${rows.length} of ${records} rows`;
  throw new SalesforceError('input.unreadable', { file: rowsFile, reason });
}

/** Call it with a claim on the job whose rows are taken. */
export async function addTaken(added: TakenRows, place: TakenPlace): Promise<void> {
  const before = await readTaken(place);
  if (!before.some(({ jobId }) => jobId === added.jobId)) await writeTaken([...before, added], place);
}

/** The rows of the attempt can be retried again. Call it with a claim on the job whose rows they are. */
export async function dropTaken(attempt: string, place: TakenPlace): Promise<void> {
  const before = await readTaken(place);
  const left = before.filter(({ jobId }) => jobId !== attempt);
  if (left.length < before.length) await writeTaken(left, place);
}

async function writeTaken(taken: readonly TakenRows[], place: TakenPlace): Promise<void> {
  const writer = await place.files.write(pathIn(place));
  try {
    await writer.write(new TextEncoder().encode(JSON.stringify(taken)));
    await writer.close();
  } finally {
    await writer.discard();
  }
}

/** Attempts that have no state: they were removed, or their journals cannot be read. Whatever became of their rows. */
export const lostAttempts = (
  taken: readonly TakenRows[],
  states: { readonly has: (jobId: string) => boolean },
): readonly TakenRows[] => taken.filter(({ jobId }) => !states.has(jobId));

/** An attempt that is lost cannot be opened: the error about the rows that it took says so instead. */
export function lostError(error: unknown, states: { readonly has: (jobId: string) => boolean }): unknown {
  if (!(error instanceof SalesforceError) || !takenCodes.has(error.code)) return error;
  const jobId = String(error.details['jobId']);
  return states.has(jobId) ? error : new SalesforceError('job.attemptLost', { jobId }, { cause: error });
}

const takenCodes: ReadonlySet<string> = new Set(['job.rowsTaken', 'job.alreadyRetried']);

/** States of lost attempts of a job, as far as their rows need one. */
export const toStates = (lost: readonly TakenRows[], of: JobState): readonly LoadState[] =>
  isLoad(of)
    ? lost.map(({ jobId, retryOf }) => ({ ...of, jobId, spec: { ...of.spec, retryOf }, outcome: 'failed' as const }))
    : [];

/** When such an attempt is removed, its rows can be retried as before. */
export const savedNoRows = (state: JobState): boolean => {
  const { outcome, succeeded, failed, unprocessed, unknown, total } = state;
  return !takesRows(state) || (outcome !== undefined && succeeded + unknown === 0 && failed + unprocessed === total);
};
