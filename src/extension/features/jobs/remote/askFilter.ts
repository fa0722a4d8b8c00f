// Asks which of the Bulk API jobs in Salesforce are listed.
import { l10n } from 'vscode';
import { askText, back, pickOne, type StepTitle } from '../../../host/pick';
import { ageInWords, type RemoteListFilter } from './remoteFilter';

/** Undefined when nothing is to change. */
export async function askFilter(before: RemoteListFilter): Promise<RemoteListFilter | undefined> {
  const step: StepTitle = { title: l10n.t('Filter the Jobs in Salesforce'), canGoBack: false };
  type By = 'none' | 'state' | 'object' | 'user' | 'age';
  const by = await pickOne<By>(step, {
    placeholder: l10n.t('Which jobs should be listed?'),
    choices: [
      { value: 'none', label: l10n.t('All jobs') },
      { value: 'state', label: l10n.t('In one state…') },
      { value: 'object', label: l10n.t('Of one object…') },
      { value: 'user', label: l10n.t('Of one user…') },
      { value: 'age', label: l10n.t('Of the last hours or days…') },
    ],
  });
  if (by === back) return undefined;
  if (by === 'none') return {};
  if (by === 'age') {
    const hours = await pickAge(step);
    return hours === back ? undefined : { ...before, hours };
  }
  const text =
    by === 'state' ? await pickState(step) : await askText(step, { prompt: promptOf(by), value: before[by] ?? '' });
  if (text === back) return undefined;
  const { [by]: _, ...others } = before;
  return text === '' ? others : { ...others, [by]: text };
}

const pickAge = (step: StepTitle): ReturnType<typeof pickOne<number>> =>
  pickOne<number>(step, {
    placeholder: l10n.t('How old may the jobs be?'),
    choices: [1, 24, 72].map((hours) => ({ value: hours, label: ageInWords(hours) })),
  });

const promptOf = (by: 'object' | 'user'): string =>
  by === 'object' ? l10n.t('API name of the object, for example Account') : l10n.t('Full name of the user');

const pickState = (step: StepTitle): ReturnType<typeof pickOne<string>> =>
  pickOne<string>(step, {
    placeholder: l10n.t('In which state?'),
    choices: ['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted', 'Closed'].map((value) => ({
      value,
      label: value,
    })),
  });
