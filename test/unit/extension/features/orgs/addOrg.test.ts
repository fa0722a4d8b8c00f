// Adding an org: what is asked, what is hidden while it is typed, and what the answers become.
import { strict as assert } from 'node:assert';
import { editor, resetEditor, type Asked } from '../../../../fakes/vscode';
import { askLogin } from '../../../../../src/extension/features/orgs/addOrg';
import type { CliLogin } from '../../../../../src/core/core';

const noLogins = (): Promise<readonly CliLogin[]> => Promise.resolve([]);

/** Answers in turn; remembers what was asked. */
function person(...answers: readonly string[]): readonly Asked[] {
  const asked: Asked[] = [];
  let at = 0;
  editor.answer = (question) => {
    asked.push(question);
    at += 1;
    return answers[at - 1] ?? 'Escape';
  };
  return asked;
}

const secretsOf = (asked: readonly Asked[]): readonly string[] =>
  asked.filter(({ isSecret }) => isSecret).map(({ prompt }) => prompt.split(/[ .;,]/)[0] ?? '');

describe('adding an org', () => {
  beforeEach(resetEditor);

  it('offers the browser first, and says that passwords end soon', async () => {
    const asked = person('Escape');
    await assert.rejects(askLogin(noLogins), { name: 'AbortError' });
    const [ways] = asked;
    assert.match(ways?.choices[0]?.label ?? '', /Browser/);
    const password = ways?.choices.find(({ label }) => label.includes('password'));
    assert.match(password?.label ?? '', /legacy/);
    assert.match(password?.detail ?? '', /February 20, 2027/);
  });

  it('needs two answers for a login with the browser', async () => {
    person('Browser', 'Production or Developer Edition', 'The app of the Salesforce CLI');
    assert.deepEqual(await askLogin(noLogins), { login: 'web', loginUrl: 'https://login.salesforce.com' });
  });

  it('takes an own app, with its callback port and its secret', async () => {
    const asked = person(
      ...['Browser', 'Another login URL…', 'acme.my.salesforce.com/', 'Your own app…', '3MVG9', '8080', ''],
    );
    const spec = { login: 'web', loginUrl: 'https://acme.my.salesforce.com', clientId: '3MVG9', callbackPort: 8080 };
    assert.deepEqual(await askLogin(noLogins), spec);
    assert.deepEqual(secretsOf(asked), ['Consumer']);
    assert.equal(asked.find(({ prompt }) => prompt.startsWith('Port'))?.value, '1717');
  });

  for (const [typed, host] of [
    ['login.salesforce.com.evil.example', 'login.salesforce.com.evil.example'],
    ['https://evil.example/login.salesforce.com', 'evil.example'],
    ['https://login.s\u0430lesforce.com', 'login.xn--slesforce-0yh.com'],
  ] as const)
    it(`asks again before anything is entered for ${typed}, which is not a Salesforce host`, async () => {
      const asked = person('JWT with a private key', 'Another login URL…', typed, 'Enter another URL', 'Escape');
      await assert.rejects(askLogin(noLogins), { name: 'AbortError' });
      const [, , , question, again] = asked;
      assert.equal(question?.choices[1]?.label, `Continue with ${host}`);
      assert.match(question.choices[1].detail ?? '', /can sign in as you/);
      assert.equal(again?.value, typed);
    });

  it('signs in to another host when the user confirms it', async () => {
    person(
      ...['Browser', 'Another login URL…', 'sso.acme.example', 'Continue with sso.acme.example'],
      'The app of the Salesforce CLI',
    );
    assert.deepEqual(await askLogin(noLogins), { login: 'web', loginUrl: 'https://sso.acme.example' });
  });

  it('rejects a password in a URL', async () => {
    const asked = person('Access token', 'https://ada:secret@acme.my.salesforce.com', 'Escape');
    await assert.rejects(askLogin(noLogins), { name: 'AbortError' });
    assert.match(asked[2]?.problem ?? '', /Remove the username and password/);
  });

  it('rejects an invalid port', async () => {
    const asked = person(...['Browser', 'Sandbox or scratch org', 'Your own app…', '3MVG9', '80', '17170', 'secret']);
    const spec = await askLogin(noLogins);
    assert.match(asked[5]?.problem ?? '', /1024 to 65535/);
    assert.deepEqual(spec, {
      login: 'web',
      loginUrl: 'https://test.salesforce.com',
      clientId: '3MVG9',
      callbackPort: 17170,
      clientSecret: 'secret',
    });
  });

  it('goes back a step, keeps what was typed, and leaves the form at its first question', async () => {
    const asked = person(
      'Access token',
      'https://a.my.salesforce.com',
      'Back',
      'Back',
      'Access token',
      'b.my.salesforce.com',
      '00D!x',
    );
    assert.deepEqual(await askLogin(noLogins), {
      login: 'accessToken',
      instanceUrl: 'https://b.my.salesforce.com',
      accessToken: '00D!x',
    });
    assert.equal(asked[3]?.value, 'https://a.my.salesforce.com');
    assert.deepEqual(secretsOf(asked), ['Access', 'Access']);
  });

  it('requires the My Domain URL for client credentials', async () => {
    const asked = person('Client credentials', 'login.salesforce.com', 'acme.my.salesforce.com', 'id', 'secret');
    assert.deepEqual(await askLogin(noLogins), {
      login: 'clientCredentials',
      loginUrl: 'https://acme.my.salesforce.com',
      clientId: 'id',
      clientSecret: 'secret',
    });
    assert.match(asked[2]?.problem ?? '', /My Domain/);
    assert.deepEqual(secretsOf(asked), ['Consumer']);
  });

  it('names the value of an empty box, because the message hides the question', async () => {
    const asked = person('JWT with a private key', 'Production or Developer Edition', '', 'Escape');
    await assert.rejects(askLogin(noLogins), { name: 'AbortError' });
    assert.match(asked[3]?.problem ?? '', /Required: Consumer key/);
  });

  it('hides secret, password and security token while they are typed', async () => {
    const asked = person(
      ...['Username and password (legacy)', 'Production or Developer Edition', 'id', 'secret', 'ada', 'pw', ''],
    );
    assert.deepEqual(await askLogin(noLogins), {
      login: 'password',
      loginUrl: 'https://login.salesforce.com',
      clientId: 'id',
      clientSecret: 'secret',
      username: 'ada',
      password: 'pw',
    });
    assert.deepEqual(secretsOf(asked), ['Consumer', 'Password', 'Security']);
  });

  describe('from the Salesforce CLI', () => {
    const login = (username: string, more: Partial<CliLogin> = {}): CliLogin => ({
      username,
      orgId: '00D',
      instanceUrl: 'https://a.b',
      aliases: [],
      isDefault: false,
      isExpired: false,
      ...more,
    });

    it('lists the default org first and marks expired ones', async () => {
      const logins = [
        login('old@x', { isExpired: true, aliases: ['old'] }),
        login('b@x'),
        login('d@x', { isDefault: true, aliases: ['dev', 'main'] }),
      ];
      const asked = person('Org of the Salesforce CLI', 'b@x');
      assert.deepEqual(await askLogin(() => Promise.resolve(logins)), { login: 'cli', username: 'b@x' });
      assert.deepEqual(
        asked[1]?.choices.map(({ label, description }) => `${label} ${description ?? ''}`.trim()),
        ['dev default org · main', 'b@x', 'old expired'],
      );
    });

    it('says that there is none, and lets the user go back', async () => {
      const asked = person('Org of the Salesforce CLI', 'Back');
      await assert.rejects(askLogin(noLogins), { name: 'AbortError' });
      assert.match(asked[1]?.choices[0]?.label ?? '', /not signed in to any org/);
    });

    it('reads nothing until it is chosen', async () => {
      person('Escape');
      await assert.rejects(
        askLogin(() => assert.fail('asked too early')),
        { name: 'AbortError' },
      );
    });
  });
});
