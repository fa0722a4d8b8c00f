// The idle timeout of a connection: expires when nothing arrives for too long while we wait for the other side.

export interface IdleTimer {
  /** Starts or restarts the timeout: data moved, or we start to wait for the other side. */
  readonly restart: () => void;
  /** Pauses the timeout: it is our turn, so the other side may send nothing. */
  readonly pause: () => void;
  /** Ends the timeout for good. */
  readonly close: () => void;
  readonly hasExpired: () => boolean;
}

/**
 * The timeout is counted in this many steps, and arrived data is read between them. While this machine sleeps or is too
 * busy, only one step passes, so data that arrived meanwhile is read before the timeout expires.
 */
const steps = 8;

/** Expires after `timeoutMs`, at most one step late. */
export function createIdleTimer(timeoutMs: number, onTimeout: () => void): IdleTimer {
  let timer: NodeJS.Timeout | undefined;
  let left = 0;
  let hasExpired = false;
  let isClosed = false;
  const pause = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const step = (): void => {
    left -= 1;
    if (left > 0) return;
    pause();
    hasExpired = true;
    onTimeout();
  };
  return {
    restart: () => {
      if (isClosed) return;
      // A running interval continues, so its current step can be almost over.
      left = steps + 1;
      timer ??= setInterval(step, timeoutMs / steps);
    },
    pause,
    close: () => {
      isClosed = true;
      pause();
    },
    hasExpired: () => hasExpired,
  };
}
