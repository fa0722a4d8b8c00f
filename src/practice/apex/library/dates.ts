// Date, Datetime and Time.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { LibraryFunction } from '../typeSystem/model';
import type { Transaction } from '../run/transaction';
import { formatDatetime, localDate, localDatetime } from '../values/datetimeFormat';
import { ApexDate, ApexDatetime, ApexTime } from '../values/moments';
import { toText } from '../values/text';

const dayMs = 86_400_000;
const today = (tx: Transaction): ApexDate => ApexDate.ofMs(tx.org.now());

function parseDate(text: unknown, tx: Transaction): ApexDate {
  if (text instanceof ApexDate) return text;
  if (text instanceof ApexDatetime) return text.date;
  const date = ApexDate.parse(toText(text));
  if (date === undefined) throw tx.error('TypeException', `Invalid date: ${toText(text)}`);
  return date;
}

function parseLocalDate(text: string, tx: Transaction): ApexDate {
  const [, month, day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim()) ?? [];
  if (month === undefined) throw tx.error('TypeException', `Invalid date: ${text}`);
  return ApexDate.of(Number(year), Number(month), Number(day));
}

function parseDatetime(text: unknown, tx: Transaction): ApexDatetime {
  if (text instanceof ApexDatetime) return text;
  if (text instanceof ApexDate) return new ApexDatetime(text.ms);
  const moment = ApexDatetime.parse(toText(text));
  if (moment === undefined) throw tx.error('TypeException', `Invalid date/time: ${toText(text)}`);
  return moment;
}

const dateSpec: LibrarySpec = {
  name: 'Date',
  methods: {
    'Integer year()': (d: ApexDate) => d.parts.year,
    'Integer month()': (d: ApexDate) => d.parts.month,
    'Integer day()': (d: ApexDate) => d.parts.day,
    'Integer dayOfYear()': (d: ApexDate) => d.day - ApexDate.of(d.parts.year, 1, 1).day + 1,
    'Date addDays(Integer)': (d: ApexDate, count: number) => new ApexDate(d.day + count),
    'Date addMonths(Integer)': (d: ApexDate, count: number) => d.addMonths(count),
    'Date addYears(Integer)': (d: ApexDate, count: number) => d.addMonths(count * 12),
    'Integer daysBetween(Date)': (d: ApexDate, other: ApexDate) => other.day - d.day,
    'Integer monthsBetween(Date)': (d: ApexDate, other: ApexDate) =>
      (other.parts.year - d.parts.year) * 12 + other.parts.month - d.parts.month,
    'Boolean isSameDay(Date)': (d: ApexDate, other: ApexDate) => d.day === other.day,
    'Date toStartOfMonth()': (d: ApexDate) => ApexDate.of(d.parts.year, d.parts.month, 1),
    'Date toStartOfWeek()': (d: ApexDate) => new ApexDate(d.day - new Date(d.ms).getUTCDay()),
    'String format()': (d: ApexDate) => localDate(d.ms),
  },
  statics: {
    'Date today()': today,
    'Date newInstance(Integer, Integer, Integer)': (year: number, month: number, day: number) =>
      ApexDate.of(year, month, day),
    'Date valueOf(Object)': parseDate,
    'Date parse(String)': parseLocalDate,
    'Integer daysInMonth(Integer, Integer)': (year: number, month: number) => ApexDate.of(year, month + 1, 0).parts.day,
    'Boolean isLeapYear(Integer)': (year: number) => ApexDate.of(year, 3, 0).parts.day === 29,
  },
};

const plus = (d: ApexDatetime, ms: number): ApexDatetime => new ApexDatetime(d.ms + ms);
const plusMonths = (d: ApexDatetime, months: number): ApexDatetime =>
  new ApexDatetime(d.date.addMonths(months).ms + d.time.ms);

const part =
  (read: (date: Date) => number) =>
  (d: ApexDatetime): number =>
    read(new Date(d.ms));

/** Greenwich and local time are the same. */
const withGmt = (specs: NonNullable<LibrarySpec['methods']>): NonNullable<LibrarySpec['methods']> => ({
  ...specs,
  ...Object.fromEntries(Object.entries(specs).map(([text, run]) => [text.replace('()', 'Gmt()'), run])),
});

const instance = (...[year, month, day, ...time]: number[]): ApexDatetime => {
  const [hour = 0, minute = 0, second = 0] = time;
  return new ApexDatetime(
    ApexDate.of(year ?? 1970, month ?? 1, day ?? 1).ms + ((hour * 60 + minute) * 60 + second) * 1000,
  );
};

