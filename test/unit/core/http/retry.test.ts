// Which calls are sent again, how often and after which wait.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { OrgRequest } from '../../../../src/core/http/client';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask, type Progress, type Task } from '../../../../src/core/kernel/task';
import { NoAnswerError } from '../../../../src/core/ports';
import { createFakeTransport, inOrder, type FakeAnswer, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock, createManualClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const session = { accessToken: 't', instanceUrl: 'https://a.b' };
const tokens = { current: async () => session, renew: () => Promise.reject(new Error('not asked for')) };
const safe: OrgRequest = { method: 'GET', path: '/x', repeat: 'safe' };
const never: OrgRequest = { method: 'POST', path: '/x', json: {}, repeat: 'never' };
const broken = new NoAnswerError('reset', 'maybe');
const unreached = new NoAnswerError('refused', 'no');
const down: FakeAnswer = { status: 503 };
const crowded: FakeAnswer = {
  status: 403,
  body: [
    { errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.' },
  ],
};

function hastyClient(script: Script) {
  const transport = createFakeTransport(script);
  const clock = createHastyClock(0);
  const log = createRecordingLog();
  const client = createOrgClient({
    transport,
    tokens,
    gate: openGate,
    clock,
    log,
    apiVersion: '66.0',
    org: 'a',
    random: () => 1,
  });
  return { client, transport, clock, log };
}

describe('retry', () => {
  for (const [what, failure] of [
    ['a broken connection', broken],
    ['a silent server', new NoAnswerError('timeout', 'maybe')],
    ['a refused connection', unreached],
    ['an unknown host', new NoAnswerError('hostNotFound', 'no')],
    ['a maintenance page', { status: 503, body: '<html>down</html>' }],
    ['a bad gateway', { status: 502 }],
    ['a slow gateway', { status: 504 }],
    ['a server error', { status: 500, body: [{ errorCode: 'UNKNOWN_EXCEPTION', message: 'x' }] }],
    ['an edge server without a route', { status: 420 }],
    ['a 429', { status: 429 }],
    ['a page of another server', { status: 404, body: '<html>Not here</html>' }],
    ['a response that is cut', { body: '{"a":' }],
    ['too many requests at once', crowded],
  ] as const)
    it(`retries a call that changes nothing after ${what}`, async () => {
      const { client, transport } = hastyClient(inOrder(failure, { body: 1 }));
      assert.equal(await client.json(safe, (value) => value, quietTask()), 1);
      assert.equal(transport.sent.length, 2);
    });

  for (const [what, failure] of [
    ['a broken connection', broken],
    ['a silent server', new NoAnswerError('timeout', 'maybe')],
    ['a maintenance page', down],
    ['a server error', { status: 500 }],
    ['a page of another server', { status: 403, body: '<html>Blocked</html>' }],
  ] as const)
    it(`never retries a call that changes data after ${what}, because it may have been processed`, async () => {
      const { client, transport } = hastyClient(inOrder(failure, { body: 1 }));
      await assert.rejects(client.send(never, quietTask()), SalesforceError);
      assert.equal(transport.sent.length, 1);
    });

  for (const [what, failure] of [
    ['it certainly never arrived', unreached],
    ['it was rejected unprocessed', crowded],
  ] as const)
    it(`retries a call that changes data when ${what}`, async () => {
      const { client, transport } = hastyClient(inOrder(failure, { body: 1 }));
      await client.send(never, quietTask());
      assert.equal(transport.sent.length, 2);
    });

  for (const [what, status, errorCode] of [
    ['a refusal', 400, 'INVALIDJOBSTATE'],
    ['a missing record', 404, 'NOT_FOUND'],
    ['a missing permission', 403, 'INSUFFICIENT_ACCESS'],
  ] as const)
    it(`does not retry after ${what}`, async () => {
      const { client, transport } = hastyClient(inOrder({ status, body: [{ errorCode, message: 'no' }] }));
      await assert.rejects(client.send(safe, quietTask()), SalesforceError);
      assert.equal(transport.sent.length, 1);
    });

  it('does not retry when the certificate is not trusted', async () => {
    const { client, transport } = hastyClient(inOrder(new NoAnswerError('tls', 'no')));
    await assert.rejects(client.send(safe, quietTask()), /Cannot make a secure connection/);
    assert.equal(transport.sent.length, 1);
  });

  it('retries a streamed body only when it can be opened again', async () => {
    const stream = (reopenable: boolean): OrgRequest => ({
      ...safe,
      method: 'PUT',
      body: { open: () => bytesOf('data'), reopenable },
    });
    const again = hastyClient(inOrder(down, {}));
    await again.client.send(stream(true), quietTask());
    assert.deepEqual(
      again.transport.sent.map(({ body }) => body),
      ['data', 'data'],
    );
    const once = hastyClient(inOrder(down, {}));
    await assert.rejects(once.client.send(stream(false), quietTask()), SalesforceError);
    assert.equal(once.transport.sent.length, 1);
  });

  it('gives up after five retries and about fifteen seconds, with the last error', async () => {
    const { client, transport, clock } = hastyClient(() => down);
    await assert.rejects(client.send(safe, quietTask()), /not available/);
    assert.equal(transport.sent.length, 6);
    assert.equal(clock.now(), 500 + 1000 + 2000 + 4000 + 8000);
  });

  it('shortens each wait at random by up to half', async () => {
    const clock = createManualClock();
    const transport = createFakeTransport(() => down);
    const log = createRecordingLog();
    const client = createOrgClient({
      transport,
      tokens,
      gate: openGate,
      clock,
      log,
      apiVersion: '66.0',
      org: 'a',
      random: () => 0,
    });
    const sent = client.send(safe, quietTask());
    sent.catch(() => undefined);
    const waits: number[] = [];
    for (let repeat = 0; repeat < 5; repeat += 1) waits.push(await clock.wakeNext());
    await assert.rejects(sent);
    assert.deepEqual(waits, [250, 500, 1000, 2000, 4000]);
  });

  for (const [how, header] of [
    ['in seconds', '7'],
    ['as a date', 'Thu, 01 Jan 1970 00:00:07 GMT'],
  ] as const)
    it(`waits as long as Retry-After says ${how}`, async () => {
      const { client, clock } = hastyClient(inOrder({ ...down, headers: { 'Retry-After': header } }, {}));
      await client.send(safe, quietTask());
      assert.equal(clock.now(), 7000);
    });

  it('fails at once when Retry-After asks for a very long wait', async () => {
    const { client, clock } = hastyClient(inOrder({ ...down, headers: { 'Retry-After': '3600' } }));
    await assert.rejects(client.send(safe, quietTask()), SalesforceError);
    assert.equal(clock.now(), 0);
  });

  it('ignores a Retry-After that is not valid', async () => {
    const { client, clock } = hastyClient(inOrder({ ...down, headers: { 'Retry-After': 'soon' } }, {}));
    await client.send(safe, quietTask());
    assert.equal(clock.now(), 500);
  });

  it('reports within two seconds why there is no response, and the end of it with the next response', async () => {
    const clock = createManualClock(0);
    const transport = createFakeTransport(inOrder(unreached, unreached, unreached, { body: 1 }));
    const log = createRecordingLog();
    const client = createOrgClient({
      transport,
      tokens,
      gate: openGate,
      clock,
      log,
      apiVersion: '66.0',
      org: 'a',
      random: () => 1,
    });
    const told: (readonly [number, string | undefined])[] = [];
    const delayed: Task['delayed'] = (why) => told.push([clock.now(), why?.code]);
    const sent = client.send(safe, { ...quietTask(), delayed });
    for (let repeat = 0; repeat < 3; repeat += 1) await clock.wakeNext();
    await sent;
    assert.deepEqual(told, [
      [500, 'network.unreachable'],
      [1500, 'network.unreachable'],
      [3500, undefined],
    ]);
  });

  it('reports at once that Salesforce is too busy when it asks for a long wait', async () => {
    const { client } = hastyClient(inOrder({ status: 429, headers: { 'Retry-After': '30' } }, {}));
    const told: (string | undefined)[] = [];
    await client.send(safe, { ...quietTask(), delayed: (why) => told.push(why?.code) });
    assert.deepEqual(told, ['limit.concurrent', undefined]);
  });

  it('reports the wait to progress and log, and stops waiting when canceled', async () => {
    const clock = createManualClock();
    const log = createRecordingLog();
    const transport = createFakeTransport(() => down);
    const client = createOrgClient({ transport, tokens, gate: openGate, clock, log, apiVersion: '66.0', org: 'a' });
    const stop = new AbortController();
    const seen: Progress[] = [];
    const sent = client.send(safe, { signal: stop.signal, progress: (progress) => seen.push(progress) });
    sent.catch(() => undefined);
    await clock.wakeNext();
    while (clock.waits().length === 0) await Promise.resolve();
    assert.deepEqual(
      seen.map(({ phase, done, total }) => [phase, done, total]),
      [
        ['waiting', 1, 5],
        ['waiting', 2, 5],
      ],
    );
    assert.equal(log.lines.filter(({ level }) => level === 'warn').length, 2);
    const reason = new Error('enough');
    stop.abort(reason);
    await assert.rejects(sent, reason);
    assert.equal(transport.sent.length, 2);
  });
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
