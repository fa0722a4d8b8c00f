// Reads the times that servers write into headers.

/** Milliseconds since 1970 of an HTTP date; undefined when it is none. */
export function parseHttpDate(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** The wait that a Retry-After header asks for, in milliseconds; it holds seconds or a date. */
export function toWaitMs(retryAfter: string, now: number): number | undefined {
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter) * 1000;
  const until = parseHttpDate(retryAfter);
  return until === undefined ? undefined : Math.max(0, until - now);
}
