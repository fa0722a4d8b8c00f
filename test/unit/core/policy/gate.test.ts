// The write gate: what a job's permit covers, what a person is asked, what the journal records.
import assert from 'node:assert/strict';
import type { JobPermit, OrgPolicy, Write, WriteLine } from '../../../../src/core/model/writes';
import type { WriteAnswer, WriteLog } from '../../../../src/core/ports';
import { createGate, type Gate } from '../../../../src/core/policy/gate';
import { createPolicies, type Policies } from '../../../../src/core/policy/policies';
import { createWriteJournal, type WriteJournal } from '../../../../src/core/policy/writes';
import { createFakeConsent, type FakeConsent } from '../../../fakes/fakeConsent';
import { createManualClock, type ManualClock } from '../../../fakes/manualClock';
import { createMemoryPolicies } from '../../../fakes/memoryPolicies';
import { createMemoryWriteLog } from '../../../fakes/memoryWriteLog';
import { createRecordingLog } from '../../../fakes/recordingLog';

const org = {
  orgId: '00D5g000004ABCDEA2-0055g00000AdaAdaA',
  label: 'Ada’s org',
  username: 'ada@example.com',
  instanceUrl: 'https://ada.my.salesforce.com',
};
const signal = new AbortController().signal;
const insert: Write = { operations: ['insert'], objects: ['Account'], rows: 1 };
const permit: JobPermit = { jobId: 'job-1', operations: ['upsert'], objects: ['Account'], rows: 100 };

