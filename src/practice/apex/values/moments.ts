// Date, Datetime, Time and Blob. All users of the practice org are in the time zone of Greenwich.

const dayMs = 86_400_000;
const two = (value: number): string => String(value).padStart(2, '0');

export class ApexDate {
  /** Days since 1970-01-01. */
  constructor(readonly day: number) {}

  static of(year: number, month: number, day: number): ApexDate {
    const date = new Date(Date.UTC(2000, month - 1, day));
    date.setUTCFullYear(year, month - 1, day);
    return new ApexDate(Math.floor(date.getTime() / dayMs));
  }

  static ofMs(ms: number): ApexDate {
    return new ApexDate(Math.floor(ms / dayMs));
  }

  /** Reads `2026-01-31`; undefined for other text. */
  static parse(text: string): ApexDate | undefined {
    const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text.trim()) ?? [];
    return year === '' ? undefined : ApexDate.of(Number(year), Number(month), Number(day));
  }

  get ms(): number {
    return this.day * dayMs;
  }

  get parts(): { readonly year: number; readonly month: number; readonly day: number } {
    const date = new Date(this.ms);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  }

  /** The last day of the month when it is shorter. */
  addMonths(count: number): ApexDate {
    const { year, month, day } = this.parts;
    const lastDay = ApexDate.of(year, month + count + 1, 0).parts.day;
    return ApexDate.of(year, month + count, Math.min(day, lastDay));
  }

  /** `2026-01-31`. */
  get iso(): string {
    return new Date(this.ms).toISOString().slice(0, 10);
  }

  toString(): string {
    return `${this.iso} 00:00:00`;
  }
}

export class ApexDatetime {
  constructor(readonly ms: number) {}

  /** Reads `2026-01-31 10:00:00` and ISO 8601; undefined for other text. */
  static parse(text: string): ApexDatetime | undefined {
    const plain = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
    const [, year, month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] =
      plain.exec(text.trim()) ?? [];
    if (year === undefined) return undefined;
    const iso = `${year}-${two(Number(month))}-${two(Number(day))}T${two(Number(hour))}:${minute.padStart(2, '0')}`;
    const withZone = zone === 'Z' ? 'Z' : zone.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
    const ms = Date.parse(`${iso}:${second.padStart(2, '0')}${fraction}${withZone}`);
    return Number.isNaN(ms) ? undefined : new ApexDatetime(ms);
  }

  get date(): ApexDate {
    return ApexDate.ofMs(this.ms);
  }

  get time(): ApexTime {
    return new ApexTime(this.ms - this.date.ms);
  }

  get iso(): string {
    return new Date(this.ms).toISOString();
  }

  /** `2026-01-31 10:00:00`. */
  toString(): string {
    return this.iso.slice(0, 19).replace('T', ' ');
  }
}

export class ApexTime {
  /** Milliseconds since midnight. */
  constructor(readonly ms: number) {}

  static of(hour: number, minute: number, second: number, ms: number): ApexTime {
    const total = ((hour * 60 + minute) * 60 + second) * 1000 + ms;
    return new ApexTime(((total % dayMs) + dayMs) % dayMs);
  }

  static parse(text: string): ApexTime | undefined {
    const [, hour, minute = '', second = '0', fraction = '0'] =
      /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?Z?$/.exec(text) ?? [];
    if (hour === undefined) return undefined;
    return ApexTime.of(Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0')));
  }

  toString(): string {
    return new Date(this.ms).toISOString().slice(11);
  }
}

export class ApexBlob {
  constructor(readonly bytes: Buffer) {}

  toString(): string {
    return `Blob[${this.bytes.length}]`;
  }
}
