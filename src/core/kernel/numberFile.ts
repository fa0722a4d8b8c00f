// Files of unsigned 32-bit integers, little-endian.
import type { Files } from '../ports';

export const numberBytes = 4;

export function toNumberBytes(numbers: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(numbers.length * numberBytes));
  for (let at = 0; at < numbers.length; at++) view.setUint32(at * numberBytes, numbers[at] as number, true);
  return new Uint8Array(view.buffer);
}

/** The numbers from `start` up to but not including `end`; by default all. Empty when the file does not exist. */
export async function readNumbers(
  path: string,
  files: Files,
  { start = 0, end = Infinity }: { readonly start?: number; readonly end?: number } = {},
): Promise<Uint32Array> {
  const sizeBytes = (await files.facts(path))?.sizeBytes ?? 0;
  const count = Math.max(0, Math.min(end, Math.floor(sizeBytes / numberBytes)) - start);
  const bytes = new Uint8Array(count * numberBytes);
  const range = { start: start * numberBytes, end: (start + count) * numberBytes };
  let at = 0;
  for await (const chunk of count > 0 ? files.read(path, range) : []) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  const view = new DataView(bytes.buffer);
  return Uint32Array.from({ length: count }, (_, index) => view.getUint32(index * numberBytes, true));
}
