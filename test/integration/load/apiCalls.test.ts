// What a job costs of the org's daily limit of API calls: each request that the org received, polls and repeated calls
// included.
import assert from 'node:assert/strict';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';
import { fillContacts } from '../setup/exportRows';
import { lastingFaults, loadPhases as phases } from '../setup/faultPlans';

describe('the API calls of a job', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, rowsPerResultPage: 20 });
    setup.practice.requests.clear();
  });
  afterEach(() => setup.close());

  const received = (): number =>
    setup.practice.requests.all.filter(({ path }) => path.startsWith('/services/data/')).length;

  it('of a bulk load are all that the org received, with polls and repeated calls', async () => {
    setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'pace', startDelayMs: 30 } });
    setup.practice.faults.add({ ...phases.poll, nth: 2, action: { kind: 'maintenance' } });
    const state = await setup.load(await setup.csv('a.csv', 'LastName\na\nb\nc\n'), {
      object: 'Contact',
      partRecords: 2,
    });
    assert.deepEqual([state.outcome, state.apiCalls], ['completed', received()]);
    assert.ok(received() > 2 * 8, 'it was polled more than once');
    const { apiCalls } = await setup.core.jobs.result(state.jobId, {}, signal);
    assert.equal(apiCalls, state.apiCalls);
  });

  it('of an export of many pages are all that the org received', async () => {
    await fillContacts(setup, 130);
    setup.practice.requests.clear();
    const state = await setup.export('SELECT Id FROM Contact');
    assert.deepEqual([state.outcome, state.apiCalls], ['completed', received()]);
    assert.ok(received() >= 7 + 2, 'seven pages and their lists');
  });

  it('of all runs add up, also for a process that reads the journal later', async () => {
    const { action, code } = lastingFaults['no API requests left'] ?? assert.fail('the fault is not planned');
    setup.practice.faults.add({ ...phases.results, action });
    const state = await setup.load(await setup.csv('a.csv', 'LastName\na\n'), { object: 'Contact' });
    assert.deepEqual([state.interrupted?.code, state.apiCalls], [code, received()]);
    await setup.core.jobs.resume(state.jobId);
    const after = await setup.core.jobs.whenFinished(state.jobId, signal);
    assert.deepEqual([after.outcome, after.apiCalls], ['completed', received()]);
    const other = await setup.newCore();
    await other.jobs.load();
    assert.equal(other.jobs.get(state.jobId)?.apiCalls, after.apiCalls);
  });
});
