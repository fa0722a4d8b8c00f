// The patterns of Datetime.format, as in Java's SimpleDateFormat.
const months = 'January February March April May June July August September October November December'.split(' ');
const days = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

type Part = (date: Date, letters: number) => string;

const padded =
  (read: (date: Date) => number): Part =>
  (date, letters) =>
    String(read(date)).padStart(letters, '0');

const parts: Readonly<Record<string, Part>> = {
  y: (date, letters) => (letters === 2 ? String(date.getUTCFullYear()).slice(-2) : String(date.getUTCFullYear())),
  M: (date, letters) => {
    const name = months[date.getUTCMonth()] ?? '';
    if (letters >= 3) return letters === 3 ? name.slice(0, 3) : name;
    return String(date.getUTCMonth() + 1).padStart(letters, '0');
  },
  d: padded((date) => date.getUTCDate()),
  H: padded((date) => date.getUTCHours()),
  k: padded((date) => date.getUTCHours() || 24),
  h: padded((date) => date.getUTCHours() % 12 || 12),
  K: padded((date) => date.getUTCHours() % 12),
  m: padded((date) => date.getUTCMinutes()),
  s: padded((date) => date.getUTCSeconds()),
  S: padded((date) => date.getUTCMilliseconds()),
  a: (date) => (date.getUTCHours() < 12 ? 'AM' : 'PM'),
  E: (date, letters) => {
    const name = days[date.getUTCDay()] ?? '';
    return letters > 3 ? name : name.slice(0, 3);
  },
  u: (date) => String(date.getUTCDay() || 7),
  z: () => 'GMT',
  Z: () => '+0000',
  X: () => 'Z',
};

export function formatDatetime(ms: number, pattern: string): string {
  const date = new Date(ms);
  return pattern.replaceAll(/'((?:[^']|'')*)'|([a-zA-Z])\2*/g, (run: string, quoted?: string, letter?: string) => {
    if (letter === undefined) return quoted === '' ? "'" : (quoted ?? '').replaceAll("''", "'");
    return parts[letter]?.(date, run.length) ?? run;
  });
}

/** As the locale en_US shows it: `1/31/2026, 10:00 AM`. */
export const localDatetime = (ms: number): string => `${localDate(ms)}, ${formatDatetime(ms, 'h:mm a')}`;

export const localDate = (ms: number): string => formatDatetime(ms, 'M/d/yyyy');
