// Which encodings the bytes of a file may be in, the likeliest first, each with what it makes of the same cells: only a
// person can see which one is right.
import { encodings, type Encoding } from '../model/encoding';
import { createTranscoder } from './csvEncoding';
import { joined } from './csvScan';
import { improbabilityOf } from './improbability';

export interface EncodingCandidate {
  readonly encoding: Encoding;
  /** The first values with a character beyond ASCII; the same ones for each encoding. */
  readonly samples: readonly string[];
}

const sampleBytes = 64 * 1024;
const sampleCells = 5;
const sampleLength = 40;

/**
 * For bytes that are not UTF-8. Encodings that lack one of the bytes are not among them; of those that read all of them
 * alike, only the first is.
 */
export function encodingCandidates(bytes: Uint8Array): readonly EncodingCandidate[] {
  const lines = foreignLines(bytes);
  const byText = new Map<string, Encoding>();
  for (const encoding of encodings) {
    const text = encoding.startsWith('utf-') ? undefined : textIn(encoding, lines);
    if (text !== undefined && !byText.has(text)) byText.set(text, encoding);
  }
  const found = [...byText].map(([text, encoding]) => ({
    encoding,
    improbability: improbabilityOf(text, encoding),
    cells: cellsOf(text),
  }));
  found.sort((a, b) => a.improbability - b.improbability);
  const order = distinguishingCells(found.map(({ cells }) => cells));
  return found.map(({ encoding, cells }) => ({
    encoding,
    samples: order.flatMap((at) => cells[at] ?? []).slice(0, sampleCells),
  }));
}

/** The places of cells, those first of which there are the most different readings. */
function distinguishingCells(all: readonly (readonly string[])[]): readonly number[] {
  const length = Math.max(0, ...all.map((cells) => cells.length));
  const readings = Array.from({ length }, (_, at) => new Set(all.map((cells) => cells[at])).size);
  return readings.map((_, at) => at).sort((a, b) => (readings[b] ?? 0) - (readings[a] ?? 0));
}

/** Whole lines with bytes beyond ASCII. In no encoding is a line feed a part of another character. */
function foreignLines(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let size = 0;
  for (let start = 0; start < bytes.length && size < sampleBytes;) {
    const feed = bytes.indexOf(0x0a, start);
    // Without a line feed the last character may be cut, unless nothing else is there.
    if (feed < 0 && size > 0) break;
    const end = feed < 0 ? bytes.length : feed + 1;
    const line = bytes.subarray(start, Math.min(end, start + sampleBytes));
    if (line.some((byte) => byte >= 0x80 || byte === 0x1b)) {
      lines.push(line);
      size += line.length;
    }
    start = end;
  }
  return joined(lines);
}

function textIn(encoding: Encoding, bytes: Uint8Array): string | undefined {
  try {
    const transcoder = createTranscoder({ encoding, bomBytes: 0 }, '');
    const pieces = [transcoder.push(bytes), transcoder.finish()];
    return new TextDecoder('utf-8').decode(joined(pieces));
  } catch {
    return undefined;
  }
}

const cellsOf = (text: string): readonly string[] =>
  text
    .split(/[,;\t|^`"\r\n]/)
    .filter((cell) => /[^\0-\x7f]/.test(cell))
    .map((cell) => cell.trim().slice(0, sampleLength));
