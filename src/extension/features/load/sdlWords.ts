// The report on a mapping file of Data Loader: what became of each of its lines, as text.
import { l10n } from 'vscode';
import type { SdlReport } from '../../../core/core';

type SdlLine = SdlReport['lines'][number];

export const sdlReport = ({ direction, lines, unnamedColumns }: SdlReport): string =>
  [
    ...(direction === 'extract'
      ? [l10n.t('The file maps fields to columns, as Data Loader writes it for exports. It was read the other way.')]
      : []),
    ...lines.map((line) => l10n.t('Line {0}: {1}', line.line, lineInWords(line))),
    ...unnamedColumns.map((column) => l10n.t('No line names the column {0}. It is not sent.', column)),
  ].join('\n');

export function lineInWords({ from, fields, outcome, name = '' }: SdlLine): string {
  const to = fields.join(', ');
  switch (outcome) {
    case 'mapped':
    case 'constant':
      return l10n.t('{0} → {1}', from, to);
    case 'firstColumn':
      return l10n.t('{0} → {1}: only text fields get several columns, so only {2} is sent', from, to, name);
    case 'leftOut':
      return l10n.t('{0} has no field. It is not sent.', from);
    case 'unknownColumn':
      return l10n.t('not used, because the file has no column {0}', name);
    case 'unknownField':
      return l10n.t('{0} → {1}: the object has no field {2}', from, to, name);
    case 'repeatedField':
      return l10n.t('{0} → {1}: an earlier line already has the field {2}', from, to, name);
    case 'replaced':
      return l10n.t('not used, because a later line has the same column: {0}', from);
  }
}

/** Lines and columns whose values are not sent as the file asks. */
export const notUsed = ({ lines, unnamedColumns }: SdlReport): number =>
  unnamedColumns.length + lines.filter(({ outcome }) => outcome !== 'mapped' && outcome !== 'constant').length;
