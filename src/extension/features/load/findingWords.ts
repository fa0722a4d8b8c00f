// The lines of an offer that say what was found out about the load. Each opens the place that it names.
import { env, l10n } from 'vscode';
import type { CellCheck, CellPlace, FailingRows, IngestOperation, LoadedBefore } from '../../../core/core';
import type { Choice } from '../../host/pick';
import { plural, rowsInWords } from '../../words/counts';
import { formatCount } from '../../words/quantities';
import type { Findings } from './findings';

export type FindingStep = 'openUnmade' | 'openWrongType' | 'openBefore';

export const findingChoices = (findings: Findings, operation: IngestOperation): readonly Choice<FindingStep>[] => [
  ...(findings.before ? [beforeChoice(findings.before, operation)] : []),
  ...(findings.cells ? cellChoices(findings.cells) : []),
];

function beforeChoice({ inserted, unknown, at }: LoadedBefore, operation: IngestOperation): Choice<FindingStep> {
  const day = new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
  return {
    value: 'openBefore',
    icon: 'history',
    label:
      inserted > 0
        ? l10n.t('Loaded before: {0} inserted on {1}', rowsInWords(inserted), day)
        : l10n.t('Loaded before: {0} sent on {1} may be inserted', rowsInWords(unknown), day),
    description: l10n.t('open this job'),
    ...(operation === 'insert' && { detail: l10n.t('Inserted again, each row becomes a second record.') }),
  };
}

function cellChoices(cells: CellCheck): readonly Choice<FindingStep>[] {
  const { notConverted, wrongType } = cells;
  return [
    ...(notConverted ? [unmadeChoice(notConverted, cells)] : []),
    ...(wrongType ? [wrongTypeChoice(wrongType, cells)] : []),
  ];
}

/** Where the line of a finding about cells leads. */
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
