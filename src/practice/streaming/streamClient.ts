// One client between its handshake and its end: what it subscribed to, and the events that wait for its next connect.
import type { Sent } from './message';

interface StreamClientSpec {
  readonly id: string;
  readonly userId: string;
  /** The value of the cookie that the client got with its handshake. */
  readonly browser: string;
}

export class StreamClient {
  readonly id: string;
  readonly userId: string;
  readonly browser: string;
  readonly subscriptions = new Set<string>();
  /** The first connect is answered at once, with the advice for the next ones. */
  isNew = true;
  /** Milliseconds since 1970 of its last request or of the end of its last connect. */
  lastSeenMs = 0;
  readonly #events: Sent[] = [];
  #wake: (() => void) | undefined;

  constructor({ id, userId, browser }: StreamClientSpec) {
    this.id = id;
    this.userId = userId;
    this.browser = browser;
  }

  get isConnected(): boolean {
    return this.#wake !== undefined;
  }

  deliver(event: Sent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  /** Ends a connect that waits for events. */
  release(): void {
    this.#wake?.();
  }

  /** Waits for events, at most `holdMs`. A later connect ends an earlier one, which then gets no events. */
  async take(holdMs: number): Promise<readonly Sent[]> {
    this.release();
    if (this.#events.length > 0 || holdMs === 0) return this.#events.splice(0);
    const wait: { wake?: () => void } = {};
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, holdMs);
      timer.unref();
      wait.wake = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#wake = wait.wake;
    });
    if (this.#wake !== wait.wake) return [];
    this.#wake = undefined;
    return this.#events.splice(0);
  }
}
