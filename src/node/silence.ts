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

export function watchSilence(longestMs: number, onRing: () => void): Silence {
  let timer: NodeJS.Timeout | undefined;
  let hasRung = false;
  let isClosed = false;
  const ring = (): void => {
    hasRung = true;
    onRing();
  };
  const disarm = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    arm: () => {
      if (isClosed) return;
      if (timer) timer.refresh();
      else timer = setTimeout(ring, longestMs);
    },
    disarm,
    close: () => {
      isClosed = true;
      disarm();
    },
    rang: () => hasRung,
  };
}
