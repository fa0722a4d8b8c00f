// Scripts retry failed rows until all are saved, and list the other jobs of the org.
import assert from 'node:assert/strict';
import type { JobResult } from '../../../src/cli/results';
import type { RemoteJob } from '../../../src/core/core';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('kinetic retry', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const run = (...words: readonly string[]): Promise<Ran> => runCli(setup, words);

  it('sends locked rows again until all are saved, and adds up the attempts', async () => {
    const lock = { object: 'Account', field: 'External_Id__c', values: ['E1', 'E2'] };
    const unlock = setup.practice.org.locks.add(lock);
    const file = await setup.csv('a.csv', 'External_Id__c,Name\nE1,Moss\nE2,Lee\nE3,Kim\nE4,\n');
    const first = await run('load', file, '--object', 'Account', '--external-id', 'External_Id__c', '--json');
    const { jobId, errors, failed } = JSON.parse(first.stdout) as JobResult;
    assert.deepEqual([first.code, failed], [1, 3]);
    unlock();
    const again = await run('retry', jobId, '--temporary', '--json');
    const result = JSON.parse(again.stdout) as JobResult;
    assert.deepEqual([again.code, result.succeeded, result.failed, result.retryOf], [0, 2, 0, jobId]);
    assert.deepEqual(result.attempts, {
      total: 4,
      succeeded: 3,
      failed: 1,
      unprocessed: 0,
      pending: 0,
      leftOut: 0,
      jobIds: [jobId, result.jobId],
    });
    const missing = errors.findIndex(({ code }) => code === 'REQUIRED_FIELD_MISSING');
    const third = await run('retry', jobId, '--group', String(missing + 1));
    assert.equal(third.code, 1);
    assert.match(third.stdout, /1\. 1 × REQUIRED_FIELD_MISSING/);
    assert.match(third.stdout, /After 3 attempts: 4 rows, 3 succeeded, 1 failed, 0 unprocessed\n/);
    const none = await run('retry', jobId);
    assert.deepEqual(
      [none.code, none.stderr],
      [2, 'There are no such rows left to retry. A later attempt may have loaded them already.\n'],
    );
  });

  it('lists the jobs of other programs with jobs --remote', async () => {
    await setup.load(await setup.csv('a.csv', 'LastName\nMoss\n'), { object: 'Contact' });
    const found = JSON.parse((await run('jobs', '--remote', '--json')).stdout) as readonly RemoteJob[];
    assert.deepEqual(
      found.map(({ object, operation, state }) => [object, operation, state]),
      [['Contact', 'insert', 'JobComplete']],
    );
    assert.match((await run('jobs', '--remote')).stdout, /^750\w+  JobComplete     insert Contact  .+Z\n$/);
    assert.equal((await run('jobs', '--remote', '--object', 'Lead')).stdout, 'No matching jobs.\n');
  });
});
