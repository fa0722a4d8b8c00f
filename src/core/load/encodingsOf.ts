// In which encodings a file may be: what a person is asked when its bytes do not say.
import { encodingCandidates, type EncodingCandidate } from '../csv/encodingCandidates';
import { joined } from '../csv/csvScan';
import type { Files } from '../ports';

const enoughBytes = 1024 * 1024;
/** Of the text before the first byte that is not UTF-8, for the beginning of its line. */
const contextBytes = 16 * 1024;

/**
 * Reads the file up to its first bytes that are not UTF-8, and a megabyte from there. The likeliest encoding is first;
 * none for a file in UTF-8.
 */
export async function encodingsOf(
  file: string,
  files: Files,
  signal: AbortSignal,
): Promise<readonly EncodingCandidate[]> {
  const utf8 = new Utf8Check();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of files.read(file, { start: 0 })) {
    signal.throwIfAborted();
    pieces.push(chunk);
    size += chunk.length;
    if (utf8.accepts(chunk))
      while (size - (pieces[0]?.length ?? 0) >= contextBytes) size -= pieces.shift()?.length ?? 0;
    else if (size >= enoughBytes) break;
  }
  return utf8.accepts() ? [] : encodingCandidates(joined(pieces));
}

/** A character may begin in one chunk and end in the next. */
class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #isUtf8 = true;

  /** Whether everything up to this chunk is UTF-8; without a chunk, whether the whole text is. */
  accepts(chunk?: Uint8Array): boolean {
    try {
      if (this.#isUtf8) this.#decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      this.#isUtf8 = false;
    }
    return this.#isUtf8;
  }
}
