// Replaces by patterns. They come from files that other people wrote, so the engine takes linear time for any pattern,
// which JavaScript's own does not. It is large, so it is loaded on first use.
import type { Mapping, Step } from '../model/mapping';
import { failure, type Converted } from './failure';

type RegexStep = Extract<Step, { readonly kind: 'regex' }>;

export type Replacers = (step: RegexStep) => (value: string) => Converted;

export const regexLimits = {
  /** Characters of a pattern and of a replacement. */
  patternChars: 500,
  /** Characters of a value. */
  valueChars: 10_000,
  /** Instructions: each may be looked at for each character. */
  instructions: 2_000,
} as const;

/** What it returns throws an error with the reason for a pattern that is wrong or too large. */
export async function loadReplacers(mapping: Pick<Mapping, 'fields'>): Promise<Replacers> {
  if (!mapping.fields.some(({ steps }) => steps.some(({ kind }) => kind === 'regex'))) return noReplacers;
  const { RE2JS } = await import('re2js');
  return ({ pattern, with: put, ignoreCase }) => {
    const compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    const size = compiled.programSize();
    if (size > regexLimits.instructions) throw new Error(`it is too large (${size} of ${regexLimits.instructions})`);
    return (value) => {
      if (value.length > regexLimits.valueChars)
        return failure(value, `is longer than ${regexLimits.valueChars} characters, too long for a pattern.`);
      return compiled.test(value) ? compiled.matcher(value).replaceAll(put) : value;
    };
  };
}

const noReplacers: Replacers = () => (value) => value;
