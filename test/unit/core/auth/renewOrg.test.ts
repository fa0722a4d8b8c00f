// A session that is renewed while its login changes: signed out, renewed in another window, moved to another org.
import { strict as assert } from 'node:assert';
import { createOrgs } from '../../../../src/core/auth/orgs';
import { quietTask } from '../../../../src/core/kernel/task';
import { createFakeSigner } from '../../../fakes/fakeSigner';
import { byPath, createFakeTransport, type FakeAnswer, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemorySecrets } from '../../../fakes/memorySecrets';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const task = quietTask();
const orgId = '00D5g000004CanAEAS-0055e000001xYzAAAU';
const address = 'https://ada.my.salesforce.com';
const tokenOf = (which: string): string => `00D5g000004CanA!${which}Canary`;
const ended: FakeAnswer = { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired' }] };

const kept = (which: string): string =>
  JSON.stringify({
    session: { instanceUrl: address, accessToken: tokenOf(which) },
    credential: { login: 'web', loginUrl: address, clientId: 'app', refreshToken: `refresh-${which}-Canary` },
  });

const granted = (accessToken: string): FakeAnswer => ({
  body: { access_token: accessToken, instance_url: address, refresh_token: 'refresh-new-Canary' },
});

/** An org signed in to with a browser, whose first session has expired. */
function setUp(token: Script | FakeAnswer) {
  const revoked: string[] = [];
  const org = { orgId, username: 'ada@example.com', label: 'Ada', instanceUrl: address };
  const secrets = createMemorySecrets({
    'kinetic.orgs': JSON.stringify([{ ...org, kind: 'sandbox', apiVersion: '66.0', login: 'web' }]),
    [`kinetic.org.${orgId}`]: kept('old'),
  });
  const transport = createFakeTransport(
    byPath({
      'GET /services/data/v66.0/limits': ({ headers }) =>
        headers['authorization'] === `Bearer ${tokenOf('old')}` ? ended : { body: {} },
      'POST /services/oauth2/token': token,
      'POST /services/oauth2/revoke': ({ body }) => {
        revoked.push(new URLSearchParams(body).get('token') ?? '');
        return {};
      },
    }),
  );
  const clock = { ...createHastyClock() };
  const orgs = createOrgs({
    transport,
    secrets,
    clock,
    log: createRecordingLog(),
    signer: createFakeSigner(),
    gateOf: () => openGate,
  });
  const ask = async () =>
    (await orgs.client(orgId)).json(
      { method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' },
      () => 'answered',
      task,
    );
  return { orgs, secrets, clock, revoked, transport, ask };
}

describe('a session that is renewed', () => {
  it('is not stored when the user signs out meanwhile, and is revoked in Salesforce', async () => {
    let signOut: () => Promise<void> = () => Promise.reject(new Error('too early'));
    const { orgs, secrets, revoked, ask } = setUp(async () => {
      await signOut();
      return granted(tokenOf('new'));
    });
    signOut = () => orgs.remove(orgId, { revoke: true }, task);
    await assert.rejects(ask(), { code: 'login.signedOut' });
    assert.doesNotMatch(JSON.stringify(secrets.all()), /Canary/);
    assert.deepEqual(revoked, ['refresh-old-Canary', 'refresh-new-Canary']);
  });

  it('is not revoked when the user only removes it from this computer', async () => {
    let signOut: () => Promise<void> = () => Promise.reject(new Error('too early'));
    const { orgs, secrets, revoked, ask } = setUp(async () => {
      await signOut();
      return granted(tokenOf('new'));
    });
    signOut = () => orgs.remove(orgId, { revoke: false }, task);
    await assert.rejects(ask(), { code: 'login.signedOut' });
    assert.doesNotMatch(JSON.stringify(secrets.all()), /Canary/);
    assert.deepEqual(revoked, []);
  });

  it('is not used when it opens another organization, which has its own policy', async () => {
    const { secrets, transport, ask } = setUp(granted('00D5g000009OthB!newCanary'));
    await assert.rejects(ask(), { code: 'login.expired' });
    assert.equal(secrets.all()[`kinetic.org.${orgId}`], kept('old'));
    assert.equal(transport.sent.length, 2);
  });

  it('comes from a faster window, even if that window stores it a little later', async () => {
    const { secrets, clock, ask } = setUp({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'expired access/refresh token' },
    });
    clock.sleep = async () => secrets.set(`kinetic.org.${orgId}`, kept('faster'));
    assert.equal(await ask(), 'answered');
  });

  it('has expired when no other window renewed it', async () => {
    const { ask } = setUp({
      status: 400,
      body: { error: 'invalid_grant', error_description: 'expired access/refresh token' },
    });
    await assert.rejects(ask(), { code: 'login.expired' });
  });
});
