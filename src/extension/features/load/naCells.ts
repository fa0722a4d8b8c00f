// What cells do that are #N/A: how many there are and where, and the choice to store them as text.
import { l10n } from 'vscode';
import { sendsOnlyIds, naCellsOf, type NaCellsFound } from '../../../core/core';
import type { Choice } from '../../host/pick';
import { naCellsInWords } from '../../words/naCells';
import { sending, type Draft } from './draft';

/** Undefined when the file has none. In a large file, one may come after what was read of it. */
export function naChoice<T>(draft: Draft, value: T): Choice<T> | undefined {
  const found = foundIn(draft);
  if (sendsOnlyIds(draft.operation) || (!found && draft.inspection.records.exact)) return undefined;
  const isText = draft.naCells === 'text';
  return {
    value,
    icon: isText ? 'symbol-string' : 'circle-slash',
    label: isText ? l10n.t('#N/A: stored as text') : l10n.t('#N/A: clears the field'),
    description: found ? cellsInWords(found, draft) : l10n.t('none in the first rows'),
  };
}

/** Said beside the first choice, so that Enter clears no field unseen. */
export function naFact(draft: Draft): readonly string[] {
  const found = foundIn(draft);
  if (!found) return [];
  return [draft.naCells === 'text' ? l10n.t('stores #N/A as text') : l10n.t('#N/A clears the field')];
}

const foundIn = (draft: Draft): NaCellsFound | undefined => naCellsOf(draft.inspection, sending(draft));

const cellsInWords = (found: NaCellsFound, { inspection }: Draft): string =>
  inspection.records.exact ? naCellsInWords(found) : l10n.t('in the first rows: {0}', naCellsInWords(found));
