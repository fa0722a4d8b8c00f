// A job whose org does not answer any more is ended on this computer, at once, with an honest place for each row.
import assert from 'node:assert/strict';
import { quietTask } from '../../../src/core/kernel/task';
import type { JobState } from '../../../src/core/core';
import { asLoad, openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

const names = (rows: number): string => `Name\n${Array.from({ length: rows }, (_, at) => `Offline ${at}\n`).join('')}`;

describe('ending a job without its org', function () {
  this.timeout(60_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const start = async (rows: number, api: 'bulk' | 'collections'): Promise<string> => {
    const { core, orgId } = setup;
    const file = await setup.csv('accounts.csv', names(rows));
    return core.jobs.start({ kind: 'load', orgId, file, object: 'Account', operation: 'insert', api });
  };
  const reached = (jobId: string, isThere: (state: JobState) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const { jobs } = setup.core;
      const look = (): void => {
        const state = jobs.get(jobId);
        if (!state || !isThere(state)) return;
        stop();
        resolve();
      };
      const stop = jobs.onChange(look);
      look();
    });

  it('ends a load that Salesforce is processing as aborted, without a call', async () => {
    const { core, practice } = setup;
    practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress', afterChunks: 0 } });
    const jobId = await start(300, 'bulk');
    await reached(jobId, ({ phase }) => phase === 'processing');
    const before = practice.requests.all.length;
    await core.jobs.endOffline(jobId);
    const state = asLoad(core.jobs.get(jobId));
    assert.equal(state.outcome, 'aborted');
    assert.equal(state.error?.code, 'job.endedOffline');
    assert.equal(state.succeeded + state.failed, 0);
    assert.deepEqual([state.unprocessed, state.unknown], [0, 300], 'Salesforce has the rows and may save them');
    assert.ok(practice.requests.all.length - before <= 1, 'only a poll that was under way');
    await core.jobs.remove(jobId);
    assert.equal(core.jobs.get(jobId), undefined);
  });

  it('ends a load while its org has been removed from the list', async () => {
    const { core, practice, orgId } = setup;
    practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress', afterChunks: 0 } });
    const jobId = await start(300, 'bulk');
    await reached(jobId, ({ phase }) => phase === 'processing');
    await core.orgs.remove(orgId, { revoke: false }, quietTask());
    await core.jobs.whenFinished(jobId, signal);
    assert.equal(core.jobs.get(jobId)?.interrupted?.code, 'login.signedOut');
    await assert.rejects(core.jobs.abort(jobId));
    await core.jobs.endOffline(jobId);
    assert.equal(core.jobs.get(jobId)?.outcome, 'aborted');
  });

  it('counts rows that never left as unprocessed', async () => {
    const { core, practice } = setup;
    practice.faults.add({ method: 'PUT', path: '*/batches', times: 0, action: { kind: 'hang', when: 'beforeBody' } });
    const jobId = await start(300, 'bulk');
    await reached(jobId, (state) => asLoad(state).parts[0]?.phase === 'uploading');
    await core.jobs.endOffline(jobId);
    const state = asLoad(core.jobs.get(jobId));
    assert.deepEqual([state.outcome, state.unprocessed], ['aborted', 300]);
  });

  it('keeps the answers of calls, and says which rows have none', async () => {
    const { core, practice } = setup;
    const jobId = await start(400, 'collections');
    practice.faults.add({
      method: 'POST',
      path: '*/collections*',
      times: 0,
      action: { kind: 'hang', when: 'beforeBody' },
    });
    await core.jobs.endOffline(jobId);
    const state = asLoad(core.jobs.get(jobId));
    assert.equal(state.outcome, 'aborted');
    assert.equal(state.succeeded + state.failed + state.unprocessed, state.total === undefined ? 0 : 400);
  });

  it('ends an export and leaves no file', async () => {
    const { core, practice, orgId, folder } = setup;
    practice.faults.add({ path: '*/jobs/query*', times: 0, action: { kind: 'hang', when: 'beforeBody' } });
    const file = `${folder}/export.csv`;
    const jobId = await core.jobs.start({ kind: 'export', orgId, soql: 'SELECT Id FROM Account', file, format: 'csv' });
    await core.jobs.endOffline(jobId);
    assert.equal((await core.jobs.whenFinished(jobId, signal)).outcome, 'aborted');
  });
});
