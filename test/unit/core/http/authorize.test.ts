// Sessions that expire between calls.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { OrgRequest, Session, TokenSource } from '../../../../src/core/http/client';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import { createFakeTransport, inOrder, type FakeAnswer, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const ended: FakeAnswer = {
  status: 401,
  body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
};
const call: OrgRequest = { method: 'POST', path: '/x', json: { Name: 'A' }, repeat: 'never' };

function clientOf(script: Script) {
  const session = (accessToken: string): Session => ({ accessToken, instanceUrl: 'https://a.b' });
  const rejected: string[] = [];
  const tokens: TokenSource = {
    current: async () => session('old'),
    renew: async (token) => {
      rejected.push(token);
      return session('new');
    },
  };
  const transport = createFakeTransport(script);
  const parts = { transport, tokens, clock: createHastyClock(), log: createRecordingLog() };
  return { client: createOrgClient({ ...parts, gate: openGate, apiVersion: '66.0', org: 'a' }), transport, rejected };
}

const tokensOf = ({ sent }: ReturnType<typeof createFakeTransport>) =>
  sent.map(({ headers }) => headers['authorization']);
const withCode = (code: string) => (error: unknown) => error instanceof SalesforceError && error.code === code;

describe('authorize', () => {
  it('renews an expired session and sends the call again, even one that changes data: it was not processed', async () => {
    const { client, transport, rejected } = clientOf(inOrder(ended, { status: 201 }));
    assert.equal((await client.send(call, quietTask())).status, 201);
    assert.deepEqual(tokensOf(transport), ['Bearer old', 'Bearer new']);
    assert.deepEqual(rejected, ['old']);
    assert.equal(transport.sent[1]!.body, '{"Name":"A"}');
  });

  it('does not loop when the new session is refused too', async () => {
    const { client, transport } = clientOf(() => ended);
    await assert.rejects(client.send(call, quietTask()), withCode('login.expired'));
    assert.equal(transport.sent.length, 2);
  });

  for (const message of [
    'This session is not valid for use with the REST API',
    'Connected app is not attached to Agent',
  ])
    it(`does not renew the session for “${message}”`, async () => {
      const body = [{ errorCode: 'INVALID_SESSION_ID', message }];
      const { client, rejected } = clientOf(inOrder({ status: 401, body }));
      await assert.rejects(client.send(call, quietTask()), withCode('request.noAccess'));
      assert.deepEqual(rejected, []);
    });

  it('sends an upload again only if its source can be reopened, but always renews the session', async () => {
    let opened = 0;
    const body = {
      open: () => {
        opened += 1;
        return bytesOf('data');
      },
    };
    const once = clientOf(inOrder(ended));
    await assert.rejects(once.client.send({ ...call, json: undefined, body }, quietTask()), withCode('login.expired'));
    assert.equal(opened, 1);
    assert.deepEqual(once.rejected, ['old']);
    const again = clientOf(inOrder(ended, { status: 201 }));
    await again.client.send({ ...call, json: undefined, body: { ...body, reopenable: true } }, quietTask());
    assert.equal(opened, 3);
  });
});

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
