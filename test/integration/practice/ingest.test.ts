// Bulk API 2.0 ingest jobs: states, the properties of each response, and every error with Salesforce's message.
import assert from 'node:assert/strict';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const insertSpec = { object: 'Account', operation: 'insert', contentType: 'CSV', lineEnding: 'LF' };
const upsertSpec = { object: 'Account', operation: 'upsert', externalIdFieldName: 'External_Id__c' };

describe('ingest jobs of the practice org', () => {
  let org: OrgCaller;
  beforeEach(async () => {
    org = await startOrg({ seedAccounts: 2, rowsPerChunk: 3 });
  });
  afterEach(() => org.close());

  const keys = (json: unknown): string => Object.keys(json as Json).join(' ');
  const common = 'id operation object createdById createdDate systemModstamp state';
  const tail = 'concurrencyMode contentType apiVersion';

  it('have exactly the properties of Salesforce in each response', async () => {
    const created = await org.createJob(upsertSpec);
    assert.equal(keys(created), `${common} externalIdFieldName ${tail} contentUrl lineEnding columnDelimiter`);
    assert.equal(created['contentUrl'], `services/data/v66.0/jobs/ingest/${String(created['id'])}/batches`);
    assert.equal(created['apiVersion'], 66);
    assert.equal(created['state'], 'Open');
    const progress =
      'numberRecordsProcessed numberRecordsFailed retries totalProcessingTime apiActiveProcessingTime apexProcessingTime isPkChunkingSupported';
    const open = (await org.json('GET', `jobs/ingest/${String(created['id'])}`)).body;
    assert.equal(
      keys(open),
      `${common} externalIdFieldName ${tail} contentUrl lineEnding columnDelimiter jobType ${progress}`,
    );
    const list = (await org.json('GET', 'jobs/ingest')).body as { records: unknown[]; done: boolean };
    assert.equal(
      keys(list.records[0]),
      `${common} externalIdFieldName ${tail} contentUrl lineEnding columnDelimiter jobType`,
    );
    const closed = await org.setState(created['id'], 'UploadComplete');
    assert.equal(keys(closed.body), `${common} externalIdFieldName ${tail}`);
    const ended = await org.until(created['id'], 'JobComplete');
    assert.equal(keys(ended), `${common} externalIdFieldName ${tail} lineEnding columnDelimiter jobType ${progress}`);
  });

  it('pass through UploadComplete and InProgress before JobComplete', async () => {
    const first = org.practice.faults.add({ action: { kind: 'hold', state: 'UploadComplete' } });
    const second = org.practice.faults.add({ action: { kind: 'hold', state: 'InProgress', afterChunks: 1 } });
    const { id } = await org.createJob(insertSpec);
    await org.upload(id, 'Name\nA\nB\nC\nD\n');
    await org.setState(id, 'UploadComplete');
    const waiting = await org.until(id, 'UploadComplete');
    assert.equal(waiting['numberRecordsProcessed'], 0);
    org.practice.faults.clear(first.id);
    const busy = await org.until(id, 'InProgress');
    assert.equal(busy['state'], 'InProgress');
    org.practice.faults.clear(second.id);
    const done = await org.until(id, 'JobComplete');
    assert.equal(done['numberRecordsProcessed'], 4);
    assert.equal(done['numberRecordsFailed'], 0);
  });

  it('accept only one upload', async () => {
    const { id } = await org.createJob(insertSpec);
    assert.deepEqual(await org.upload(id, 'Name\nA\n'), { status: 201, body: '' });
    const again = await org.upload(id, 'Name\nB\n');
    assert.equal(again.status, 400);
    assert.deepEqual(onlyError(JSON.parse(again.body)), {
      errorCode: 'BULK_API_ERROR',
      message: `Found multipe contents for job: <${String(id).slice(0, 15)}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
    });
    await org.setState(id, 'UploadComplete');
    assert.match((await org.results(id)).succeeded, /"A"/);
  });

  const refusals: readonly [what: string, spec: Json, errorCode: string, message: string][] = [
    ['an unknown object', { ...insertSpec, object: 'Xyz' }, 'INVALIDJOB', 'InvalidJob : Unable to find object: Xyz'],
    [
      'an object that Bulk API does not support',
      { ...insertSpec, object: 'Organization' },
      'INVALIDENTITY',
      "Entity 'Organization' is not supported by the Bulk API.",
    ],
    [
      'an upsert without an external id field',
      { ...insertSpec, operation: 'upsert' },
      'INVALIDJOB',
      'InvalidJob : Field name provided,  does not match an External ID for Account',
    ],
    [
      'an upsert by a field that is not an external id',
      { ...upsertSpec, externalIdFieldName: 'Name' },
      'INVALIDJOB',
      'InvalidJob : Field name provided, Name does not match an External ID for Account',
    ],
    [
      'no operation',
      { object: 'Account', operation: '' },
      'API_ERROR',
      "Invalid value: '' supplied for property: 'operation'",
    ],
    [
      'an unknown content type',
      { ...insertSpec, contentType: 'XML' },
      'API_ERROR',
      "Invalid value: 'XML' supplied for property: 'contentType'",
    ],
    [
      'an unknown line ending',
      { ...insertSpec, lineEnding: 'CR' },
      'API_ERROR',
      "Invalid value: 'CR' supplied for property: 'lineEnding'",
    ],
    [
      'an unknown delimiter',
      { ...insertSpec, columnDelimiter: ',' },
      'API_ERROR',
      "Invalid value: ',' supplied for property: 'columnDelimiter'",
    ],
  ];
  for (const [what, spec, errorCode, message] of refusals) {
    it(`are not created with ${what}`, async () => {
      const { status, body } = await org.json('POST', 'jobs/ingest', spec);
      assert.equal(status, 400);
      assert.deepEqual(onlyError(body), { message, errorCode });
    });
  }

  it('hard delete only with the permission', async () => {
    const spec = { object: 'Account', operation: 'hardDelete' };
    assert.equal((await org.json('POST', 'jobs/ingest', spec)).status, 200);
    org.practice.org.permissions.bulkHardDelete = false;
    const { status, body } = await org.json('POST', 'jobs/ingest', spec);
    assert.equal(status, 400);
    assert.deepEqual(onlyError(body), {
      message:
        'hardDelete operation requires special user profile permission, please contact your system administrator',
      errorCode: 'FEATURENOTENABLED',
    });
  });

  it('can be aborted while open, with everything unprocessed', async () => {
    const { id } = await org.createJob(insertSpec);
    await org.upload(id, 'Name\nA\nB\n');
    assert.equal((await org.setState(id, 'Aborted')).status, 200);
    const { job, succeeded, failed, unprocessed } = await org.results(id);
    assert.equal(job['state'], 'Aborted');
    assert.equal(succeeded, '"sf__Id","sf__Created",Name\n');
    assert.equal(failed, '"sf__Id","sf__Error",Name\n');
    assert.equal(unprocessed, 'Name\n"A"\n"B"\n');
  });

  it('keep the saved rows when they are aborted during processing', async () => {
    org.practice.faults.add({ action: { kind: 'hold', state: 'InProgress', afterChunks: 1 } });
    const { id } = await org.createJob(insertSpec);
    await org.upload(id, 'Name\nA\nB\nC\nD\nE\n');
    await org.setState(id, 'UploadComplete');
    await org.until(id, 'InProgress');
    while ((await org.until(id, 'InProgress'))['numberRecordsProcessed'] !== 3);
    await org.setState(id, 'Aborted');
    const { succeeded, unprocessed } = await org.results(id);
    assert.deepEqual(succeeded.match(/"[A-E]"/g), ['"A"', '"B"', '"C"']);
    assert.equal(unprocessed, 'Name\n"D"\n"E"\n');
    const count = await org.query("SELECT Id FROM Account WHERE Name IN ('A','B','C','D','E')");
    assert.equal(count.totalSize, 3);
  });

  it('reject actions that their state does not allow', async () => {
    const { id } = await org.createJob(insertSpec);
    const invalid = async (answer: Promise<{ status: number; body: unknown }>): Promise<unknown> => {
      const { status, body } = await answer;
      assert.equal(status, 400);
      const error = onlyError(body);
      assert.equal(error['errorCode'], 'INVALIDJOBSTATE');
      return error['message'];
    };
    await invalid(org.json('DELETE', `jobs/ingest/${String(id)}`));
    await org.setState(id, 'UploadComplete');
    await org.until(id, 'JobComplete');
    assert.equal(await invalid(org.setState(id, 'Aborted')), 'Aborting already Completed Job not allowed');
    assert.equal(await invalid(org.setState(id, 'UploadComplete')), 'Closing already Completed Job not allowed');
    const late = await org.upload(id, 'Name\nA\n');
    await invalid(Promise.resolve({ status: late.status, body: JSON.parse(late.body) as unknown }));
    const { status, body } = await org.setState(id, 'Sleeping');
    assert.equal(status, 400);
    assert.equal(onlyError(body)['message'], "Invalid value: 'Sleeping' supplied for property: 'state'");
  });

  it('do not exist after a delete', async () => {
    const { id } = await org.createJob(insertSpec);
    await org.setState(id, 'Aborted');
    assert.equal((await org.json('DELETE', `jobs/ingest/${String(id)}`)).status, 204);
    for (const path of [`jobs/ingest/${String(id)}`, `jobs/ingest/${String(id)}/failedResults/`]) {
      const { status, body } = await org.json('GET', path);
      assert.equal(status, 404);
      assert.deepEqual(onlyError(body), {
        errorCode: 'NOT_FOUND',
        message: 'The requested resource does not exist',
      });
    }
  });

  it('complete without rows for an empty body and for a header alone', async () => {
    for (const csv of ['', 'Name\n', 'Name']) {
      const { job, failed } = await org.load(insertSpec, csv);
      assert.equal(job['state'], 'JobComplete');
      assert.equal(job['numberRecordsProcessed'], 0);
      assert.equal(failed, csv === '' ? '"sf__Id","sf__Error"\n' : '"sf__Id","sf__Error",Name\n');
    }
  });

  it('can be created with their data in one multipart request', async () => {
    const body = [
      '--BOUND',
      'Content-Type: application/json',
      'Content-Disposition: form-data; name="job"',
      '',
      '{"object":"Account","contentType":"CSV","operation":"insert"}',
      '--BOUND',
      'Content-Type: text/csv',
      'Content-Disposition: form-data; name="content"; filename="content"',
      '',
      'Name\nFrom a part\n',
      '--BOUND--',
    ].join('\r\n');
    const response = await fetch(`${org.practice.url}/services/data/v66.0/jobs/ingest`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${org.practice.accessToken}`,
        'Content-Type': 'multipart/form-data; boundary=BOUND',
      },
      body,
    });
    assert.equal(response.status, 200);
    const job = (await response.json()) as Json;
    assert.equal(job['state'], 'UploadComplete');
    await org.until(job['id'], 'JobComplete');
    assert.match((await org.results(job['id'])).succeeded, /"From a part"/);
  });

  it('are listed by type, a thousand per page', async () => {
    const jobs = Array.from({ length: 1001 }, () => org.createJob(insertSpec));
    await Promise.all(jobs);
    const first = (await org.json('GET', 'jobs/ingest?jobType=V2Ingest')).body as Json;
    assert.equal((first['records'] as unknown[]).length, 1000);
    assert.equal(first['done'], false);
    const second = (await org.json('GET', String(first['nextRecordsUrl']))).body as Json;
    assert.equal((second['records'] as unknown[]).length, 1);
    assert.deepEqual([second['done'], second['nextRecordsUrl']], [true, null]);
    const classic = (await org.json('GET', 'jobs/ingest?jobType=Classic')).body as Json;
    assert.deepEqual(classic, { done: true, nextRecordsUrl: null, records: [] });
  });
});
