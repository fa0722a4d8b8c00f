// Finds a text in the lines of a stream, with little memory however long the stream or one of its lines is.

export interface FoundLine {
  /** Counts from 1. */
  readonly line: number;
  /** The part of the line around the text, on one line. */
  readonly text: string;
}

/** A log has lines of many thousands of characters, with the values of variables. */
const maxLineCharacters = 256 * 1024;
const shownBefore = 60;
const shownCharacters = 240;

/** Without regard to letter case. A text with a line break is found nowhere. */
export async function* findLines(chunks: AsyncIterable<Uint8Array>, wanted: string): AsyncGenerator<FoundLine> {
  const needle = wanted.toLowerCase();
  const decoder = new TextDecoder();
  let line = 1;
  /** The begin of a line whose end has not come yet. */
  let rest = '';
  /** A match in a part of this line was reported already. */
  let isReported = false;
  for await (const chunk of chunks) {
    const text = rest + decoder.decode(chunk, { stream: true });
    const end = text.lastIndexOf('\n') + 1;
    const complete = text.slice(0, end);
    rest = text.slice(end);
    if (end > 0) {
      const found = [...linesWith(complete, needle, line)];
      yield* isReported ? found.filter((one) => one.line !== line) : found;
      line += countBreaks(complete);
      isReported = false;
    }
    if (rest.length <= maxLineCharacters) continue;
    const at = rest.toLowerCase().indexOf(needle);
    if (at >= 0 && !isReported) yield { line, text: around(rest, at) };
    isReported ||= at >= 0;
    // The text may begin in this part and end in the next one.
    rest = rest.slice(-needle.length);
  }
  const last = rest + decoder.decode();
  if (!isReported) yield* linesWith(last, needle, line);
}

function* linesWith(text: string, needle: string, first: number): Generator<FoundLine> {
  if (!text.toLowerCase().includes(needle)) return;
  for (const [index, content] of text.split('\n').entries()) {
    const at = content.toLowerCase().indexOf(needle);
    if (at >= 0) yield { line: first + index, text: around(content, at) };
  }
}

function countBreaks(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks += 1;
  return breaks;
}

function around(line: string, at: number): string {
  const start = at <= shownBefore ? 0 : at - shownBefore;
  const part = line.slice(start, start + shownCharacters).trim();
  return `${start > 0 ? '…' : ''}${part}${start + shownCharacters < line.length ? '…' : ''}`;
}
