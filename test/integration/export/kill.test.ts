// The process is killed after every single event of an export. A resume finishes the file with the same bytes.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dieAfter, dieAtEveryEvent, finishElsewhere } from '../setup/childJobs';
import { expectedCsv, fillContacts, soql } from '../setup/exportRows';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

const records = 130;
/** Two lists of pages, one of them not full. */
const rowsPerResultPage = 20;
/** created, queryCreated, processing, queryCounted, and a pageSaved for each of seven pages. */
const fewestDeaths = 4 + 7;

describe('an export whose process is killed', function () {
  this.timeout(900_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, rowsPerResultPage });
    await fillContacts(setup, records);
  });
  afterEach(() => setup.close());

  it('has the same records in the same order after any event', async () => {
    const expected = await expectedCsv(setup, soql);
    const deaths = await dieAtEveryEvent(async (lastEvent) => {
      setup.practice.requests.clear();
      const file = join(setup.folder, `kill${lastEvent}.csv`);
      const killedBy = await dieAfter(lastEvent, { kind: 'export', soql, file, format: 'csv' }, setup);
      const state = await finishElsewhere(setup);
      const what = `event ${lastEvent}: ${JSON.stringify(state.error)}`;
      assert.deepEqual([state.outcome, state.total, state.succeeded], ['completed', records, records], what);
      assert.ok((await readFile(file, 'utf8')) === expected, `${what} the same bytes`);
      const made = setup.practice.requests.all.filter(({ method, path }) => method === 'POST' && /query$/.test(path));
      assert.equal(made.length, 1, `${what} one query`);
      return killedBy;
    });
    assert.ok(deaths >= fewestDeaths, `killed ${deaths} times`);
    const remains = (await readdir(setup.folder)).filter((name) => name.endsWith('.part'));
    assert.deepEqual(remains, []);
  });
});
