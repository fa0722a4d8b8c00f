// Asks which debug logs are listed.
import { l10n } from 'vscode';
import type { LogFilter } from '../../../core/core';
import { askText, back, pickOne, type StepTitle } from '../../host/pick';

type By = 'none' | 'text' | 'user' | 'operation' | 'status';

/** Undefined when nothing is to change. An empty answer removes a part of the filter. */
export async function askFilter(before: LogFilter): Promise<LogFilter | undefined> {
  const step: StepTitle = { title: l10n.t('Filter Debug Logs'), canGoBack: false };
  const by = await pickOne<By>(step, {
    placeholder: l10n.t('Which logs should be listed?'),
    choices: [
      { value: 'text', label: l10n.t('With a text in any column…') },
      { value: 'user', label: l10n.t('Of one user…') },
      { value: 'operation', label: l10n.t('Of one operation…') },
      { value: 'status', label: l10n.t('With one status…') },
      { value: 'none', label: l10n.t('All logs') },
    ],
  });
  if (by === back) return undefined;
  if (by === 'none') return {};
  const text = await askText(step, { prompt: promptOf(by), value: before[by] ?? '' });
  if (text === back) return undefined;
  const { [by]: _, ...others } = before;
  return text === '' ? others : { ...others, [by]: text };
}

function promptOf(by: Exclude<By, 'none'>): string {
  switch (by) {
    case 'text':
      return l10n.t('Text in the user, the operation, the status or the request');
    case 'user':
      return l10n.t('Part of the full name of the user');
    case 'operation':
      return l10n.t('Part of the operation, for example a path or the name of a class');
    case 'status':
      return l10n.t('Part of the status, for example Success or NullPointer');
  }
}
