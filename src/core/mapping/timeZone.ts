// The instants of a local time in a time zone. Intl has the rules but is slow, so each day's offset is asked for once.

export interface TimeZone {
  /**
   * In milliseconds, for a local time that is given as if it were UTC: none where clocks were set forward over it, two
   * where they were set back, the earlier one first.
   */
  readonly instantsOf: (local: number) => readonly number[];
}

const dayMs = 86_400_000;
/** Days are remembered up to this number, which covers a century. */
const maxDays = 40_000;

/** Throws a RangeError for a name that Intl does not have. */
export function timeZoneOf(name: string): TimeZone {
  const offsetAt = offsetReader(name);
  const days = new Map<number, readonly number[]>();
  /** The different offsets that a local time of the day may have. */
  const offsetsOf = (day: number): readonly number[] => {
    let offsets = days.get(day);
    if (!offsets) {
      if (days.size >= maxDays) days.clear();
      // An offset is less than a day, so the instant is in this day of UTC or in one beside it.
      offsets = [...new Set([day - 1, day, day + 1, day + 2].map((beginning) => offsetAt(beginning * dayMs)))];
      days.set(day, offsets);
    }
    return offsets;
  };
  return {
    instantsOf: (local) => {
      const offsets = offsetsOf(Math.floor(local / dayMs));
      const [only = 0] = offsets;
      if (offsets.length === 1) return [local - only];
      const instants = offsets.map((offset) => local - offset);
      return instants.filter((instant) => instant + offsetAt(instant) === local).toSorted((one, other) => one - other);
    },
  };
}

function offsetReader(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    ...({ year: 'numeric', month: 'numeric', day: 'numeric' } as const),
    ...({ hour: 'numeric', minute: 'numeric', second: 'numeric' } as const),
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const year = parts.get('era') === 'BC' ? 1 - number('year') : number('year');
    const local = new Date(0);
    local.setUTCFullYear(year, number('month') - 1, number('day'));
    local.setUTCHours(number('hour'), number('minute'), number('second'));
    // Intl shows whole seconds.
    return local.getTime() - Math.floor(instant / 1000) * 1000;
  };
}
