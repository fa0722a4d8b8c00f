// The known orgs: adding, renaming and removing them, and their clients.
import { strict as assert } from 'node:assert';
import { createOrgs, type LoginSpec } from '../../../../src/core/auth/orgs';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { quietTask } from '../../../../src/core/kernel/task';
import { createFakeSigner } from '../../../fakes/fakeSigner';
import { byPath, createFakeTransport, type FakeAnswer, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemorySecrets, type MemorySecrets } from '../../../fakes/memorySecrets';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const task = quietTask();
const withCode = (code: string) => (error: unknown) => error instanceof SalesforceError && error.code === code;
const token = '00D5g000004CanA!AQ4AQCanaryCanaryCanary';
const pasted: LoginSpec = { login: 'accessToken', instanceUrl: 'https://ada.my.salesforce.com', accessToken: token };

interface OrgFacts {
  readonly IsSandbox: boolean;
  readonly TrialExpirationDate: string | null;
  readonly OrganizationType: string;
}
const production: OrgFacts = { IsSandbox: false, TrialExpirationDate: null, OrganizationType: 'Enterprise Edition' };

/** An org that answers the three calls of a login. */
function orgAnswers(
  facts: OrgFacts = production,
  versions = ['65.0', '66.0', '67.0'],
  user = '0055e000001xYzA',
): Record<string, FakeAnswer | Script> {
  const query: FakeAnswer = { body: { totalSize: 1, done: true, records: [facts] } };
  return {
    'GET /services/data': {
      body: versions.map((version) => ({ label: 'x', url: `/services/data/v${version}`, version })),
    },
    'GET /services/oauth2/userinfo': {
      body: { user_id: user, organization_id: '00D5g000004CanA', preferred_username: 'ada@example.com' },
    },
    ...Object.fromEntries(versions.map((version) => [`GET /services/data/v${version}/query`, query])),
  };
}

function setUp(answers: Record<string, FakeAnswer | Script>, secrets: MemorySecrets = createMemorySecrets()) {
  const transport = createFakeTransport(byPath(answers));
  const log = createRecordingLog();
  const orgs = createOrgs({
    transport,
    secrets,
    clock: createHastyClock(),
    log,
    signer: createFakeSigner(),
    gateOf: () => openGate,
  });
  return { orgs, transport, secrets, log };
}

