// Power cuts: the process is killed after every single event of an export; whoever comes next finishes it, with the same bytes.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportSpec, JobState } from '../../src/core/core';
import type { DyingAsk } from './dyingLoad';
import { expectedCsv, fillContacts, soql } from './exportRows';
import { openHouse, signal, type House } from './house';

const records = 130;
/** Two lists of pages, one of them not full. */
const rowsPerResultPage = 20;
/** created, queryCreated, processing, queryCounted, and a pageFetched for each of seven pages. */
const fewestDeaths = 4 + 7;

describe('an export whose process is killed', function () {
  this.timeout(180_000);
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true, rowsPerResultPage });
    await fillContacts(house, records);
  });
  afterEach(() => house.close());

  /** Resolves with the signal that ended the child, if one did. */
  async function runAndDie(spec: Omit<ExportSpec, 'orgId'>, lastEvent: number): Promise<NodeJS.Signals | null> {
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

  async function finishElsewhere(): Promise<JobState | undefined> {
    const { jobs } = await house.newCore();
    await jobs.load();
    const [left] = jobs.list();
    if (!left) return undefined;
    await jobs.resumeUnfinished();
    return jobs.finished(left.jobId, signal);
  }

  it('after any event has the same records in the same order as if nothing had happened', async () => {
    const expected = await expectedCsv(house, soql);
    let deaths = 0;
    for (let lastEvent = 1; ; lastEvent++) {
      house.practice.requests.clear();
      const file = join(house.folder, `kill${lastEvent}.csv`);
      const killedBy = await runAndDie({ kind: 'export', soql, file, format: 'csv' }, lastEvent);
      const state = await finishElsewhere();
      const what = `event ${lastEvent}: ${JSON.stringify(state?.trouble)}`;
      assert.deepEqual([state?.end, state?.total, state?.succeeded], ['complete', records, records], what);
      assert.ok((await readFile(file, 'utf8')) === expected, `${what} the same bytes`);
      const made = house.practice.requests.all.filter(({ method, path }) => method === 'POST' && /query$/.test(path));
      assert.equal(made.length, 1, `${what} one query`);
      if (killedBy === null) break;
      deaths += 1;
      assert.ok(deaths < 100);
    }
    assert.ok(deaths >= fewestDeaths, `killed ${deaths} times`);
    const remains = (await readdir(house.folder)).filter((name) => name.endsWith('.part'));
    assert.deepEqual(remains, []);
  });
});
