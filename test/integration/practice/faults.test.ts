// Faults of the practice org: each one strikes at the configured request, the configured number of times.
import assert from 'node:assert/strict';
import http from 'node:http';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const limits = '/services/data/v66.0/limits';

describe('faults of the practice org', () => {
  let org: OrgCaller;
  beforeEach(async () => {
    org = await startOrg({ seedAccounts: 2, rowsPerChunk: 2 });
  });
  afterEach(() => org.close());

  const order = async (spec: unknown): Promise<void> => {
    assert.equal((await org.json('POST', '/practice/faults', spec)).status, 200);
  };
  const failureOf = async (answer: Promise<unknown>): Promise<string> => {
    try {
      await answer;
    } catch (error) {
      const { cause } = error as { cause?: { code?: string; message?: string } };
      return cause?.code ?? cause?.message ?? String(error);
    }
    return assert.fail('it answered');
  };

  it('start at the configured match and end after the configured number', async () => {
    await order({ path: limits, nth: 2, times: 2, action: { kind: 'maintenance' } });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await org.get('limits')).status);
    assert.deepEqual(statuses, [200, 503, 503, 200, 200]);
    const [fault] = (await org.json('GET', '/practice/faults')).body as Json[];
    assert.deepEqual([fault?.['hits'], fault?.['fired']], [5, 2]);
  });

  it('affect only matching requests', async () => {
    await order({ method: 'POST', path: '*/jobs/ingest', times: 0, action: { kind: 'maintenance' } });
    assert.equal((await org.get('limits')).status, 200);
    assert.equal((await org.get('jobs/ingest')).status, 200);
    assert.equal((await org.send('POST', 'jobs/ingest', {})).status, 503);
    assert.equal((await org.json('DELETE', '/practice/faults')).status, 204);
    assert.equal((await org.send('POST', 'jobs/ingest', {})).status, 400);
  });

  it('can be a maintenance page, a 429 with Retry-After, and an exceeded limit', async () => {
    await order([
      { path: limits, action: { kind: 'maintenance' } },
      { path: limits, nth: 2, action: { kind: 'answer', status: 429, headers: { 'Retry-After': '7' } } },
      {
        path: limits,
        nth: 3,
        action: {
          kind: 'refuse',
          status: 403,
          errorCode: 'REQUEST_LIMIT_EXCEEDED',
          message: 'TotalRequests Limit exceeded.',
        },
      },
    ]);
    const page = await org.get('limits');
    assert.deepEqual([page.status, page.headers.get('content-type')], [503, 'text/html;charset=UTF-8']);
    assert.match(await page.text(), /^<html>/);
    const throttled = await org.get('limits');
    assert.deepEqual([throttled.status, throttled.headers.get('retry-after')], [429, '7']);
    const full = await org.get('limits');
    assert.equal(full.status, 403);
    assert.equal(onlyError(await full.json())['errorCode'], 'REQUEST_LIMIT_EXCEEDED');
  });

  it('are not needed to reject requests beyond the daily limit', async () => {
    await org.json('PATCH', '/practice/limits', { apiRequests: { max: 3, used: 1 } });
    const first = await org.get('limits');
    assert.equal(first.headers.get('sforce-limit-info'), 'api-usage=2/3');
    assert.deepEqual(((await first.json()) as Json)['DailyApiRequests'], { Max: 3, Remaining: 1 });
    assert.equal((await org.get('limits')).status, 200);
    const refused = await org.get('limits');
    assert.deepEqual(
      [refused.status, onlyError(await refused.json())],
      [403, { message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }],
    );
  });

  for (const when of ['beforeBody', 'afterBody'] as const) {
    it(`reset the connection ${when} without any effect`, async () => {
      await order({ method: 'POST', path: '*/sobjects/Account', action: { kind: 'reset', when } });
      assert.match(await failureOf(org.send('POST', 'sobjects/Account', { Name: 'Ghost' })), /ECONNRESET|socket/);
      assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Ghost'")).totalSize, 0);
    });
  }

  it('reset the connection after the work is done, without a response', async () => {
    await order({ method: 'POST', path: '*/sobjects/Account', action: { kind: 'reset', when: 'afterAction' } });
    assert.match(await failureOf(org.send('POST', 'sobjects/Account', { Name: 'Ghost' })), /ECONNRESET|socket/);
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Ghost'")).totalSize, 1);
  });

  it('reset the connection in the middle of a response', async () => {
    await order({ path: limits, action: { kind: 'reset', when: 'midResponse' } });
    const response = await org.get('limits');
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
    assert.equal((await org.get('limits')).status, 200);
  });

  it('hang until the fault is cleared, then reset the connection', async () => {
    await order({ path: limits, action: { kind: 'hang', when: 'afterAction' } });
    const hanging = failureOf(org.get('limits'));
    while (((await org.json('GET', '/practice/faults')).body as Json[])[0]?.['fired'] !== 1);
    await org.json('DELETE', '/practice/faults');
    assert.match(await hanging, /ECONNRESET|socket/);
  });

  it('slow down an upload without losing data', async () => {
    await order({ path: '*/batches', action: { kind: 'slow', msPerKb: 1, direction: 'up' } });
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    const beganMs = performance.now();
    await org.upload(id, `Name\n${'x'.repeat(100)}\n`.padEnd(40_000, '\n'));
    assert.ok(performance.now() - beganMs > 30);
    await org.setState(id, 'UploadComplete');
    assert.equal((await org.until(id, 'JobComplete'))['numberRecordsProcessed'], 1);
  });

  it('end the session during a job, which continues with a new login', async () => {
    await order({ method: 'PUT', path: '*/batches', action: { kind: 'expireSessions' } });
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    const refused = await org.upload(id, 'Name\nA\n');
    assert.equal(refused.status, 401);
    assert.equal(onlyError(JSON.parse(refused.body))['errorCode'], 'INVALID_SESSION_ID');
    assert.equal((await org.get('limits')).status, 401);
  });

  it('delete a job as if another user had', async () => {
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    await org.upload(id, 'Name\nA\n');
    await order({ method: 'GET', path: `*/jobs/ingest/${String(id)}`, nth: 2, action: { kind: 'loseJob' } });
    assert.equal((await org.get(`jobs/ingest/${String(id)}`)).status, 200);
    assert.equal((await org.get(`jobs/ingest/${String(id)}`)).status, 404);
  });

  it('fail a job for its line endings, or discard its content, regardless of the data', async () => {
    await order({ object: 'Contact', action: { kind: 'lineEnding' } });
    await order({ object: 'Lead', action: { kind: 'dropContent' } });
    const contact = await org.load({ object: 'Contact', operation: 'insert' }, 'LastName\nA\n');
    assert.equal(
      contact.job['errorMessage'],
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    );
    assert.equal(contact.unprocessed, 'LastName\n"A"\n');
    const lead = await org.load({ object: 'Lead', operation: 'insert' }, 'LastName,Company\nA,B\n');
    assert.equal(lead.job['state'], 'Failed');
  });

  it('lock rows for the configured number of attempts', async () => {
    await org.json('POST', '/practice/locks', { object: 'Account', field: 'Name', values: ['B'], times: 1 });
    const spec = { object: 'Account', operation: 'insert' };
    const first = await org.load(spec, 'Name\nA\nB\n');
    assert.match(
      first.failed,
      /"UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 1 records: B:--","B"/,
    );
    assert.equal((await org.load(spec, 'Name\nB\n')).job['numberRecordsFailed'], 0);
  });

  it('are rejected when they are unknown', async () => {
    const { status, body } = await org.json('POST', '/practice/faults', { action: { kind: 'meteor' } });
    assert.equal(status, 400);
    assert.match(String(onlyError(body)['message']), /^action\.kind must be one of /);
  });

  it('are recorded in the request log with the number of requests', async () => {
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    await org.upload(id, 'Name\nA\n');
    await org.upload(id, 'Name\nB\n');
    const report = (await org.json('GET', '/practice/requests?method=PUT&path=batches')).body as Json;
    assert.equal(report['total'], 2);
    const requests = report['requests'] as Json[];
    assert.deepEqual(
      requests.map((one) => [one['status'], one['receivedBytes']]),
      [
        [201, 7],
        [400, 0],
      ],
    );
    const path = `PUT /services/data/v66.0/jobs/ingest/${String(id)}/batches`;
    assert.equal((report['counts'] as Json)[path], 2);
  });

  it('are removed by a reset, with all created records', async () => {
    await order({ path: limits, times: 0, action: { kind: 'maintenance' } });
    await org.json('POST', 'sobjects/Account', { Name: 'New' });
    await org.createJob({ object: 'Account', operation: 'insert' });
    assert.equal((await org.json('POST', '/practice/reset')).status, 204);
    assert.equal((await org.get('limits')).status, 200);
    assert.equal((await org.query('SELECT Id FROM Account')).totalSize, 2);
    assert.deepEqual(((await org.json('GET', 'jobs/ingest')).body as Json)['records'], []);
  });

  it('include URIs that are too long', async () => {
    const url = new URL(`${org.practice.url}${limits}?x=${'y'.repeat(17_000)}`);
    const [status, text] = await new Promise<[number | undefined, string]>((resolve, reject) => {
      http
        .get(url, (response) => {
          let body = '';
          response.on('data', (chunk: Buffer) => (body += chunk.toString()));
          response.on('end', () => resolve([response.statusCode, body]));
        })
        .on('error', reject);
    });
    assert.deepEqual([status, text], [414, '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>']);
  });

  it('do not break the response to an upload that is rejected before it ends', async () => {
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    await org.setState(id, 'Aborted');
    const { status, body } = await org.upload(id, Buffer.alloc(20_000_000, 'x'));
    assert.equal(status, 400);
    assert.equal(onlyError(JSON.parse(body))['errorCode'], 'INVALIDJOBSTATE');
  });

  it('leave a job open and empty when its upload fails, so that it can be uploaded again', async () => {
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    const request = http.request(`${org.practice.url}/services/data/v66.0/jobs/ingest/${String(id)}/batches`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${org.practice.accessToken}`, 'Content-Type': 'text/csv' },
    });
    request.on('error', () => undefined);
    request.write('Name\nHalf of a');
    const received = (): unknown => org.practice.requests.all.at(-1)?.receivedBytes;
    while (received() !== 14) await new Promise((resolve) => setImmediate(resolve));
    request.destroy();
    while ((await org.upload(id, 'Name\nWhole\n')).status !== 201);
    await org.setState(id, 'UploadComplete');
    await org.until(id, 'JobComplete');
    assert.match((await org.results(id)).succeeded, /,"true","Whole"\n$/);
  });
});
