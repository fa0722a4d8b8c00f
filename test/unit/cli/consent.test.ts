// How the command line confirms a write.
import assert from 'node:assert/strict';
import { createConsent, type Prompt } from '../../../src/cli/consent';
import { rendered } from '../../../src/cli/style';
import type { WriteQuestion } from '../../../src/core/ports';

const question: WriteQuestion = {
  operations: ['insert'],
  objects: ['Account'],
  rows: 1200,
  file: '/data/a.csv',
  confirm: true,
  typed: false,
  org: {
    orgId: '00D5g000004ABCDEA2-0055g00000AdaAdaA',
    label: 'ada',
    username: 'ada@example.com',
    instanceUrl: 'https://ada.my.salesforce.com',
    kind: 'production',
  },
};
const deletion: WriteQuestion = { ...question, operations: ['delete'], typed: true };
const signal = new AbortController().signal;

describe('a confirmation on the command line', () => {
  const asked: string[] = [];
  const saying = (answer: string, columns = 80): Prompt => ({
    columns: () => columns,
    ask: async (lines) => {
      asked.push(lines.map((line) => rendered(line, false)).join('\n'));
      return answer;
    },
  });
  beforeEach(() => (asked.length = 0));

  it('comes from --yes, but not where the name of the org is required', async () => {
    const consent = createConsent({ yes: true }, undefined);
    assert.deepEqual(await consent.ask(question, signal), { agreed: true });
    await assert.rejects(consent.ask(deletion, signal), { code: 'policy.unconfirmed', message: /--confirm-org ada/ });
  });

  it('comes from --confirm-org, which the core compares, without a question', async () => {
    const consent = createConsent({ confirmOrg: 'ada' }, saying('never'));
    assert.deepEqual(await consent.ask(deletion, signal), { agreed: true, typed: 'ada' });
    assert.equal((await consent.ask(question, signal)).agreed, true);
    assert.equal((await createConsent({ confirmOrg: 'bob' }, undefined).ask(question, signal)).agreed, false);
    assert.deepEqual(asked, []);
  });

  it('is asked for on a terminal, with what, where and how many', async () => {
    for (const [word, agreed] of [
      ['y', true],
      [' YES ', true],
      ['', false],
      ['n', false],
      ['yep', false],
    ] as const)
      assert.equal((await createConsent({}, saying(word)).ask(question, signal)).agreed, agreed, word);
    assert.deepEqual(asked[0]?.split('\n'), [
      'Insert 1200 rows of Account in the PRODUCTION org ada',
      'Address: https://ada.my.salesforce.com',
      'File: /data/a.csv',
      'Continue? [y/N]',
    ]);
    assert.deepEqual(await createConsent({}, saying('adda')).ask(deletion, signal), { agreed: true, typed: 'adda' });
    assert.match(asked.at(-1) ?? '', /\nType ada to continue:$/);
  });

  for (const [what, name] of [
    ['long', `${'a/'.repeat(500)}end.csv`],
    ['full of wide characters', `${'表'.repeat(300)}end.csv`],
    ['with line breaks', `a.csv\r\n${'\n'.repeat(100)}Continue? [y/N]end.csv`],
  ] as const)
    it(`keeps what, where and how many in sight when the name of the file is ${what}`, async () => {
      await createConsent({}, saying('n', 60)).ask({ ...question, file: `/data/${name}` }, signal);
      const [what, address, file = '', ...more] = asked[0]?.split('\n') ?? [];
      assert.equal(what, 'Insert 1200 rows of Account in the PRODUCTION org ada');
      assert.equal(address, 'Address: https://ada.my.salesforce.com');
      assert.match(file, /^File: \/data\/.*….*end\.csv$/);
      assert.ok(file.replaceAll('表', '..').length <= 60, file);
      assert.deepEqual(more, ['Continue? [y/N]']);
    });

  it('shortens the name of an org that would fill the screen', async () => {
    const org = { ...question.org, label: `ada${'a'.repeat(5000)}` };
    await createConsent({}, saying('n')).ask({ ...deletion, org }, signal);
    assert.ok((asked[0] ?? '').length < 500, asked[0]);
  });

  it('is never assumed without a terminal: a sentence says what to add', async () => {
    const consent = createConsent({}, undefined);
    await assert.rejects(consent.ask(question, signal), {
      code: 'policy.unconfirmed',
      message: /To confirm, add --yes, or --confirm-org/,
    });
  });
});
