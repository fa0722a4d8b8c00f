// The event logs of whole jobs. They are the file format of the journal, so a change here is a change of the format.
import assert from 'node:assert/strict';
import { matchesGolden, never, openGolden, type GoldenSetup } from './goldenSetup';

const row = (number: number, email = 'a@example.com'): string => `Row ${number},${email}\n`;
const rows = (count: number): string => Array.from({ length: count }, (_, index) => row(index + 1)).join('');
const header = 'LastName,Email\n';

describe('the event log', () => {
  let setup: GoldenSetup;
  afterEach(() => setup.close());

  it('of a load in several parts, with a failed row', async () => {
    setup = await openGolden();
    const text = header + rows(3) + row(4, 'no address') + rows(2);
    const jobId = await setup.load(text, { api: 'bulk', partRecords: 2 });
    const { outcome, succeeded, failed } = await setup.finished(jobId);
    assert.deepEqual([outcome, succeeded, failed], ['completed', 5, 1]);
    matchesGolden('load', jobId, setup);
  });

  it('of a load of one row', async () => {
    setup = await openGolden();
    const jobId = await setup.load(header + row(1), { api: 'auto' });
    assert.equal((await setup.finished(jobId)).outcome, 'completed');
    matchesGolden('loadOfOneRow', jobId, setup);
  });

  it('of an export', async () => {
    setup = await openGolden();
    const jobId = await setup.core.jobs.start({
      kind: 'export',
      orgId: setup.orgId,
      soql: 'SELECT Id, Name FROM Account',
      file: '/data/accounts.csv',
      format: 'csv',
    });
    const { outcome, succeeded } = await setup.finished(jobId);
    assert.deepEqual([outcome, succeeded], ['completed', 3]);
    matchesGolden('export', jobId, setup);
  });

  it('of a retry', async () => {
    setup = await openGolden();
    const first = await setup.load(header + row(1, 'no address') + row(2), { api: 'bulk' });
    await setup.finished(first);
    const { file, spec } = await setup.core.jobs.prepareRetry(first, { list: 'failed' }, never);
    setup.files.put(file, (setup.files.text(file) ?? '').replace('no address', 'a@example.com'));
    const jobId = await setup.core.jobs.start(spec);
    const { outcome, succeeded } = await setup.finished(jobId);
    assert.deepEqual([outcome, succeeded], ['completed', 1]);
    matchesGolden('retry', jobId, setup);
  });

  it('of a load that another process resumes after a kill', async () => {
    // created, planned, partCreating, partCreated, uploaded: the job is not closed yet.
    setup = await openGolden({ killAfter: 5 });
    void setup.load(header + rows(2), { api: 'bulk' }).catch(() => undefined);
    await setup.killed;
    const next = await setup.nextProcess();
    const [jobId = ''] = await next.jobs.resumeUnfinished();
    const { outcome, succeeded } = await setup.finished(jobId, next);
    assert.deepEqual([outcome, succeeded], ['completed', 2]);
    matchesGolden('resume', jobId, setup);
  });

  it('of a load that Salesforce ends with an error', async () => {
    setup = await openGolden();
    const jobId = await setup.load('LastName,NoSuchField__c\nRow 1,x\n', { api: 'bulk' });
    const { outcome, error } = await setup.finished(jobId);
    assert.deepEqual([outcome, error?.code], ['failed', 'job.failed']);
    matchesGolden('failedLoad', jobId, setup);
  });
});
