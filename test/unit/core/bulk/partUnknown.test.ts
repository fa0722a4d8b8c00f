// Rows that Salesforce had and says nothing about any more are unknown, and the part says why.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { freshPart } from '../../../../src/core/model/parts';
import { createFakeBulk } from '../../../fakes/fakeBulk';
import { codeOf, gone, harness, plan, ran } from './partHarness';

describe('one part of a bulk load whose results are lost or wrong', () => {
  it('throws when rows of the results were never sent', async () => {
    const own = harness(createFakeBulk());
    own.unexpected = 1;
    const { log, error } = await ran(freshPart(plan), own.run);
    assert.equal(codeOf(error), 'job.unexpectedResults');
    assert.equal(log.at(-1), 'partFinished JobComplete 3+0+0+0');
  });

  it('makes rows unknown that are in no list of a completed job', async () => {
    const own = harness(createFakeBulk());
    own.unmentioned = 1;
    const { log } = await ran(freshPart(plan), own.run);
    assert.equal(log.at(-1), 'partFinished JobComplete 2+0+0+1');
  });

  it('downloads incomplete results four times before it takes them as they are', async () => {
    const { run } = harness(createFakeBulk());
    const tries: unknown[] = [];
    const saveResults: typeof run.saveResults = async (_plan, { acceptsIncomplete }) => {
      tries.push(acceptsIncomplete);
      if (!acceptsIncomplete) throw new SalesforceError('network.incompleteResults', { list: 'succeeded' });
      return { succeeded: 2, failed: 0, unprocessed: 0, unknown: 1, groups: [], unexpected: 1 };
    };
    const { log, error } = await ran(freshPart(plan), { ...run, saveResults });
    assert.deepEqual(tries, [false, false, false, true]);
    assert.deepEqual([log.at(-1), codeOf(error)], ['partFinished JobComplete 2+0+0+1', 'job.unexpectedResults']);
  });

  it('makes rows unknown when the job is deleted before its results are downloaded', async () => {
    const bulk = createFakeBulk();
    bulk.fail('results', 1, gone());
    bulk.fail('results', 2, gone());
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(codeOf(error), 'job.gone');
    assert.equal(log.at(-1), 'partFinished Failed 0+0+0+3');
  });

  it('makes rows unknown when the results of a job that has ended may not be read', async () => {
    const bulk = createFakeBulk();
    bulk.fail('results', 1, SalesforceError.of('request.noAccess', { what: 'job', message: '' }));
    const { log, error } = await ran(freshPart(plan), harness(bulk).run);
    assert.equal(codeOf(error), 'request.noAccess');
    assert.equal(log.at(-1), 'partFinished Failed 0+0+0+3');
  });

  it('is interrupted when Salesforce does not say whether a job that cannot be closed is still open', async () => {
    const bulk = createFakeBulk();
    const { run } = harness(bulk);
    const refusal = new SalesforceError('request.refused', { errorCode: 'X', message: 'not now' });
    for (let nth = 1; nth < 200; nth++) bulk.fail('close', nth, refusal);
    let hasWaited = true;
    const sleep: typeof run.clock.sleep = (waitMs, signal) => {
      hasWaited = true;
      return run.clock.sleep(waitMs, signal);
    };
    // Polls come after a wait; the question whether the job is open follows the last refusal at once.
    const read: typeof bulk.api.read = async (remoteId, task) => {
      if (!hasWaited) throw new SalesforceError('network.notSalesforce', { what: 'job', message: 'a page' });
      hasWaited = false;
      return bulk.api.read(remoteId, task);
    };
    const own = { ...run, api: { ...bulk.api, read }, clock: { ...run.clock, sleep } };
    const { log, error } = await ran(freshPart(plan), own);
    assert.equal(codeOf(error), 'network.notSalesforce');
    assert.ok(!log.some((line) => line.startsWith('partFinished')), 'its rows are not settled');
  });

  it('has the reason in its last event, for a resume after a kill', async () => {
    const bulk = createFakeBulk();
    bulk.fail('read', 2, gone());
    bulk.fail('read', 3, gone());
    const errors: unknown[] = [];
    await ran(freshPart(plan), harness(bulk).run, (event) => {
      if (event.type === 'partFinished') errors.push(event.error);
    });
    assert.deepEqual(errors, [{ code: 'job.gone', details: { remoteId: '750-1' } }]);
  });
});
