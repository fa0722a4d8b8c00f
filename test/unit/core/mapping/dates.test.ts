// Dates and times are read by a format, in a time zone, and nothing is guessed.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toDateFormat } from '../../../../src/core/mapping/dateFormat';
import { dateReader, dateTimeReader } from '../../../../src/core/mapping/dates';

const problem = (made: string | { readonly problem: string }): string =>
  typeof made === 'string' ? made : made.problem;
const date = (value: string, format: string): string => problem(dateReader(format)(value));
const time = (value: string, format: string, zone?: string, overlap?: 'earlier' | 'later'): string =>
  problem(dateTimeReader({ format, ...(overlap && { overlap }) }, zone)(value));

describe('a date', () => {
  it('is read by its format', () => {
    assert.equal(date('31/12/2024', 'dd/MM/yyyy'), '2024-12-31');
    assert.equal(date('1.2.2024', 'd.M.yyyy'), '2024-02-01');
    assert.equal(date('am 05 of 2024, 01', "'am' dd 'of' yyyy, MM"), '2024-01-05');
    assert.equal(date('2024-12-31 23:59', 'yyyy-MM-dd HH:mm'), '2024-12-31');
  });

  for (const value of [
    '31/13/2024',
    '30/02/2024',
    '29/02/2023',
    '1/12/2024',
    '31/12/24',
    '31.12.2024',
    '31/12/2024 ',
    '00/01/2024',
  ])
    it(`is refused where it has another form or does not exist: “${value}”`, () => {
      assert.equal(date(value, 'dd/MM/yyyy'), `“${value}” is not a date of the form dd/MM/yyyy.`);
    });

  it('has the days of a leap year', () => {
    assert.equal(date('29/02/2000', 'dd/MM/yyyy'), '2000-02-29');
    assert.match(date('29/02/1900', 'dd/MM/yyyy'), /is not a date/);
  });

  it('of any day comes back as it was', () => {
    const days = fc.date({ min: new Date('1700-01-01'), max: new Date('3999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const iso = day.toISOString().slice(0, 10);
        assert.equal(date(iso.split('-').reverse().join('.'), 'dd.MM.yyyy'), iso);
      }),
    );
  });
});

describe('a date and time', () => {
  it('becomes an instant in the time zone of the mapping, in summer and in winter', () => {
    const format = 'dd.MM.yyyy HH:mm';
    assert.equal(time('01.07.2024 12:00', format, 'Europe/Berlin'), '2024-07-01T10:00:00.000Z');
    assert.equal(time('01.01.2024 12:00', format, 'Europe/Berlin'), '2024-01-01T11:00:00.000Z');
    assert.equal(time('01.01.2024 00:30', format, 'Asia/Kolkata'), '2023-12-31T19:00:00.000Z');
    assert.equal(time('01.01.2024', 'dd.MM.yyyy', 'Pacific/Kiritimati'), '2023-12-31T10:00:00.000Z');
  });

  it('that names its time zone keeps it', () => {
    const format = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";
    assert.equal(time('2024-01-01T12:00:00.250+05:30', format), '2024-01-01T06:30:00.250Z');
    assert.equal(time('2024-01-01T12:00:00.250Z', format, 'Asia/Tokyo'), '2024-01-01T12:00:00.250Z');
  });

  it('is read with AM and PM', () => {
    const at = (value: string): string => time(value, 'M/d/yyyy h:mm a', 'UTC');
    assert.equal(at('1/5/2024 12:04 AM'), '2024-01-05T00:04:00.000Z');
    assert.equal(at('1/5/2024 12:04 pm'), '2024-01-05T12:04:00.000Z');
    assert.equal(at('1/5/2024 3:04 PM'), '2024-01-05T15:04:00.000Z');
    assert.match(at('1/5/2024 13:04 PM'), /is not a date/);
  });

  const format = 'yyyy-MM-dd HH:mm';

  it('that does not exist because clocks were set forward is refused', () => {
    assert.equal(
      time('2024-03-31 02:30', format, 'Europe/Berlin'),
      '“2024-03-31 02:30” does not exist in Europe/Berlin, because the clocks were set forward over it.',
    );
    assert.equal(time('2024-03-31 01:59', format, 'Europe/Berlin'), '2024-03-31T00:59:00.000Z');
    assert.equal(time('2024-03-31 03:00', format, 'Europe/Berlin'), '2024-03-31T01:00:00.000Z');
  });

  it('that occurred twice is refused, unless the mapping says which one it is', () => {
    const twice = '2024-10-27 02:30';
    assert.match(
      time(twice, format, 'Europe/Berlin'),
      /occurred twice in Europe\/Berlin.* Set overlap to earlier or later\.$/,
    );
    assert.equal(time(twice, format, 'Europe/Berlin', 'earlier'), '2024-10-27T00:30:00.000Z');
    assert.equal(time(twice, format, 'Europe/Berlin', 'later'), '2024-10-27T01:30:00.000Z');
    assert.equal(time('2024-10-27 03:00', format, 'Europe/Berlin'), '2024-10-27T02:00:00.000Z');
  });

  it('shows the local time that was read, in every time zone', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'UTC',
    );
    const instants = fc.date({ min: new Date('1960-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          ...({ dateStyle: 'short', timeStyle: 'medium' } as const),
        }).format(instant);
        const read = ['earlier', 'later'].map((overlap) =>
          time(shown, 'yyyy-MM-dd HH:mm:ss', zone, overlap as 'earlier' | 'later'),
        );
        const whole = new Date(Math.floor(instant.getTime() / 1000) * 1000).toISOString();
        assert.ok(read.includes(whole), `${shown} in ${zone} is ${whole}, not ${read.join(' or ')}`);
      }),
    );
  });
});

describe('a date format', () => {
  const wrong = (format: string): string => {
    const made = toDateFormat(format);
    return 'wrong' in made ? made.wrong : '';
  };
  const cases = [
    ['dd/MM/yy', 'yy does not say which century. Write years with four digits: yyyy'],
    ['dd/MMM/yyyy', "MMM has no meaning. Put letters that are not part of the date in quotes: 'MMM'"],
    ['MM/yyyy', 'it has no day'],
    ['dd/MM/yyyy dd', 'dd has the same meaning as letters before it'],
    ["dd/MM/yyyy 'at", 'a quote is not closed'],
    ['dd/MM/yyyy hh:mm', 'h goes with a, which reads AM and PM, and H goes without it'],
    ['dd/MM/yyyy mm', 'it has a small unit of time without the larger one'],
  ] as const;
  for (const [format, message] of cases)
    it(`says why it cannot be used: ${format}`, () => assert.equal(wrong(format), message));

  it('may have any other characters, which stand for themselves', () => {
    assert.equal(date('[2024]+(01)*05?', '[yyyy]+(MM)*dd?'), '2024-01-05');
  });
});
