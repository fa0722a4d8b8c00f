// The names of encodings, and the languages in which they are used.
import { l10n } from 'vscode';
import type { Encoding } from '../../core/core';

const names: Partial<Readonly<Record<Encoding, string>>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  shift_jis: 'Shift_JIS',
  big5: 'Big5',
  ibm866: 'IBM 866',
  macintosh: 'Mac OS Roman',
  'x-mac-cyrillic': 'Mac OS Cyrillic',
};

/** As the encoding is usually written: `Windows-1252`, `GBK`. */
export const encodingName = (encoding: Encoding): string =>
  names[encoding] ??
  (encoding.startsWith('windows-') ? encoding.replace('windows', 'Windows') : encoding.toUpperCase());

/** Without the encodings whose name says it. */
const languages: readonly (readonly [encodings: RegExp, language: () => string])[] = [
  [/^(?:windows-1252|macintosh|iso-8859-(?:14|15))$/, () => l10n.t('Western European')],
  [/^(?:windows-1250|iso-8859-2)$/, () => l10n.t('Central European')],
  [/^(?:windows-1254|iso-8859-3)$/, () => l10n.t('Turkish')],
  [/^(?:windows-1257|iso-8859-(?:4|13))$/, () => l10n.t('Baltic')],
  [/^iso-8859-10$/, () => l10n.t('Nordic')],
  [/^(?:windows-1251|koi8-[ru]|ibm866|iso-8859-5)$/, () => l10n.t('Cyrillic')],
  [/^(?:windows-1253|iso-8859-7)$/, () => l10n.t('Greek')],
  [/^(?:windows-1255|iso-8859-8(?:-i)?)$/, () => l10n.t('Hebrew')],
  [/^(?:windows-1256|iso-8859-6)$/, () => l10n.t('Arabic')],
  [/^windows-1258$/, () => l10n.t('Vietnamese')],
  [/^windows-874$/, () => l10n.t('Thai')],
  [/^(?:shift_jis|euc-jp|iso-2022-jp)$/, () => l10n.t('Japanese')],
  [/^(?:gbk|gb18030)$/, () => l10n.t('Simplified Chinese')],
  [/^big5$/, () => l10n.t('Traditional Chinese')],
  [/^euc-kr$/, () => l10n.t('Korean')],
];

/** `Shift_JIS (Japanese)`; only the name where an encoding is for all languages. */
export function encodingInWords(encoding: Encoding): string {
  const language = languages.find(([pattern]) => pattern.test(encoding))?.[1]();
  return language === undefined ? encodingName(encoding) : l10n.t('{0} ({1})', encodingName(encoding), language);
}
