// The org client: what it sends, what it returns, which errors it throws.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { OrgRequest } from '../../../../src/core/http/client';
import { createOpenClient, createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import { NoAnswerError } from '../../../../src/core/ports';
import { createFakeTransport, inOrder, type FakeAnswer, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const session = { accessToken: '00Dtoken!x', instanceUrl: 'https://ada.my.salesforce.com' };

function clientOf(script: Script, instanceUrl = session.instanceUrl) {
  const transport = createFakeTransport(script);
  const tokens = {
    current: async () => ({ ...session, instanceUrl }),
    renew: () => Promise.reject(new Error('not asked for')),
  };
  const log = createRecordingLog();
  const client = createOrgClient({
    transport,
    tokens,
    gate: openGate,
    clock: createHastyClock(),
    log,
    apiVersion: '66.0',
    org: 'ada',
  });
  return { client, transport, log };
}

const limits: OrgRequest = { method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' };
const task = quietTask();
const withCode = (code: string) => (error: unknown) => error instanceof SalesforceError && error.code === code;

describe('createOrgClient', () => {
  it('sends path, query, token and the headers that Salesforce expects', async () => {
    const { client, transport } = clientOf(inOrder({ body: {} }));
    await client.send(
      { ...limits, query: { q: 'a b&c', missing: undefined, n: 3 }, headers: { 'X-Own': 'yes' } },
      task,
    );
    const { method, url, headers, idleTimeoutMs } = transport.sent[0]!;
    assert.equal(method, 'GET');
    assert.equal(url.href, 'https://ada.my.salesforce.com/services/data/v66.0/limits?q=a+b%26c&n=3');
    assert.equal(headers['authorization'], 'Bearer 00Dtoken!x');
    assert.equal(headers['accept'], '*/*');
    assert.equal(headers['accept-encoding'], 'gzip');
    assert.equal(headers['sforce-call-options'], 'client=Kinetic');
    assert.equal(headers['user-agent'], 'Kinetic-for-Salesforce');
    assert.equal(headers['x-own'], 'yes');
    assert.equal(idleTimeoutMs, 60_000);
  });

  it('sends JSON as JSON and bodies as they are', async () => {
    const { client, transport } = clientOf(inOrder({}, {}));
    await client.send({ ...limits, method: 'POST', json: { a: 1 } }, task);
    await client.send({ ...limits, method: 'PUT', body: 'a,b', headers: { 'Content-Type': 'text/csv' } }, task);
    assert.equal(transport.sent[0]!.body, '{"a":1}');
    assert.match(transport.sent[0]!.headers['content-type']!, /^application\/json/);
    assert.equal(transport.sent[1]!.body, 'a,b');
    assert.equal(transport.sent[1]!.headers['content-type'], 'text/csv');
  });

  it('decodes JSON, and an empty body as undefined', async () => {
    const { client, transport } = clientOf(inOrder({ body: { a: 1 } }, { status: 204 }));
    assert.deepEqual(await client.json(limits, (value) => value, task), { a: 1 });
    assert.equal(await client.json(limits, (value) => value, task), undefined);
    assert.equal(transport.sent[0]!.headers['accept'], 'application/json');
  });

  it('throws server.unexpected for JSON of another shape', async () => {
    const { client } = clientOf(inOrder({ body: { a: 1 } }));
    const decode = (): never => {
      throw new TypeError('a must be text');
    };
    await assert.rejects(client.json(limits, decode, task), withCode('server.unexpected'));
  });

  it('throws rejections with method and path', async () => {
    const body = [{ errorCode: 'NOT_FOUND', message: 'gone' }];
    const { client } = clientOf(inOrder({ status: 404, body }));
    await assert.rejects(client.send(limits, task), (error) => {
      assert.ok(error instanceof SalesforceError);
      assert.equal(error.code, 'request.notFound');
      assert.equal(error.details['what'], 'GET /services/data/v66.0/limits');
      return true;
    });
  });

  it('returns a 304 only for a conditional request', async () => {
    const { client } = clientOf(() => ({ status: 304 }));
    const asked = await client.send({ ...limits, headers: { 'If-Modified-Since': 'x' } }, task);
    assert.equal(asked.status, 304);
    await assert.rejects(client.send(limits, task), withCode('network.notSalesforce'));
  });

  for (const [reason, code] of [
    ['refused', 'network.unreachable'],
    ['hostNotFound', 'network.unknownHost'],
    ['proxy', 'network.proxy'],
    ['tls', 'network.untrusted'],
    ['reset', 'network.connectionLost'],
    ['timeout', 'network.timeout'],
  ] as const)
    it(`throws ${code} for a failed connection (${reason}) and says whether the call may have arrived`, async () => {
      const { client } = clientOf(() => {
        throw new NoAnswerError(reason, 'maybe');
      });
      await assert.rejects(client.send({ ...limits, repeat: 'never' }, task), (error) => {
        assert.ok(withCode(code)(error), String(error));
        assert.equal((error as SalesforceError).details['reached'], 'maybe');
        assert.equal((error as SalesforceError).details['host'], 'ada.my.salesforce.com');
        assert.doesNotMatch((error as SalesforceError).message, /\{/);
        return true;
      });
    });

  it('throws the error of an upload’s own source unchanged', async () => {
    const cause = new SalesforceError('input.changed', { file: 'a.csv' });
    const { client } = clientOf(() => {
      throw new NoAnswerError('sourceFailed', 'maybe', { cause });
    });
    await assert.rejects(client.send({ ...limits, method: 'PUT', repeat: 'never' }, task), cause);
  });

  it('throws the same error for a connection that breaks within a streamed body', async () => {
    const { client } = clientOf(inOrder({ chunks: ['half', new NoAnswerError('reset', 'maybe')] }));
    const response = await client.send(limits, task);
    await assert.rejects(response.text(), withCode('network.connectionLost'));
  });

  it('sends the call again when the body of a JSON response is cut short', async () => {
    const { client } = clientOf(inOrder({ chunks: ['{"a"', new NoAnswerError('reset', 'maybe')] }, { body: { a: 1 } }));
    assert.deepEqual(await client.json(limits, (value) => value, task), { a: 1 });
  });

  it('never sends a call for a canceled task', async () => {
    const { client, transport } = clientOf(inOrder());
    const reason = new Error('stopped');
    await assert.rejects(client.send(limits, quietTask(AbortSignal.abort(reason))), reason);
    assert.equal(transport.sent.length, 0);
  });

  it('logs calls without query and token', async () => {
    const { client, log } = clientOf(inOrder({ body: {} }));
    await client.send({ ...limits, query: { q: "SELECT Id FROM Contact WHERE Email='ada@example.com'" } }, task);
    assert.equal(log.lines.length, 1);
    assert.doesNotMatch(JSON.stringify(log.lines), /ada@example|token/);
  });
});

describe('the org client and addresses', () => {
  it('uses plain http only for this computer', async () => {
    for (const url of ['http://localhost:1', 'http://127.0.0.1:1', 'http://[::1]:1', 'https://a.b'])
      assert.equal((await clientOf(inOrder({}), url).client.send(limits, task)).status, 200);
    for (const url of [
      'http://ada.my.salesforce.com',
      'http://localhost.evil.com',
      'http://127.0.0.1.evil.com',
      'ftp://localhost',
      'x',
    ])
      await assert.rejects(clientOf(inOrder({}), url).client.send(limits, task), withCode('login.insecureUrl'));
  });

  it('rejects a path that leads to another host', async () => {
    const { client, transport } = clientOf(inOrder());
    await assert.rejects(client.send({ ...limits, path: '//evil.com/x' }, task), withCode('input.badArgument'));
    await assert.rejects(client.send({ ...limits, path: 'https://evil.com/x' }, task), withCode('input.badArgument'));
    assert.equal(transport.sent.length, 0);
  });

  const moved = (location: string): FakeAnswer => ({ status: 302, headers: { Location: location } });

  it('follows redirects within the host with the token, to other hosts without it', async () => {
    const { client, transport } = clientOf(
      inOrder(moved('/there'), moved('https://other.my.salesforce.com/x'), { body: { a: 1 } }),
    );
    assert.deepEqual(await client.json(limits, (value) => value, task), { a: 1 });
    const [, same, other] = transport.sent;
    assert.equal(same!.url.href, 'https://ada.my.salesforce.com/there');
    assert.equal(same!.headers['authorization'], 'Bearer 00Dtoken!x');
    assert.equal(other!.url.href, 'https://other.my.salesforce.com/x');
    assert.equal(other!.headers['authorization'], undefined);
  });

  it('does not follow redirects to plain http, and stops a redirect loop', async () => {
    await assert.rejects(
      clientOf(inOrder(moved('http://ada.my.salesforce.com/'))).client.send(limits, task),
      withCode('login.insecureUrl'),
    );
    const { client, transport } = clientOf(() => moved('/again'));
    await assert.rejects(client.send(limits, task), withCode('network.notSalesforce'));
    assert.equal(transport.sent.length, 6);
  });

  it('never sends data to the target of a redirect', async () => {
    const { client, transport } = clientOf(inOrder(moved('https://other.my.salesforce.com/x')));
    await assert.rejects(
      client.send({ ...limits, method: 'POST', json: {}, repeat: 'never' }, task),
      withCode('network.notSalesforce'),
    );
    assert.equal(transport.sent.length, 1);
  });
});

describe('createOpenClient', () => {
  it('sends no token to the login host', async () => {
    const transport = createFakeTransport(inOrder({ body: { ok: true } }));
    const parts = { transport, clock: createHastyClock(), log: createRecordingLog() };
    const client = createOpenClient({ ...parts, baseUrl: 'https://login.salesforce.com' });
    await client.json(
      { method: 'POST', path: '/services/oauth2/token', body: 'a=b', repeat: 'safe' },
      (value) => value,
      task,
    );
    assert.equal(transport.sent[0]!.url.href, 'https://login.salesforce.com/services/oauth2/token');
    assert.equal(transport.sent[0]!.headers['authorization'], undefined);
  });
});
