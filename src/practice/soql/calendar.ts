// Calendar arithmetic in UTC on day numbers (days since 1970-01-01); weeks start on Sunday, the fiscal year in January.

const dayMs = 86_400_000;

export type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

export function dayOf(epochMs: number): number {
  return Math.floor(epochMs / dayMs);
}

function dayAt(year: number, monthIndex: number): number {
  return dayOf(Date.UTC(year, monthIndex, 1));
}

/** `YYYY-MM-DD`, the format of stored dates. */
export function dateText(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The first instant of a day in the format of stored datetimes. */
export function instantText(day: number): string {
  return `${dateText(day)}T00:00:00.000+0000`;
}

/** The first day of the unit that contains `day`, moved by `steps` units. */
export function startOf(unit: Unit, day: number, steps = 0): number {
  const date = new Date(day * dayMs);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  switch (unit) {
    case 'DAY':
      return day + steps;
    case 'WEEK':
      return day - date.getUTCDay() + 7 * steps;
    case 'MONTH':
      return dayAt(year, month + steps);
    case 'QUARTER':
      return dayAt(year, month - (month % 3) + 3 * steps);
    case 'YEAR':
      return dayAt(year + steps, 0);
  }
}
