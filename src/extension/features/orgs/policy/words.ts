// The texts about a policy: a word for the row of an org, a sentence where the user decides.
import { l10n } from 'vscode';
import type { Access, KnownPolicy, OrgPolicy } from '../../../../core/core';
import { plural } from '../../../words/counts';
import { formatCount } from '../../../words/quantities';

export const isReadOnly = (policy: KnownPolicy | undefined): boolean =>
  policy === 'unreadable' || policy?.access === 'readOnly';

export const accessIcons: Readonly<Record<Access, string>> = { full: 'edit', confirm: 'shield', readOnly: 'lock' };

export function accessInWords(access: Access): string {
  switch (access) {
    case 'full':
      return l10n.t('Full access');
    case 'confirm':
      return l10n.t('Confirm each write');
    case 'readOnly':
      return l10n.t('Read-only');
  }
}

export function accessMeaning(access: Access): string {
  switch (access) {
    case 'full':
      return l10n.t('Only deletions need confirmation. Hard deletes require you to type the name of the org.');
    case 'confirm':
      return l10n.t('You confirm each write. Deletes, deployments and Apex require you to type the name of the org.');
    case 'readOnly':
      return l10n.t('Kinetic blocks every write from this computer: from all windows and from the command line.');
  }
}

/** The limits of a policy; empty when it has none. */
export const limitsInWords = ({ maxRows, allowObjects, denyObjects }: OrgPolicy): readonly string[] => [
  ...(maxRows === undefined ? [] : [maxRowsInWords(maxRows)]),
  ...(allowObjects ? [l10n.t('only {0}', namesInWords(allowObjects))] : []),
  ...(denyObjects && denyObjects.length > 0 ? [l10n.t('never {0}', denyObjects.join(', '))] : []),
];

const namesInWords = (names: readonly string[]): string => (names.length > 0 ? names.join(', ') : l10n.t('no object'));

const maxRowsInWords = (maxRows: number): string =>
  l10n.t(plural(maxRows, { one: 'at most {0} row', other: 'at most {0} rows' }), formatCount(maxRows));

/** `Read-only · at most 1,000 rows` */
export const policyInWords = (policy: OrgPolicy): string =>
  [accessInWords(policy.access), ...limitsInWords(policy)].join(' · ');

/** The word for the row of an org; undefined for the default of its kind. */
export function policyWord(policy: KnownPolicy | undefined, isProduction: boolean): string | undefined {
  if (policy === undefined) return undefined;
  if (isReadOnly(policy)) return l10n.t('read-only');
  if (policy === 'unreadable') return undefined;
  if (policy.access === 'full') return isProduction ? l10n.t('no confirmation') : undefined;
  return isProduction ? undefined : l10n.t('asks before writes');
}

/** For tooltips. */
export function policySentence(policy: KnownPolicy): string {
  if (policy === 'unreadable') return l10n.t('The policy cannot be read, so all writes are blocked. Set it again.');
  return `${policyInWords(policy)}. ${accessMeaning(policy.access)}`;
}
