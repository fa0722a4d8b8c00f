// The commands on loads: retry rows, export the result of all attempts, load with another encoding.
import { l10n } from 'vscode';
import type { Core, LoadSpec } from '../../../core/core';
import type { HandlersOf } from '../../../shared/manifest';
import type { RowAct } from '../../../shared/protocol/job';
import { back } from '../../host/pick';
import { anyJob, type ForJobs, type Suitable } from './chosenJobs';
import type { KindOf } from './jobKind';
import { isLoad, loadKind } from './loadKind';
import type { Retries, RetryRequest } from './loadRetry';
import type { manifest } from './manifest';
import type { JobPanels } from './panels';
import type { ShownRows } from './retryChoices';
import { undeletable } from './undeletable';
import { jobIdOf } from './tree';

type Handlers = HandlersOf<typeof manifest>;
type LoadCommand =
  | `kinetic.jobs.${'retry' | 'edit'}${'Failed' | 'Group'}`
  | `kinetic.jobs.${'loadEdited' | 'exportAttempts' | 'undelete' | 'chooseEncoding' | 'acceptCharacters' | 'useCollections'}`
  | `kinetic.rows.${'copyCells' | 'copyRows' | 'retry'}`;

export interface LoadParts {
  /** Loaded on first need. */
  readonly retries: () => Promise<Retries>;
  readonly core: () => Promise<Pick<Core, 'encodingsOf'>>;
  readonly panels: () => Promise<Pick<JobPanels, 'actOnRows'>>;
}

interface Shared extends Pick<ForJobs, 'one'> {
  readonly kindOf: KindOf;
}

export function createLoadActions(
  { one, kindOf }: Shared,
  { retries, core, panels }: LoadParts,
): Pick<Handlers, Extract<keyof Handlers, LoadCommand>> {
  const retryable: Suitable = {
    suits: (job, jobs) => kindOf(job).openRows(job, jobs) !== undefined,
    none: () => l10n.t('No job has rows to retry.'),
  };
  const retry = (edit: boolean): Handlers['kinetic.jobs.retryFailed'] =>
    one(retryable, async (job, _, node) => (await retries()).offer(job, { edit, ...shownOf(node) }));
  const retryGroup = (edit: boolean): Handlers['kinetic.jobs.retryGroup'] =>
    one(anyJob, async (job, _, node) =>
      (await retries()).offer(job, { edit, choice: { list: 'failed', group: groupOf(node) } }),
    );
  /** VS Code passes what the page says about the place under the pointer. */
  const onRows =
    (act: RowAct): Handlers['kinetic.rows.retry'] =>
    async (place) =>
      (await panels()).actOnRows(jobIdOf(place) ?? '', act);
  /** Starts the same load with another choice. */
  const again = (
    change: (spec: LoadSpec, title: string) => Partial<LoadSpec> | undefined | Promise<Partial<LoadSpec> | undefined>,
  ): Handlers['kinetic.jobs.chooseEncoding'] =>
    one(anyJob, async (job) => {
      if (!isLoad(job)) return;
      const changed = await change(job.spec, loadKind.title(job));
      if (changed) await (await retries()).load({ ...job.spec, ...changed });
    });
  return {
    'kinetic.jobs.retryFailed': retry(false),
    'kinetic.jobs.editFailed': retry(true),
    'kinetic.jobs.retryGroup': retryGroup(false),
    'kinetic.jobs.editGroup': retryGroup(true),
    'kinetic.jobs.loadEdited': async (file) => (await retries()).loadEdited(file),
    'kinetic.jobs.exportAttempts': one(anyJob, async (job, jobs) =>
      (await import('./loadRetry')).exportAttempts(job, jobs),
    ),
    'kinetic.jobs.undelete': one(undeletable, async (job, jobs) =>
      (await import('./undelete')).offerUndelete(job, jobs, (await retries()).load),
    ),
    'kinetic.rows.copyCells': onRows('copyCells'),
    'kinetic.rows.copyRows': onRows('copyRows'),
    'kinetic.rows.retry': onRows('retryRows'),
    'kinetic.jobs.chooseEncoding': again(async ({ file, dialect }, title) => {
      const { askEncoding } = await import('../../askEncoding');
      const encoding = await askEncoding(file, { title, canGoBack: false }, await core());
      return encoding === back ? undefined : { dialect: { ...dialect, encoding } };
    }),
    'kinetic.jobs.acceptCharacters': again(() => ({ allowReplacementCharacters: true })),
    'kinetic.jobs.useCollections': again(() => ({ api: 'collections' })),
  };
}

/** What the page of the job shows, when the page asks for the retry. */
const shownOf = (node: unknown): Pick<RetryRequest, 'shown' | 'onlySelected'> =>
  typeof node === 'object' && node !== null && 'shown' in node
    ? { shown: node.shown as ShownRows, onlySelected: 'onlySelected' in node && node.onlySelected === true }
    : {};

const groupOf = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'index' in node && typeof node.index === 'number' ? node.index : 0;
