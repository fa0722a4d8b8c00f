// One run of work shared by all callers that request it at the same time. It is aborted when the last caller leaves.

export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;
  #isDone = false;
  #hasFailed = false;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = work(this.#controller.signal).finally(() => (this.#isDone = true));
    this.#result.catch(() => (this.#hasFailed = true));
  }

  /** It is running or has a result. */
  get isAlive(): boolean {
    return !this.#hasFailed && !this.#controller.signal.aborted;
  }

  /** Rejects with the signal's reason when it aborts. The work continues while another caller waits. */
  async get(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    this.#waiting++;
    let onAbort = (): void => undefined;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([this.#result, aborted]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#waiting--;
      if (this.#waiting === 0 && !this.#isDone) this.#controller.abort(signal.reason);
    }
  }
}
