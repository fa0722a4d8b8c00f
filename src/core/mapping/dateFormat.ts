// Reads dates and times by a format such as `dd/MM/yyyy HH:mm`. Nothing is guessed: a value has the form or fails.

/** What a value says. `month` and `day` count from 1. */
export interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
  /** Minutes that local time is ahead of UTC; missing when the value names no time zone. */
  readonly offset?: number;
}

type PartName = keyof DateParts | 'half';

interface Token {
  readonly part: PartName;
  /** Digits; missing for a part that has letters or signs. */
  readonly least?: number;
  readonly most?: number;
}

const digits = (part: PartName, least: number, most = least): Token => ({ part, least, most });

/** The letters of a format. `d`, `M`, `H` and `h` take one digit or two. */
const tokens: Readonly<Record<string, Token>> = {
  yyyy: digits('year', 4),
  MM: digits('month', 2),
  M: digits('month', 1, 2),
  dd: digits('day', 2),
  d: digits('day', 1, 2),
  HH: digits('hour', 2),
  H: digits('hour', 1, 2),
  hh: digits('hour', 2),
  h: digits('hour', 1, 2),
  a: { part: 'half' },
  mm: digits('minute', 2),
  ss: digits('second', 2),
  SSS: digits('ms', 3),
  XXX: { part: 'offset' },
};

export interface DateFormat {
  readonly hasTime: boolean;
  readonly hasZone: boolean;
  /** Undefined for a value of another form, and for a date or a time that does not exist. */
  readonly read: (value: string) => DateParts | undefined;
}

/** Why a format cannot be used. */
export interface BadFormat {
  readonly wrong: string;
}

const pieces = /'([^']*)'|([A-Za-z])\2*|[^A-Za-z']+|'/gu;

export function toDateFormat(format: string): DateFormat | BadFormat {
  const sequence: (Token | string)[] = [];
  const parts: PartName[] = [];
  let isHalfDay = false;
  for (const [piece, quoted, letter] of format.matchAll(pieces)) {
    if (piece === "'") return { wrong: 'a quote is not closed' };
    if (letter === undefined) sequence.push(quoted ?? piece);
    else {
      const token = tokens[piece];
      if (!token) return { wrong: unknownLetters(piece) };
      if (parts.includes(token.part)) return { wrong: `${piece} has the same meaning as letters before it` };
      isHalfDay ||= letter === 'h';
      parts.push(token.part);
      sequence.push(token);
    }
  }
  const wrong = flawOf(parts, isHalfDay);
  if (wrong !== undefined) return { wrong };
  return {
    hasTime: parts.includes('hour'),
    hasZone: parts.includes('offset'),
    read: (value) => readParts(value, sequence, isHalfDay),
  };
}

const unknownLetters = (piece: string): string =>
  piece === 'yy' || piece === 'y'
    ? `${piece} does not say which century. Write years with four digits: yyyy`
    : `${piece} has no meaning. Put letters that are not part of the date in quotes: '${piece}'`;

function flawOf(parts: readonly PartName[], isHalfDay: boolean): string | undefined {
  const missing = (['year', 'month', 'day'] as const).find((part) => !parts.includes(part));
  if (missing !== undefined) return `it has no ${missing}`;
  if (isHalfDay !== parts.includes('half')) return 'h goes with a, which reads AM and PM, and H goes without it';
  const isCut =
    (parts.includes('minute') && !parts.includes('hour')) ||
    (parts.includes('second') && !parts.includes('minute')) ||
    (parts.includes('ms') && !parts.includes('second'));
  return isCut ? 'it has a small unit of time without the larger one' : undefined;
}

function readParts(value: string, sequence: readonly (Token | string)[], isHalfDay: boolean): DateParts | undefined {
  const parts: Mutable<DateParts> = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0, ms: 0 };
  let isAfternoon = false;
  let at = 0;
  for (const token of sequence) {
    if (typeof token === 'string') {
      if (!value.startsWith(token, at)) return undefined;
      at += token.length;
    } else if (token.part === 'half') {
      const half = value.slice(at, at + 2).toUpperCase();
      if (half !== 'AM' && half !== 'PM') return undefined;
      isAfternoon = half === 'PM';
      at += 2;
    } else if (token.part === 'offset') {
      const found = /^(?:Z|[+-]\d{2}:\d{2})/.exec(value.slice(at, at + 6));
      if (!found) return undefined;
      parts.offset = toOffset(found[0]);
      at += found[0].length;
    } else {
      const end = digitsEnd(value, at, token.most ?? 0);
      if (end - at < (token.least ?? 0)) return undefined;
      parts[token.part] = Number(value.slice(at, end));
      at = end;
    }
  }
  if (at !== value.length) return undefined;
  if (isHalfDay) {
    if (parts.hour < 1 || parts.hour > 12) return undefined;
    parts.hour = (parts.hour % 12) + (isAfternoon ? 12 : 0);
  }
  return exists(parts) ? parts : undefined;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function digitsEnd(value: string, start: number, most: number): number {
  let at = start;
  while (at < start + most && isDigit(value.charCodeAt(at))) at++;
  return at;
}

/** False past the end, where there is no code. */
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

function toOffset(text: string): number {
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4));
  return text.startsWith('-') ? -minutes : minutes;
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function exists({ year, month, day, hour, minute, second, offset = 0 }: DateParts): boolean {
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) return false;
  if (Math.abs(offset) > 18 * 60) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && isLeap ? 29 : (daysInMonth[month - 1] as number));
}
