// Logins from the environment: each way with its variables, and for a half-set one the sentence that says what is
// missing.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loginFrom, type Environment } from '../../../src/cli/environment';
import { SalesforceError } from '../../../src/core/core';

const app = { SF_LOGIN_URL: 'https://a.my.salesforce.com', SF_CLIENT_ID: 'app' };
const user = { SF_USERNAME: 'ada@example.com' };
const asSpec = { loginUrl: 'https://a.my.salesforce.com', clientId: 'app' };

describe('a login from the environment', () => {
  let folder: string;
  let key: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinetic-env-'));
    key = join(folder, 'key.pem');
    await writeFile(key, 'PEM');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const hint = async (environment: Environment): Promise<string> => {
    let said = '';
    await assert.rejects(loginFrom(environment), (error) => {
      assert.ok(error instanceof SalesforceError);
      said = error.message;
      return error.code === 'login.missing';
    });
    return said;
  };

  it('takes an access token', async () => {
    const environment = { SF_INSTANCE_URL: 'https://a.b', SF_ACCESS_TOKEN: '00D!x' };
    const spec = { login: 'accessToken', instanceUrl: 'https://a.b', accessToken: '00D!x' };
    assert.deepEqual(await loginFrom(environment), spec);
    assert.deepEqual(
      await loginFrom({ ...app, ...user, SF_PASSWORD: 'p', ...environment }),
      spec,
      'the token comes first',
    );
  });

  it('takes JWT, with passphrase and audience where they are needed', async () => {
    const environment = { ...app, ...user, SF_PRIVATE_KEY_PATH: key };
    const spec = { login: 'jwt', ...asSpec, username: 'ada@example.com', privateKeyPem: 'PEM' };
    assert.deepEqual(await loginFrom(environment), spec);
    assert.deepEqual(await loginFrom({ ...environment, SF_PRIVATE_KEY_PASSPHRASE: 'x', SF_AUDIENCE: 'y' }), {
      ...spec,
      passphrase: 'x',
      audience: 'y',
    });
  });

  it('takes client credentials, and a password with or without its token', async () => {
    const environment = { ...app, SF_CLIENT_SECRET: 's' };
    assert.deepEqual(await loginFrom(environment), { login: 'clientCredentials', ...asSpec, clientSecret: 's' });
    const withPassword = { ...environment, ...user, SF_PASSWORD: 'p' };
    const spec = { login: 'password', ...asSpec, clientSecret: 's', username: 'ada@example.com', password: 'p' };
    assert.deepEqual(await loginFrom(withPassword), spec);
    assert.deepEqual(await loginFrom({ ...withPassword, SF_SECURITY_TOKEN: 't' }), { ...spec, securityToken: 't' });
  });

  for (const [text, version] of [
    ['66.0', '66.0'],
    ['62', '62.0'],
    ['v59.0', '59.0'],
  ] as const)
    it(`pins the API version ${text}`, async () => {
      const environment = { SF_INSTANCE_URL: 'https://a.b', SF_ACCESS_TOKEN: 'x', SF_API_VERSION: text };
      assert.equal((await loginFrom(environment)).apiVersion, version);
    });

  it('refuses an API version that is none', async () => {
    const environment = { SF_INSTANCE_URL: 'https://a.b', SF_ACCESS_TOKEN: 'x', SF_API_VERSION: 'newest' };
    await assert.rejects(loginFrom(environment), /SF_API_VERSION is “newest”/);
  });

  it('says what is missing for the way that was meant', async () => {
    assert.match(await hint({ SF_ACCESS_TOKEN: 'x' }), /an access token, also set SF_INSTANCE_URL\./);
    assert.match(await hint({ SF_PRIVATE_KEY_PATH: key, ...user }), /JWT, also set SF_LOGIN_URL and SF_CLIENT_ID\./);
    assert.match(await hint({ ...app, ...user, SF_PASSWORD: 'x' }), /legacy\), also set SF_CLIENT_SECRET\./);
    assert.match(await hint({ SF_CLIENT_SECRET: 'x' }), /client credentials, also set SF_LOGIN_URL and SF_CLIENT_ID\./);
    assert.match(await hint({ ...app, ...user }), /JWT, also set SF_PRIVATE_KEY_PATH\./);
  });

  it('says the shortest ways when nothing is set, and where the others are', async () => {
    const said = await hint({});
    assert.match(said, / Add --practice .*--target-org ORG .*, or set SF_INSTANCE_URL and SF_ACCESS_TOKEN\. /);
    assert.match(said, /, run: kinetic --help$/);
    assert.ok(said.length < 300, 'it fits four lines of a terminal');
  });

  it('says that a key file is not there', async () => {
    const environment = { ...app, ...user, SF_PRIVATE_KEY_PATH: join(folder, 'missing.pem') };
    await assert.rejects(loginFrom(environment), (error) => (error as SalesforceError).code === 'login.badKey');
  });

  it('repeats no secret in what it says', async () => {
    const said = await hint({ SF_PASSWORD: 'Canary1', SF_SECURITY_TOKEN: 'Canary2', SF_USERNAME: 'ada' });
    assert.doesNotMatch(said + (await hint({ SF_ACCESS_TOKEN: 'Canary3' })), /Canary/);
  });
});
