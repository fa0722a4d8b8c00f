// Every fault in every phase of a retry: it is a load, its attempts add up to the input, and no row arrives twice.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import type { JobState } from '../../../src/core/core';
import type { HttpAction, JobAction } from '../../../src/practice/org/faults';
import { loadPhases as phases, temporaryFaults, lastingFaults } from '../setup/faultPlans';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('a retry with a fault', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, idleTimeoutMs: 400 });
  });
  afterEach(() => setup.close());

  const rows = Array.from({ length: 12 }, (_, row) => `Row ${row},${row < 6 ? '' : 'no e-mail'}\n`);

  /** Six of twelve rows failed; all but one of them are corrected and sent again, in two parts. */
  async function retry(arm: () => void): Promise<{ readonly first: JobState; readonly again: JobState }> {
    const { jobs } = setup.core;
    const first = await setup.load(await setup.csv('a.csv', `LastName,Email\n${rows.join('')}`), { object: 'Contact' });
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
      setup.practice.faults.add({ ...at, action });
  const arrived = async (): Promise<unknown> => {
    const [found] = await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'");
    return found?.['n'];
  };
  const allIn = { total: 12, succeeded: 11, failed: 1, unprocessed: 0, unknown: 0, pending: 0, leftOut: 0 };

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, action] of Object.entries(temporaryFaults))
      it(`${phase}: ${fault}`, async () => {
        const { first, again } = await retry(arm(at, action));
        assert.deepEqual([again.outcome, again.error, again.interrupted], ['completed', undefined, undefined]);
        assert.deepEqual(setup.core.jobs.attempts(first.jobId)?.totals, allIn);
        assert.equal(await arrived(), 11);
      });

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, { action, code }] of Object.entries(lastingFaults))
      it(`${phase}: ${fault}; it keeps its rows until it is resumed, and then all are saved`, async () => {
        const { first, again } = await retry(arm(at, action));
        assert.equal(again.interrupted?.code, code);
        await setup.signInAgain();
        const taken = setup.core.jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
        await assert.rejects(taken, { code: 'job.rowsTaken' });
        await setup.core.jobs.resume(again.jobId);
        await setup.core.jobs.whenFinished(again.jobId, signal);
        assert.deepEqual(setup.core.jobs.attempts(first.jobId)?.totals, allIn);
        assert.equal(await arrived(), 11);
      });

  it('leaves unprocessed rows for the next attempt', async () => {
    const message = 'InternalServerError : Unable to process';
    const { first, again } = await retry(arm({ object: 'Contact' }, { kind: 'failJob', afterChunks: 0, message }));
    assert.equal(again.outcome, 'failed');
    const totals = setup.core.jobs.attempts(first.jobId)?.totals;
    assert.equal((totals?.succeeded ?? 0) + (totals?.failed ?? 0) + (totals?.unprocessed ?? 0), 12);
    assert.equal(totals?.unprocessed, again.unprocessed);
    const next = await setup.core.jobs.prepareRetry(again.jobId, { list: 'unprocessed' }, signal);
    assert.equal(next.records, again.unprocessed);
    await setup.core.jobs.whenFinished(await setup.core.jobs.start(next.spec), signal);
    assert.equal(setup.core.jobs.attempts(first.jobId)?.totals.unprocessed, 0);
    assert.equal(await arrived(), setup.core.jobs.attempts(first.jobId)?.totals.succeeded);
  });
});
