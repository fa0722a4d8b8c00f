// A retry is a load: when the power goes in the middle of it, whoever comes next finishes it and each row arrives once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DyingAsk } from './dyingLoad';
import { openHouse, signal, type House } from './house';

describe('a retry whose process is killed', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true });
  });
  afterEach(() => house.close());

  it('is finished elsewhere, with the lines of the first file and counts that add up', async function () {
    this.timeout(120_000);
    let deaths = 0;
    for (let lastEvent = 1; ; lastEvent++) {
      const name = `Again${lastEvent}`;
      const rows = Array.from({ length: 20 }, (_, row) => `${name} Row ${row},${row % 2 === 0 ? '' : 'no e-mail'}\n`);
      const file = await house.csv(`${name}.csv`, `LastName,Email\n${rows.join('')}`);
      const first = await house.load(file, { object: 'Contact' });
      const offer = await house.core.jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
      // All but the last of the ten are mended.
      const text = await readFile(offer.file, 'utf8');
      await writeFile(offer.file, text.replace(/"no e-mail"(?=\n[^\n])/g, ''));
      const killedBy = await die({ ...offer.spec, partRecords: 5 }, lastEvent);
      const { jobs } = await house.newCore();
      await jobs.resumeUnfinished();
      const again = jobs.family(first.jobId)?.attempts[1];
      assert.ok(again, `event ${lastEvent}: the retry is found again`);
      await jobs.finished(again.jobId, signal);
      const page = await jobs.rows(again.jobId, { list: 'failed', offset: 0, limit: 10 }, signal);
      assert.deepEqual([page.rows[0]?.line, page.total], [21, 1], `event ${lastEvent}`);
      assert.deepEqual(
        jobs.family(first.jobId)?.totals,
        { total: 20, succeeded: 19, failed: 1, unprocessed: 0, pending: 0, leftOut: 0 },
        `event ${lastEvent}`,
      );
      const found = await house.rowsOf(`SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE '${name} %'`);
      assert.deepEqual(found, [{ n: 19 }], `event ${lastEvent}: each row arrived exactly once`);
      if (killedBy === null) break;
      deaths += 1;
    }
    assert.ok(deaths >= 10, `killed ${deaths} times`);
  });

  async function die({ orgId: _, ...spec }: DyingAsk['spec'] & { orgId: string }, lastEvent: number) {
    const ask: DyingAsk = {
      jobs: join(house.folder, 'jobs'),
      instanceUrl: house.practice.url,
      accessToken: house.practice.accessToken,
      spec,
      lastEvent,
    };
    const child = spawn(process.execPath, [join(__dirname, 'dyingLoad.js'), JSON.stringify(ask)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [, killedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return killedBy;
  }
});
