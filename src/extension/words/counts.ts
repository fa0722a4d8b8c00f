// Counts of rows and records, in sentences that fit the number.
import { env, l10n } from 'vscode';
import { plural as pluralOf, type PluralForms } from '../../shared/protocol/plural';
import { formatCount } from './quantities';

/** One of two sentences, for `l10n.t`. Untranslated ones follow the English rule in every language of VS Code. */
export const plural = (count: number, forms: PluralForms): string =>
  pluralOf(count, forms, l10n.bundle ? env.language : 'en');

/** “1 row”, “12,345 rows” */
export const rowsInWords = (count: number): string =>
  l10n.t(plural(count, { one: '{0} row', other: '{0} rows' }), formatCount(count));

/** Of a file or a write; not exact when only the head of the file was read. */
export interface Count {
  readonly count: number;
  readonly exact: boolean;
}

/**
 * One digit, or two where one would be too coarse: an estimate must not look counted. 316,501 becomes 300,000 and
 * 1,460,000 becomes 1,500,000.
 */
function rounded(count: number): number {
  const digits = Math.floor(Math.log10(Math.max(count, 1)));
  const step = 10 ** Math.max(0, count / 10 ** digits < 3 ? digits - 1 : digits);
  return Math.round(count / step) * step;
}

/** “12,345 rows”, “about 9,000,000 rows” */
export const countInWords = ({ count, exact }: Count): string =>
  exact
    ? rowsInWords(count)
    : l10n.t(plural(count, { one: 'about {0} row', other: 'about {0} rows' }), formatCount(rounded(count)));

/** “1 Account record”, “about 9,000,000 Account records”; “Account records” when they cannot be counted. */
export function recordsInWords(found: Count | undefined, object: string): string {
  if (!found) return l10n.t('{0} records', object);
  const { count, exact } = found;
  return exact
    ? l10n.t(plural(count, { one: '{0} {1} record', other: '{0} {1} records' }), formatCount(count), object)
    : l10n.t(
        plural(count, { one: 'about {0} {1} record', other: 'about {0} {1} records' }),
        formatCount(rounded(count)),
        object,
      );
}
