// Reads many small pieces of a file with few reads: pieces that lie close together come in one.
import type { Files } from '../ports';

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Reading over a gap of this size costs less than another read. */
const gapBytes = 64 * 1024;
const longestRunBytes = 4 * 1024 * 1024;

/** The bytes of each span, in the order of the spans. */
export async function readSpans(files: Files, path: string, spans: readonly Span[]): Promise<Uint8Array[]> {
  const found: Uint8Array[] = spans.map(() => new Uint8Array());
  const order = spans.map((_, index) => index).sort((a, b) => startOf(spans, a) - startOf(spans, b));
  for (const run of runsOf(spans, order)) {
    const bytes = new Uint8Array(run.end - run.start);
    let size = 0;
    for await (const chunk of files.read(path, { start: run.start, end: run.end, lent: true })) {
      bytes.set(chunk, size);
      size += chunk.length;
    }
    for (const index of run.members) {
      const { start, end } = spans[index] as Span;
      found[index] = bytes.subarray(start - run.start, end - run.start);
    }
  }
  return found;
}

const startOf = (spans: readonly Span[], index: number): number => spans[index]?.start ?? 0;

interface Run extends Span {
  end: number;
  readonly members: number[];
}

function runsOf(spans: readonly Span[], order: readonly number[]): readonly Run[] {
  const runs: Run[] = [];
  for (const index of order) {
    const { start, end } = spans[index] as Span;
    const last = runs.at(-1);
    if (last && start - last.end <= gapBytes && end - last.start <= longestRunBytes) {
      last.end = Math.max(last.end, end);
      last.members.push(index);
    } else runs.push({ start, end, members: [index] });
  }
  return runs;
}
