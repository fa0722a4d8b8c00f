// JWT bearer login: assertions, renewals, and the error for each refusal.
import { strict as assert } from 'node:assert';
import { createOrgs, type LoginSpec } from '../../../../src/core/auth/orgs';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { quietTask } from '../../../../src/core/kernel/task';
import { createFakeSigner } from '../../../fakes/fakeSigner';
import { byPath, createFakeTransport, inOrder, type FakeAnswer, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemorySecrets } from '../../../fakes/memorySecrets';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const task = quietTask();
const now = Date.UTC(2026, 0, 1);
const spec = {
  login: 'jwt',
  loginUrl: 'https://login.salesforce.com',
  clientId: '3MVG9',
  username: 'ada@example.com',
  privateKeyPem: '-----BEGIN PRIVATE KEY-----CanaryKey',
} as const satisfies LoginSpec;

const ended: FakeAnswer = {
  status: 401,
  body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }],
};
const refusal = (description: string, error = 'invalid_grant', headers = {}): FakeAnswer => ({
  status: 400,
  body: { error, error_description: description },
  headers,
});
const tokenAnswer = (accessToken: string): FakeAnswer => ({
  body: { access_token: accessToken, instance_url: 'https://ada.my.salesforce.com/' },
});

function setUp(token: FakeAnswer | Script, more: Record<string, FakeAnswer | Script> = {}) {
  const facts = { IsSandbox: false, TrialExpirationDate: null, OrganizationType: 'Enterprise Edition' };
  const transport = createFakeTransport(
    byPath({
      'POST /services/oauth2/token': token,
      'GET /services/data': { body: [{ version: '66.0' }] },
      'GET /services/oauth2/userinfo': {
        body: { user_id: '0055e000001xYzA', organization_id: '00D5g000004CanA', preferred_username: 'ada@example.com' },
      },
      'GET /services/data/v66.0/query': { body: { totalSize: 1, done: true, records: [facts] } },
      ...more,
    }),
  );
  const signer = createFakeSigner();
  const secrets = createMemorySecrets();
  const log = createRecordingLog();
  const orgs = createOrgs({ transport, secrets, clock: createHastyClock(now), log, signer, gateOf: () => openGate });
  return { orgs, transport, signer, secrets, log };
}

