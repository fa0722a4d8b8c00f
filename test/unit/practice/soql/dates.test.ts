// Dates in queries: every date literal as a range of days, comparisons with ranges, and the date functions.
import assert from 'node:assert/strict';
import { dateText, dayOf } from '../../../../src/practice/soql/calendar';
import { rangeOf } from '../../../../src/practice/soql/dateLiterals';
import { column, emptyOrg, insert, nowMs, sampleOrg } from './sampleOrg';

/** The first and last day of a date literal on Wednesday, 18 February 2026. */
function days(literal: string): string {
  const range = rangeOf(literal, dayOf(nowMs));
  return range ? `${dateText(range.start)} … ${dateText(range.end - 1)}` : 'unknown';
}

describe('date literals', () => {
  const expected: Readonly<Record<string, string>> = {
    YESTERDAY: '2026-02-17 … 2026-02-17',
    TODAY: '2026-02-18 … 2026-02-18',
    TOMORROW: '2026-02-19 … 2026-02-19',
    LAST_WEEK: '2026-02-08 … 2026-02-14',
    THIS_WEEK: '2026-02-15 … 2026-02-21',
    NEXT_WEEK: '2026-02-22 … 2026-02-28',
    LAST_MONTH: '2026-01-01 … 2026-01-31',
    THIS_MONTH: '2026-02-01 … 2026-02-28',
    NEXT_MONTH: '2026-03-01 … 2026-03-31',
    LAST_90_DAYS: '2025-11-20 … 2026-02-18',
    NEXT_90_DAYS: '2026-02-19 … 2026-05-19',
    LAST_QUARTER: '2025-10-01 … 2025-12-31',
    THIS_QUARTER: '2026-01-01 … 2026-03-31',
    NEXT_QUARTER: '2026-04-01 … 2026-06-30',
    LAST_YEAR: '2025-01-01 … 2025-12-31',
    THIS_YEAR: '2026-01-01 … 2026-12-31',
    NEXT_YEAR: '2027-01-01 … 2027-12-31',
    LAST_FISCAL_QUARTER: '2025-10-01 … 2025-12-31',
    THIS_FISCAL_YEAR: '2026-01-01 … 2026-12-31',
    'LAST_N_DAYS:7': '2026-02-11 … 2026-02-18',
    'NEXT_N_DAYS:7': '2026-02-19 … 2026-02-25',
    'N_DAYS_AGO:7': '2026-02-11 … 2026-02-11',
    'LAST_N_WEEKS:2': '2026-02-01 … 2026-02-14',
    'NEXT_N_WEEKS:2': '2026-02-22 … 2026-03-07',
    'N_WEEKS_AGO:2': '2026-02-01 … 2026-02-07',
    'LAST_N_MONTHS:3': '2025-11-01 … 2026-01-31',
    'NEXT_N_MONTHS:3': '2026-03-01 … 2026-05-31',
    'N_MONTHS_AGO:3': '2025-11-01 … 2025-11-30',
    'LAST_N_QUARTERS:2': '2025-07-01 … 2025-12-31',
    'NEXT_N_QUARTERS:2': '2026-04-01 … 2026-09-30',
    'N_QUARTERS_AGO:2': '2025-07-01 … 2025-09-30',
    'LAST_N_YEARS:2': '2024-01-01 … 2025-12-31',
    'NEXT_N_YEARS:2': '2027-01-01 … 2028-12-31',
    'N_YEARS_AGO:2': '2024-01-01 … 2024-12-31',
    'LAST_N_FISCAL_QUARTERS:2': '2025-07-01 … 2025-12-31',
    'N_FISCAL_YEARS_AGO:1': '2025-01-01 … 2025-12-31',
  };
  for (const [literal, range] of Object.entries(expected)) {
    it(`${literal} means ${range}`, () => assert.equal(days(literal), range));
  }

  it('ignore letter case', () => assert.equal(days('last_n_days: 7'), expected['LAST_N_DAYS:7']));
});

describe('dates in WHERE', () => {
  const deals = (where: string) => column(sampleOrg().org, `SELECT Name FROM Opportunity WHERE ${where}`);
  const since = (condition: string) =>
    column(sampleOrg().org, `SELECT Name FROM Account WHERE Customer_Since__c ${condition}`);

  it('compare with a range by its bounds: within it, before its start, after its end', async () => {
    assert.deepEqual(await deals('CreatedDate = LAST_MONTH'), ['South', 'East']);
    assert.deepEqual(await deals('CreatedDate < LAST_MONTH'), ['North']);
    assert.deepEqual(await deals('CreatedDate > LAST_MONTH'), ['West']);
    assert.deepEqual(await deals('CreatedDate >= LAST_MONTH'), ['South', 'East', 'West']);
    assert.deepEqual(await deals('CreatedDate <= LAST_MONTH'), ['North', 'South', 'East']);
    assert.deepEqual(await deals('CreatedDate != LAST_MONTH'), ['North', 'West']);
    assert.deepEqual(await deals('CreatedDate IN (TODAY, N_MONTHS_AGO:3)'), ['North', 'West']);
  });

  it('work for date fields', async () => {
    assert.deepEqual(await since('= YESTERDAY'), ['Acme']);
    assert.deepEqual(await since('= LAST_YEAR'), ['globex']);
    assert.deepEqual(await since('< 2026-01-01'), ['globex']);
    assert.deepEqual(await since('= 2025-12-31'), ['globex']);
  });

  it('accept datetimes with any offset', async () => {
    assert.deepEqual(await deals('CreatedDate > 2026-01-20T14:00:00+02:00'), ['West']);
    assert.deepEqual(await deals('CreatedDate = 2026-01-20T12:00:00Z'), ['East']);
    assert.deepEqual(await deals('CreatedDate = 2026-01-20T13:30:00.000+0130'), ['East']);
  });

  it('support date functions', async () => {
    assert.deepEqual(await deals('CALENDAR_YEAR(CreatedDate) = 2025'), ['North']);
    assert.deepEqual(await deals('DAY_ONLY(CreatedDate) = 2026-01-15'), ['South']);
    assert.deepEqual(await deals('DAY_ONLY(CreatedDate) = TODAY'), ['West']);
    assert.deepEqual(await deals('HOUR_IN_DAY(CreatedDate) = 23'), ['North']);
  });
});

describe('date functions', () => {
  const expected = {
    CALENDAR_YEAR: 2024,
    CALENDAR_QUARTER: 2,
    CALENDAR_MONTH: 5,
    FISCAL_YEAR: 2024,
    FISCAL_QUARTER: 2,
    FISCAL_MONTH: 5,
    DAY_IN_MONTH: 12,
    DAY_IN_WEEK: 1,
    DAY_IN_YEAR: 133,
    WEEK_IN_MONTH: 2,
    WEEK_IN_YEAR: 19,
    HOUR_IN_DAY: 21,
    DAY_ONLY: '2024-05-12',
  };
  for (const [name, value] of Object.entries(expected)) {
    it(`${name} of Sunday, 12 May 2024, 21:05 is ${value}`, async () => {
      const org = emptyOrg();
      insert(org, 'Account', { Name: 'A', CreatedDate: '2024-05-12T21:05:00.000+0000' });
      const text = `SELECT ${name}(CreatedDate) d FROM Account GROUP BY ${name}(CreatedDate)`;
      assert.deepEqual(await column(org, text, 'd'), [value]);
    });
  }
});
