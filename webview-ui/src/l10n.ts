// The texts of the pages in the language of VS Code. The English is written once, in a call of `sentences`, and is the
// key of its translation. scripts/manifest.mjs collects it from there.
import { readTranslations, translationsName } from '../../src/shared/protocol/page';
import { plural, type PluralForms } from '../../src/shared/protocol/plural';
import { formatCount } from './format';

/** With plural forms, the value `count` chooses between them. */
export type Sentence = string | PluralForms;
type Values = Readonly<Record<string, string | number>>;

const meta = document.querySelector(`meta[name=${translationsName}]`);
const translations = readTranslations(meta?.getAttribute('content'));
const language = translations ? document.documentElement.lang : 'en';

/** Takes English sentences by name, returns what says one of them: translated, and with the values in its braces. */
export const sentences =
  <Name extends string>(english: Readonly<Record<Name, Sentence>>) =>
  (name: Name, values: Values = {}): string => {
    const text = english[name];
    const key = typeof text === 'string' ? text : plural(Number(values['count']), text, language);
    return (translations?.[key] ?? key).replace(/\{(\w+)\}/g, (_, place: string) => {
      const value = values[place] ?? '';
      return typeof value === 'number' ? formatCount(value) : value;
    });
  };
