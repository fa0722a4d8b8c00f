// The beginning of the index of a merged result file: the length and the hash of the CSV that the index was made for.
import type { Files, Sha256 } from '../ports';

export interface CsvContent {
  readonly sizeBytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

const hashBytes = 32;

/** The entries of the index begin here. */
export const headBytes = 8 + hashBytes;

export function toHead({ sizeBytes, sha256 }: CsvContent): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(headBytes);
  const view = new DataView(head.buffer);
  view.setUint32(0, sizeBytes % 2 ** 32, true);
  view.setUint32(4, Math.floor(sizeBytes / 2 ** 32), true);
  for (let at = 0; at < hashBytes; at++) head[8 + at] = Number.parseInt(sha256.slice(2 * at, 2 * at + 2), 16);
  return head;
}

export async function readHead(index: string, files: Files): Promise<CsvContent> {
  const head = new Uint8Array(headBytes);
  let size = 0;
  for await (const chunk of files.read(index, { start: 0, end: headBytes })) {
    head.set(chunk, size);
    size += chunk.length;
  }
  const view = new DataView(head.buffer);
  const sha256 = Array.from(head.subarray(8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { sizeBytes: view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32, sha256 };
}

/** Passes the bytes of a CSV on; `content` is complete once the last one was read. */
export function measured(
  chunks: AsyncIterable<Uint8Array>,
  hash: Sha256,
): { readonly chunks: AsyncGenerator<Uint8Array>; readonly content: () => CsvContent } {
  let sizeBytes = 0;
  return {
    chunks: (async function* () {
      for await (const chunk of chunks) {
        hash.add(chunk);
        sizeBytes += chunk.length;
        yield chunk;
      }
    })(),
    content: () => ({ sizeBytes, sha256: hash.hex() }),
  };
}
