// A stopwatch for connections: rings when nothing has moved for too long while we were the ones waiting.

export interface Silence {
  /** Starts counting anew: something moved, or we begin to wait for the other side. */
  readonly arm: () => void;
  /** Stops counting: it is our turn, so silence proves nothing. */
  readonly disarm: () => void;
  /** Never rings again. */
  readonly close: () => void;
  readonly rang: () => boolean;
}

/**
 * The time is counted in so many steps, with a look at what has arrived between any two. When this machine itself stood
 * still (asleep, or busy elsewhere), that counts as one of them: what came meanwhile is read before anybody speaks of silence.
 */
const steps = 8;

/** Rings after `longestMs`, or an eighth of it later. */
export function watchSilence(longestMs: number, onRing: () => void): Silence {
  let timer: NodeJS.Timeout | undefined;
  let left = 0;
  let hasRung = false;
  let isClosed = false;
  const disarm = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const step = (): void => {
    left -= 1;
    if (left > 0) return;
    disarm();
    hasRung = true;
    onRing();
  };
  return {
    arm: () => {
      if (isClosed) return;
      // The first step may have begun long ago.
      left = steps + 1;
      timer ??= setInterval(step, longestMs / steps);
    },
    disarm,
    close: () => {
      isClosed = true;
      disarm();
    },
    rang: () => hasRung,
  };
}
