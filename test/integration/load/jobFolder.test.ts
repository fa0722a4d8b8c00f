// What a load leaves in its job's folder: no copy of the file, and no token that a server repeated.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renames } from '../../fakes/renames';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('the folder of a load that has ended', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const folderOf = (jobId: string): string => join(setup.folder, 'jobs', jobId);
  const copiesIn = async (jobId: string): Promise<readonly string[]> =>
    (await readdir(folderOf(jobId))).filter((name) => name.startsWith('upload'));

  for (const api of ['rest', 'collections', 'bulk'] as const) {
    it(`has no copy of a file that was rewritten and sent by ${api}, and its rows can be retried`, async () => {
      const file = await setup.csv('a.csv', 'External_Id__c,Name,Left_Out\r\nC1,One,x\nC2,,y\r\n');
      const state = await setup.load(file, {
        api,
        mapping: renames({ External_Id__c: 'External_Id__c', Name: 'Name' }),
      });
      assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 1, 1]);
      assert.deepEqual(await copiesIn(state.jobId), []);
      const { rows } = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 9 }, signal);
      assert.deepEqual(
        rows.map(({ line }) => line),
        [3],
      );
    });
  }

  it('has no copy when nothing could be sent', async () => {
    const file = await setup.csv('a.csv', 'Name\nOne\n');
    setup.practice.faults.add({
      method: 'POST',
      path: '*',
      times: 0,
      action: { kind: 'refuse', status: 403, errorCode: 'INSUFFICIENT_ACCESS', message: 'no' },
    });
    const state = await setup.load(file, { api: 'rest' });
    assert.notEqual(state.outcome, undefined);
    assert.deepEqual(await copiesIn(state.jobId), []);
  });

  it('keeps the copy of a load that can be resumed', async () => {
    const file = await setup.csv('a.csv', 'Name\nOne\n');
    setup.practice.faults.add({
      method: 'POST',
      path: '*',
      times: 0,
      action: { kind: 'refuse', status: 403, errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests' },
    });
    const state = await setup.load(file, { api: 'collections' });
    assert.deepEqual([state.outcome, state.interrupted?.code], [undefined, 'limit.requests']);
    assert.deepEqual(await copiesIn(state.jobId), ['upload.csv']);
  });

  it('has no token that the server repeated in the error of a row or of the job', async () => {
    const token = setup.practice.accessToken;
    const encoded = new URLSearchParams({ sid: token }).toString();
    setup.practice.faults.add({
      method: 'GET',
      path: '*/failedResults*',
      times: 0,
      action: {
        kind: 'answer',
        status: 200,
        headers: { 'Content-Type': 'text/csv' },
        body: `"sf__Id","sf__Error",External_Id__c,Name\n"","WRONG:for ${token} and ${encoded}:--",T1,One\n`,
      },
    });
    setup.practice.faults.add({
      method: 'GET',
      path: '*/unprocessedrecords*',
      times: 0,
      action: {
        kind: 'answer',
        status: 200,
        headers: { 'Content-Type': 'text/csv' },
        body: 'External_Id__c,Name\n',
      },
    });
    setup.practice.faults.add({
      object: 'Account',
      action: { kind: 'failJob', afterChunks: 0, message: `not ${token}` },
    });
    const state = await setup.load(await setup.csv('a.csv', 'External_Id__c,Name\nT1,One\n'), { api: 'bulk' });
    assert.equal(state.failed, 1);
    const names = await readdir(folderOf(state.jobId), { recursive: true, withFileTypes: true });
    const texts = await Promise.all(
      names.filter((name) => name.isFile()).map((name) => readFile(join(name.parentPath, name.name), 'latin1')),
    );
    const all = texts.join('\n');
    assert.match(all, /WRONG:for \[secret\] and sid=\[secret\]/);
    assert.match(all, /not \[secret\]/);
    assert.ok(!all.includes(token) && !all.includes(encoded));
    assert.ok(!JSON.stringify(state).includes(token));
  });
});
