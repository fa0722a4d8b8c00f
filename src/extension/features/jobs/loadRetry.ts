// Retries of the rows of a load: choose rows, write them to a CSV, edit it if wanted, and load it like any other file.
import { commands, l10n, Uri, window, workspace } from 'vscode';
import type {
  FailureGroup,
  JobState,
  Jobs,
  LoadSpec,
  LoadState,
  Org,
  RetryChoice,
  RetryOffer,
} from '../../../core/core';
import { shortFileName } from '../../host/fileName';
import { askModal, showInfo } from '../../host/messages';
import { back, pickOne } from '../../host/pick';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { withTask } from '../../host/task';
import { chooseVersion } from './changedRows';
import type { JobsDeps } from './deps';
import { isLoad, loadKind } from './loadKind';
import { createOffers } from './offers';
import { leftIn } from './retriedRows';
import { placesOf, retryChoices, selectedRows, shownChoices, type ShownRows } from './retryChoices';
import { notSignedIn } from './setup';

export interface RetryRequest {
  readonly choice?: RetryChoice;
  readonly shown?: ShownRows | undefined;
  /** The selected rows of `shown`, without a question. */
  readonly onlySelected?: boolean;
  readonly edit: boolean;
}

export interface Retries {
  /** Asks which rows to retry unless they are given. With `edit` the rows are opened in an editor instead of sent. */
  readonly offer: (job: JobState, request: RetryRequest) => Promise<void>;
  /** Saves and loads an offered file; by default the one in the active editor. */
  readonly loadEdited: (file: unknown) => Promise<void>;
  /**
   * Starts a load, which may ask for confirmation, and follows it. Resolves with the ID of the job; undefined when
   * the org is not known any more.
   */
  readonly load: (spec: LoadSpec) => Promise<string | undefined>;
}

type RetryDeps = Pick<JobsDeps, 'jobs' | 'org' | 'ensureRunning' | 'memory'> & {
  readonly follow: (jobId: string, sizeBytes: number) => void;
};

export function createRetries(deps: RetryDeps): Retries {
  const offers = createOffers(deps.memory);

  const load = async (spec: LoadSpec): Promise<string | undefined> => {
    const { file } = spec;
    const org = await deps.org(spec.orgId);
    if (!org) {
      void showInfo(notSignedIn());
      return undefined;
    }
    await deps.ensureRunning(org);
    const sizeBytes = await sizeOf(file);
    const jobId = await (await deps.jobs()).start(spec);
    // Nothing that can fail comes first: a job that is not followed would run unnoticed.
    deps.follow(jobId, sizeBytes);
    await offers.drop(file);
    return jobId;
  };

  const edit = async (offer: RetryOffer, orgLabel: string): Promise<void> => {
    await offers.keep(offer);
    await commands.executeCommand('vscode.open', Uri.file(offer.file));
    const load = l10n.t('Load These Rows');
    const text = l10n.t(
      plural(offer.records, {
        one: 'Edit the row, then load it into {1}.',
        other: 'Edit the {0} rows, then load them into {1}.',
      }),
      formatCount(offer.records),
      orgLabel,
    );
    if ((await showInfo(text, load)) === load) await loadEdited(Uri.file(offer.file));
  };

  const loadEdited = async (file: unknown): Promise<void> => {
    const uri = file instanceof Uri ? file : window.activeTextEditor?.document.uri;
    const offer = offers.get(uri?.fsPath ?? '');
    if (!uri || !offer)
      return void showInfo(
        l10n.t('The rows of this file are no longer offered for a retry. Retry them from their job.'),
      );
    if (!(await saveIfOpen(uri))) return;
    const jobId = await load(offer.spec);
    if (jobId !== undefined && (await isRejected(jobId, await deps.jobs()))) await offers.keep(offer);
  };

  return {
    offer: async (job, request) => {
      if (!isLoad(job)) return;
      const jobs = await deps.jobs();
      const org = await deps.org(job.spec.orgId);
      const selected = request.onlySelected ? request.shown && selectedRows(request.shown) : undefined;
      const choice = request.choice ?? selected ?? (await chooseRows({ job, org, shown: request.shown }, jobs));
      if (!choice) return;
      const confirmed = await confirmDuplicates(job, choice, jobs.openRows(job.jobId).unknown);
      if (!confirmed) return;
      const shown = { title: l10n.t('Writing the rows…'), where: 'notification' } as const;
      const offer = await withTask(shown, ({ signal }) => jobs.prepareRetry(job.jobId, confirmed, signal));
      const version = await chooseVersion(offer, retryTitle(job, org));
      if (version) await (request.edit ? edit(version, job.orgLabel) : load(version.spec));
    },
    loadEdited,
    load,
  };
}

/** False when the file is open with changes and cannot be saved. */
async function saveIfOpen(uri: Uri): Promise<boolean> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  return !open?.isDirty || (await open.save());
}

