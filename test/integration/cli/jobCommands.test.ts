// `kinetic job` and `kinetic abort`: one job, also one that another program runs.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Failure } from '../../../src/cli/failure';
import type { JobResult } from '../../../src/cli/results';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('one job on the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const run = (...words: readonly string[]): Promise<Ran> => runCli(setup, words);
  const json = (ran: Ran): JobResult => JSON.parse(ran.stdout) as JobResult;
  const hold = (): void =>
    void setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
  const load = async (...words: readonly string[]): Promise<JobResult> =>
    json(
      await run(
        ...['load', await setup.csv('a.csv', 'LastName,Email\nMoss,\nLee,no e-mail\n'), '-s', 'Contact'],
        ...['--api', 'bulk', '--json', ...words],
      ),
    );

  it('is shown with its counts and errors, without an org', async () => {
    setup.practice.requests.clear();
    const { jobId } = await load();
    const calls = setup.practice.requests.all.filter(({ path }) => path.includes('/jobs/ingest')).length;
    const noLogin = { SF_INSTANCE_URL: undefined, SF_ACCESS_TOKEN: undefined };
    const text = await runCli(setup, ['job', jobId], { environment: noLogin });
    assert.equal(text.code, 0, text.stderr);
    assert.match(text.stdout, /^Completed: 2 rows, 1 succeeded, 1 failed, 0 unprocessed\n/);
    assert.match(text.stdout, /1\. 1 × INVALID_EMAIL_ADDRESS/);
    const { state, succeeded, recordErrors, lineFile, apiCalls } = json(await run('job', jobId, '--json'));
    assert.deepEqual([state, succeeded, recordErrors?.length, apiCalls], ['completed', 1, 1, calls]);
    assert.equal(lineFile, join(setup.folder, 'a.csv'));
    assert.ok(
      text.stdout.includes(`
First failed row:
  ${lineFile}:3: INVALID_EMAIL_ADDRESS: `),
      text.stdout,
    );
    assert.ok(
      text.stdout.endsWith(`
API calls: ${calls}
`),
      text.stdout,
    );
  });

  it('is not shown when there is none with that ID', async () => {
    const ran = await run('job', '20260101-000000-abcdef', '--json');
    assert.deepEqual([ran.code, (JSON.parse(ran.stdout) as Failure).error.code], [2, 'job.unknown']);
  });

  it('is aborted in Salesforce although no process runs it', async () => {
    hold();
    const { jobId } = await load('--no-wait');
    const ran = await run('abort', jobId, '--json');
    assert.deepEqual([ran.code, json(ran).state, json(ran).unprocessed], [0, 'aborted', 2]);
    assert.equal((await run('abort', jobId)).code, 2);
    assert.match((await run('abort', jobId)).stderr, /^The job \S+ has already ended: aborted\.$/m);
  });

  it('is aborted by the process that runs it', async () => {
    hold();
    const { jobs } = setup.core;
    const file = await setup.csv('b.csv', 'LastName\nKim\n');
    const jobId = await jobs.start({
      kind: 'load',
      orgId: setup.orgId,
      file,
      object: 'Contact',
      operation: 'insert',
      api: 'bulk',
    });
    const ran = await run('abort', jobId);
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(ran.stdout, /^Aborted: 1 row, 0 succeeded, 0 failed, 1 unprocessed\n/);
    assert.equal((await jobs.whenFinished(jobId, signal)).outcome, 'aborted');
  });
});
