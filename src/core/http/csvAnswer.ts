// Tells a CSV file of Salesforce from the pages that proxies and login servers send in its place, by its first byte.
import type { HttpResponse } from '../ports';

/** Salesforce says `text/csv`; a proxy may remove the header. */
const csvType = /^(?:text\/csv|application\/octet-stream)\b/i;

/** Whitespace and the bytes of a byte order mark. */
const blank: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf]);
/** `<`, `{` and `[` begin markup and JSON. The header of a result begins with a quote or with the name of a field. */
const notCsv: ReadonlySet<number> = new Set([0x3c, 0x7b, 0x5b]);

export interface LookedAt {
  readonly isCsv: boolean;
  /** The same bytes; the start has arrived. */
  readonly body: AsyncIterable<Uint8Array>;
}

export async function lookAtCsv({ header, body }: Pick<HttpResponse, 'header' | 'body'>): Promise<LookedAt> {
  const type = header('content-type');
  if (type !== undefined && !csvType.test(type.trim())) return { isCsv: false, body };
  const chunks = body[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    read.push(next.value);
    const first = next.value.find((byte) => !blank.has(byte));
    if (first === undefined) continue;
    return { isCsv: !notCsv.has(first), body: followedBy(read, chunks) };
  }
  return { isCsv: true, body: followedBy(read, chunks) };
}

async function* followedBy(
  read: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* read;
  yield* { [Symbol.asyncIterator]: () => rest };
}
