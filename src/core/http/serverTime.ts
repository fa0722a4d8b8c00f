// Reads times from the headers of a response.

/** Milliseconds since 1970; undefined for text that is not an HTTP date. */
export function parseHttpDate(text: string | undefined): number | undefined {
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** The wait of a Retry-After header, in milliseconds; the header holds seconds or a date. */
export function toWaitMs(retryAfter: string, now: number): number | undefined {
  if (/^\d+$/.test(retryAfter.trim())) return Number(retryAfter) * 1000;
  const until = parseHttpDate(retryAfter);
  return until === undefined ? undefined : Math.max(0, until - now);
}
