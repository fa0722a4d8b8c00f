// Rows that get another try: chosen, offered as a CSV, edited if the person likes, confirmed like every load, and started.
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
import { formatCount } from '../../words/quantities';
import { withTask } from '../../host/task';
import type { JobsDeps } from './deps';
import { createOffers } from './offers';
import type { RowChoice } from './rowsTable';
import { jobTitle } from './words';

/** Rows as a job's page shows them: those that it lists, and the selected ones among them. */
export interface ShownRows {
  readonly choice: RowChoice;
  readonly total: number;
  /** Positions in the order of the choice. */
  readonly selected: { readonly first: number; readonly rows: number };
}

export interface RetryWish {
  readonly choice?: RetryChoice;
  readonly shown?: ShownRows | undefined;
  readonly edit: boolean;
}

export interface Retries {
  /** Asks which rows unless they are given; with `edit` the person changes them first. */
  readonly offer: (job: JobState, wish: RetryWish) => Promise<void>;
  /** Loads the offered file that is meant, saved. */
  readonly loadEdited: (file: unknown) => Promise<void>;
  /** Starts a load after the last word, and follows it. */
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
    if (!org) return void window.showInformationMessage(l10n.t('This org is not signed in any more.'));
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
    const text =
      offer.records === 1
        ? l10n.t('Here is the row. Change it, then load it into {0}.', orgLabel)
        : l10n.t('Here are the {0} rows. Change them, then load them into {1}.', formatCount(offer.records), orgLabel);
    if ((await window.showInformationMessage(text, load)) === load) await loadEdited(Uri.file(offer.file));
  };

  const loadEdited = async (file: unknown): Promise<void> => {
    const uri = file instanceof Uri ? file : window.activeTextEditor?.document.uri;
    const offer = offers.get(uri?.fsPath ?? '');
    if (!uri || !offer)
      return void window.showInformationMessage(l10n.t('These rows are not offered for a retry any more.'));
    const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open?.isDirty && !(await open.save())) return;
    await load(offer.spec);
  };

  return {
    offer: async (job, wish) => {
      if (job.kind !== 'load') return;
      const jobs = await deps.jobs();
      const org = await deps.org(job.spec.orgId);
      const choice = wish.choice ?? (await chooseRows({ job, org, shown: wish.shown }, jobs));
      if (!choice) return;
      const sure = await makeSure(job, choice);
      if (!sure) return;
      const shown = { title: l10n.t('Writing the rows…'), where: 'notification' } as const;
      const offer = await withTask(shown, ({ signal }) => jobs.prepareRetry(job.jobId, sure, signal));
      await (wish.edit ? edit(offer, job.orgLabel) : load(offer.spec));
    },
    loadEdited,
    load,
  };
}

/** Inserts whose answer was lost may be in the org already: only a person who has looked can say that they are not. */
async function makeSure({ error: trouble }: JobState, choice: RetryChoice): Promise<RetryChoice | undefined> {
  if (choice.list !== 'unprocessed' || trouble?.code !== 'job.outcomeUnknown') return choice;
  const again = l10n.t('Send Them Again');
  const chosen = await window.showWarningMessage(
    l10n.t('Salesforce may have taken these rows already.'),
    {
      modal: true,
      detail: l10n.t(
        'No answer came when they were inserted. Look for them in the org first: sent again, they may be saved twice.',
      ),
    },
    again,
  );
  return chosen === again ? { ...choice, evenUnknown: true } : undefined;
}

export const canRetry = (job: JobState, jobs: Pick<Jobs, 'openRows'>): job is LoadState => {
  if (job.kind !== 'load' || !job.outcome) return false;
  const open = jobs.openRows(job.jobId);
  return open.failed > 0 || open.unprocessed > 0;
};

interface Choosing {
  readonly job: LoadState;
  /** Undefined when nobody is signed in to it any more. */
  readonly org: Pick<Org, 'kind'> | undefined;
  readonly shown: ShownRows | undefined;
}

async function chooseRows({ job, org, shown }: Choosing, jobs: Jobs): Promise<RetryChoice | undefined> {
  const all = retryChoices(job, jobs.openRows(job.jobId), await temporaryOf(job));
  // One row is always selected: only several are a wish.
  const places = shown && shown.selected.rows > 1 ? 0 : 1;
  const choices = [...all.slice(0, places), ...(shown ? shownChoices(shown) : []), ...all.slice(places)];
  const [first, second] = choices.filter((choice) => 'value' in choice);
  if (first && !second) return first.value;
  const title =
    org?.kind === 'production'
      ? l10n.t('Retry: {0} ({1}, PRODUCTION)', jobTitle(job), job.orgLabel)
      : l10n.t('Retry: {0} ({1})', jobTitle(job), job.orgLabel);
  const step = { title, canGoBack: false };
  const chosen = await pickOne(step, { placeholder: l10n.t('Which rows should be sent again?'), choices });
  return chosen === back ? undefined : chosen;
}

async function temporaryOf({ groups }: LoadState): Promise<readonly FailureGroup[]> {
  const { isTemporaryFailure } = await import('../../../core/core');
  return groups.filter(isTemporaryFailure);
}

/** The selected rows, then those that pass the filter where there is one. */
export function shownChoices({ choice, total, selected }: ShownRows): readonly Choice<RetryChoice>[] {
  const { list, ...query } = choice;
  if (list === 'succeeded') return [];
  const places = Array.from({ length: selected.rows }, (_, index) => selected.first + index);
  const isFiltered = query.text !== undefined || query.group !== undefined;
  return [
    {
      value: { ...query, list, places },
      label: selected.rows === 1 ? l10n.t('The selected row') : l10n.t('The selected rows'),
      description: rowsInWords(selected.rows),
    },
    ...(isFiltered
      ? [{ value: { ...query, list }, label: l10n.t('The rows that pass the filter'), description: rowsInWords(total) }]
      : []),
  ];
}

const rowsInWords = (count: number): string => (count === 1 ? l10n.t('1 row') : l10n.t('{0} rows', formatCount(count)));

/** Counts of groups are those of the job: rows that another attempt took are left out when the file is written. */
export function retryChoices(
  { groups }: LoadState,
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
            label: l10n.t('Failures that pass by themselves'),
            description: rowsInWords(sum),
            detail: l10n.t('Such as locked rows. Sent in small parts, one at a time.'),
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
          { heading: l10n.t('One error') },
          // The same sentence about two fields is two errors.
          ...groups.map(({ code, message, count, fields }, group) => ({
            value: { ...failed, group },
            label: message,
            description: [rowsInWords(count), ...fields, code].join(' · '),
          })),
        ]
      : []),
  ];
}

/** Writes the result of all attempts where the person likes. */
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
  const text = l10n.t('The result of all attempts is in {0}.', fileNameOf(target.fsPath));
  if ((await window.showInformationMessage(text, open)) === open) await commands.executeCommand('vscode.open', target);
}
