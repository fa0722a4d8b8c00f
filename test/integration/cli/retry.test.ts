// Scripts retry failed rows until all are saved, and list the other jobs of the org.
import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
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
      unknown: 0,
      pending: 0,
      leftOut: 0,
      jobIds: [jobId, result.jobId],
    });
    const missing = errors.findIndex(({ code }) => code === 'REQUIRED_FIELD_MISSING');
    const third = await run('retry', jobId, '--group', String(missing + 1));
    assert.equal(third.code, 1);
    assert.match(third.stdout, /1\. 1 × REQUIRED_FIELD_MISSING/);
    assert.ok(
      third.stdout.includes(`\n  ${file}:5: REQUIRED_FIELD_MISSING: `),
      'the line in the file of the first attempt',
    );
    assert.match(third.stdout, /After 3 attempts: 4 rows, 3 succeeded, 1 failed, 0 unprocessed\n/);
    await setup.core.jobs.load();
    const thirdId = setup.core.jobs.list()[0]?.jobId;
    const none = await run('retry', jobId);
    assert.deepEqual(
      [none.code, none.stderr],
      [2, `A later attempt, ${thirdId}, has sent these rows. Open that attempt to retry the rows that failed there.\n`],
    );
  });

  it('sends unknown rows of an insert again only when that is confirmed, and says how many may be there twice', async () => {
    setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    setup.practice.faults.add({ method: 'GET', path: '*/jobs/ingest/750*', nth: 3, action: { kind: 'loseJob' } });
    const file = await setup.csv('a.csv', 'LastName\nMoss\nLee\n');
    const first = await run('load', file, '--object', 'Contact', '--api', 'bulk', '--json');
    const result = JSON.parse(first.stdout) as JobResult;
    assert.deepEqual([first.code, result.error?.code, result.unknown, result.unprocessed], [1, 'job.gone', 2, 0]);
    setup.practice.faults.clear();
    const text = (await run('jobs')).stdout;
    assert.match(text, /\tfailed\tinsert\tContact\t2\t0\t0\t0\t2\t/);
    assert.equal((await run('retry', result.jobId, '--yes')).stderr, 'The job has no failed rows to retry.\n');
    const refused = await run('retry', result.jobId, '--unknown');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /Rows that may be inserted twice: 2\..*\nTo send them anyway, add --yes\./);
    const again = await run('retry', result.jobId, '--unknown', '--yes', '--json');
    assert.deepEqual([again.code, (JSON.parse(again.stdout) as JobResult).succeeded], [0, 2]);
  });

  it('says that the file has changed and what it sends, and sends the rows of the file on request', async () => {
    const rows = 'External_Id__c,Name,NumberOfEmployees\nE1,Moss,1\nE2,Lee,about 50\nE3,Kim,many\n';
    const file = await setup.csv('a.csv', rows);
    const first = await run('load', file, '--object', 'Account', '--external-id', 'External_Id__c', '--json');
    const { jobId } = JSON.parse(first.stdout) as JobResult;
    const again = await run('retry', jobId, '--json');
    assert.doesNotMatch(again.stderr, /has changed/);
    await writeFile(file, rows.replace('about 50', '77').replace('many', '78'));
    const before = await run('retry', (JSON.parse(again.stdout) as JobResult).jobId, '--json');
    assert.match(
      before.stderr,
      /a\.csv has changed since these rows were read\. 2 rows are different now; they are sent as they were\. To send them as they are now, add --from-file\.\n/,
    );
    const failedAgain = JSON.parse(before.stdout) as JobResult;
    assert.equal(failedAgain.succeeded, 0);
    const now = await run('retry', failedAgain.jobId, '--from-file', '--json');
    assert.match(now.stderr, /2 rows are different now; they are sent as they are now\.\n/);
    const sent = JSON.parse(now.stdout) as JobResult;
    assert.deepEqual([sent.succeeded, sent.failed], [failedAgain.failed, 0]);
  });

  it('says that --from-file has no effect when a result file was edited, whose values it sends', async () => {
    const file = await setup.csv('a.csv', 'Name,NumberOfEmployees\nMoss,x\n');
    const first = await run('load', file, '--object', 'Account', '--api', 'bulk', '--json');
    const { jobId, failedFile } = JSON.parse(first.stdout) as JobResult;
    assert.ok(failedFile !== null);
    const failed = await readFile(failedFile, 'utf8');
    await writeFile(failedFile, failed.replace(/x("?\n)$/, '5$1'));
    await writeFile(file, 'Name,NumberOfEmployees\nMoss,7\n');
    const again = await run('retry', jobId, '--from-file', '--json');
    assert.ok(again.stderr.includes('not those of the loaded file: --from-file has no effect.'), again.stderr);
    assert.equal((JSON.parse(again.stdout) as JobResult).succeeded, 1);
  });

  it('sends nothing with --from-file when the file is gone or cannot be compared', async () => {
    const file = await setup.csv('a.csv', 'Name,NumberOfEmployees\nMoss,1\nLee,x\n');
    const first = await run('load', file, '--object', 'Account', '--json');
    const { jobId } = JSON.parse(first.stdout) as JobResult;
    await writeFile(file, 'Name,Employees\nMoss,1\nLee,2\n');
    const requests = setup.practice.requests.all.length;
    const now = await run('retry', jobId, '--from-file', '--json');
    assert.match(now.stderr, /cannot be sent as .*a\.csv has them now: it has other columns or another delimiter\. /);
    await rm(file);
    assert.match(
      (await run('retry', jobId, '--from-file', '--json')).stderr,
      /it is not there any more\. Nothing was sent/,
    );
    assert.deepEqual(
      setup.practice.requests.all.slice(requests).filter(({ method }) => method !== 'GET'),
      [],
    );
    assert.equal((JSON.parse((await run('retry', jobId, '--json')).stdout) as JobResult).failed, 1);
  });

  it('says how many rows the file has lost, and sends them as they were', async () => {
    const file = await setup.csv('a.csv', 'Name,NumberOfEmployees\nMoss,1\nLee,x\n');
    const first = await run('load', file, '--object', 'Account', '--json');
    const { jobId } = JSON.parse(first.stdout) as JobResult;
    await writeFile(file, 'Name,NumberOfEmployees\nMoss,1\n');
    const again = await run('retry', jobId, '--from-file', '--json');
    const said = `${file} has changed since these rows were read. 1 row is no longer in the file; it is sent as it was.`;
    assert.deepEqual(
      again.stderr.split('\n').filter((line) => line.includes('has changed')),
      [said],
    );
    assert.equal((JSON.parse(again.stdout) as JobResult).failed, 1);
  });

  it('lists the jobs of other programs with jobs --remote', async () => {
    await setup.load(await setup.csv('a.csv', 'LastName\nMoss\n'), { object: 'Contact' });
    const found = JSON.parse((await run('jobs', '--remote', '--json')).stdout) as readonly RemoteJob[];
    assert.deepEqual(
      found.map(({ object, operation, state }) => [object, operation, state]),
      [['Contact', 'insert', 'JobComplete']],
    );
    assert.match(
      (await run('jobs', '--remote')).stdout,
      /^750\w+\tJobComplete\tinsert\tContact\t.+\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\t\n$/,
    );
    const none = await run('jobs', '--remote', '--object', 'Lead');
    assert.deepEqual([none.stdout, none.stderr], ['', 'No matching jobs.\n']);
  });
});
