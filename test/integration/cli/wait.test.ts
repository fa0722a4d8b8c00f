// Scripts that do not wait: they exit while Salesforce works, and another process gets the result.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportResult, JobResult } from '../../../src/cli/results';
import { runCli, runCliTillLate, type Ran } from '../setup/cliRun';
import { openCoreSetup, quiet, signal, type CoreSetup } from '../setup/coreSetup';

describe('a script that does not wait', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const run = (...words: readonly string[]): Promise<Ran> => runCli(setup, words);
  const json = (ran: Ran): JobResult & ExportResult => JSON.parse(ran.stdout) as JobResult & ExportResult;
  const contacts = (): Promise<string> => {
    const rows = Array.from({ length: 10 }, (_, index) => `Left ${index},${index === 3 ? 'no e-mail' : ''}`);
    return setup.csv('a.csv', `LastName,Email\n${rows.join('\n')}\n`);
  };
  const inParts = ['--object', 'Contact', '--api', 'bulk', '--part-records', '4'];
  const load = async (...words: readonly string[]): Promise<Ran> => run('load', await contacts(), ...inParts, ...words);
  const loadTillLate = async (isLate: (stderr: string) => boolean, ...words: readonly string[]): Promise<Ran> =>
    runCliTillLate(setup, ['load', await contacts(), ...inParts, '--json', ...words], isLate);
  const hold = (): void =>
    void setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
  const asked = (method: string): number => setup.practice.requests.all.filter((one) => one.method === method).length;

  it('exits with 0 once Salesforce has every part, and “resume” gets the rows', async () => {
    hold();
    const left = await load('--no-wait', '--json');
    const { jobId, state, handedOver, remoteJobIds, total } = json(left);
    assert.deepEqual([left.code, state, handedOver, total], [0, 'processing', true, 10]);
    assert.equal(remoteJobIds.length, 3);
    const there = await (await setup.core.org(setup.orgId)).bulkJobs.list({ object: 'Contact' }, quiet);
    assert.deepEqual(new Set(there.map(({ state: remoteState }) => remoteState)), new Set(['UploadComplete']));
    setup.practice.faults.clear();
    const done = await run('resume', jobId, '--json');
    assert.deepEqual([done.code, json(done).succeeded, json(done).failed], [1, 9, 1]);
    assert.deepEqual(
      json(done).recordErrors?.map(({ line, statusCode }) => [line, statusCode]),
      [[5, 'INVALID_EMAIL_ADDRESS']],
    );
    assert.deepEqual(await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Left %'"), [{ n: 9 }]);
    assert.equal(asked('PUT'), 3, 'each part was uploaded once');
  });

  it('leaves a job that another window can adopt', async () => {
    const { jobId } = json(await load('--no-wait', '--json'));
    const { jobs } = await setup.newCore();
    assert.deepEqual(await jobs.resumeUnfinished(), [jobId]);
    const { outcome: end, succeeded, failed } = await jobs.whenFinished(jobId, signal);
    assert.deepEqual([end, succeeded, failed, asked('PUT')], ['completed', 9, 1, 3]);
  });

  it('prints how to get the result', async () => {
    hold();
    const { code, stdout } = await load('--no-wait');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^Not finished: processing\nSalesforce has all data and continues to process it\.\nGet the result with: kinetic resume 2\S+\n$/,
    );
  });

  it('exits with 124 when the time is over, and the job continues', async () => {
    hold();
    const late = await loadTillLate((stderr) => stderr.includes('processing'));
    const { jobId, timedOut, state } = json(late);
    assert.deepEqual([late.code, timedOut, state], [124, true, 'processing']);
    assert.equal((await run('resume', jobId, '--timeout-minutes', '0.01')).code, 124);
    setup.practice.faults.clear();
    const done = await run('resume', jobId, '--json', '--timeout-minutes', '5');
    assert.deepEqual([done.code, json(done).timedOut, json(done).state, asked('PUT')], [1, false, 'completed', 3]);
  });

  it('sends nothing twice when it ends in the middle of an upload', async () => {
    setup.practice.faults.add({ method: 'PUT', nth: 2, times: 0, action: { kind: 'hang', when: 'beforeBody' } });
    const hangs = (): boolean => setup.practice.faults.list().some(({ fired }) => fired > 0);
    const late = await loadTillLate(hangs, '--parallel', '1');
    assert.deepEqual([late.code, json(late).state, json(late).handedOver], [124, 'uploading', false]);
    setup.practice.faults.clear();
    const done = await run('resume', json(late).jobId, '--json');
    assert.deepEqual([json(done).state, json(done).succeeded], ['completed', 9]);
    assert.deepEqual(await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Left %'"), [{ n: 9 }]);
  });

  it('leaves a query to Salesforce, and its records can be downloaded later', async () => {
    setup.practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress' } });
    const file = join(setup.folder, 'rows.csv');
    const left = await run('export', 'SELECT Id, Name FROM Account', '--to', file, '--no-wait', '--json');
    assert.deepEqual([left.code, json(left).handedOver, json(left).file], [0, true, null]);
    setup.practice.faults.clear();
    const done = await run('resume', json(left).jobId, '--json');
    assert.deepEqual([done.code, json(done).exported, json(done).file], [0, 3, file]);
    assert.equal((await readFile(file, 'utf8')).trim().split('\n').length, 4);
    assert.equal(asked('POST'), 1, 'one query job');
  });
});
