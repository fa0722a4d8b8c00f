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
import { fileNameOf } from '../../host/fileName';
import { back, pickOne, type Choice, type Heading } from '../../host/pick';
import { plural, rowsInWords } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import { withTask } from '../../host/task';
import type { JobsDeps } from './deps';
import { isLoad, loadKind } from './loadKind';
import { createOffers } from './offers';
import type { RowChoice } from './loadRowsTable';
import { notSignedIn } from './setup';

/** Rows as the page of a job shows them: those that it lists, and the selected ones. */
export interface ShownRows {
  readonly choice: RowChoice;
  readonly total: number;
  /** Positions in the order of the choice. */
  readonly selected: { readonly first: number; readonly rows: number };
}

export interface RetryRequest {
  readonly choice?: RetryChoice;
  readonly shown?: ShownRows | undefined;
  readonly edit: boolean;
}

export interface Retries {
  /** Asks which rows to retry unless they are given. With `edit` the rows are opened in an editor instead of sent. */
  readonly offer: (job: JobState, request: RetryRequest) => Promise<void>;
  /** Saves and loads an offered file; by default the one in the active editor. */
  readonly loadEdited: (file: unknown) => Promise<void>;
  /** Starts a load, which may ask for confirmation, and follows it. */
  readonly load: (spec: LoadSpec) => Promise<void>;
}

type RetryDeps = Pick<JobsDeps, 'jobs' | 'org' | 'wake' | 'memory'> & {
  readonly follow: (jobId: string, sizeBytes: number) => void;
};

export function createRetries(deps: RetryDeps): Retries {
  const offers = createOffers(deps.memory);

  const load = async (spec: LoadSpec): Promise<void> => {
    const { file } = spec;
    const org = await deps.org(spec.orgId);
    if (!org) return void window.showInformationMessage(notSignedIn());
    await deps.wake(org);
    const jobId = await (await deps.jobs()).start(spec);
    await offers.drop(file);
    const { size } = await workspace.fs.stat(Uri.file(file));
    deps.follow(jobId, size);
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
    if ((await window.showInformationMessage(text, load)) === load) await loadEdited(Uri.file(offer.file));
  };

  const loadEdited = async (file: unknown): Promise<void> => {
    const uri = file instanceof Uri ? file : window.activeTextEditor?.document.uri;
    const offer = offers.get(uri?.fsPath ?? '');
    if (!uri || !offer)
      return void window.showInformationMessage(l10n.t('This file is no longer offered for a retry.'));
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open?.isDirty && !(await open.save())) return;
    await load(offer.spec);
  };

  return {
    offer: async (job, request) => {
      if (!isLoad(job)) return;
      const jobs = await deps.jobs();
      const org = await deps.org(job.spec.orgId);
      const choice = request.choice ?? (await chooseRows({ job, org, shown: request.shown }, jobs));
      if (!choice) return;
      const confirmed = await confirmUnknown(job, choice);
      if (!confirmed) return;
      const shown = { title: l10n.t('Writing the rows…'), where: 'notification' } as const;
      const offer = await withTask(shown, ({ signal }) => jobs.prepareRetry(job.jobId, confirmed, signal));
      await (request.edit ? edit(offer, job.orgLabel) : load(offer.spec));
    },
    loadEdited,
    load,
  };
}

/** Rows of unanswered inserts may be in the org already, and only a person can check that. */
async function confirmUnknown(job: LoadState, choice: RetryChoice): Promise<RetryChoice | undefined> {
  const { unknownRows } = await import('../../../core/core');
  if (choice.list !== 'unprocessed' || unknownRows(job) === 0) return choice;
  const again = l10n.t('Send Again');
  const chosen = await window.showWarningMessage(
    l10n.t('Salesforce may already have saved these rows.'),
    {
      modal: true,
      detail: l10n.t(
        'No answer arrived after they were sent. Check the org before you retry, or you may create duplicates.',
      ),
    },
    again,
  );
  return chosen === again ? { ...choice, evenUnknown: true } : undefined;
}

