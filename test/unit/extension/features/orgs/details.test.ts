// The rows below an org: requested at most once a minute, clear about what is missing, readable when cut off.
import { strict as assert } from 'node:assert';
import { recordingChannel, resetEditor } from '../../../../fakes/vscode';
import { SalesforceError, type Health, type Org, type OrgApis, type OrgFacts } from '../../../../../src/core/core';
import { detailsOf } from '../../../../../src/extension/features/orgs/details';
import { createFactCache, type CachedFacts } from '../../../../../src/extension/features/orgs/facts';
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
const cached = (facts: OrgFacts, more: Partial<CachedFacts> = {}): CachedFacts => ({
  facts,
  askedAt: now,
  renewsItself: true,
  ...more,
});
const rows = (of: CachedFacts | undefined, more: { stopped?: boolean } = {}): readonly string[] =>
  detailsOf(org, { cached: of, stopped: false, policy: { access: 'full' }, now, ...more }).map(({ row }) => row.spoken);

describe('the rows below an org', () => {
  it('say who, what may be written, how and in which version before Salesforce has answered', () => {
    assert.deepEqual(rows(undefined), [
      'pat@acme.example',
      'Full access',
      'Browser',
      'API 66.0',
      'Waiting for Salesforce…',
    ]);
  });

  it('say when a scratch org ends, and warn of it in time', () => {
    const end = (days: number) =>
      detailsOf(org, {
        cached: cached({ expiresAt: now + days * dayMs }),
        stopped: false,
        policy: undefined,
        now,
      }).find(({ row }) => row.id.endsWith('/end'))?.row;
    assert.deepEqual([end(20)?.spoken, end(20)?.icon], ['Ends Dec 10, 2026, in 20 days', 'calendar']);
    assert.deepEqual([end(1)?.spoken, end(1)?.icon], ['Ends Nov 21, 2026, tomorrow', 'warning']);
    assert.deepEqual([end(-2)?.spoken, end(-2)?.icon], ['Ended Nov 18, 2026, 2 days ago', 'error']);
  });

  it('put the share of a limit first, and say that it is nearly or fully used up', () => {
    const limits = {
      DailyApiRequests: { max: 15_000, remaining: 14_100 },
      DailyBulkApiBatches: { max: 15_000, remaining: 1000 },
      DataStorageMB: { max: 5, remaining: 0 },
    };
    assert.deepEqual(rows(cached({ limits })).slice(-3), [
      'API requests: 6%, 900 of 15,000',
      'Bulk API batches: 93%, nearly used up · 14,000 of 15,000',
      'Data storage: 100%, used up · 5 MB of 5 MB',
    ]);
  });

  it('name a newer API version, and say whether the login is renewed', () => {
    assert.deepEqual(rows(cached({ newestApiVersion: '67.0' }, { renewsItself: false })).slice(2), [
      'Browser, until the session ends',
      'API 66.0, 67.0 is available',
    ]);
  });

  it('put what helps before what is wrong, and offer to start a practice org that is not running', () => {
    const remedy = { label: 'Sign In Again', run: () => undefined };
    const ended = cached(
      { error: { code: 'login.expired', details: {} } },
      { problem: { sentence: 'It has ended.', remedy } },
    );
    assert.deepEqual(rows(ended).slice(2), ['Browser, session ended', 'API 66.0', 'Sign In Again: It has ended.']);
    assert.equal(rows(undefined, { stopped: true }).at(-1), 'Start Practice Org, not running');
  });
});

describe('the facts about an org', () => {
  beforeEach(resetEditor);
  const setUp = (facts: () => Promise<OrgFacts>) => {
    let asked = 0;
    let clock = now;
    let changes = 0;
    let onChange = (): void => undefined;
    const health = {
      facts: () => ((asked += 1), facts()),
      check: () => Promise.reject(new Error('not here')),
    } satisfies Health;
    const core = { org: () => Promise.resolve({ health } as unknown as OrgApis) };
    const cache = createFactCache({
      core: () => Promise.resolve(core),
      orgs: () => Promise.resolve({ renewsItself: () => Promise.resolve(true) }),
      boundary: createBoundary(recordingChannel().channel, () => undefined),
      advise: (error) => ({ label: error.code, run: () => undefined }),
      changed: () => {
        changes += 1;
        onChange();
      },
      again: () => undefined,
      now: () => clock,
    });
    const answered = async (times: number): Promise<void> => {
      while (changes < times) await new Promise<void>((resolve) => (onChange = resolve));
    };
    return { cache, answered, asked: () => asked, pass: (ms: number) => (clock += ms) };
  };

  it('are requested when a row is drawn, and not again within a minute', async () => {
    const { cache, answered, asked, pass } = setUp(() => Promise.resolve({ newestApiVersion: '66.0' }));
    assert.equal(cache.request(org), undefined);
    assert.equal(cache.request(org), undefined);
    await answered(1);
    assert.equal(cache.request(org)?.facts.newestApiVersion, '66.0');
    pass(59_999);
    cache.request(org);
    assert.equal(asked(), 1);
    pass(1);
    cache.request(org);
    await answered(2);
    assert.equal(asked(), 2);
  });

  it('are requested at once when the user refreshes, and stay in the view meanwhile', async () => {
    const { cache, answered, asked } = setUp(() => Promise.resolve({ newestApiVersion: '66.0' }));
    cache.request(org);
    await answered(1);
    cache.expire('another');
    cache.request(org);
    assert.equal(asked(), 1);
    cache.expire(org.orgId);
    assert.equal(cache.request(org)?.facts.newestApiVersion, '66.0');
    await answered(2);
    assert.equal(asked(), 2);
  });

  it('name the problem, and are requested again after signing in', async () => {
    const { cache, answered, asked } = setUp(() =>
      Promise.resolve({ error: { code: 'login.expired', details: { org: 'Acme' } } }),
    );
    cache.request(org);
    await answered(1);
    const { problem } = cache.request(org) ?? {};
    assert.match(problem?.sentence ?? '', /session for Acme has expired/);
    assert.equal(problem?.remedy?.label, 'login.expired');
    cache.expireFailed();
    cache.request(org);
    await answered(2);
    assert.equal(asked(), 2);
  });

  it('are not requested in a loop when the request fails', async () => {
    const { cache, answered, asked } = setUp(() => Promise.reject(new SalesforceError('login.missing', { hint: '' })));
    cache.request(org);
    await answered(1);
    assert.match(cache.request(org)?.problem?.sentence ?? '', /There is no login to use/);
    assert.equal(asked(), 1);
  });
});
