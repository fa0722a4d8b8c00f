// Exports over REST with faults: three pages of 2,000 records, each downloaded once, with the same bytes as over Bulk
// API.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobState } from '../../../src/core/core';
import { dieAfter, dieAtEveryEvent, finishElsewhere } from '../setup/childJobs';
import { expectedCsv, fillContacts, soql } from '../setup/exportRows';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

const records = 4_500;
/** created, queryCounted, and a pageSaved for each of three pages. */
const fewestDeaths = 2 + 3;
const secondPage = { method: 'GET', path: '*/query/01g*' };
const cursorGone = {
  kind: 'refuse',
  status: 400,
  errorCode: 'INVALID_QUERY_LOCATOR',
  message: 'invalid query locator',
} as const;

describe('an export over REST', function () {
  this.timeout(900_000);
  let setup: CoreSetup;
  let expected: string;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
    await fillContacts(setup, records);
    expected = await expectedCsv(setup, soql);
    setup.practice.requests.clear();
  });
  afterEach(() => setup.close());

  const pagesAsked = (): number => setup.practice.requests.all.filter(({ path }) => path.includes('/query')).length;
  const check = async (state: JobState, what: string, file = 'export.csv'): Promise<void> => {
    assert.deepEqual([state.outcome, state.total, state.succeeded], ['completed', records, records], what);
    assert.ok((await readFile(join(setup.folder, file), 'utf8')) === expected, `${what}: the same bytes`);
  };

  it('has the bytes of an export over the Bulk API, and requests each page once', async () => {
    await check(await setup.export(soql, { rest: true }), 'a good day');
    assert.equal(pagesAsked(), 3);
  });

  it('continues at its locator after the session expired', async () => {
    setup.practice.faults.add({ ...secondPage, action: { kind: 'expireSessions' } });
    const state = await setup.export(soql, { rest: true });
    assert.deepEqual([state.interrupted?.code, state.succeeded], ['login.expired', 2_000]);
    await setup.signInAgain();
    const before = pagesAsked();
    await setup.core.jobs.resume(state.jobId);
    await check(await setup.core.jobs.whenFinished(state.jobId, signal), 'resumed');
    assert.equal(pagesAsked() - before, 2, 'nothing is fetched twice');
  });

  it('starts over when Salesforce has dropped the locator, and says so', async () => {
    setup.practice.faults.add({ ...secondPage, action: cursorGone });
    const state = await setup.export(soql, { rest: true });
    await check(state, 'restarted');
    assert.equal(state.restarted?.code, 'job.locatorExpired');
  });

  it('fails when the locator is dropped again and again', async () => {
    setup.practice.faults.add({ ...secondPage, times: 0, action: cursorGone });
    const state = await setup.export(soql, { rest: true });
    assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.locatorExpiredTwice']);
    assert.deepEqual(
      (await readdir(setup.folder)).filter((name) => name.startsWith('export.csv')),
      [],
    );
  });

  it('survives a kill after any event, with the same bytes', async () => {
    const deaths = await dieAtEveryEvent(async (lastEvent) => {
      const file = `kill${lastEvent}.csv`;
      const spec = { kind: 'export', soql, file: join(setup.folder, file), format: 'csv', rest: true } as const;
      const killedBy = await dieAfter(lastEvent, spec, setup);
      await check(await finishElsewhere(setup), `event ${lastEvent}`, file);
      return killedBy;
    });
    assert.ok(deaths >= fewestDeaths, `killed ${deaths} times`);
    assert.deepEqual(
      (await readdir(setup.folder)).filter((name) => name.endsWith('.part')),
      [],
    );
  });
});
