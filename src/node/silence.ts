// The idle timeout of a connection: expires when nothing arrives for too long while we wait for the other side.

export interface Silence {
  /** Starts or restarts the timeout: data moved, or we start to wait for the other side. */
  readonly arm: () => void;
  /** Pauses the timeout: it is our turn, so the other side may be silent. */
  readonly disarm: () => void;
  /** Ends the timeout for good. */
  readonly close: () => void;
  readonly timedOut: () => boolean;
}

/**
 * The timeout is counted in this many steps, and arrived data is read between them. While this machine sleeps or is too
 * busy, only one step passes, so data that arrived meanwhile is read before the timeout expires.
 */
const steps = 8;

/** Expires after `timeoutMs`, at most one step late. */
export function watchSilence(timeoutMs: number, onTimeout: () => void): Silence {
  let timer: NodeJS.Timeout | undefined;
  let left = 0;
  let hasTimedOut = false;
  let isClosed = false;
  const disarm = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const step = (): void => {
    left -= 1;
    if (left > 0) return;
    disarm();
    hasTimedOut = true;
    onTimeout();
  };
  return {
    arm: () => {
      if (isClosed) return;
      // A running timer is not restarted, so its current step can already be almost over.
      left = steps + 1;
      timer ??= setInterval(step, timeoutMs / steps);
    },
    disarm,
    close: () => {
      isClosed = true;
      disarm();
    },
    timedOut: () => hasTimedOut,
  };
}
