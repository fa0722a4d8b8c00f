// Apex REST: what the service answers is a result, what Salesforce says about the call is an error.
import { strict as assert } from 'node:assert';
import { createApex, type Apex } from '../../../../src/core/apex/apex';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { TokenSource } from '../../../../src/core/http/client';
import type { WriteGate, WriteResult } from '../../../../src/core/http/guardWrites';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import type { Write } from '../../../../src/core/model/writes';
import { createFakeTransport, inOrder, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

function serviceOf(script: Script) {
  const session = { accessToken: '00D!session', instanceUrl: 'https://a.b' };
  const tokens: TokenSource = { current: async () => session, renew: async () => session };
  const transport = createFakeTransport(script);
  const writes: (Write | WriteResult)[] = [];
  const open: WriteGate['open'] = async (write) => {
    writes.push(write);
    return async (result) => void writes.push(result);
  };
  const parts = { transport, tokens, clock: createHastyClock(), log: createRecordingLog() };
  const client = createOrgClient({ ...parts, gate: { ...openGate, open }, apiVersion: '66.0', org: 'Acme' });
  const apex = createApex({
    client,
    clock: parts.clock,
    organization: '00D000000000001AAA',
    userId: '005000000000001AAA',
  });
  const call = (path: string, method: Parameters<Apex['callRestService']>[1], data?: unknown) =>
    apex.callRestService(path, method, data, quietTask());
  return { call, transport, writes };
}

const withCode = (code: string) => (error: unknown) => error instanceof SalesforceError && error.code === code;

describe('an Apex REST service', () => {
  it('gets path, query and body, and is a write with any method', async () => {
    const { call, transport, writes } = serviceOf(inOrder({ body: { a: 1 } }, { body: 'ok' }));
    assert.deepEqual(await call('/orders?open=true', 'GET'), { status: 200, body: '{"a":1}' });
    await call('/services/apexrest/ns/orders', 'POST', '{"x":2}');
    assert.deepEqual(
      transport.sent.map(({ method, url, body, headers }) => [
        method,
        url.pathname + url.search,
        body,
        headers['content-type'],
      ]),
      [
        ['GET', '/services/apexrest/orders?open=true', '', undefined],
        ['POST', '/services/apexrest/ns/orders', '{"x":2}', 'application/json'],
      ],
    );
    assert.deepEqual(writes[0], { operations: ['apexRest'] });
  });

  const answers: readonly (readonly [what: string, status: number, body: unknown])[] = [
    ['a status that it sets', 422, { reason: 'closed' }],
    ['an exception', 500, [{ errorCode: 'APEX_ERROR', message: 'System.X: y' }]],
    ['a missing mapping', 404, [{ errorCode: 'NOT_FOUND', message: 'Could not find a match for URL' }]],
    ['a status without a body', 409, ''],
  ];
  for (const [what, status, body] of answers)
    it(`answers with ${what}`, async () => {
      const { call, transport, writes } = serviceOf(inOrder({ status, body }));
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      assert.deepEqual(await call('/orders', 'POST', {}), { status, body: text });
      assert.equal(transport.sent.length, 1);
      assert.deepEqual(writes[1], { outcome: 'failed' });
    });

  const refusals: readonly (readonly [code: string, status: number, body: unknown])[] = [
    ['login.expired', 401, [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }]],
    ['limit.requests', 403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]],
    ['server.unavailable', 503, '<html><body>Down for maintenance</body></html>'],
  ];
  for (const [code, status, body] of refusals)
    it(`does not answer with ${code}`, async () => {
      const { call } = serviceOf(() => ({ status, body }));
      await assert.rejects(call('/orders', 'POST', {}), withCode(code));
    });

  for (const path of ['orders', '/../data/v66.0/sobjects/Account/001', '/%2e%2e/data', ''])
    it(`is not at “${path}”`, async () => {
      const { call, transport } = serviceOf(inOrder());
      await assert.rejects(call(path, 'DELETE'), withCode('input.badArgument'));
      assert.equal(transport.sent.length, 0);
    });

  it('gets no body with GET', async () => {
    const { call } = serviceOf(inOrder());
    await assert.rejects(call('/orders', 'GET', '{}'), withCode('input.badArgument'));
  });
});
