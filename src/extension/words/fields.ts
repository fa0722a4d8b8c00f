// What is said about fields and about the values of a column, so that a person recognizes them.
import { l10n } from 'vscode';
import type { ObjectDescribe } from '../../core/core';

type Field = ObjectDescribe['fields'][number];

/** `text of 80 characters`, `external ID` */
export const fieldFacts = ({ type, length, externalId, picklistValues }: Field): readonly string[] => [
  length > 0 && type === 'string' ? l10n.t('text of {0} characters', length) : type,
  ...(picklistValues.length > 0 ? [l10n.t('values: {0}', picklistValues.length)] : []),
  ...(externalId ? [l10n.t('external ID')] : []),
];

/** The first values of a column that differ; empty when there are none. */
export function samplesOf(preview: readonly (readonly string[])[], at: number): string {
  const values = [...new Set(preview.map((row) => (row[at] ?? '').trim()).filter((value) => value !== ''))];
  return values.slice(0, 3).map(short).join(' · ');
}

const short = (value: string): string => (value.length > 40 ? `${value.slice(0, 39)}…` : value);
