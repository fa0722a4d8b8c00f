// What the command line says of a job when it has ended: JSON for scripts, sentences for people, an exit code for shells.
import {
  catalog,
  fill,
  type Core,
  type ErrorCode,
  type ExportSpec,
  type Family,
  type JobState,
  type Trouble,
} from '../core/core';

interface CommonResult {
  readonly jobId: string;
  readonly remoteJobIds: readonly string[];
  /** complete, stopped, broken, refused, or interrupted (can be resumed). */
  readonly state: string;
  readonly total: number;
  readonly error?: { readonly code: string; readonly message: string };
}

export interface JobResult extends CommonResult {
  readonly succeeded: number;
  readonly failed: number;
  readonly unprocessed: number;
  readonly failedFile: string | null;
  readonly succeededFile: string | null;
  readonly unprocessedFile: string | null;
  /** Why rows failed; the first is group 1 of `kinetic retry --group`. */
  readonly errors: readonly { readonly code: string; readonly message: string; readonly count: number }[];
  /** The job whose rows these are. */
  readonly retryOf?: string;
  /** The load and all its retries together, once there is one: a row counts where it was last. */
  readonly family?: Family['totals'] & { readonly jobIds: readonly string[] };
}

export interface ExportResult extends CommonResult {
  /** Records in the file. */
  readonly exported: number;
  /** Null unless every record is in it. */
  readonly file: string | null;
  readonly bytes: number;
}

export async function toResult(state: JobState, core: Pick<Core, 'jobs'>): Promise<JobResult | ExportResult> {
  const { spec } = state;
  return spec.kind === 'export'
    ? toExportResult(state, spec)
    : { ...toCommon(state), ...(await toCounts(state, core)) };
}

function toCommon(state: JobState): CommonResult {
  const trouble = state.trouble ?? state.interrupted;
  return {
    jobId: state.jobId,
    remoteJobIds: state.parts.flatMap((part) => part.remoteId ?? []),
    state: state.end ?? (state.interrupted ? 'interrupted' : state.phase),
    total: state.total ?? 0,
    ...(trouble && { error: { code: trouble.code, message: sentence(trouble) } }),
  };
}

async function toCounts(state: JobState, { jobs }: Pick<Core, 'jobs'>): Promise<Omit<JobResult, keyof CommonResult>> {
  const file = async (list: 'failed' | 'succeeded' | 'unprocessed'): Promise<string | null> =>
    (await jobs.resultFile(state.jobId, list)) ?? null;
  return {
    succeeded: state.succeeded,
    failed: state.failed,
    unprocessed: state.unprocessed,
    failedFile: await file('failed'),
    succeededFile: await file('succeeded'),
    unprocessedFile: await file('unprocessed'),
    errors: state.groups.map(({ code, message, count }) => ({ code, message, count })),
    ...(state.spec.kind === 'load' && state.spec.retryOf && { retryOf: state.spec.retryOf.jobId }),
    ...toFamily(jobs.family(state.jobId)),
  };
}

const toFamily = (family: Family | undefined): Pick<JobResult, 'family'> =>
  family && family.attempts.length > 1
    ? { family: { ...family.totals, jobIds: family.attempts.map(({ jobId }) => jobId) } }
    : {};

const toExportResult = (state: JobState, spec: ExportSpec): ExportResult => ({
  ...toCommon(state),
  exported: state.succeeded,
  file: state.end === 'complete' ? spec.file : null,
  bytes: state.written?.bytes ?? 0,
});

export const sentence = (trouble: Trouble): string => {
  const row = catalog[trouble.code as ErrorCode] as { readonly text: string } | undefined;
  return row ? fill(row.text, trouble.details) : trouble.code;
};

/** 0 all rows in, 1 some rows failed or are unsettled, 2 nothing could run, 130 stopped by the user. */
export function exitCode(state: JobState): number {
  if (state.end === 'stopped') return 130;
  const nothingSent = !state.parts.some((part) => part.phase !== 'waiting' && part.remoteId !== undefined);
  if (state.end === 'refused' || (state.interrupted && nothingSent)) return 2;
  return state.end === 'complete' && state.failed === 0 && state.unprocessed === 0 ? 0 : 1;
}

export function toText(result: JobResult | ExportResult): string {
  const lines = [
    ...('file' in result ? exportLines(result) : loadLines(result)),
    ...(result.state === 'interrupted' ? [`Go on with: kinetic resume ${result.jobId}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const count = (number: number): string => number.toLocaleString('en-US');

const rowCounts = (rows: Pick<JobResult, 'total' | 'succeeded' | 'failed' | 'unprocessed'>): string =>
  `${count(rows.total)} rows, ${count(rows.succeeded)} succeeded, ${count(rows.failed)} failed, ${count(rows.unprocessed)} unprocessed`;

const loadLines = (result: JobResult): readonly string[] => [
  // A file that could not even be read through has no counts, only its sentence.
  result.state === 'refused' && result.total === 0 ? 'Nothing was sent.' : `${result.state}: ${rowCounts(result)}`,
  ...(result.error ? [result.error.message] : []),
  ...result.errors.map((group, at) => `  ${at + 1}. ${count(group.count)} × ${group.code}: ${group.message}`),
  ...(result.failed > 0 && result.failedFile !== null ? [`failed rows: ${result.failedFile}`] : []),
  ...(result.unprocessed > 0 && result.unprocessedFile !== null ? [`unprocessed rows: ${result.unprocessedFile}`] : []),
  ...(result.family ? [familyLine(result.family)] : []),
];

const familyLine = ({
  jobIds,
  total,
  succeeded,
  failed,
  unprocessed,
  pending,
  leftOut,
}: NonNullable<JobResult['family']>) =>
  [
    `all ${jobIds.length} attempts: ${rowCounts({ total, succeeded, failed, unprocessed })}`,
    ...(pending > 0 ? [`${count(pending)} under way`] : []),
    ...(leftOut > 0 ? [`${count(leftOut)} left out`] : []),
  ].join(', ');

const exportLines = (result: ExportResult): readonly string[] => [
  `${result.state}: ${count(result.exported)} of ${count(result.total)} records, ${count(result.bytes)} bytes`,
  ...(result.error ? [result.error.message] : []),
  ...(result.error?.code === 'request.notBulkable' ? ['With --rest it is fetched over REST instead.'] : []),
  ...(result.file === null ? [] : [`records: ${result.file}`]),
];
