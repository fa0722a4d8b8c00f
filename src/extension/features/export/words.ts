// The texts about an export and about mistakes in a query before it starts.
import { l10n, workspace } from 'vscode';
import type { ExportSpec, Org, SoqlMistake } from '../../../core/core';
import { isOverRest, type ExportDraft } from './draft';

/** The title of every question: it names the org, so that no answer goes to the wrong one. */
export function exportTitle(object: string, org: Org): string {
  const what = object === '' ? l10n.t('Export Query Results') : l10n.t('Export {0}', object);
  return org.kind === 'production'
    ? l10n.t('{0} ← {1} (PRODUCTION)', what, org.label)
    : l10n.t('{0} ← {1}', what, org.label);
}

export function mistakeInWords(mistake: SoqlMistake): string {
  switch (mistake) {
    case 'empty':
      return l10n.t('Enter a query, for example: SELECT Id, Name FROM Account');
    case 'noSelect':
      return l10n.t('A query must begin with SELECT, for example: SELECT Id, Name FROM Account');
    case 'star':
      return l10n.t(
        'SOQL does not support “*”. List the fields, or use FIELDS(STANDARD); FIELDS(ALL) and FIELDS(CUSTOM) need LIMIT 200.',
      );
    case 'noColumns':
      return l10n.t('Add at least one field between SELECT and FROM.');
    case 'strayComma':
      return l10n.t('A field is missing after this comma.');
    case 'noFrom':
      return l10n.t('Add FROM and the name of an object.');
    case 'noObject':
      return l10n.t('Add an object name after FROM.');
    case 'openQuote':
      return l10n.t('This quote has no closing quote.');
    case 'parenthesis':
      return l10n.t('Unmatched parenthesis.');
    case 'end':
      return l10n.t('Remove this semicolon. Only one query can be exported at a time.');
  }
}

export const formatName = (format: ExportSpec['format']): string =>
  format === 'csv' ? l10n.t('CSV') : l10n.t('JSON Lines');

export const scopeInWords = (all: boolean): string =>
  all ? l10n.t('including deleted and archived records') : l10n.t('without deleted and archived records');

export const numbersInWords = (arePlain: boolean): string =>
  arePlain ? l10n.t('without exponents, such as 87700000') : l10n.t('as Salesforce writes them, such as 8.77E7');

export const apiName = (isRest: boolean): string => (isRest ? l10n.t('REST') : l10n.t('Bulk API'));

/** Relative to the workspace if the file is in it. */
export const fileInWords = (file: string): string => workspace.asRelativePath(file);

/** Everything that Enter accepts, on one line; exceptions first. */
export function offerDetail(draft: ExportDraft): string {
  const { construct, format, all, plainNumbers, source } = draft;
  return [
    ...(construct === undefined ? [] : [l10n.t('REST, because the Bulk API does not support {0}', construct)]),
    ...(construct === undefined && isOverRest(draft) ? [l10n.t('REST')] : []),
    formatName(format),
    ...(all ? [scopeInWords(all)] : []),
    ...(plainNumbers && !isOverRest(draft) ? [l10n.t('plain numbers')] : []),
    shortened(source.soql),
  ].join(' · ');
}

const maxSoqlLength = 120;

export function shortened(soql: string): string {
  const line = soql.replace(/\s+/g, ' ').trim();
  return line.length > maxSoqlLength ? `${line.slice(0, maxSoqlLength - 1)}…` : line;
}