type Made = [number, number, number, Transaction];
const instances: NonNullable<LibrarySpec['statics']> = Object.fromEntries<LibraryFunction>(
  ['newInstance', 'newInstanceGmt'].flatMap((name): [string, LibraryFunction][] => [
    [`Datetime ${name}(Date, Time)`, (d: ApexDate, t: ApexTime) => new ApexDatetime(d.ms + t.ms)],
    [`Datetime ${name}(Integer, Integer, Integer)`, (...[y, m, d]: Made) => instance(y, m, d)],
    [
      `Datetime ${name}(Integer, Integer, Integer, Integer, Integer, Integer)`,
      (...values: number[]) => instance(...values.slice(0, 6)),
    ],
  ]),
);

const datetimeSpec: LibrarySpec = {
  name: 'Datetime',
  methods: {
    ...withGmt({
      'Integer year()': part((date) => date.getUTCFullYear()),
      'Integer month()': part((date) => date.getUTCMonth() + 1),
      'Integer day()': part((date) => date.getUTCDate()),
      'Integer hour()': part((date) => date.getUTCHours()),
      'Integer minute()': part((date) => date.getUTCMinutes()),
      'Integer second()': part((date) => date.getUTCSeconds()),
      'Integer millisecond()': part((date) => date.getUTCMilliseconds()),
      'Date date()': (d: ApexDatetime) => d.date,
      'Time time()': (d: ApexDatetime) => d.time,
    }),
    'Long getTime()': (d: ApexDatetime) => BigInt(d.ms),
    'Datetime addDays(Integer)': (d: ApexDatetime, count: number) => plus(d, count * dayMs),
    'Datetime addHours(Integer)': (d: ApexDatetime, count: number) => plus(d, count * 3_600_000),
    'Datetime addMinutes(Integer)': (d: ApexDatetime, count: number) => plus(d, count * 60_000),
    'Datetime addSeconds(Integer)': (d: ApexDatetime, count: number) => plus(d, count * 1000),
    'Datetime addMonths(Integer)': plusMonths,
    'Datetime addYears(Integer)': (d: ApexDatetime, count: number) => plusMonths(d, count * 12),
    'Boolean isSameDay(Datetime)': (d: ApexDatetime, other: ApexDatetime) => d.date.day === other.date.day,
    'String format()': (d: ApexDatetime) => localDatetime(d.ms),
    'String format(String)': (d: ApexDatetime, pattern: string) => formatDatetime(d.ms, pattern),
    'String format(String, String)': (d: ApexDatetime, pattern: string) => formatDatetime(d.ms, pattern),
    'String formatGmt(String)': (d: ApexDatetime, pattern: string) => formatDatetime(d.ms, pattern),
    'String formatLong()': (d: ApexDatetime) => `${localDate(d.ms)}, ${formatDatetime(d.ms, 'h:mm:ss a')} GMT`,
  },
  statics: {
    'Datetime now()': (tx: Transaction) => new ApexDatetime(tx.org.now()),
    'Datetime newInstance(Long)': (ms: bigint) => new ApexDatetime(Number(ms)),
    ...instances,
    'Datetime valueOf(Object)': parseDatetime,
    'Datetime valueOfGmt(String)': parseDatetime,
  },
};

const timeSpec: LibrarySpec = {
  name: 'Time',
  methods: {
    'Integer hour()': (t: ApexTime) => Math.floor(t.ms / 3_600_000),
    'Integer minute()': (t: ApexTime) => Math.floor(t.ms / 60_000) % 60,
    'Integer second()': (t: ApexTime) => Math.floor(t.ms / 1000) % 60,
    'Integer millisecond()': (t: ApexTime) => t.ms % 1000,
    'Time addHours(Integer)': (t: ApexTime, count: number) => ApexTime.of(count, 0, 0, t.ms),
    'Time addMinutes(Integer)': (t: ApexTime, count: number) => ApexTime.of(0, count, 0, t.ms),
    'Time addSeconds(Integer)': (t: ApexTime, count: number) => ApexTime.of(0, 0, count, t.ms),
  },
  statics: {
    'Time newInstance(Integer, Integer, Integer, Integer)': (
      ...[hour, minute, second, ms]: [number, number, number, number]
    ) => ApexTime.of(hour, minute, second, ms),
  },
};

export const dateSpecs: readonly LibrarySpec[] = [dateSpec, datetimeSpec, timeSpec];
