// The clients that are connected to the org. One that does not connect again in time is forgotten.
import { randomBytes } from 'node:crypto';
import { StreamClient } from './streamClient';
import type { Sent } from './message';

/** A client that stays away longer after a response must start with a handshake again. */
const reconnectMs = 40_000;
/** Like a Developer Edition org. */
export const maxClients = 20;

export class StreamClients {
  readonly #now: () => number;
  readonly #byId = new Map<string, StreamClient>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  get count(): number {
    this.#forget();
    return this.#byId.size;
  }

  open(userId: string, browser: string): StreamClient {
    const client = new StreamClient({ id: randomText(), userId, browser });
    client.lastSeenMs = this.#now();
    this.#byId.set(client.id, client);
    return client;
  }

  /** Undefined for a client that never was, or is no more. */
  find(id: string): StreamClient | undefined {
    this.#forget();
    const client = this.#byId.get(id);
    if (client) client.lastSeenMs = this.#now();
    return client;
  }

  /** Its connect ends now: from here on it has time for the next one. */
  seen(client: StreamClient): void {
    client.lastSeenMs = this.#now();
  }

  end(client: StreamClient): void {
    this.#byId.delete(client.id);
    client.release();
  }

  publish(channel: string, data: object): void {
    const event: Sent = { data, channel };
    for (const client of this.#byId.values()) if (client.subscriptions.has(channel)) client.deliver(event);
  }

  clear(): void {
    for (const client of [...this.#byId.values()]) this.end(client);
  }

  #forget(): void {
    const latest = this.#now() - reconnectMs;
    for (const client of [...this.#byId.values()]) {
      if (!client.isConnected && client.lastSeenMs < latest) this.#byId.delete(client.id);
    }
  }
}

/** Also for the cookie of a browser. */
export const randomText = (): string => BigInt(`0x${randomBytes(18).toString('hex')}`).toString(36);
