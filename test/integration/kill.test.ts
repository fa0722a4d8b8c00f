// Power cuts: the process is killed after every single event of a load; whoever comes next finishes it, and each row arrives once.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { JobState } from '../../src/core/core';
import type { DyingAsk } from './dyingLoad';
import { adds, openHouse, signal, type House } from './house';

const never = 10_000;

describe('a load whose process is killed', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true });
  });
  afterEach(() => house.close());

  /** Resolves with the signal that ended the child, if one did. */
  async function runAndDie(file: string, parts: number, lastEvent: number): Promise<NodeJS.Signals | null> {
    const ask: DyingAsk = {
      jobs: join(house.folder, 'jobs'),
      instanceUrl: house.practice.url,
      accessToken: house.practice.accessToken,
      spec: {
        kind: 'load',
        file,
        object: 'Contact',
        operation: 'insert',
        partRecords: Math.ceil(20 / parts),
        parallelParts: 2,
      },
      lastEvent,
    };
    const child = spawn(process.execPath, [join(__dirname, 'dyingLoad.js'), JSON.stringify(ask)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [, killedBy] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return killedBy;
  }

  async function finishElsewhere(): Promise<JobState | undefined> {
    const { jobs } = await house.newCore();
    await jobs.load();
    const [left] = jobs.list();
    if (!left) return undefined;
    await jobs.resumeUnfinished();
    return jobs.finished(left.jobId, signal);
  }

  const uploads = (): readonly string[] =>
    house.practice.requests.all
      .filter((request) => request.method === 'PUT' && request.status === 201)
      .map((request) => request.path);

  for (const parts of [1, 5])
    it(`of ${parts === 1 ? 'one part' : `${parts} parts`}, after any event`, async function () {
      this.timeout(180_000);
      const rows = Array.from({ length: 20 }, (_, index) => `Row ${index},${index % 5 === 2 ? 'no e-mail' : ''}`);
      let deaths = 0;
      for (let lastEvent = 1; ; lastEvent++) {
        house.practice.requests.clear();
        const name = `Kill${parts}x${lastEvent}`;
        const file = await house.csv(
          `${name}.csv`,
          `LastName,Email\n${rows.map((row) => `${name} ${row}`).join('\n')}\n`,
        );
        const killedBy = await runAndDie(file, parts, lastEvent);
        const state = await finishElsewhere();
        assert.ok(state, `event ${lastEvent}: a job is found again`);
        assert.deepEqual(
          [state.end, state.succeeded, state.failed, state.unprocessed],
          ['complete', 16, 4, 0],
          `event ${lastEvent}: ${JSON.stringify(state.trouble)}`,
        );
        assert.ok(adds(state));
        const found = await house.rowsOf(`SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE '${name} %'`);
        assert.deepEqual(found, [{ n: 16 }], `event ${lastEvent}: each row arrived exactly once`);
        assert.equal(new Set(uploads()).size, uploads().length, `event ${lastEvent}: no job was given its data twice`);
        if (killedBy === null) break;
        deaths += 1;
        assert.ok(deaths < never);
      }
      assert.ok(deaths >= 3 + parts * 5, `killed ${deaths} times`);
    });
});
