// SOQL date functions on stored dates and datetimes, in the user's time zone (UTC).
import type { FieldDef, Value } from '../data/schema';
import { dayOf, startOf } from './calendar';

interface DateFunction {
  readonly takes: readonly FieldDef['type'][];
  readonly gives: 'int' | 'date';
  /** @param text a stored date or datetime */
  readonly of: (text: string) => number | string;
}

const yearOf = (text: string): number => Number(text.slice(0, 4));
const monthOf = (text: string): number => Number(text.slice(5, 7));
const dayInMonth = (text: string): number => Number(text.slice(8, 10));
const quarterOf = (text: string): number => Math.ceil(monthOf(text) / 3);
const numberOfDay = (text: string): number => dayOf(Date.parse(text.slice(0, 10)));

function dayInYear(text: string): number {
  const day = numberOfDay(text);
  return day - startOf('YEAR', day) + 1;
}

/** Sunday is 1, Saturday is 7. */
function dayInWeek(text: string): number {
  const day = numberOfDay(text);
  return day - startOf('WEEK', day) + 1;
}

function ofBoth(of: (text: string) => number): DateFunction {
  return { takes: ['date', 'datetime'], gives: 'int', of };
}

/** By uppercase name. The fiscal year of the practice org starts in January. */
const dateFunctions: Readonly<Record<string, DateFunction>> = {
  CALENDAR_YEAR: ofBoth(yearOf),
  CALENDAR_QUARTER: ofBoth(quarterOf),
  CALENDAR_MONTH: ofBoth(monthOf),
  FISCAL_YEAR: ofBoth(yearOf),
  FISCAL_QUARTER: ofBoth(quarterOf),
  FISCAL_MONTH: ofBoth(monthOf),
  DAY_IN_MONTH: ofBoth(dayInMonth),
  DAY_IN_WEEK: ofBoth(dayInWeek),
  DAY_IN_YEAR: ofBoth(dayInYear),
  WEEK_IN_MONTH: ofBoth((text) => Math.ceil(dayInMonth(text) / 7)),
  WEEK_IN_YEAR: ofBoth((text) => Math.ceil(dayInYear(text) / 7)),
  HOUR_IN_DAY: { takes: ['datetime'], gives: 'int', of: (text) => Number(text.slice(11, 13)) },
  DAY_ONLY: { takes: ['datetime'], gives: 'date', of: (text) => text.slice(0, 10) },
};

/** Case-insensitive. */
export function dateFunction(name: string): DateFunction | undefined {
  return dateFunctions[name.toUpperCase()];
}

export function applyDate(fn: DateFunction, value: Value): Value {
  return typeof value === 'string' ? fn.of(value) : null;
}
