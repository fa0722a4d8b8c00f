// How a policy is said: in a word for a row, in a sentence where somebody decides.
import { l10n } from 'vscode';
import type { Access, OrgPolicy } from '../../../../core/core';
import { formatCount } from '../../../words/quantities';

/** What cannot be read lets nothing through. */
export type KnownPolicy = OrgPolicy | 'unreadable';

export const isReadOnly = (policy: KnownPolicy | undefined): boolean =>
  policy === 'unreadable' || policy?.access === 'readOnly';

export const accessIcons: Readonly<Record<Access, string>> = { full: 'edit', confirm: 'shield', readOnly: 'lock' };

export function accessInWords(access: Access): string {
  switch (access) {
    case 'full':
      return l10n.t('Full access');
    case 'confirm':
      return l10n.t('Asks before each write');
    case 'readOnly':
      return l10n.t('Read-only');
  }
}

export function accessMeaning(access: Access): string {
  switch (access) {
    case 'full':
      return l10n.t('Writes go through. Only a hard delete asks for the name of the org.');
    case 'confirm':
      return l10n.t('A person agrees to each write; deletes, deploys and Apex want the name of the org typed.');
    case 'readOnly':
      return l10n.t('Nothing is written, whoever tries: this window, another one, the command line.');
  }
}

/** What narrows a policy beside its access; empty when nothing does. */
export const narrowings = ({ maxRows, allowObjects, denyObjects }: OrgPolicy): readonly string[] => [
  ...(maxRows === undefined ? [] : [rowsInWords(maxRows)]),
  ...(allowObjects ? [l10n.t('only {0}', namesInWords(allowObjects))] : []),
  ...(denyObjects && denyObjects.length > 0 ? [l10n.t('never {0}', denyObjects.join(', '))] : []),
];

const namesInWords = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : l10n.t('no object'));

const rowsInWords = (maxRows: number): string =>
  maxRows === 1 ? l10n.t('at most 1 row') : l10n.t('at most {0} rows', formatCount(maxRows));

/** `Read-only · at most 1,000 rows` */
export const policyInWords = (policy: OrgPolicy): string =>
  [accessInWords(policy.access), ...narrowings(policy)].join(' · ');

/** The word for an org's row; nothing where the default of its kind holds. */
export function policyWord(policy: KnownPolicy | undefined, isProduction: boolean): string | undefined {
  if (policy === undefined) return undefined;
  if (isReadOnly(policy)) return l10n.t('read-only');
  if (policy === 'unreadable') return undefined;
  if (policy.access === 'full') return isProduction ? l10n.t('writes unasked') : undefined;
  return isProduction ? undefined : l10n.t('asks before writes');
}

/** For tooltips, where there is room. */
export function policySentence(policy: KnownPolicy): string {
  if (policy === 'unreadable') return l10n.t('It cannot be read, so nothing is written. Set it anew.');
  return `${policyInWords(policy)}. ${accessMeaning(policy.access)}`;
}
