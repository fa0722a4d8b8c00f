// Turns dates and times of a file into those of the Salesforce API: `2024-12-31`, `2024-12-31T09:30:00.000Z`.
import type { Step } from '../model/mapping';
import { toDateFormat, type DateFormat, type DateParts } from './dateFormat';
import { failure, type Converted } from './failure';
import { timeZoneOf, type TimeZone } from './timeZone';

type DateTimeStep = Extract<Step, { readonly kind: 'dateTime' }>;

/** The date as it is written, whatever its time zone. The format has no flaw. */
export function dateReader(format: string): (value: string) => Converted {
  const reader = usable(format);
  return (value) => {
    const parts = reader.read(value);
    return parts ? `${pad(parts.year, 4)}-${pad(parts.month)}-${pad(parts.day)}` : noDate(value, format);
  };
}

/** `timeZone` is that of values whose format names none. */
export function dateTimeReader(
  { format, overlap }: Omit<DateTimeStep, 'kind'>,
  timeZone: string | undefined,
): (value: string) => Converted {
  const reader = usable(format);
  const zone = reader.hasZone || timeZone === undefined ? undefined : timeZoneOf(timeZone);
  return (value) => {
    const parts = reader.read(value);
    if (!parts) return noDate(value, format);
    const local = toMs(parts);
    if (!zone || timeZone === undefined) return new Date(local - (parts.offset ?? 0) * minuteMs).toISOString();
    return inZone(local, { zone, value, timeZone, overlap });
  };
}

interface LocalTime {
  readonly zone: TimeZone;
  readonly value: string;
  readonly timeZone: string;
  readonly overlap: DateTimeStep['overlap'];
}

function inZone(local: number, { zone, value, timeZone, overlap }: LocalTime): Converted {
  const [first, second] = zone.instantsOf(local);
  if (first === undefined)
    return failure(value, `does not exist in ${timeZone}, because the clocks were set forward over it.`);
  if (second === undefined) return new Date(first).toISOString();
  if (overlap !== undefined) return new Date(overlap === 'earlier' ? first : second).toISOString();
  return failure(
    value,
    `occurred twice in ${timeZone}, because the clocks were set back. Set overlap to earlier or later.`,
  );
}

const minuteMs = 60_000;

/** checkMapping has named the flaws of formats before. */
function usable(format: string): DateFormat {
  const reader = toDateFormat(format);
  if ('wrong' in reader) throw new Error(`The date format ${format} cannot be used: ${reader.wrong}.`);
  return reader;
}

function toMs({ year, month, day, hour, minute, second, ms }: DateParts): number {
  // Date.UTC takes years before 100 for those of the last century.
  if (year >= 100) return Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return new Date(0).setUTCFullYear(year, month - 1, day) + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

const pad = (number: number, digits = 2): string => String(number).padStart(digits, '0');

const noDate = (value: string, format: string): Converted => failure(value, `is not a date of the form ${format}.`);
