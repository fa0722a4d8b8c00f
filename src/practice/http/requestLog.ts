// Records every request, so that tests can prove that nothing was sent twice.

export interface LoggedRequest {
  readonly number: number;
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  /** Bytes of the body received so far, before decompression. */
  receivedBytes: number;
  /** 0 until a response is sent; it stays 0 after a reset or a hang. */
  status: number;
  /** Kinds of the faults injected into this request. */
  readonly faults: readonly string[];
}

/** The oldest entries are removed beyond this number; `counts` still includes them. */
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

  /** The number of requests for each `METHOD path`. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counted);
  }

  clear(): void {
    this.#entries = [];
    this.#counted.clear();
  }
}
