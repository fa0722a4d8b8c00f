// Loads without bulk jobs are killed after every single event: each row arrives once or has an unknown outcome.
import assert from 'node:assert/strict';
import type { LoadSpec } from '../../../src/core/core';
import { dieAfter, dieAtEveryEvent, finishElsewhere } from '../setup/childJobs';
import { adds, asLoad, type CoreSetup, openCoreSetup } from '../setup/coreSetup';

describe('a load without a bulk job whose process is killed', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  for (const [what, spec, count, leastDeaths] of [
    ['an insert in two collections', { operation: 'insert', api: 'collections', partRecords: 10 }, 20, 8],
    ['an upsert in two collections', { operation: 'upsert', api: 'collections', partRecords: 10 }, 20, 8],
    ['an insert by single calls', { operation: 'insert', api: 'rest' }, 4, 11],
    ['an upsert by single calls', { operation: 'upsert', api: 'rest' }, 4, 11],
  ] as const satisfies readonly (readonly [string, Partial<LoadSpec>, number, number])[])
    it(`${what}, after any event`, async function () {
      this.timeout(600_000);
      let doubts = 0;
      const deaths = await dieAtEveryEvent(async (lastEvent) => {
        const name = `Kill ${lastEvent}`;
        const rows = Array.from({ length: count }, (_, index) => {
          const email = index % 4 === 2 ? 'no e-mail' : '';
          return `${name}-${index},${name} ${index},${email}`;
        });
        const file = await setup.csv('k.csv', `External_Id__c,LastName,Email\n${rows.join('\n')}\n`);
        const key = spec.operation === 'upsert' ? { externalIdField: 'External_Id__c' } : {};
        const killedBy = await dieAfter(lastEvent, { kind: 'load', file, object: 'Contact', ...key, ...spec }, setup);
        const state = asLoad(await finishElsewhere(setup));
        const at = `event ${lastEvent}: ${JSON.stringify(state.error)}`;
        assert.ok(adds(state), at);
        const [found] = await setup.rowsOf(`SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE '${name} %'`);
        const inDoubt = state.outcome === 'failed' ? state.unknown : 0;
        const held = Number(found?.['n']);
        assert.ok(held >= state.succeeded && held <= state.succeeded + inDoubt, `${at}: the org holds ${held}`);
        assert.equal(state.plan?.route?.api, spec.api);
        if (state.outcome === 'completed')
          assert.deepEqual([state.succeeded, state.failed], [count * 0.75, count * 0.25], at);
        else {
          assert.deepEqual(
            [state.outcome, state.error],
            ['failed', { code: 'job.outcomeUnknown', details: { rows: state.unknown } }],
          );
          doubts++;
        }
        return killedBy;
      });
      assert.ok(deaths >= leastDeaths, `killed ${deaths} times`);
      // Only in an insert, and only while a call is under way.
      assert.equal(doubts > 0, spec.operation === 'insert');
      assert.ok(doubts < deaths / 2, `${doubts} doubts in ${deaths} deaths`);
    });
});
