// The lines of an offer that say what was found out about the load. Each opens the place that it names.
import { l10n } from 'vscode';
import type { CellCheck, CellPlace, FailingRows } from '../../../core/core';
import type { Choice } from '../../host/pick';
import { plural } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import type { Findings } from './findings';

export type FindingStep = 'openUnmade' | 'openWrongType';

export function findingChoices({ cells }: Findings): readonly Choice<FindingStep>[] {
  if (!cells) return [];
  const { notConverted, wrongType } = cells;
  return [
    ...(notConverted ? [unmadeChoice(notConverted, cells)] : []),
    ...(wrongType ? [wrongTypeChoice(wrongType, cells)] : []),
  ];
}

/** Where the line of a finding leads. */
export const placeOf = (step: FindingStep, { cells }: Findings): CellPlace | undefined =>
  (step === 'openUnmade' ? cells?.notConverted : cells?.wrongType)?.first;

function unmadeChoice(found: NonNullable<CellCheck['notConverted']>, cells: CellCheck): Choice<FindingStep> {
  const ends = l10n.t('The load ends before anything is sent.');
  return {
    value: 'openUnmade',
    icon: found.stopsLoad ? 'error' : 'warning',
    label: l10n.t(
      plural(found.rows, { one: '{0} row cannot be converted', other: '{0} rows cannot be converted' }),
      formatCount(found.rows),
    ),
    description: placeInWords(found, cells),
    detail: found.stopsLoad ? `${found.problem} ${ends}` : found.problem,
  };
}

function wrongTypeChoice(found: FailingRows, cells: CellCheck): Choice<FindingStep> {
  const { line, columnNumber } = found.first;
  const wrong = cells.wrongFields.find(({ first }) => first.line === line && first.columnNumber === columnNumber);
  return {
    value: 'openWrongType',
    icon: 'warning',
    label: l10n.t(
      plural(found.rows, {
        one: '{0} row has a value of the wrong type',
        other: '{0} rows have values of the wrong type',
      }),
      formatCount(found.rows),
    ),
    description: placeInWords(found, cells),
    ...(wrong && {
      detail: l10n.t('“{0}” does not fit the field {1}. These rows would fail.', wrong.first.value, wrong.field),
    }),
  };
}

function placeInWords({ first: { line, column } }: FailingRows, { isWhole, rows }: CellCheck): string {
  const place = l10n.t('first in line {0}, column {1}', formatCount(line), column);
  return isWhole ? place : l10n.t('{0} (of the first {1} rows)', place, formatCount(rows));
}
