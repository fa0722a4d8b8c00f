// The grammatical number of a count, for every sentence that contains one.

/** One whole sentence for each number. Languages with more numbers use `other` for the rest. */
export interface PluralForms {
  readonly one: string;
  readonly other: string;
}

/** The sentence for `count` things, still with its placeholders. `language` is that of the sentences, as BCP 47. */
export const plural = (count: number, forms: PluralForms, language = 'en'): string =>
  new Intl.PluralRules(language).select(count) === 'one' ? forms.one : forms.other;
