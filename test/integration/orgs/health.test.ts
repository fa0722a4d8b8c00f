// The readiness check of an org and the details in the org tree, against the practice org with and without problems.
import assert from 'node:assert/strict';
import { createHealth, type Health } from '../../../src/core/health/health';
import { checkIds, type CheckId } from '../../../src/core/health/checks';
import type { Finding, Verdict } from '../../../src/core/health/checkup';
import { quietTask, CancelReason } from '../../../src/core/kernel/task';
import { createRest } from '../../../src/core/rest/rest';
import type { HttpAction } from '../../../src/practice/org/faults';
import { createHastyClock } from '../../fakes/manualClock';
import { openLoginSetup, type LoginSetup } from '../setup/loginSetup';

describe('the readiness check of an org', () => {
  let setup: LoginSetup;
  beforeEach(async () => (setup = await openLoginSetup({ seedAccounts: 0 })));
  afterEach(() => setup.close());

  /** As the administrator, or as another user by username. */
  async function healthOf(username = setup.practice.username): Promise<Health> {
    const { org } = setup.practice;
    const table = org.store.byName('User');
    const field = table?.def.field('Username');
    const user = field && table?.find(field, username, 1)[0];
    assert.ok(user, `the practice org has no user ${username}`);
    const grant = { userId: user.id, clientId: 'PracticeOrg', scope: 'full', isIntrospectable: true };
    const { accessToken } = org.sessions.open(grant);
    const spec = { login: 'accessToken', instanceUrl: setup.practice.url, accessToken } as const;
    const { orgId } = await setup.orgs.add(spec, quietTask());
    const client = await setup.orgs.client(orgId);
    return createHealth({ client, rest: createRest(client, createHastyClock(Date.now())) });
  }
  const ben = (): Promise<Health> => healthOf('ben@practice.kinetic.example');
  const refuseAll = (action: HttpAction): void =>
    void setup.practice.faults.add({ path: '/services/data/v*', times: 0, action });
  const verdicts = (findings: readonly Finding[]): Readonly<Partial<Record<CheckId, Verdict>>> =>
    Object.fromEntries(findings.map(({ check, verdict }) => [check, verdict]));
  const allBut = (others: Readonly<Partial<Record<CheckId, Verdict>>>): Readonly<Record<string, Verdict>> => ({
    ...Object.fromEntries(checkIds.map((check) => [check, 'ok'])),
    ...others,
  });
  const of = (findings: readonly Finding[], wanted: CheckId): Finding => {
    const finding = findings.find(({ check }) => check === wanted);
    assert.ok(finding);
    return finding;
  };

  it('finds nothing missing for an administrator, and writes nothing', async () => {
    const health = await healthOf();
    setup.practice.requests.clear();
    const findings = await health.check(quietTask());
    assert.deepEqual(verdicts(findings), allBut({}));
    assert.deepEqual(of(findings, 'apiVersion').details, { used: '66.0', newest: '66.0' });
    assert.ok(setup.practice.requests.all.every(({ method }) => method === 'GET'));
    assert.ok(setup.practice.requests.all.length <= 4, 'four reads');
  });

  it('names what a standard user cannot do, and what a permission set grants', async () => {
    const health = await ben();
    assert.deepEqual(
      verdicts(await health.check(quietTask())),
      allBut({ hardDelete: 'missing', viewAllData: 'missing', modifyAllData: 'missing' }),
    );
    const { rest } = await setup.admin();
    const idOf = async (soql: string): Promise<string> => {
      for await (const { Id } of (await rest.query(soql, {}, quietTask())).rows)
        return typeof Id === 'string' ? Id : '';
      return '';
    };
    const permissionSet = await idOf("SELECT Id FROM PermissionSet WHERE Name = 'Data_Loader'");
    const assignee = await idOf("SELECT Id FROM User WHERE Username = 'ben@practice.kinetic.example'");
    await rest.records.create(
      'PermissionSetAssignment',
      { PermissionSetId: permissionSet, AssigneeId: assignee },
      quietTask(),
    );
    assert.equal(of(await health.check(quietTask()), 'hardDelete').verdict, 'ok');
  });

  it('says which limit is used up and which nearly is', async () => {
    const health = await healthOf();
    Object.assign(setup.practice.org.limits.bulkBatches, { max: 100, used: 95 });
    Object.assign(setup.practice.org.limits.bulkQueryJobs, { max: 10, used: 10 });
    const findings = await health.check(quietTask());
    assert.deepEqual(verdicts(findings), allBut({ bulkBatches: 'low', bulkQueryJobs: 'missing' }));
    assert.deepEqual(of(findings, 'bulkBatches').details, { remaining: 5, max: 100 });
  });

  it('knows the caller even without a request left', async () => {
    const health = await healthOf();
    Object.assign(setup.practice.org.limits.apiRequests, { max: 3, used: 3 });
    const found = verdicts(await health.check(quietTask()));
    assert.deepEqual([found.login, found.apiEnabled, found.apiRequests], ['ok', 'ok', 'missing']);
    assert.equal(found.viewAllData, 'unknown');
  });

  for (const errorCode of ['API_DISABLED_FOR_ORG', 'API_CURRENTLY_DISABLED'])
    it(`distinguishes ${errorCode} from an expired login, and reports it once`, async () => {
      const health = await healthOf();
      refuseAll({ kind: 'refuse', status: 403, errorCode, message: 'The REST API is not enabled.' });
      const findings = await health.check(quietTask());
      const found = verdicts(findings);
      assert.deepEqual([found.login, found.apiEnabled, found.bulkApi], ['ok', 'missing', 'unknown']);
      assert.deepEqual(
        findings.filter(({ error }) => error).map(({ check }) => check),
        ['apiEnabled'],
      );
    });

  it('reports an expired session as a missing login', async () => {
    const health = await healthOf();
    setup.practice.org.sessions.endWhere(() => true);
    const findings = await health.check(quietTask());
    assert.deepEqual([of(findings, 'login').verdict, of(findings, 'apiEnabled').verdict], ['missing', 'unknown']);
    assert.equal(of(findings, 'login').error?.code, 'login.expired');
  });

  it('says what couldn’t be checked: limits without “View Setup”, an org that does not respond', async () => {
    const health = await healthOf();
    const action = { kind: 'refuse', status: 403, errorCode: 'FORBIDDEN', message: 'View Setup is needed' } as const;
    setup.practice.faults.add({ path: '*/limits', times: 0, action });
    const found = verdicts(await health.check(quietTask()));
    assert.deepEqual([found.login, found.apiEnabled, found.apiRequests, found.bulkApi], ['ok', 'ok', 'unknown', 'ok']);
    setup.practice.faults.clear();
    setup.practice.faults.add({ times: 0, action: { kind: 'maintenance' } });
    const down = verdicts(await health.check(quietTask()));
    assert.ok(Object.values(down).every((verdict) => verdict === 'unknown'));
  });

  it('asks for permissions one by one if an org does not know all of them', async () => {
    const health = await healthOf();
    const message = '\nSELECT X\n^\nERROR at Row:1:Column:8\nNo such column';
    const action = { kind: 'refuse', status: 400, errorCode: 'INVALID_FIELD', message } as const;
    setup.practice.faults.add({ path: '*/query', action });
    const found = verdicts(await health.check(quietTask()));
    const asked = [found.hardDelete, found.viewAllData, found.modifyAllData];
    assert.deepEqual([...asked].sort(), ['ok', 'ok', 'ok']);
  });

  it('ends when it is canceled', async () => {
    const health = await healthOf();
    refuseAll({ kind: 'hang', when: 'afterBody' });
    const stop = new AbortController();
    const checking = health.check(quietTask(stop.signal));
    stop.abort(new CancelReason('user'));
    await assert.rejects(checking, { name: 'AbortError' });
  });

  describe('for the org tree', () => {
    it('reads limits, the newest version and when a scratch org expires', async () => {
      const health = await healthOf();
      const before = await health.facts(quietTask());
      assert.equal(before.expiresAt, undefined);
      assert.equal(before.newestApiVersion, '66.0');
      assert.equal(before.limits?.['DailyBulkApiBatches']?.max, 15_000);
      const table = setup.practice.org.store.byName('Organization');
      const slot = table?.def.field('TrialExpirationDate')?.slot;
      assert.ok(table && slot !== undefined);
      const changes: (string | null)[] = [];
      changes[slot] = '2026-12-24T10:00:00.000+0000';
      table.update(0, changes);
      assert.equal((await health.facts(quietTask())).expiresAt, Date.UTC(2026, 11, 24, 10));
    });

    it('keeps what could be read and says why the rest could not', async () => {
      const health = await healthOf();
      const action = { kind: 'refuse', status: 403, errorCode: 'FORBIDDEN', message: 'View Setup is needed' } as const;
      setup.practice.faults.add({ path: '*/limits', action });
      const { limits, newestApiVersion, error } = await health.facts(quietTask());
      assert.deepEqual([limits, newestApiVersion, error?.code], [undefined, '66.0', 'request.noAccess']);
    });
  });
});

describe('a login', () => {
  it('says whether it renews itself', async () => {
    const setup = await openLoginSetup({ seedAccounts: 0 });
    try {
      const { org } = await setup.admin();
      assert.equal(await setup.orgs.renewsItself(org.orgId), false);
      await assert.rejects(setup.orgs.renewsItself('00D-unknown'), { code: 'login.missing' });
    } finally {
      await setup.close();
    }
  });
});
