// Stores the uploaded bytes of a job as they arrived, and returns any range of them.

const lfByte = 10;
const crByte = 13;

export class Body {
  readonly #pieces: Buffer[] = [];
  readonly #starts: number[] = [];
  #size = 0;

  add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#starts.push(this.#size);
    this.#size += piece.length;
  }

  get sizeBytes(): number {
    return this.#size;
  }

  /** All pieces in order, without copies. */
  get all(): readonly Buffer[] {
    return this.#pieces;
  }

  /** Bytes from `start` (inclusive) to `end` (exclusive) as one buffer. */
  slice(start: number, end: number): Buffer {
    const parts: Buffer[] = [];
    for (let i = this.#pieceAt(start); i < this.#pieces.length; i++) {
      const from = this.#starts[i] ?? 0;
      if (from >= end) break;
      const piece = this.#pieces[i];
      if (piece !== undefined)
        parts.push(piece.subarray(Math.max(0, start - from), Math.min(piece.length, end - from)));
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
  }

  #pieceAt(position: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Checks that every line break matches the job's line ending, including those inside quotes, as Salesforce does. */
export async function hasLineEnding(
  body: Body,
  kind: 'LF' | 'CRLF',
  yieldTurn: () => Promise<void> | undefined,
): Promise<boolean> {
  let last = -1;
  for (const piece of body.all) {
    if (!pieceHasLineEnding(piece, kind, last)) return false;
    last = piece[piece.length - 1] ?? -1;
    await yieldTurn();
  }
  return true;
}

function pieceHasLineEnding(piece: Buffer, kind: 'LF' | 'CRLF', before: number): boolean {
  if (kind === 'LF') return !piece.includes('\r\n') && !(before === crByte && piece[0] === lfByte);
  for (let at = piece.indexOf(lfByte); at >= 0; at = piece.indexOf(lfByte, at + 1)) {
    const previous = at === 0 ? before : piece[at - 1];
    if (previous !== crByte) return false;
  }
  return true;
}
