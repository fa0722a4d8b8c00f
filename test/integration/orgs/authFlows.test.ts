// Logins without a browser: an app as its run-as user, a user with password and token, a set API version.
import { strict as assert } from 'node:assert';
import type { LoginSpec } from '../../../src/core/auth/orgs';
import { SalesforceError } from '../../../src/core/errors/salesforceError';
import { quietTask } from '../../../src/core/kernel/task';
import { openLoginSetup, type LoginSetup } from '../setup/loginSetup';

const task = quietTask();
const limits = { method: 'GET', path: '/services/data/v{v}/limits', repeat: 'safe' } as const;
const clientSecret = 'CanarySecret0123456789';
const robot = { consumerKey: 'robot', consumerSecret: clientSecret, runAsUsername: 'admin@practice.kinetic.example' };
const idle = { consumerKey: 'idle', consumerSecret: clientSecret };

describe('signing in without a browser', () => {
  let setup: LoginSetup;
  const robotSpec = (more: object = {}): LoginSpec => ({
    login: 'clientCredentials',
    loginUrl: setup.practice.url,
    clientId: robot.consumerKey,
    clientSecret,
    ...more,
  });
  const userSpec = (more: object = {}): LoginSpec => ({
    login: 'password',
    loginUrl: setup.practice.url,
    clientId: robot.consumerKey,
    clientSecret,
    username: setup.practice.username,
    password: 'practice-password',
    ...more,
  });
  beforeEach(async () => {
    setup = await openLoginSetup({ apps: [robot, idle], seedAccounts: 1 });
  });
  afterEach(() => setup.close());

  const refused = async (spec: LoginSpec, code: string, about: RegExp): Promise<void> => {
    await assert.rejects(setup.orgs.add(spec, task), (error) => {
      assert.ok(error instanceof SalesforceError, String(error));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, about);
      assert.doesNotMatch(error.message, /\{\w+\}/);
      const logged = JSON.stringify([error, error.message, setup.log.lines]);
      assert.doesNotMatch(logged, /CanarySecret|practice-password|wrong-password|PRACTICETOKEN/);
      return true;
    });
  };
  const works = async (spec: LoginSpec): Promise<void> => {
    const { orgId } = await setup.orgs.add(spec, task);
    const client = await setup.orgs.client(orgId);
    setup.practice.org.sessions.endWhere(() => true);
    assert.equal(await client.json(limits, Boolean, task), true, 'renewed by the same login');
    const logged = JSON.stringify([setup.log.lines, await setup.orgs.list(), setup.secrets.all()['kinetic.orgs']]);
    assert.doesNotMatch(logged, /CanarySecret|practice-password|PRACTICETOKEN|00D\w+!/);
  };

  it('works as an app that acts as the user of its policies', () => works(robotSpec()));
  it('works with username and password', () => works(userSpec()));
  it('works with the security token after the password', () => works(userSpec({ securityToken: 'PRACTICETOKEN' })));

  it('says what an app lacks for client credentials', async () => {
    await refused(robotSpec({ clientId: 'idle' }), 'login.noRunAsUser', /“Run As”/);
    await refused(robotSpec({ clientSecret: 'other' }), 'login.badSecret', /consumer secret/);
    await refused(robotSpec({ clientId: 'unknown' }), 'login.unknownApp', /consumer key/);
  });

  it('does not send an app’s secret to the general login hosts, which do not offer that flow', async () => {
    for (const host of ['login.salesforce.com', 'test.salesforce.com'])
      await refused(
        robotSpec({ loginUrl: `https://${host}` }),
        'login.needsMyDomain',
        new RegExp(`My Domain.*${host}`),
      );
  });

  it('says that the password is wrong, and tries it only once', async () => {
    await refused(userSpec({ password: 'wrong-password' }), 'login.badPassword', /security token/);
    assert.equal(setup.practice.requests.counts['POST /services/oauth2/token'], 1);
  });

  it('uses the requested API version, and says so when the org does not support it', async () => {
    assert.equal((await setup.orgs.add(robotSpec({ apiVersion: '62.0' }), task)).apiVersion, '62.0');
    await refused(robotSpec({ apiVersion: '99.0' }), 'input.badArgument', /does not support API version 99\.0/);
  });
});
