// TimeZone: the zones that the platform of this computer knows. Users of the practice org are in that of Greenwich.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { ApexDatetime } from '../values/moments';

class Zone {
  constructor(readonly id: string) {}

  toString(): string {
    return this.id;
  }
}

/** Greenwich for a name that is unknown, as in Java. */
function zoneOf(name: string): Zone {
  try {
    return new Zone(new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone && name);
  } catch {
    return new Zone('GMT');
  }
}

/** The distance to Greenwich in milliseconds, with daylight saving time. */
function offset({ id }: Zone, { ms }: ApexDatetime): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: id,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const read = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const local = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
  return local - Math.floor(ms / 1000) * 1000;
}

function displayName({ id }: Zone): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: id, timeZoneName: 'long' }).formatToParts(0);
  return `(${id}) ${parts.find(({ type }) => type === 'timeZoneName')?.value ?? id}`;
}

export const timeZoneSpec: LibrarySpec = {
  name: 'TimeZone',
  statics: { 'TimeZone getTimeZone(String)': zoneOf },
  methods: {
    'String getID()': ({ id }: Zone) => id,
    'String getDisplayName()': displayName,
    'Integer getOffset(Datetime)': offset,
    'String toString()': ({ id }: Zone) => id,
  },
};

export const userTimeZone = (): Zone => new Zone('GMT');
