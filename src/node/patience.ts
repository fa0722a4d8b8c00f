// How long a silent connection is borne, where a person knows better than the defaults of each call.
import type { HttpTransport } from '../core/ports';

/** `idleTimeoutMs` is asked before each request; undefined leaves the request's own limit. */
export function withPatience(transport: HttpTransport, idleTimeoutMs: () => number | undefined): HttpTransport {
  return {
    send: (request) => {
      const chosen = idleTimeoutMs();
      return transport.send(chosen === undefined ? request : { ...request, idleTimeoutMs: chosen });
    },
  };
}

/** Seconds as a person writes them; anything that is no number above zero leaves the defaults. */
export function toIdleTimeoutMs(seconds: unknown): number | undefined {
  const value = Number(seconds);
  return Number.isFinite(value) && value > 0 ? value * 1000 : undefined;
}
