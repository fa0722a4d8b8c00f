// The rows below an org: asked for at most once a minute, honest about what is missing, readable when cut off.
import { strict as assert } from 'node:assert';
import { recordingChannel, resetEditor } from '../../../../fakes/vscode';
import { SalesforceError, type Health, type Org, type OrgApis, type OrgFacts } from '../../../../../src/core/core';
import { detailsOf } from '../../../../../src/extension/features/orgs/details';
import { createFactBook, type Known } from '../../../../../src/extension/features/orgs/facts';
import { createBoundary } from '../../../../../src/extension/host/errors';

const org: Org = {
  orgId: '00D1-0051',
  username: 'pat@acme.example',
  label: 'Acme',
  kind: 'scratch',
  apiVersion: '66.0',
  login: 'web',
  instanceUrl: 'https://acme.my.salesforce.com',
};
const now = Date.UTC(2026, 10, 20, 12);
const dayMs = 24 * 60 * 60 * 1000;
const known = (facts: OrgFacts, more: Partial<Known> = {}): Known => ({
  facts,
  askedAt: now,
  renewsItself: true,
  ...more,
});
const rows = (of: Known | undefined, more: { stopped?: boolean } = {}): readonly string[] =>
  detailsOf(org, { known: of, stopped: false, policy: { access: 'full' }, now, ...more }).map(({ row }) => row.spoken);

describe('the rows below an org', () => {
  it('say who, what may be written, how and in which version before Salesforce has answered', () => {
    assert.deepEqual(rows(undefined), ['pat@acme.example', 'Full access', 'Browser', 'API 66.0', 'Asking Salesforce…']);
  });

  it('say when a scratch org ends, and warn of it in time', () => {
    const end = (days: number) =>
      detailsOf(org, { known: known({ endsAt: now + days * dayMs }), stopped: false, policy: undefined, now }).find(
        ({ row }) => row.id.endsWith('/end'),
      )?.row;
    assert.deepEqual([end(20)?.spoken, end(20)?.icon], ['Ends Dec 10, 2026, in 20 days', 'calendar']);
    assert.deepEqual([end(1)?.spoken, end(1)?.icon], ['Ends Nov 21, 2026, tomorrow', 'warning']);
    assert.deepEqual([end(-2)?.spoken, end(-2)?.icon], ['Ended Nov 18, 2026, 2 days ago', 'error']);
  });

  it('put the share of an allowance first, and say in a word that it is nearly or wholly used up', () => {
    const limits = {
      DailyApiRequests: { max: 15_000, remaining: 14_100 },
      DailyBulkApiBatches: { max: 15_000, remaining: 1000 },
      DataStorageMB: { max: 5, remaining: 0 },
    };
    assert.deepEqual(rows(known({ limits })).slice(-3), [
      'API requests: 6%, 900 of 15,000',
      'Bulk batches: 93%, nearly used up · 14,000 of 15,000',
      'Data storage: 100%, used up · 5 MB of 5 MB',
    ]);
  });

  it('say what the org offers beyond the version in use, and whether the login renews itself', () => {
    assert.deepEqual(rows(known({ newestApiVersion: '67.0' }, { renewsItself: false })).slice(2), [
      'Browser, until the session ends',
      'API 66.0, the org offers 67.0',
    ]);
  });

  it('put what helps before what is wrong, and offer to start a practice org that is not running', () => {
    const remedy = { label: 'Sign In Again', run: () => undefined };
    const ended = known(
      { trouble: { code: 'login.expired', details: {} } },
      { obstacle: { sentence: 'It has ended.', remedy } },
    );
    assert.deepEqual(rows(ended).slice(2), ['Browser, has ended', 'API 66.0', 'Sign In Again: It has ended.']);
    assert.equal(rows(undefined, { stopped: true }).at(-1), 'Not running. Start it');
  });
});

describe('what is known of an org', () => {
  beforeEach(resetEditor);
  const setUp = (facts: () => Promise<OrgFacts>) => {
    let asked = 0;
    let clock = now;
    let told = 0;
    let tell = (): void => undefined;
    const health = {
      facts: () => ((asked += 1), facts()),
      check: () => Promise.reject(new Error('not here')),
    } satisfies Health;
    const core = { org: () => Promise.resolve({ health } as unknown as OrgApis) };
    const book = createFactBook({
      core: () => Promise.resolve(core),
      orgs: () => Promise.resolve({ renewsItself: () => Promise.resolve(true) }),
      boundary: createBoundary(recordingChannel().channel, () => undefined),
      advise: (error) => ({ label: error.code, run: () => undefined }),
      changed: () => {
        told += 1;
        tell();
      },
      again: () => undefined,
      now: () => clock,
    });
    const answered = async (times: number): Promise<void> => {
      while (told < times) await new Promise<void>((resolve) => (tell = resolve));
    };
    return { book, answered, asked: () => asked, pass: (ms: number) => (clock += ms) };
  };

  it('is asked for when somebody looks, and not again within a minute', async () => {
    const { book, answered, asked, pass } = setUp(() => Promise.resolve({ newestApiVersion: '66.0' }));
    assert.equal(book.look(org), undefined);
    assert.equal(book.look(org), undefined);
    await answered(1);
    assert.equal(book.look(org)?.facts.newestApiVersion, '66.0');
    pass(59_999);
    book.look(org);
    assert.equal(asked(), 1);
    pass(1);
    book.look(org);
    await answered(2);
    assert.equal(asked(), 2);
  });

  it('is asked for at once when a person wants it, and stays in sight meanwhile', async () => {
    const { book, answered, asked } = setUp(() => Promise.resolve({ newestApiVersion: '66.0' }));
    book.look(org);
    await answered(1);
    book.outdate('another');
    book.look(org);
    assert.equal(asked(), 1);
    book.outdate(org.orgId);
    assert.equal(book.look(org)?.facts.newestApiVersion, '66.0');
    await answered(2);
    assert.equal(asked(), 2);
  });

  it('says what stood in the way, and asks again once somebody has signed in', async () => {
    const { book, answered, asked } = setUp(() =>
      Promise.resolve({ trouble: { code: 'login.expired', details: { org: 'Acme' } } }),
    );
    book.look(org);
    await answered(1);
    const { obstacle } = book.look(org) ?? {};
    assert.match(obstacle?.sentence ?? '', /session for Acme has expired/);
    assert.equal(obstacle?.remedy?.label, 'login.expired');
    book.outdateTroubled();
    book.look(org);
    await answered(2);
    assert.equal(asked(), 2);
  });

  it('is not asked for in a circle when not even asking works', async () => {
    const { book, answered, asked } = setUp(() => Promise.reject(new SalesforceError('login.missing', { hint: '' })));
    book.look(org);
    await answered(1);
    assert.match(book.look(org)?.obstacle?.sentence ?? '', /No org is specified/);
    assert.equal(asked(), 1);
  });
});
