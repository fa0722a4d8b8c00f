// Setting a policy and reading the journal: nothing is loosened by accident, and every write can be read back.
import { strict as assert } from 'node:assert';
import { editor, resetEditor, type Asked } from '../../../../fakes/vscode';
import type { Org, OrgPolicy, WriteEntry } from '../../../../../src/core/core';
import { journalText } from '../../../../../src/extension/features/orgs/policy/journal';
import { setPolicy, type PolicyCore } from '../../../../../src/extension/features/orgs/policy/setPolicy';
import { policyInWords, policyWord } from '../../../../../src/extension/features/orgs/policy/words';

const org = (kind: Org['kind']): Org => ({
  orgId: '00D1-0051',
  username: 'pat@acme.example',
  label: 'Acme',
  kind,
  apiVersion: '66.0',
  login: 'web',
  instanceUrl: 'https://acme.my.salesforce.com',
});

describe('a policy in words', () => {
  it('says access, cap and objects', () => {
    const policy = { access: 'confirm', maxRows: 1000, allowObjects: ['Account'], denyObjects: ['User'] } as const;
    assert.equal(policyInWords(policy), 'Confirm each write · at most 1,000 rows · only Account · never User');
  });

  it('is in the row only if it is not the default of that kind of org', () => {
    const word = (access: OrgPolicy['access'], isProduction: boolean) => policyWord({ access }, isProduction);
    assert.deepEqual([word('confirm', true), word('full', false)], [undefined, undefined]);
    assert.deepEqual([word('full', true), word('confirm', false)], ['no confirmation', 'asks before writes']);
    assert.deepEqual([word('readOnly', true), policyWord('unreadable', false)], ['read-only', 'read-only']);
  });
});

describe('setting a policy', () => {
  let stored: { policy: OrgPolicy | undefined; sets: number };
  /** What another program sets while the list is open. */
  let meanwhile: OrgPolicy | undefined;
  let objects: () => Promise<readonly { name: string }[]>;
  beforeEach(() => {
    resetEditor();
    stored = { policy: undefined, sets: 0 };
    meanwhile = undefined;
    objects = () => Promise.resolve([{ name: 'Account' }, { name: 'Invoice__c' }]);
  });
  const core = (kind: Org['kind']): PolicyCore => ({
    policies: {
      change: async (_, decide) => {
        const orDefault = (policy: OrgPolicy | undefined): OrgPolicy =>
          policy ?? { access: kind === 'production' ? 'confirm' : 'full' };
        let policy = await decide(orDefault(stored.policy));
        if (meanwhile) policy = await decide(meanwhile);
        stored = { policy, sets: stored.sets + 1 };
        return orDefault(policy);
      },
    },
    org: () =>
      Promise.resolve({ rest: { describes: { objects: () => objects() } } } as unknown as Awaited<
        ReturnType<PolicyCore['org']>
      >),
  });
  /** Answers one question after the other; `Save` is the first line, whatever it says. */
  const answering = (...answers: readonly string[]): { readonly asked: Asked[] } => {
    const asked: Asked[] = [];
    editor.answer = (question) => {
      asked.push(question);
      const answer = answers[asked.length - 1] ?? 'Escape';
      return answer === 'Save' ? (question.choices[0]?.label ?? 'Escape') : answer;
    };
    return { asked };
  };

  it('makes an org read-only and says so', async () => {
    answering('Read-only', 'Save');
    await setPolicy(org('sandbox'), core('sandbox'));
    assert.deepEqual(stored.policy, { access: 'readOnly' });
    assert.equal(editor.shown[0]?.text, 'Policy of Acme saved: Read-only.');
  });

  it('takes a maximum of rows and objects as the org spells them, and rejects unknown names', async () => {
    const { asked } = answering(
      'Maximum number of rows: none',
      '500',
      'Blocked objects: none',
      'Acount',
      'account, invoice__C',
      'Save',
    );
    await setPolicy(org('sandbox'), core('sandbox'));
    assert.deepEqual(stored.policy, { access: 'full', maxRows: 500, denyObjects: ['Account', 'Invoice__c'] });
    assert.ok(asked.some(({ problem }) => problem === 'Acme has no object named Acount.'));
  });

  it('takes names as they are typed when the org does not answer', async () => {
    objects = () => Promise.reject(new Error('no network'));
    answering('Allowed objects: all', 'Order__c', 'Save');
    await setPolicy(org('sandbox'), core('sandbox'));
    assert.deepEqual(stored.policy?.allowObjects, ['Order__c']);
  });

  it('asks before production is loosened, and changes nothing when canceled', async () => {
    answering('Full access', 'Save', 'Escape');
    await assert.rejects(setPolicy(org('production'), core('production')), { name: 'AbortError' });
    assert.match(editor.shown[0]?.text ?? '', /Loosen the policy of the PRODUCTION org Acme\?/);
    assert.equal(stored.sets, 0);
    editor.choose = (buttons) => buttons.at(-1);
    answering('Full access', 'Save');
    await setPolicy(org('production'), core('production'));
    assert.deepEqual(stored.policy, { access: 'full' });
  });

  it('shows the new policy when another program changed it while the list was open, and saves only from there', async () => {
    meanwhile = { access: 'readOnly', maxRows: 10 };
    const { asked } = answering('Maximum number of rows: none', '500', 'Save', 'Save');
    await setPolicy(org('sandbox'), core('sandbox'));
    assert.match(
      editor.shown[0]?.text ?? '',
      /Another program has changed the policy of Acme, so your changes were not saved\./,
    );
    assert.equal(asked.at(-1)?.choices[0]?.label, 'Save: Read-only · at most 10 rows');
    assert.deepEqual(stored, { policy: meanwhile, sets: 1 });
  });

  it('asks again before production is loosened when it became stricter meanwhile', async () => {
    stored.policy = { access: 'confirm' };
    meanwhile = { access: 'readOnly' };
    editor.choose = (buttons) => buttons.at(-1);
    answering('Save', 'Confirm each write', 'Save');
    await setPolicy(org('production'), core('production'));
    assert.ok(editor.shown.some(({ text }) => /Loosen the policy/.test(text)));
    assert.deepEqual(stored.policy, { access: 'confirm' });
  });

  it('resets to the default, which loosens a read-only production org', async () => {
    stored.policy = { access: 'readOnly' };
    editor.choose = (buttons) => buttons.at(-1);
    answering('Reset to Default');
    await setPolicy(org('production'), core('production'));
    assert.match(editor.shown[0]?.text ?? '', /Loosen/);
    assert.deepEqual(stored, { policy: undefined, sets: 1 });
  });
});

