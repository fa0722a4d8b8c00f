// One piece of work for everybody who asks for it at the same time; it is given up when the last of them has left.

export class SharedWork<T> {
  readonly #stop = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;
  #isDone = false;
  #hasFailed = false;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = work(this.#stop.signal).finally(() => (this.#isDone = true));
    this.#result.catch(() => (this.#hasFailed = true));
  }

  /** It is under way or has a result. */
  get isAlive(): boolean {
    return !this.#hasFailed && !this.#stop.signal.aborted;
  }

  /** Rejects with the signal's reason when it aborts; the work goes on as long as somebody else waits. */
  async get(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    this.#waiting++;
    let onAbort = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, { once: true });
    });
    try {
      return await Promise.race([this.#result, left]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#waiting--;
      if (this.#waiting === 0 && !this.#isDone) this.#stop.abort(signal.reason);
    }
  }
}
