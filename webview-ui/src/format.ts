// Numbers, times, sizes and lists in the language of the page.

const lang = document.documentElement.lang || 'en';
const whole = new Intl.NumberFormat(lang, { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(lang, { timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'short' });
const list = new Intl.ListFormat(lang, { type: 'unit', style: 'short' });

const unit = (value: number, name: string, digits = 0): string =>
  new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: name,
    // The short name of a byte is not inflected: “124 byte”.
    unitDisplay: name === 'byte' ? 'long' : 'short',
    maximumFractionDigits: digits,
    minimumFractionDigits: digits,
  }).format(value);

export const formatList = (items: readonly string[]): string => list.format(items);

export const formatCount = (count: number): string => whole.format(count);

/** Milliseconds since 1970 as a time of day, with the date unless it is today. */
export const formatTime = (at: number): string =>
  new Date(at).toDateString() === new Date().toDateString() ? clock.format(at) : day.format(at);

/** At most two neighboring units: "12 ms", "0.4 sec", "12 sec", "3 min 5 sec", "2 hr 10 min". */
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
