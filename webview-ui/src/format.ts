// Numbers, times and sizes as a person reads them, in the language of the page.

const lang = document.documentElement.lang || 'en';
const whole = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(lang, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' });
const plural = new Intl.PluralRules(lang);

const unit = (value: number, name: string, digits = 0): string =>
  new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: name,
    // “124 byte” is what the short name makes of it.
    unitDisplay: name === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(value);

export const formatCount = (count: number): string => whole.format(count);

/** Milliseconds since 1970 as a time of today, or with its date. */
export const formatTime = (at: number): string =>
  new Date(at).toDateString() === new Date().toDateString() ? clock.format(at) : day.format(at);

/** Two neighbouring units at most: "12 ms", "0.4 sec", "12 sec", "3 min 5 sec", "2 hr 10 min". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 100) return unit(Math.round(durationMs), 'millisecond');
  const seconds = durationMs / 1000;
  if (seconds < 9.95) return unit(seconds, 'second', 1);
  const rounded = Math.round(seconds);
  if (rounded < 60) return unit(rounded, 'second');
  const minutes = Math.floor(rounded / 60);
  if (minutes < 60) return both(unit(minutes, 'minute'), rounded % 60, 'second');
  return both(unit(Math.floor(minutes / 60), 'hour'), minutes % 60, 'minute');
}

const both = (large: string, rest: number, name: string): string =>
  rest === 0 ? large : `${large} ${unit(rest, name)}`;

export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return unit(sizeBytes, 'byte');
  if (sizeBytes < 1_000_000) return unit(sizeBytes / 1000, 'kilobyte');
  if (sizeBytes < 1_000_000_000) return unit(sizeBytes / 1_000_000, 'megabyte', 1);
  return unit(sizeBytes / 1_000_000_000, 'gigabyte', 2);
}

/** A sentence, or one for a single thing and one for any other number of it. */
export type Sentence = string | { readonly one: string; readonly other: string };

/** Puts the values into the sentence's braces; `count` chooses between one and other. */
export function fill(sentence: Sentence, values: Readonly<Record<string, string | number>>): string {
  const text = typeof sentence === 'string' ? sentence : sentence[isOne(values['count']) ? 'one' : 'other'];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? formatCount(value) : value;
  });
}

const isOne = (count: string | number | undefined): boolean =>
  typeof count === 'number' && plural.select(count) === 'one';
