// How an export and the mistakes of a query are said to a person before it starts.
import { l10n, workspace } from 'vscode';
import type { ExportSpec, Org, SoqlMistake } from '../../../core/core';
import { isOverRest, type Draft } from './draft';

/** Stands over every question, so that nobody answers for the wrong org. */
export function flowTitle(object: string, org: Org): string {
  const what = object === '' ? l10n.t('Export Query Results') : l10n.t('Export {0}', object);
  return org.kind === 'production'
    ? l10n.t('{0} ← {1} (PRODUCTION)', what, org.label)
    : l10n.t('{0} ← {1}', what, org.label);
}

export function mistakeInWords(mistake: SoqlMistake): string {
  switch (mistake) {
    case 'empty':
      return l10n.t('There is no query. Write one, for example: SELECT Id, Name FROM Account');
    case 'noSelect':
      return l10n.t('A query begins with SELECT, for example: SELECT Id, Name FROM Account');
    case 'star':
      return l10n.t(
        'SOQL has no “*”. Name the fields, or write FIELDS(STANDARD); FIELDS(ALL) and FIELDS(CUSTOM) need LIMIT 200.',
      );
    case 'noColumns':
      return l10n.t('No field is named between SELECT and FROM.');
    case 'strayComma':
      return l10n.t('Nothing stands behind this comma.');
    case 'noFrom':
      return l10n.t('The query does not say FROM which object.');
    case 'noObject':
      return l10n.t('No object is named behind FROM.');
    case 'openQuote':
      return l10n.t('This quote is never closed.');
    case 'parenthesis':
      return l10n.t('This parenthesis has no counterpart.');
    case 'end':
      return l10n.t('A query does not end in a semicolon, and there can be only one.');
  }
}

export const formatName = (format: ExportSpec['format']): string =>
  format === 'csv' ? l10n.t('CSV') : l10n.t('JSON Lines');

export const recordsInWords = (all: boolean): string =>
  all ? l10n.t('with deleted and archived ones') : l10n.t('without deleted and archived ones');

export const apiName = (isRest: boolean): string => (isRest ? l10n.t('REST') : l10n.t('Bulk API'));

/** As the explorer names it, in short for what lies elsewhere. */
export const fileInWords = (file: string): string => workspace.asRelativePath(file);

/** Everything that Enter accepts, on one line; what is out of the ordinary first. */
export function offerDetail(draft: Draft): string {
  const { construct, format, all, source } = draft;
  return [
    ...(construct === undefined ? [] : [l10n.t('over REST, because the Bulk API does not take {0}', construct)]),
    ...(construct === undefined && isOverRest(draft) ? [l10n.t('over REST')] : []),
    formatName(format),
    ...(all ? [recordsInWords(all)] : []),
    shortened(source.soql),
  ].join(' · ');
}

const longestSoql = 120;

export function shortened(soql: string): string {
  const line = soql.replace(/\s+/g, ' ').trim();
  return line.length > longestSoql ? `${line.slice(0, longestSoql - 1)}…` : line;
}
