// Converts date literals such as LAST_N_DAYS:7 to ranges of days.
// See "Date Formats and Date Literals" in the SOQL and SOSL Reference.
import { startOf, type Unit } from './calendar';

/** Day numbers from `start` (inclusive) to `end` (exclusive). */
export interface DayRange {
  readonly start: number;
  readonly end: number;
}

const unitPattern = '(?:FISCAL_)?(DAY|WEEK|MONTH|QUARTER|YEAR)';
const relative = new RegExp(`^(LAST|THIS|NEXT)_${unitPattern}$`);
const counted = new RegExp(`^(LAST|NEXT)_N_${unitPattern}S:(\\d+)$`);
const ago = new RegExp(`^N_${unitPattern}S_AGO:(\\d+)$`);
const namedDays: Readonly<Record<string, number>> = { YESTERDAY: -1, TODAY: 0, TOMORROW: 1 };
const relativeSteps: Readonly<Record<string, number>> = { LAST: -1, THIS: 0, NEXT: 1 };

/**
 * @param literal case-insensitive, with the count after a colon
 * @param today the day number in the user's time zone
 */
export function rangeOf(literal: string, today: number): DayRange | undefined {
  const name = literal.toUpperCase().replaceAll(/\s/g, '');
  const named = namedDays[name];
  if (named !== undefined) return units('DAY', today, [named, named + 1]);
  if (name === 'LAST_90_DAYS') return lastDays(today, 90);
  if (name === 'NEXT_90_DAYS') return units('DAY', today, [1, 91]);

  const plain = relative.exec(name);
  if (plain) {
    const step = relativeSteps[plain[1] ?? ''] ?? 0;
    return units(plain[2] as Unit, today, [step, step + 1]);
  }
  const many = counted.exec(name);
  if (many) {
    const unit = many[2] as Unit;
    const count = Number(many[3]);
    if (many[1] === 'NEXT') return units(unit, today, [1, count + 1]);
    return unit === 'DAY' ? lastDays(today, count) : units(unit, today, [-count, 0]);
  }
  const back = ago.exec(name);
  if (!back) return undefined;
  const count = Number(back[2]);
  return units(back[1] as Unit, today, [-count, 1 - count]);
}

/** Unlike the other LAST_ literals, LAST_N_DAYS includes today. */
function lastDays(today: number, count: number): DayRange {
  return { start: today - count, end: today + 1 };
}

function units(unit: Unit, today: number, [from, to]: readonly [number, number]): DayRange {
  return { start: startOf(unit, today, from), end: startOf(unit, today, to) };
}
