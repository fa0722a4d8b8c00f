// Every kind of bad day in every phase of a retry: it is a load, its attempts add up to the input, and no row arrives twice.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { JobState } from '../../src/core/core';
import type { HttpAction, JobAction } from '../../src/practice/org/faults';
import { loadPhases as phases, passing, stopping } from './badDays';
import { openHouse, signal, type House } from './house';

describe('a retry on a bad day', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true, idleTimeoutMs: 400 });
  });
  afterEach(() => house.close());

  const rows = Array.from({ length: 12 }, (_, row) => `Row ${row},${row < 6 ? '' : 'no e-mail'}\n`);

  /** Six of twelve rows failed; all but one of them are mended and sent again, in two parts. */
  async function retry(arm: () => void): Promise<{ readonly first: JobState; readonly again: JobState }> {
    const { jobs } = house.core;
    const first = await house.load(await house.csv('a.csv', `LastName,Email\n${rows.join('')}`), { object: 'Contact' });
    const offer = await jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
    const text = await readFile(offer.file, 'utf8');
    await writeFile(offer.file, text.replace(/"no e-mail"(?=\n[^\n])/g, ''));
    arm();
    const again = await jobs.whenFinished(await jobs.start({ ...offer.spec, partRecords: 3 }), signal);
    return { first, again };
  }
  const arm =
    (at: object, action: HttpAction | JobAction): (() => void) =>
    () =>
      house.practice.faults.add({ ...at, action });
  const arrived = async (): Promise<unknown> => {
    const [found] = await house.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'");
    return found?.['n'];
  };
  const allIn = { total: 12, succeeded: 11, failed: 1, unprocessed: 0, pending: 0, leftOut: 0 };

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, action] of Object.entries(passing))
      it(`${phase}: ${fault}`, async () => {
        const { first, again } = await retry(arm(at, action));
        assert.deepEqual([again.outcome, again.error, again.interrupted], ['completed', undefined, undefined]);
        assert.deepEqual(house.core.jobs.attempts(first.jobId)?.totals, allIn);
        assert.equal(await arrived(), 11);
      });

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, { action, code }] of Object.entries(stopping))
      it(`${phase}: ${fault}; its rows are taken until it is resumed, and then all are in`, async () => {
        const { first, again } = await retry(arm(at, action));
        assert.equal(again.interrupted?.code, code);
        await house.signInAgain();
        const taken = house.core.jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
        await assert.rejects(taken, { code: 'job.nothingToRetry' });
        await house.core.jobs.resume(again.jobId);
        await house.core.jobs.whenFinished(again.jobId, signal);
        assert.deepEqual(house.core.jobs.attempts(first.jobId)?.totals, allIn);
        assert.equal(await arrived(), 11);
      });

  it('leaves what Salesforce did not come to open for the next attempt', async () => {
    const message = 'InternalServerError : Unable to process';
    const { first, again } = await retry(arm({ object: 'Contact' }, { kind: 'failJob', afterChunks: 0, message }));
    assert.equal(again.outcome, 'failed');
    const totals = house.core.jobs.attempts(first.jobId)?.totals;
    assert.equal((totals?.succeeded ?? 0) + (totals?.failed ?? 0) + (totals?.unprocessed ?? 0), 12);
    assert.equal(totals?.unprocessed, again.unprocessed);
    const next = await house.core.jobs.prepareRetry(again.jobId, { list: 'unprocessed' }, signal);
    assert.equal(next.records, again.unprocessed);
    await house.core.jobs.whenFinished(await house.core.jobs.start(next.spec), signal);
    assert.equal(house.core.jobs.attempts(first.jobId)?.totals.unprocessed, 0);
    assert.equal(await arrived(), house.core.jobs.attempts(first.jobId)?.totals.succeeded);
  });
});