/** 0 when it is unknown: then the job says what is wrong with the file. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await workspace.fs.stat(Uri.file(file))).size;
  } catch {
    return 0;
  }
}

/** Nothing of a rejected retry was sent, so its file can be corrected and loaded again. */
const isRejected = async (jobId: string, jobs: Jobs): Promise<boolean> =>
  (await jobs.whenFinished(jobId, new AbortController().signal)).outcome === 'rejected';

/** Rows of an insert whose outcome is unknown may be in the org already, and only a person can check that. */
async function confirmDuplicates(job: LoadState, choice: RetryChoice, open: number): Promise<RetryChoice | undefined> {
  const { mayDuplicate } = await import('../../../core/core');
  if (!mayDuplicate(job, choice)) return choice;
  const rows = choice.places?.length ?? open;
  const query = l10n.t('Query the Org First');
  const again = l10n.t('Insert Again');
  const chosen = await askModal({
    question: l10n.t(
      plural(rows, {
        one: '{0} row of {1} may be inserted twice in {2}.',
        other: 'Up to {0} rows of {1} may be inserted twice in {2}.',
      }),
      formatCount(rows),
      job.spec.object,
      job.orgLabel,
    ),
    detail: [
      l10n.t(
        plural(rows, {
          one: 'It was sent before, and Salesforce may have saved it. A query shows whether it is in the org.',
          other:
            'They were sent before, and Salesforce may have saved them. A query shows which of them are in the org.',
        }),
      ),
    ],
    buttons: [query, again],
  });
  if (chosen === query) await showQuery(job);
  return chosen === again ? { ...choice, acceptsDuplicates: true } : undefined;
}

/** A query for records that were created since the load began, in a new document. */
async function showQuery({ spec, plan, createdAt }: LoadState): Promise<void> {
  const fields = ['Id', 'CreatedDate', ...(plan?.columns ?? [])].join(', ');
  const since = new Date(createdAt).toISOString();
  const content = `SELECT ${fields}\nFROM ${spec.object}\nWHERE CreatedDate >= ${since}\nORDER BY CreatedDate\n`;
  await window.showTextDocument(await workspace.openTextDocument({ content }));
}

interface Choosing {
  readonly job: LoadState;
  /** Undefined when it has been removed from the list of orgs. */
  readonly org: Pick<Org, 'kind'> | undefined;
  readonly shown: ShownRows | undefined;
}

async function chooseRows({ job, org, shown }: Choosing, jobs: Jobs): Promise<RetryChoice | undefined> {
  const retried = await jobs.retriedRows(job.jobId);
  const groups = job.groups.map((group, index) => ({ ...group, count: leftIn(group, index, retried) }));
  const all = retryChoices({ groups }, jobs.openRows(job.jobId), await temporaryOf({ groups }));
  // One row is always selected, so a selection of one is no reason to suggest it first.
  const before = shown && placesOf(shown).length > 1 ? 0 : 1;
  const choices = [...all.slice(0, before), ...(shown ? shownChoices(shown) : []), ...all.slice(before)];
  const [first, second] = choices.filter((choice) => 'value' in choice);
  if (first && !second) return first.value;
  const chosen = await pickOne(
    { title: retryTitle(job, org), canGoBack: false },
    { placeholder: l10n.t('Which rows should be sent again?'), choices },
  );
  return chosen === back ? undefined : chosen;
}

const retryTitle = (job: LoadState, org: Choosing['org']): string =>
  org?.kind === 'production'
    ? l10n.t('Retry: {0} ({1}, PRODUCTION)', loadKind.title(job), job.orgLabel)
    : l10n.t('Retry: {0} ({1})', loadKind.title(job), job.orgLabel);

async function temporaryOf({ groups }: Pick<LoadState, 'groups'>): Promise<readonly FailureGroup[]> {
  const { isTemporaryFailure } = await import('../../../core/core');
  return groups.filter(isTemporaryFailure);
}

/** Asks for a file and writes the result of all attempts to it. */
export async function exportAttempts(job: JobState, jobs: Jobs): Promise<void> {
  const [first] = jobs.attempts(job.jobId)?.attempts ?? [];
  if (!first) return;
  const target = await window.showSaveDialog({
    defaultUri: Uri.file(first.spec.file.replace(/(\.\w+)?$/, '-result.csv')),
    filters: { CSV: ['csv'] },
    saveLabel: l10n.t('Export'),
  });
  if (!target) return;
  await withTask({ title: l10n.t('Exporting rows…'), where: 'notification' }, ({ signal }) =>
    jobs.exportAttempts(job.jobId, target.fsPath, signal),
  );
  const open = l10n.t('Open');
  const text = l10n.t('The result of all attempts was saved to {0}.', shortFileName(target.fsPath));
  if ((await showInfo(text, open)) === open) await commands.executeCommand('vscode.open', target);
}
