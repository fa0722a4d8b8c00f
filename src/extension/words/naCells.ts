// Says how many cells are `#N/A`, and where the first is.
import { l10n } from 'vscode';
import type { NaCellsFound } from '../../core/core';
import { plural } from './counts';
import { formatCount } from './quantities';

export const naCellsInWords = ({ count, line, column }: NaCellsFound): string =>
  l10n.t(
    plural(count, { one: '{0} cell, on line {1} in {2}', other: '{0} cells, first on line {1} in {2}' }),
    formatCount(count),
    String(line),
    column,
  );
