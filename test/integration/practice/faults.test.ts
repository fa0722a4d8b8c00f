// Faults of the practice org: each bad day comes when it was ordered, as often as ordered, and can be counted.
import assert from 'node:assert/strict';
import http from 'node:http';
import { onlyError, startOrg, type Json, type OrgCaller } from './orgCaller';

const limits = '/services/data/v66.0/limits';

describe('bad days of the practice org', () => {
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

  it('begin at the ordered hit and end after the ordered number', async () => {
    await order({ path: limits, nth: 2, times: 2, action: { kind: 'maintenance' } });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await org.get('limits')).status);
    assert.deepEqual(statuses, [200, 503, 503, 200, 200]);
    const [fault] = (await org.json('GET', '/practice/faults')).body as Json[];
    assert.deepEqual([fault?.['hits'], fault?.['fired']], [5, 2]);
  });

  it('meet only the requests that were meant', async () => {
    await order({ method: 'POST', path: '*/jobs/ingest', times: 0, action: { kind: 'maintenance' } });
    assert.equal((await org.get('limits')).status, 200);
    assert.equal((await org.get('jobs/ingest')).status, 200);
    assert.equal((await org.send('POST', 'jobs/ingest', {})).status, 503);
    assert.equal((await org.json('DELETE', '/practice/faults')).status, 204);
    assert.equal((await org.send('POST', 'jobs/ingest', {})).status, 400);
  });

  it('bring the maintenance page, a throttle with Retry-After, and a used-up limit', async () => {
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

  it('refuse for real when the daily allowance is used up', async () => {
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
    it(`break the connection ${when} with nothing done`, async () => {
      await order({ method: 'POST', path: '*/sobjects/Account', action: { kind: 'reset', when } });
      assert.match(await failureOf(org.send('POST', 'sobjects/Account', { Name: 'Ghost' })), /ECONNRESET|socket/);
      assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Ghost'")).totalSize, 0);
    });
  }

  it('break the connection after the work is done, with no answer', async () => {
    await order({ method: 'POST', path: '*/sobjects/Account', action: { kind: 'reset', when: 'afterAction' } });
    assert.match(await failureOf(org.send('POST', 'sobjects/Account', { Name: 'Ghost' })), /ECONNRESET|socket/);
    assert.equal((await org.query("SELECT Id FROM Account WHERE Name = 'Ghost'")).totalSize, 1);
  });

  it('break the connection in the middle of an answer', async () => {
    await order({ path: limits, action: { kind: 'reset', when: 'midResponse' } });
    const response = await org.get('limits');
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
    assert.equal((await org.get('limits')).status, 200);
  });

  it('hang until the fault is cleared, then break', async () => {
    await order({ path: limits, action: { kind: 'hang', when: 'afterAction' } });
    const hanging = failureOf(org.get('limits'));
    while (((await org.json('GET', '/practice/faults')).body as Json[])[0]?.['fired'] !== 1);
    await org.json('DELETE', '/practice/faults');
    assert.match(await hanging, /ECONNRESET|socket/);
  });

  it('slow an upload down without losing any of it', async () => {
    await order({ path: '*/batches', action: { kind: 'slow', msPerKb: 1, direction: 'up' } });
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    const beganMs = performance.now();
    await org.upload(id, `Name\n${'x'.repeat(100)}\n`.padEnd(40_000, '\n'));
    assert.ok(performance.now() - beganMs > 30);
    await org.setState(id, 'UploadComplete');
    assert.equal((await org.until(id, 'JobComplete'))['numberRecordsProcessed'], 1);
  });

  it('end the session in the middle of a job, and a new login goes on', async () => {
    await order({ method: 'PUT', path: '*/batches', action: { kind: 'expireSessions' } });
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    const refused = await org.upload(id, 'Name\nA\n');
    assert.equal(refused.status, 401);
    assert.equal(onlyError(JSON.parse(refused.body))['errorCode'], 'INVALID_SESSION_ID');
    assert.equal((await org.get('limits')).status, 401);
  });

  it('delete a job as if somebody else had', async () => {
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    await org.upload(id, 'Name\nA\n');
    await order({ method: 'GET', path: `*/jobs/ingest/${String(id)}`, nth: 2, action: { kind: 'loseJob' } });
    assert.equal((await org.get(`jobs/ingest/${String(id)}`)).status, 200);
    assert.equal((await org.get(`jobs/ingest/${String(id)}`)).status, 404);
  });

  it('fail a job for its line endings, or lose its content, whatever was sent', async () => {
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

  it('hold rows for as many tries as ordered', async () => {
    await org.json('POST', '/practice/locks', { object: 'Account', field: 'Name', values: ['B'], times: 1 });
    const spec = { object: 'Account', operation: 'insert' };
    const first = await org.load(spec, 'Name\nA\nB\n');
    assert.match(
      first.failed,
      /"UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 1 records: B:--","B"/,
    );
    assert.equal((await org.load(spec, 'Name\nB\n')).job['numberRecordsFailed'], 0);
  });

  it('are refused when nobody knows them', async () => {
    const { status, body } = await org.json('POST', '/practice/faults', { action: { kind: 'meteor' } });
    assert.equal(status, 400);
    assert.match(String(onlyError(body)['message']), /^action\.kind must be one of /);
  });

  it('leave a log that shows what was sent how often', async () => {
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

  it('are all forgotten by a reset, and so are the records that were made', async () => {
    await order({ path: limits, times: 0, action: { kind: 'maintenance' } });
    await org.json('POST', 'sobjects/Account', { Name: 'New' });
    await org.createJob({ object: 'Account', operation: 'insert' });
    assert.equal((await org.json('POST', '/practice/reset')).status, 204);
    assert.equal((await org.get('limits')).status, 200);
    assert.equal((await org.query('SELECT Id FROM Account')).totalSize, 2);
    assert.deepEqual(((await org.json('GET', 'jobs/ingest')).body as Json)['records'], []);
  });

  it('include addresses that are too long', async () => {
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

  it('do not break the answer to an upload that is refused while it still comes', async () => {
    const { id } = await org.createJob({ object: 'Account', operation: 'insert' });
    await org.setState(id, 'Aborted');
    const { status, body } = await org.upload(id, Buffer.alloc(20_000_000, 'x'));
    assert.equal(status, 400);
    assert.equal(onlyError(JSON.parse(body))['errorCode'], 'INVALIDJOBSTATE');
  });

  it('leave a job open and empty when its upload breaks, so that it can be uploaded once more', async () => {
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
