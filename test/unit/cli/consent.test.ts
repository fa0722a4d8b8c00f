// How the command line confirms a write.
import assert from 'node:assert/strict';
import { createConsent } from '../../../src/cli/consent';
import type { WriteQuestion } from '../../../src/core/ports';

const question: WriteQuestion = {
  operations: ['insert'],
  objects: ['Account'],
  rows: 1200,
  isEstimate: true,
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
  const saying = (answer: string) => async (text: string) => {
    asked.push(text);
    return answer;
  };
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
    assert.equal(
      asked[0],
      'Insert about 1200 rows of Account from /data/a.csv in the PRODUCTION org ada at https://ada.my.salesforce.com? [y/N] ',
    );
    assert.deepEqual(await createConsent({}, saying('adda')).ask(deletion, signal), { agreed: true, typed: 'adda' });
    assert.match(asked.at(-1) ?? '', /Type ada to continue: $/);
  });

  it('is never assumed without a terminal: a sentence says what to add', async () => {
    const consent = createConsent({}, undefined);
    await assert.rejects(consent.ask(question, signal), {
      code: 'policy.unconfirmed',
      message: /To confirm, add --yes, or --confirm-org/,
    });
  });
});
