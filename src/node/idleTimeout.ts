// Replaces the idle timeout of each request with the one that the user sets.
import type { HttpTransport } from '../core/ports';

/** Calls `idleTimeoutMs` before each request. Undefined keeps the request's own timeout. */
export function withIdleTimeout(transport: HttpTransport, idleTimeoutMs: () => number | undefined): HttpTransport {
  return {
    send: (request) => {
      const chosen = idleTimeoutMs();
      return transport.send(chosen === undefined ? request : { ...request, idleTimeoutMs: chosen });
    },
  };
}

/** Converts a setting in seconds. Anything other than a positive number keeps the defaults. */
export function toIdleTimeoutMs(seconds: unknown): number | undefined {
  const value = Number(seconds);
  return Number.isFinite(value) && value > 0 ? value * 1000 : undefined;
}
