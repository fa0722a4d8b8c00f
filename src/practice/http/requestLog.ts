// Remembers what was asked, so that tests can prove that nothing was sent twice.

export interface LoggedRequest {
  readonly number: number;
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  /** Body bytes as they came over the wire, so far. */
  receivedBytes: number;
  /** 0 until an answer was sent; a reset or a hang leaves it 0. */
  status: number;
  /** Kinds of the faults that met the request. */
  readonly faults: readonly string[];
}

/** Older entries fall out; the counts keep them. */
const maxEntries = 20_000;

export class RequestLog {
  #entries: LoggedRequest[] = [];
  readonly #counted = new Map<string, number>();
  #next = 1;

  add(entry: Pick<LoggedRequest, 'atMs' | 'method' | 'path' | 'faults'>): LoggedRequest {
    const logged = { ...entry, number: this.#next++, receivedBytes: 0, status: 0 };
    this.#entries.push(logged);
    if (this.#entries.length > 2 * maxEntries) this.#entries = this.#entries.slice(-maxEntries);
    const key = `${entry.method} ${entry.path}`;
    this.#counted.set(key, (this.#counted.get(key) ?? 0) + 1);
    return logged;
  }

  get all(): readonly LoggedRequest[] {
    return this.#entries;
  }

  /** How often each `METHOD path` was asked. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counted);
  }

  clear(): void {
    this.#entries = [];
    this.#counted.clear();
  }
}