describe('the write gate', () => {
  let gate: Gate;
  let policies: Policies;
  let journal: WriteJournal;
  let consent: FakeConsent;
  let clock: ManualClock;
  let texts: string[];
  let log: WriteLog;
  let kind: string;
  let answer: WriteAnswer;
  beforeEach(() => {
    [kind, answer, texts] = ['production', { agreed: true, typed: org.label }, []];
    log = createMemoryWriteLog(texts);
    clock = createManualClock();
    policies = createPolicies(createMemoryPolicies(), async () => kind === 'production');
    journal = createWriteJournal({
      log: { append: (line, at) => log.append(line, at), read: (since) => log.read(since) },
      clock,
      jobOf: async () => undefined,
    });
    consent = createFakeConsent(() => answer);
    gate = createGate(org.orgId, {
      policies,
      journal,
      consent,
      log: createRecordingLog(),
      org: async () => ({ ...org, kind }),
    });
  });

  const lines = (): readonly WriteLine[] => texts.map((text) => JSON.parse(text) as WriteLine);
  const set = (policy: OrgPolicy): Promise<void> => policies.set(org.orgId, policy);
  const open = (write: Write, jobPermit?: JobPermit) => gate.open(write, jobPermit, { signal });
  const refuses = (code: string, write: Write, jobPermit?: JobPermit): Promise<void> =>
    assert.rejects(open(write, jobPermit), { code });

  it('asks before it writes to production, with everything a person needs to decide', async () => {
    await (
      await open(insert)
    )({ outcome: 'completed' });
    const { orgId, label, username, instanceUrl } = org;
    assert.deepEqual(consent.asked, [
      { ...insert, confirm: true, typed: false, org: { orgId, label, username, instanceUrl, kind: 'production' } },
    ]);
  });

  it('does not ask in an org with full access', async () => {
    kind = 'sandbox';
    await open({ operations: ['apex'] });
    await open({ operations: ['update'], rows: 1 });
    assert.deepEqual(consent.asked, []);
  });

  it('asks before a deletion in every org, with a plain yes', async () => {
    kind = 'sandbox';
    answer = { agreed: true };
    await open({ operations: ['delete'], objects: ['Lead'], rows: 3 });
    await open({ operations: ['insert', 'delete'] });
    assert.deepEqual(
      consent.asked.map(({ confirm, typed, rows }) => [confirm, typed, rows]),
      [
        [true, false, 3],
        [true, false, undefined],
      ],
    );
    answer = { agreed: false };
    await refuses('policy.declined', { operations: ['delete'] });
  });

  for (const operation of ['delete', 'hardDelete', 'deploy', 'apex', 'apexRollback', 'soap', 'unknown'] as const)
    it(`requires the org’s name to be typed where writes are confirmed: ${operation}`, async () => {
      answer = { agreed: true };
      await refuses('policy.wrongName', { operations: [operation] });
      assert.equal(consent.asked[0]?.typed, true);
      answer = { agreed: true, typed: org.username };
      await open({ operations: [operation] });
    });

  it('does not accept an empty name, even in an org with an empty label', async () => {
    answer = { agreed: true, typed: ' ' };
    const nameless = { ...org, label: '', kind };
    gate = createGate(org.orgId, {
      policies,
      journal,
      consent,
      log: createRecordingLog(),
      org: async () => nameless,
    });
    await refuses('policy.wrongName', { operations: ['hardDelete'] });
  });

  for (const of of ['production', 'sandbox', 'developer', 'scratch', 'practice'] as const)
    it(`requires the org’s name for a hard delete in a ${of} org with full access`, async () => {
      kind = of;
      await set({ access: 'full' });
      await open({ operations: ['hardDelete'], objects: ['Lead'] });
      assert.equal(consent.asked[0]?.typed, true);
    });

  it('journals a job once whose parts start at the same time, and not at all while the disk is full', async () => {
    kind = 'sandbox';
    const write: Write = { operations: ['upsert'], objects: ['Account'], rows: 1 };
    const parts = () => [0, 1, 2].map(() => open(write, permit));
    const disk = log;
    log = { ...disk, append: () => Promise.reject(new Error('ENOSPC')) };
    await Promise.all(parts().map((part) => assert.rejects(part, { code: 'policy.noJournal' })));
    log = disk;
    await Promise.all(parts());
    assert.deepEqual(
      lines().map(({ type, id }) => [type, id]),
      [['started', permit.jobId]],
    );
  });

  it('lets a job do what its permit covers without asking again, and keeps one entry for it', async () => {
    await open({ operations: ['upsert'], objects: ['account'], rows: 100 }, permit);
    await open({ operations: ['upload'] }, permit);
    await open({ operations: ['upsert'], objects: ['Account'] }, permit);
    assert.deepEqual(consent.asked, []);
    assert.deepEqual(
      lines().map(({ id, type }) => [id, type]),
      [['job-1', 'started']],
    );
  });

  for (const [what, call] of [
    ['another operation', { operations: ['delete'], objects: ['Account'], rows: 1 }],
    ['another object', { operations: ['upsert'], objects: ['User'], rows: 1 }],
    ['its own and another object', { operations: ['upsert'], objects: ['Account', 'User'], rows: 2 }],
    ['an unknown object', { operations: ['upsert'], rows: 1 }],
    ['more rows than its permit covers', { operations: ['upsert'], objects: ['Account'], rows: 101 }],
    ['Apex', { operations: ['apex'] }],
    ['an unknown operation', { operations: ['unknown'] }],
    ['one operation too many', { operations: ['upsert', 'delete'], objects: ['Account'], rows: 2 }],
  ] as const)
    it(`rejects a call of a job: ${what}`, () => refuses('policy.outsidePermit', call, permit));

  it('lets only a deleting job name its records by ids alone', async () => {
    const byIds: Write = { operations: ['delete'], rows: 3 };
    await open(byIds, { ...permit, operations: ['delete'] });
    await refuses('policy.outsidePermit', byIds, permit);
    await set({ access: 'full', allowObjects: ['Contact'] });
    await refuses('policy.object', byIds, { ...permit, operations: ['delete'] });
  });

  it('applies the current policy to a running job', async () => {
    await open({ operations: ['upsert'], objects: ['Account'], rows: 1 }, permit);
    for (const [policy, code] of [
      [{ access: 'readOnly' }, 'policy.readOnly'],
      [{ access: 'full', maxRows: 99 }, 'policy.rows'],
      [{ access: 'full', denyObjects: ['ACCOUNT'] }, 'policy.object'],
    ] as const) {
      await set(policy);
      await refuses(code, { operations: ['upload'] }, permit);
    }
  });

  it('applies the policy that is current when consent is given', async () => {
    consent = createFakeConsent(async () => {
      await set({ access: 'readOnly' });
      return answer;
    });
    gate = createGate(org.orgId, {
      policies,
      journal,
      consent,
      log: createRecordingLog(),
      org: async () => ({ ...org, kind }),
    });
    await refuses('policy.readOnly', insert);
  });

  it('rejects what it cannot count where rows are limited, but counts no rows in metadata', async () => {
    await set({ access: 'full', maxRows: 5 });
    await refuses('policy.unknownWrite', { operations: ['apex'] });
    await refuses('policy.rows', { operations: ['insert'], objects: ['Lead'], rows: 6 });
    await open({ operations: ['deploy'], rows: 0 });
  });

  it('protects an object with and without the namespace of its org, but in no other namespace', async () => {
    const write = (object: string) => open({ operations: ['insert'], objects: [object], rows: 1 });
    for (const [denied, written] of [
      ['Invoice__c', 'acme__Invoice__c'],
      ['acme__Invoice__c', 'invoice__c'],
    ] as const) {
      await set({ access: 'full', denyObjects: [denied] });
      await assert.rejects(write(written), { code: 'policy.object' });
    }
    await write('other__Invoice__c');
    await set({ access: 'full', allowObjects: ['Invoice__c'] });
    await assert.rejects(write('acme__Invoice__c'), { code: 'policy.object' });
  });

  it('journals a write before it is sent, and then its outcome', async () => {
    const end = await open(insert);
    assert.deepEqual(
      lines().map(({ type }) => type),
      ['started'],
    );
    await end({ outcome: 'unknown', reason: 'network.connectionLost' });
    const [entry] = await journal.list();
    assert.deepEqual([entry?.outcome, entry?.reason, entry?.program], ['unknown', 'network.connectionLost', 'a test']);
  });

  it('names the tool that requested a call to the person and in the journal', async () => {
    await gate.open(insert, undefined, { signal, startedBy: 'sf_create (an agent)' });
    await gate.open(insert, undefined, { signal });
    assert.deepEqual(
      consent.asked.map(({ startedBy }) => startedBy),
      ['sf_create (an agent)', undefined],
    );
    const [own, tool] = await journal.list();
    assert.deepEqual(
      [tool?.program, tool?.startedBy, own?.program, own?.startedBy],
      ['a test', 'sf_create (an agent)', 'a test', undefined],
    );
  });

  it('sends nothing that cannot be journaled', async () => {
    log = { ...log, append: () => Promise.reject(new Error('the disk is full')) };
    await assert.rejects(open(insert), { code: 'policy.noJournal', message: /the disk is full/ });
  });

  it('says that the journal cannot be read, and why', async () => {
    const denied = Object.assign(new Error('EACCES: permission denied, scandir'), { code: 'EACCES' });
    log = { ...log, read: () => Promise.reject(denied) };
    for (const list of [() => journal.list(), () => journal.unreadable()])
      await assert.rejects(list, { code: 'input.unreadable', message: /^The write journal cannot be read: EACCES/ });
  });

  it('does not report a write as failed when its outcome cannot be journaled', async () => {
    const end = await open(insert);
    log = { ...log, append: () => Promise.reject(new Error('the disk is full')) };
    await end({ outcome: 'completed' });
  });

  it('keeps a secret in a name out of the journal', async () => {
    await open({ operations: ['insert'], objects: ['eyJhbGciOi.eyJzdWIiOi.c2lnbmF0dXJl'] });
    assert.ok(!texts.join().includes('eyJ'));
  });

  it('lists the outcome of a call as unknown when none was journaled and the call must have ended', async () => {
    await open(insert);
    assert.equal((await journal.list())[0]?.outcome, 'running');
    await clock.advance(61 * 60_000);
    assert.equal((await journal.list())[0]?.outcome, 'unknown');
  });

  it('lists the newest first, filtered by org, age and number', async () => {
    await open(insert);
    await clock.advance(1000);
    await open({ ...insert, objects: ['Lead'] });
    assert.deepEqual(
      (await journal.list()).map(({ objects }) => objects),
      [['Lead'], ['Account']],
    );
    assert.equal((await journal.list({ since: clock.now() })).length, 1);
    assert.equal((await journal.list({ limit: 1 }))[0]?.objects?.[0], 'Lead');
    assert.equal((await journal.list({ orgId: '00D5g000004ABCDEA2' })).length, 2);
    assert.deepEqual(await journal.list({ orgId: '00D000000000000AAA' }), []);
  });
});