describe('createOrgs', () => {
  it('stores an org that accepts the token: user, instance URL, kind, API version', async () => {
    const { orgs } = setUp(orgAnswers());
    const org = await orgs.add(pasted, task);
    assert.deepEqual(org, {
      orgId: '00D5g000004CanAEAS-0055e000001xYzAAAU',
      username: 'ada@example.com',
      label: 'ada@example.com',
      instanceUrl: 'https://ada.my.salesforce.com',
      kind: 'production',
      apiVersion: '66.0',
      login: 'accessToken',
    });
    assert.deepEqual(await orgs.list(), [org]);
    assert.deepEqual(await orgs.get(org.orgId), org);
  });

  for (const [kind, facts] of [
    ['sandbox', { ...production, IsSandbox: true }],
    ['scratch', { ...production, IsSandbox: true, TrialExpirationDate: '2026-02-01T00:00:00.000+0000' }],
    ['developer', { ...production, OrganizationType: 'Developer Edition' }],
    ['production', { ...production, TrialExpirationDate: '2026-02-01T00:00:00.000+0000' }],
  ] as const)
    it(`recognizes a ${kind} org by its Organization record`, async () => {
      const { orgs } = setUp(orgAnswers(facts));
      assert.equal((await orgs.add(pasted, task)).kind, kind);
    });

  it('recognizes a practice org by its login, not by its Organization record', async () => {
    const { orgs } = setUp(orgAnswers());
    const org = await orgs.add({ login: 'practice', instanceUrl: 'http://127.0.0.1:1', accessToken: token }, task);
    assert.equal(org.kind, 'practice');
    assert.equal(org.login, 'practice');
  });

  it('does not accept an org outside this computer as a practice org', async () => {
    const { orgs } = setUp(orgAnswers());
    const org = await orgs.add({ ...pasted, login: 'practice' }, task);
    assert.equal(org.kind, 'production');
  });

  it('uses an older API version for an org that supports no newer one', async () => {
    const { orgs } = setUp(orgAnswers(production, ['63.0', '64.0']));
    assert.equal((await orgs.add(pasted, task)).apiVersion, '64.0');
  });

  it('sends calls of a client that is in use to the new address once the same org is added again', async () => {
    const { orgs, transport } = setUp(orgAnswers());
    const spec = { login: 'practice', instanceUrl: 'http://127.0.0.1:1', accessToken: token } as const;
    const { orgId } = await orgs.add(spec, task);
    const client = await orgs.client(orgId);
    const ask = () => client.json({ method: 'GET', path: '/services/data', repeat: 'safe' }, String, task);
    await ask();
    assert.match(transport.sent.at(-1)?.url.href ?? '', /^http:\/\/127\.0\.0\.1:1\//);
    await orgs.add({ ...spec, instanceUrl: 'http://127.0.0.1:2' }, task);
    await ask();
    assert.match(transport.sent.at(-1)?.url.href ?? '', /^http:\/\/127\.0\.0\.1:2\//);
  });

  for (const [copied, meant] of [
    ['https://ada.lightning.force.com/lightning/page/home', 'https://ada.my.salesforce.com'],
    ['https://ada--uat.sandbox.lightning.force.com', 'https://ada--uat.sandbox.my.salesforce.com'],
    ['https://ada.lightning.crmforce.mil/lightning/page/home', 'https://ada.my.salesforce.mil'],
    ['ADA--uat.sandbox.lightning.crmforce.mil', 'https://ada--uat.sandbox.my.salesforce.mil'],
    ['https://ada.lightning.force.mil', 'https://ada.my.salesforce.mil'],
    ['https://ada.my.salesforce.mil/home', 'https://ada.my.salesforce.mil'],
    ['https://ada.lightning.sfcrmapps.cn', 'https://ada.my.sfcrmproducts.cn'],
    ['https://ada.lightning.crmforce.mil.evil.example', 'https://ada.lightning.crmforce.mil.evil.example'],
    ['https://ada.my.salesforce-setup.com/x', 'https://ada.my.salesforce.com'],
    [' ada.my.salesforce.com/ ', 'https://ada.my.salesforce.com'],
  ] as const)
    it(`finds the instance URL for the address ${copied}`, async () => {
      const { orgs } = setUp(orgAnswers());
      assert.equal((await orgs.add({ ...pasted, instanceUrl: copied }, task)).instanceUrl, meant);
    });

  it('sends a token over plain http only to this computer', async () => {
    const { orgs, transport } = setUp(orgAnswers());
    await assert.rejects(
      orgs.add({ ...pasted, instanceUrl: 'http://ada.my.salesforce.com' }, task),
      withCode('login.insecureUrl'),
    );
    assert.equal(transport.sent.length, 0);
  });

  it('stores nothing for an org that does not accept the token, and reports a refused login', async () => {
    const { orgs, secrets } = setUp({
      ...orgAnswers(),
      'GET /services/oauth2/userinfo': { status: 403, body: 'Bad_OAuth_Token' },
    });
    await assert.rejects(orgs.add(pasted, task), withCode('login.refused'));
    assert.deepEqual(secrets.all(), {});
  });

  it('ignores blanks around a pasted token', async () => {
    const { orgs, transport } = setUp(orgAnswers());
    await orgs.add({ ...pasted, accessToken: `  ${token}\n` }, task);
    assert.equal(transport.sent[1]!.headers['authorization'], `Bearer ${token}`);
  });

  it('has one entry for one user of one org, and keeps the label that a person gave it', async () => {
    const { orgs } = setUp(orgAnswers());
    const { orgId } = await orgs.add(pasted, task);
    await orgs.rename(orgId, 'Main');
    const again = await orgs.add({ ...pasted, accessToken: `${token}2` }, task);
    assert.equal(again.label, 'Main');
    assert.equal((await orgs.list()).length, 1);
  });

  it('keeps two users of one org apart', async () => {
    const secrets = createMemorySecrets();
    await setUp(orgAnswers(), secrets).orgs.add(pasted, task);
    const { orgs } = setUp(orgAnswers(production, ['66.0'], '0055e000001xYzB'), secrets);
    await orgs.add(pasted, task);
    assert.equal((await orgs.list()).length, 2);
  });

  it('loses no org when several are added at once', async () => {
    const secrets = createMemorySecrets();
    let users = 0;
    const { orgs } = setUp(
      {
        ...orgAnswers(),
        'GET /services/oauth2/userinfo': () => {
          users += 1;
          return {
            body: {
              user_id: `0055e00000${users}xYzA`,
              organization_id: '00D5g000004CanA',
              preferred_username: `u${users}`,
            },
          };
        },
      },
      secrets,
    );
    await Promise.all([1, 2, 3].map(() => orgs.add(pasted, task)));
    assert.equal((await orgs.list()).length, 3);
  });

  it('finds its orgs and sessions again after a restart', async () => {
    const secrets = createMemorySecrets();
    const { orgId } = await setUp(orgAnswers(), secrets).orgs.add(pasted, task);
    const { orgs, transport } = setUp(orgAnswers(), secrets);
    assert.equal((await orgs.list())[0]?.orgId, orgId);
    const client = await orgs.client(orgId);
    await client.send({ method: 'GET', path: '/services/data', repeat: 'safe' }, task);
    assert.equal(transport.sent[0]!.headers['authorization'], `Bearer ${token}`);
  });

  it('starts a new list when the stored one cannot be read', async () => {
    const { orgs, log } = setUp(orgAnswers(), createMemorySecrets({ 'kinetic.orgs': '[{"orgId":1}]' }));
    assert.deepEqual(await orgs.list(), []);
    assert.equal(log.lines[0]?.level, 'warn');
  });

  it('shares one client for each org, and has none for an unknown org', async () => {
    const { orgs } = setUp(orgAnswers());
    const { orgId } = await orgs.add(pasted, task);
    assert.equal(await orgs.client(orgId), await orgs.client(orgId));
    await assert.rejects(orgs.client('00Dx-005x'), withCode('login.missing'));
  });

  it('removes an org with its secrets, and revokes the session only when asked to', async () => {
    let revoked = '';
    const { orgs, secrets } = setUp({
      ...orgAnswers(),
      'POST /services/oauth2/revoke': ({ body }) => {
        revoked = body;
        return {};
      },
    });
    const { orgId } = await orgs.add(pasted, task);
    await orgs.remove(orgId, { revoke: false }, task);
    assert.equal(revoked, '');
    assert.doesNotMatch(JSON.stringify(secrets.all()), /Canary/);
    await orgs.add(pasted, task);
    await orgs.remove(orgId, { revoke: true }, task);
    assert.equal(revoked, new URLSearchParams({ token }).toString());
    assert.deepEqual(await orgs.list(), []);
  });

  it('sends nothing after signing out, even from a client that is still in use', async () => {
    const { orgs, transport } = setUp({ ...orgAnswers(), 'GET /services/data/v66.0/limits': { body: {} } });
    const { orgId } = await orgs.add(pasted, task);
    const client = await orgs.client(orgId);
    const ask = () => client.json({ method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' }, String, task);
    await ask();
    await orgs.remove(orgId, { revoke: false }, task);
    const asked = transport.sent.length;
    await assert.rejects(ask(), withCode('login.signedOut'));
    assert.equal(transport.sent.length, asked);
  });

  it('signs out even when the session cannot be revoked', async () => {
    const { orgs } = setUp({
      ...orgAnswers(),
      'POST /services/oauth2/revoke': { status: 400, body: { error: 'unsupported_token_type' } },
    });
    const { orgId } = await orgs.add(pasted, task);
    await orgs.remove(orgId, { revoke: true }, task);
    assert.deepEqual(await orgs.list(), []);
  });

  it('notifies listeners of every change until they stop listening', async () => {
    const { orgs } = setUp(orgAnswers());
    let changes = 0;
    const leave = orgs.onChange(() => (changes += 1));
    const { orgId } = await orgs.add(pasted, task);
    await orgs.rename(orgId, 'Main');
    leave();
    await orgs.remove(orgId, { revoke: false }, task);
    assert.equal(changes, 2);
  });

  it('writes no secret into the list or the log', async () => {
    const { orgs, secrets, log } = setUp(orgAnswers());
    await orgs.add(pasted, task);
    assert.doesNotMatch(secrets.all()['kinetic.orgs']!, /Canary/);
    assert.doesNotMatch(JSON.stringify(await orgs.list()), /Canary/);
    assert.doesNotMatch(JSON.stringify(log.lines), /Canary/);
  });
});
