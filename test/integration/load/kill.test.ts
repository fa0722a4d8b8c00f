// The process is killed after every single event of a load. A resume finishes the load, and each row arrives once.
import assert from 'node:assert/strict';
import { dieAfter, dieAtEveryEvent, finishElsewhere } from '../setup/childJobs';
import { adds, openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('a load whose process is killed', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const uploads = (): readonly string[] =>
    setup.practice.requests.all
      .filter((request) => request.method === 'PUT' && request.status === 201)
      .map((request) => request.path);

  for (const parts of [1, 5])
    it(`of ${parts === 1 ? 'one part' : `${parts} parts`}, after any event`, async function () {
      this.timeout(900_000);
      const rows = Array.from({ length: 20 }, (_, index) => `Row ${index},${index % 5 === 2 ? 'no e-mail' : ''}`);
      const partRecords = Math.ceil(20 / parts);
      const deaths = await dieAtEveryEvent(async (lastEvent) => {
        setup.practice.requests.clear();
        const name = `Kill${parts}x${lastEvent}`;
        const text = `LastName,Email\n${rows.map((row) => `${name} ${row}`).join('\n')}\n`;
        const killedBy = await dieAfter(
          lastEvent,
          {
            kind: 'load',
            file: await setup.csv(`${name}.csv`, text),
            object: 'Contact',
            operation: 'insert',
            partRecords,
            parallelParts: 2,
          },
          setup,
        );
        const state = await finishElsewhere(setup);
        assert.deepEqual(
          [state.outcome, state.succeeded, state.failed, state.unprocessed],
          ['completed', 16, 4, 0],
          `event ${lastEvent}: ${JSON.stringify(state.error)}`,
        );
        assert.ok(adds(state));
        const found = await setup.rowsOf(`SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE '${name} %'`);
        assert.deepEqual(found, [{ n: 16 }], `event ${lastEvent}: each row arrived exactly once`);
        assert.equal(new Set(uploads()).size, uploads().length, `event ${lastEvent}: no job was given its data twice`);
        return killedBy;
      });
      assert.ok(deaths >= 3 + parts * 5, `killed ${deaths} times`);
    });
});
