// Power cuts: the process is killed after every single event of an export; whoever comes next finishes it, with the same bytes.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dieAfter, dieAtEveryEvent, finishElsewhere } from './childJobs';
import { expectedCsv, fillContacts, soql } from './exportRows';
import { openHouse, type House } from './house';

const records = 130;
/** Two lists of pages, one of them not full. */
const rowsPerResultPage = 20;
/** created, queryCreated, processing, queryCounted, and a pageFetched for each of seven pages. */
const fewestDeaths = 4 + 7;

describe('an export whose process is killed', function () {
  this.timeout(900_000);
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true, rowsPerResultPage });
    await fillContacts(house, records);
  });
  afterEach(() => house.close());

  it('after any event has the same records in the same order as if nothing had happened', async () => {
    const expected = await expectedCsv(house, soql);
    const deaths = await dieAtEveryEvent(async (lastEvent) => {
      house.practice.requests.clear();
      const file = join(house.folder, `kill${lastEvent}.csv`);
      const killedBy = await dieAfter(lastEvent, { kind: 'export', soql, file, format: 'csv' }, house);
      const state = await finishElsewhere(house);
      const what = `event ${lastEvent}: ${JSON.stringify(state.error)}`;
      assert.deepEqual([state.outcome, state.total, state.succeeded], ['completed', records, records], what);
      assert.ok((await readFile(file, 'utf8')) === expected, `${what} the same bytes`);
      const made = house.practice.requests.all.filter(({ method, path }) => method === 'POST' && /query$/.test(path));
      assert.equal(made.length, 1, `${what} one query`);
      return killedBy;
    });
    assert.ok(deaths >= fewestDeaths, `killed ${deaths} times`);
    const remains = (await readdir(house.folder)).filter((name) => name.endsWith('.part'));
    assert.deepEqual(remains, []);
  });
});
