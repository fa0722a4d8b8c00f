// What the options for saving are called.
import { l10n } from 'vscode';
import type { SaveOption, SaveOptions } from '../../core/core';
import { plural } from './counts';

export function saveOptionInWords(option: SaveOption): string {
  switch (option) {
    case 'assignmentRule':
      return l10n.t('run an assignment rule');
    case 'duplicates':
      return l10n.t('allow duplicates');
    case 'duplicatesAsCurrentUser':
      return l10n.t('duplicate rules as current user');
    case 'allOrNone':
      return l10n.t('all or none');
    case 'updateOnly':
      return l10n.t('update only');
    case 'recordsPerCall':
      return l10n.t('records per call');
    case 'serial':
      return l10n.t('one call after the other');
  }
}

/** Each option that is chosen, in words. */
export function saveInWords(save: SaveOptions = {}): readonly string[] {
  const { recordsPerCall, assignmentRule, ...flags } = save;
  const names = (Object.keys(flags) as readonly (keyof typeof flags)[]).filter((name) => flags[name] !== false);
  return [
    ...(assignmentRule === undefined ? [] : [ruleInWords(assignmentRule)]),
    ...names.map(saveOptionInWords),
    ...(recordsPerCall === undefined ? [] : [perCallInWords(recordsPerCall)]),
  ];
}

const ruleInWords = (rule: string): string =>
  rule === 'active' ? l10n.t('active assignment rule') : l10n.t('assignment rule {0}', rule);

const perCallInWords = (count: number): string =>
  l10n.t(plural(count, { one: '{0} record per call', other: '{0} records per call' }), count);