interface Choosing {
  readonly job: LoadState;
  /** Undefined when it has been removed from the list of orgs. */
  readonly org: Pick<Org, 'kind'> | undefined;
  readonly shown: ShownRows | undefined;
}

async function chooseRows({ job, org, shown }: Choosing, jobs: Jobs): Promise<RetryChoice | undefined> {
  const all = retryChoices(job, jobs.openRows(job.jobId), await temporaryOf(job));
  // One row is always selected, so a selection of one is no reason to suggest it first.
  const before = shown && shown.selected.rows > 1 ? 0 : 1;
  const choices = [...all.slice(0, before), ...(shown ? shownChoices(shown) : []), ...all.slice(before)];
  const [first, second] = choices.filter((choice) => 'value' in choice);
  if (first && !second) return first.value;
  const title =
    org?.kind === 'production'
      ? l10n.t('Retry: {0} ({1}, PRODUCTION)', loadKind.title(job), job.orgLabel)
      : l10n.t('Retry: {0} ({1})', loadKind.title(job), job.orgLabel);
  const chosen = await pickOne(
    { title, canGoBack: false },
    { placeholder: l10n.t('Which rows should be sent again?'), choices },
  );
  return chosen === back ? undefined : chosen;
}

async function temporaryOf({ groups }: LoadState): Promise<readonly FailureGroup[]> {
  const { isTemporaryFailure } = await import('../../../core/core');
  return groups.filter(isTemporaryFailure);
}

/** The selected rows, then those that match the filter if there is one. */
export function shownChoices({ choice, total, selected }: ShownRows): readonly Choice<RetryChoice>[] {
  const { list, ...query } = choice;
  if (list === 'succeeded') return [];
  const places = Array.from({ length: selected.rows }, (_, index) => selected.first + index);
  const isFiltered = query.text !== undefined || query.group !== undefined;
  return [
    {
      value: { ...query, list, places },
      label: l10n.t(plural(selected.rows, { one: 'The selected row', other: 'The selected rows' })),
      description: rowsInWords(selected.rows),
    },
    ...(isFiltered
      ? [
          {
            value: { ...query, list },
            label: l10n.t('The rows that match the filter'),
            description: rowsInWords(total),
          },
        ]
      : []),
  ];
}

/** The counts of groups include rows that another attempt has loaded. Those are left out when the file is written. */
export function retryChoices(
  { groups }: Pick<LoadState, 'groups'>,
  open: ReturnType<Jobs['openRows']>,
  temporary: readonly FailureGroup[],
): readonly (Choice<RetryChoice> | Heading)[] {
  const failed = { list: 'failed' } as const;
  const sum = temporary.reduce((all, { count }) => all + count, 0);
  return [
    ...(open.failed > 0
      ? [{ value: failed, label: l10n.t('All failed rows'), description: rowsInWords(open.failed) }]
      : []),
    ...(open.failed > 0 && sum > 0
      ? [
          {
            value: { ...failed, temporary: true },
            label: l10n.t('Temporary failures'),
            description: rowsInWords(sum),
            detail: l10n.t('For example, locked records. Retried in small parts, one at a time.'),
          },
        ]
      : []),
    ...(open.unprocessed > 0
      ? [
          {
            value: { list: 'unprocessed' } as const,
            label: l10n.t('Unprocessed rows'),
            description: rowsInWords(open.unprocessed),
          },
        ]
      : []),
    ...(open.failed > 0 && groups.length > 1
      ? [
          { heading: l10n.t('Rows with one error') },
          // The same message about other fields is another error.
          ...groups.map(({ code, message, count, fields }, group) => ({
            value: { ...failed, group },
            label: message,
            description: [rowsInWords(count), ...fields, code].join(' · '),
          })),
        ]
      : []),
  ];
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
  const text = l10n.t('The result of all attempts was saved to {0}.', fileNameOf(target.fsPath));
  if ((await window.showInformationMessage(text, open)) === open) await commands.executeCommand('vscode.open', target);
}
