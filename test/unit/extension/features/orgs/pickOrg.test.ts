// Signing in to an org that is added: what happens when Salesforce rejects what was entered, and what it replaces.
import { strict as assert } from 'node:assert';
import { editor, resetEditor, type Asked } from '../../../../fakes/vscode';
import { SalesforceError, type LoginSpec, type Org, type Orgs } from '../../../../../src/core/core';
import { createOrgPicker } from '../../../../../src/extension/features/orgs/pickOrg';

const org = {
  orgId: '00D-005',
  label: 'ada@acme.example',
  kind: 'sandbox',
  instanceUrl: 'https://acme.my.salesforce.com',
} as Org;
const refused = new SalesforceError('login.refused', { reason: 'the session is not valid at acme.my.salesforce.com' });
const instanceUrl = 'https://acme.my.salesforce.com';

describe('adding an org', () => {
  let tried: LoginSpec[];
  let asked: Asked[];
  let known: readonly Org[];

  beforeEach(() => {
    resetEditor();
    tried = [];
    asked = [];
    known = [];
  });

  /** `errors`: of one login after the other; the next one succeeds. */
  function add(answers: readonly string[], errors: readonly SalesforceError[]): Promise<Org> {
    editor.answer = (question) => answers[asked.push(question) - 1] ?? 'Escape';
    const sign = (spec: LoginSpec): Promise<Org> => {
      const error = errors[tried.push(spec) - 1];
      return error ? Promise.reject(error) : Promise.resolve(org);
    };
    const never = (): never => assert.fail();
    return createOrgPicker({
      orgs: () => Promise.resolve({ add: sign, list: () => Promise.resolve(known) } as Partial<Orgs> as Orgs),
      startPractice: never,
      addPractice: never,
      isStopped: never,
    }).add();
  }

  it('asks for a token that is rejected again, with the reason, and for nothing else', async () => {
    assert.equal(await add(['Access token', instanceUrl, 'old', 'older', 'new'], [refused, refused]), org);
    assert.deepEqual(
      tried,
      ['old', 'older', 'new'].map((accessToken) => ({ login: 'accessToken', instanceUrl, accessToken })),
    );
    const again = asked.slice(3);
    assert.deepEqual(
      again.map(({ isSecret, value }) => [isSecret, value]),
      [
        [true, ''],
        [true, ''],
      ],
    );
    for (const { problem } of again)
      assert.match(problem, /rejected the login: the session is not valid at acme\.my\.salesforce\.com/);
    assert.deepEqual(
      editor.shown.map(({ severity }) => severity),
      ['info'],
    );
  });

  it('says which entry it replaces: the same user of the same org at another address', async () => {
    known = [{ ...org, instanceUrl: 'http://127.0.0.1:1' }];
    await add(['Access token', instanceUrl, 'token'], []);
    known = [org, { ...org, orgId: '00D-006', instanceUrl: 'http://127.0.0.1:1' }];
    asked = [];
    await add(['Access token', instanceUrl, 'token'], []);
    assert.deepEqual(
      editor.shown.map(({ text }) => text),
      [
        'Connected to ada@acme.example (Sandbox). It replaces http://127.0.0.1:1, which has the same org ID and user.',
        'Connected to ada@acme.example (Sandbox).',
      ],
    );
  });

  it('ends when the question is closed', async () => {
    await assert.rejects(add(['Access token', instanceUrl, 'old', 'Escape'], [refused]), { name: 'AbortError' });
    assert.equal(tried.length, 1);
  });

  it('ends with the error when something else is wrong than the token', async () => {
    const unknownHost = new SalesforceError('network.unknownHost', { host: 'acme.my.salesforce.com' });
    await assert.rejects(add(['Access token', instanceUrl, 'token'], [unknownHost]), { code: 'network.unknownHost' });
    const web = ['Browser', 'Production or Developer Edition', 'The app of the Salesforce CLI'];
    asked = [];
    tried = [];
    await assert.rejects(add(web, [refused]), { code: 'login.refused' });
  });
});