describe('JWT bearer login', () => {
  it('signs an assertion for three minutes and uses the session it gets', async () => {
    const { orgs, transport, signer } = setUp(tokenAnswer('00Dx!first'));
    const org = await orgs.add(spec, task);
    assert.equal(org.instanceUrl, 'https://ada.my.salesforce.com');
    assert.equal(org.login, 'jwt');
    assert.deepEqual(signer.signed, [
      { issuer: '3MVG9', subject: 'ada@example.com', audience: 'https://login.salesforce.com', expiresInSeconds: 180 },
    ]);
    const form = new URLSearchParams(transport.sent[0]!.body);
    assert.equal(form.get('grant_type'), 'urn:ietf:params:oauth:grant-type:jwt-bearer');
    assert.equal(form.get('assertion'), 'fake|3MVG9|ada@example.com|https://login.salesforce.com|180');
    assert.equal(transport.sent[1]!.headers['authorization'], 'Bearer 00Dx!first');
  });

  for (const [loginUrl, audience] of [
    ['https://login.salesforce.com', 'https://login.salesforce.com'],
    ['https://test.salesforce.com/', 'https://test.salesforce.com'],
    ['https://ada.my.salesforce.com', 'https://login.salesforce.com'],
    ['https://ada--uat.sandbox.my.salesforce.com', 'https://test.salesforce.com'],
    ['https://ada--uat.my.salesforce.com', 'https://test.salesforce.com'],
    ['https://fun-ada-123-dev-ed.scratch.my.salesforce.com', 'https://test.salesforce.com'],
    ['http://127.0.0.1:7777', 'http://127.0.0.1:7777'],
  ] as const)
    it(`uses the right audience for users of ${loginUrl}`, async () => {
      const { orgs, signer } = setUp(tokenAnswer('00Dx!a'));
      await orgs.add({ ...spec, loginUrl }, task);
      assert.equal(signer.signed[0]!.audience, audience);
    });

  it('updates the instance URL when a renewal returns a new one', async () => {
    const moved = { body: { access_token: '00Dx!second', instance_url: 'https://ada-new.my.salesforce.com' } };
    const { orgs } = setUp(inOrder(tokenAnswer('00Dx!first'), moved), { 'GET /x': inOrder(ended, {}) });
    const { orgId } = await orgs.add(spec, task);
    await (await orgs.client(orgId)).send({ method: 'GET', path: '/x', repeat: 'safe' }, task);
    assert.equal((await orgs.get(orgId))?.instanceUrl, 'https://ada-new.my.salesforce.com');
  });

  it('uses the audience that a person chose', async () => {
    const { orgs, signer } = setUp(tokenAnswer('00Dx!a'));
    await orgs.add({ ...spec, audience: 'https://site.force.com/customers' }, task);
    assert.equal(signer.signed[0]!.audience, 'https://site.force.com/customers');
  });

  it('signs a new assertion when the session expires, once for all calls, and stores the new session', async () => {
    let logins = 0;
    const setup = setUp(
      () => {
        logins += 1;
        return tokenAnswer(`00Dx!${logins}`);
      },
      { 'GET /x': ({ headers }) => (headers['authorization'] === 'Bearer 00Dx!2' ? {} : ended) },
    );
    const { orgId } = await setup.orgs.add(spec, task);
    const client = await setup.orgs.client(orgId);
    await Promise.all([1, 2, 3, 4].map(() => client.send({ method: 'GET', path: '/x', repeat: 'safe' }, task)));
    assert.equal(logins, 2);
    assert.match(setup.secrets.all()[`kinetic.org.${orgId}`]!, /00Dx!2/);
  });

  for (const [what, answer, code] of [
    ['an app without approval', refusal("user hasn't approved this consumer"), 'login.notApproved'],
    ['a wrong audience', refusal('audience is invalid'), 'login.badAudience'],
    ['an unknown app', refusal('client identifier invalid', 'invalid_client_id'), 'login.unknownApp'],
    ['an invalid assertion', refusal('invalid assertion'), 'login.refused'],
  ] as const)
    it(`says that it was ${what}, with user and audience`, async () => {
      const { orgs, secrets } = setUp(answer);
      await assert.rejects(orgs.add(spec, task), (error) => {
        assert.ok(error instanceof SalesforceError);
        assert.equal(error.code, code);
        assert.equal(error.details['user'], 'ada@example.com');
        assert.equal(error.details['audience'], 'https://login.salesforce.com');
        assert.doesNotMatch(JSON.stringify(error) + error.message, /CanaryKey|fake\|/);
        return true;
      });
      assert.deepEqual(secrets.all(), {});
    });

  it('reports a key that is not valid before anything is sent', async () => {
    const { orgs, transport } = setUp(tokenAnswer('x'));
    await assert.rejects(
      orgs.add({ ...spec, privateKeyPem: 'ssh-rsa' }, task),
      (error) => error instanceof SalesforceError && error.code === 'login.badKey',
    );
    assert.equal(transport.sent.length, 0);
  });

  for (const [what, offsetMs, seconds] of [
    ['slower than', 600_000, 780],
    ['faster than', -600_000, -420],
  ] as const)
    it(`signs in although this computer’s clock is ten minutes ${what} Salesforce’s`, async () => {
      const serverDate = new Date(now + offsetMs).toUTCString();
      const answers = [refusal('invalid assertion', 'invalid_grant', { Date: serverDate }), tokenAnswer('00Dx!a')];
      const { orgs, signer } = setUp(() => answers.shift()!);
      await orgs.add(spec, task);
      assert.deepEqual(
        signer.signed.map(({ expiresInSeconds }) => expiresInSeconds),
        [180, seconds],
      );
    });

  it('does not correct a clock that is right', async () => {
    const { orgs, signer } = setUp(
      refusal('invalid assertion', 'invalid_grant', { Date: new Date(now + 2000).toUTCString() }),
    );
    await assert.rejects(orgs.add(spec, task), /invalid assertion/);
    assert.equal(signer.signed.length, 1);
  });

  it('keeps key and assertion out of the log', async () => {
    const { orgs, log } = setUp(tokenAnswer('00Dx!CanaryToken'));
    await orgs.add(spec, task);
    assert.doesNotMatch(JSON.stringify(log.lines), /Canary|fake\|/);
  });
});
