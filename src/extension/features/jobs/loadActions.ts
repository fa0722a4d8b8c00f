// The commands on loads: retry rows, export the result of all attempts, load with another encoding.
import { l10n } from 'vscode';
import type { HandlersOf } from '../../../shared/manifest';
import { anyJob, type ForJobs, type Suitable } from './chosenJobs';
import type { KindOf } from './jobKind';
import { isLoad } from './loadKind';
import { exportAttempts, type Retries, type ShownRows } from './loadRetry';
import type { manifest } from './manifest';

type Handlers = HandlersOf<typeof manifest>;
type LoadCommand =
  | `kinetic.jobs.${'retry' | 'edit'}${'Failed' | 'Group'}`
  | `kinetic.jobs.${'loadEdited' | 'exportAttempts' | 'readAsWindows1252'}`;

export interface LoadParts {
  readonly retries: Retries;
}

interface Shared extends Pick<ForJobs, 'one'> {
  readonly kindOf: KindOf;
}

export function createLoadActions(
  { one, kindOf }: Shared,
  { retries }: LoadParts,
): Pick<Handlers, Extract<keyof Handlers, LoadCommand>> {
  const retryable: Suitable = {
    suits: (job, jobs) => kindOf(job).openRows(job, jobs) !== undefined,
    none: () => l10n.t('No job has rows to retry.'),
  };
  const retry = (edit: boolean): Handlers['kinetic.jobs.retryFailed'] =>
    one(retryable, (job, _, node) => retries.offer(job, { edit, shown: shownOf(node) }));
  const retryGroup = (edit: boolean): Handlers['kinetic.jobs.retryGroup'] =>
    one(anyJob, (job, _, node) => retries.offer(job, { edit, choice: { list: 'failed', group: groupOf(node) } }));
  return {
    'kinetic.jobs.retryFailed': retry(false),
    'kinetic.jobs.editFailed': retry(true),
    'kinetic.jobs.retryGroup': retryGroup(false),
    'kinetic.jobs.editGroup': retryGroup(true),
    'kinetic.jobs.loadEdited': retries.loadEdited,
    'kinetic.jobs.exportAttempts': one(anyJob, (job, jobs) => exportAttempts(job, jobs)),
    'kinetic.jobs.readAsWindows1252': one(anyJob, async (job) => {
      if (isLoad(job)) await retries.load({ ...job.spec, dialect: { ...job.spec.dialect, encoding: 'windows-1252' } });
    }),
  };
}

/** The rows that the page of the job shows, when the page asks for the retry. */
const shownOf = (node: unknown): ShownRows | undefined =>
  typeof node === 'object' && node !== null && 'shown' in node ? (node.shown as ShownRows) : undefined;

const groupOf = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'index' in node && typeof node.index === 'number' ? node.index : 0;