describe('the write journal', () => {
  const entry = (more: Partial<WriteEntry>): WriteEntry => ({
    id: '1',
    at: Date.UTC(2026, 10, 20, 12),
    orgId: '00D1-0051',
    orgLabel: 'Acme',
    user: 'pat@acme.example',
    program: 'VS Code',
    operations: ['upsert'],
    objects: ['Account'],
    rows: 1234,
    outcome: 'completed',
    ...more,
  });

  it('is in columns, with counts, the reason of a rejection and the whole hash', () => {
    const hash = 'ab'.repeat(32);
    const text = journalText(
      'Write journal',
      [
        entry({
          inputSha256: hash,
          outcome: 'partial',
          counts: { succeeded: 1200, failed: 34, unprocessed: 0, unknown: 0 },
        }),
        entry({
          operations: ['deploy'],
          objects: undefined,
          rows: undefined,
          outcome: 'rejected',
          reason: 'policy.readOnly',
        } as never),
      ],
      0,
    );
    const [head, , columns = '', first = '', second = ''] = text.split('\n');
    assert.match(head ?? '', /^Write journal · 2 writes · as of /);
    assert.match(
      first,
      /Acme {2}upsert {5}Account {2}1,234 {2}partial: 1,200 succeeded, 34 failed {2}pat@acme\.example {2}VS Code {2}(ab){32}$/,
    );
    assert.match(second, /Acme {2}deploy {5}– {12}– {2}rejected \(org is read-only\)/);
    for (const [title, value] of [
      ['Outcome', 'partial'],
      ['Who', 'pat@'],
    ] as const)
      assert.equal(columns.indexOf(title), first.indexOf(value));
  });

  it('has the name of an org in its first line, whatever is in the name', () => {
    const [head] = journalText('Write journal of Acme\n\u202eevil', [], 0).split('\n');
    assert.match(head ?? '', /^Write journal of Acme \[U\+202E\]evil · 0 writes/);
  });

  it('says so when nothing was written yet', () => {
    assert.match(journalText('Write journal', [], 0), /0 writes[^]*Nothing has been written/);
  });
});
