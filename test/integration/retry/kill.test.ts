// A retry is a load: when its process is killed, a resume finishes it, and each row arrives once.
import assert from 'node:assert/strict';
import { writeFile, readFile } from 'node:fs/promises';
import type { RetryOffer } from '../../../src/core/core';
import { dieAfter, dieAtEveryEvent, startTogether } from '../setup/childJobs';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('a retry whose process is killed', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  it('is finished elsewhere, with the lines of the first file and counts that add up', async function () {
    this.timeout(600_000);
    const deaths = await dieAtEveryEvent(async (lastEvent) => {
      const name = `Again${lastEvent}`;
      const rows = Array.from({ length: 20 }, (_, row) => `${name} Row ${row},${row % 2 === 0 ? '' : 'no e-mail'}\n`);
      const file = await setup.csv(`${name}.csv`, `LastName,Email\n${rows.join('')}`);
      const first = await setup.load(file, { object: 'Contact' });
      const offer = await setup.core.jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
      // All but the last of the ten are corrected.
      const text = await readFile(offer.file, 'utf8');
      await writeFile(offer.file, text.replace(/"no e-mail"(?=\n[^\n])/g, ''));
      const killedBy = await dieAfter(lastEvent, { ...offer.spec, partRecords: 5 }, setup);
      const { jobs } = await setup.newCore();
      await jobs.resumeUnfinished();
      const again = jobs.attempts(first.jobId)?.attempts[1];
      assert.ok(again, `event ${lastEvent}: the retry is found again`);
      await jobs.whenFinished(again.jobId, signal);
      const page = await jobs.rows(again.jobId, { list: 'failed', offset: 0, limit: 10 }, signal);
      assert.deepEqual([page.rows[0]?.line, page.total], [21, 1], `event ${lastEvent}`);
      assert.deepEqual(
        jobs.attempts(first.jobId)?.totals,
        { total: 20, succeeded: 19, failed: 1, unprocessed: 0, unknown: 0, pending: 0, leftOut: 0 },
        `event ${lastEvent}`,
      );
      const found = await setup.rowsOf(`SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE '${name} %'`);
      assert.deepEqual(found, [{ n: 19 }], `event ${lastEvent}: each row arrived exactly once`);
      return killedBy;
    });
    assert.ok(deaths >= 10, `killed ${deaths} times`);
  });

  it('is one attempt if two processes start it at the same time; the other one gets an error', async function () {
    this.timeout(600_000);
    for (let round = 1; round <= 5; round++) {
      const rows = Array.from({ length: 20 }, (_, row) => `Twice${round} Row ${row},no e-mail\n`);
      const first = await setup.load(await setup.csv(`twice${round}.csv`, `LastName,Email\n${rows.join('')}`), {
        object: 'Contact',
      });
      const [one, two] = await Promise.all([offer(first.jobId), offer(first.jobId)]);
      for (const { file } of [one, two])
        await writeFile(file, (await readFile(file, 'utf8')).replace(/"no e-mail"/g, ''));
      const words = await startTogether([one.spec, two.spec], setup);
      assert.deepEqual(words.map(({ error }) => error ?? 'taken').sort(), ['job.alreadyRetried', 'taken']);
      await setup.core.jobs.load();
      const { attempts, totals } = setup.core.jobs.attempts(first.jobId)!;
      assert.deepEqual([attempts.length, totals.succeeded, totals.total], [2, 20, 20]);
      const found = await setup.rowsOf(`SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Twice${round} %'`);
      assert.deepEqual(found, [{ n: 20 }], 'each row arrived exactly once');
    }
  });

  const offer = (jobId: string): Promise<RetryOffer> => setup.core.jobs.prepareRetry(jobId, { list: 'failed' }, signal);
});
