// What Salesforce is told about saving: each option changes what ends up in the org, over every API that has it.
import assert from 'node:assert/strict';
import type { LoadSpec, LoadState } from '../../../src/core/core';
import { adds, type CoreSetup, openCoreSetup, signal } from '../setup/coreSetup';

describe('options for saving', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const load = async (text: string, spec: Partial<LoadSpec>): Promise<LoadState> =>
    setup.load(await setup.csv('a.csv', text), { api: 'auto', ...spec });
  const failuresOf = async ({ jobId }: LoadState): Promise<readonly (readonly [line: number, code: string])[]> =>
    (await setup.core.jobs.rows(jobId, { list: 'failed', offset: 0, limit: 1000 }, signal)).rows.map(
      ({ line, code }) => [line, code],
    );
  const ownersOf = async (lastName: string): Promise<readonly unknown[]> =>
    (await setup.rowsOf(`SELECT Owner.Alias FROM Lead WHERE LastName = '${lastName}'`)).map(
      ({ Owner }) => (Owner as { Alias: string }).Alias,
    );
  const callCount = (path: RegExp): number => setup.practice.requests.all.filter((one) => path.test(one.path)).length;

  const leads = (lastName: string, count: number): string =>
    `LastName,Company,LeadSource,Email\n${Array.from({ length: count }, (_, n) => `${lastName},Acme,Web,${lastName}${n}@x.example`).join('\n')}\n`;

  for (const api of ['rest', 'collections', 'bulk'] as const)
    for (const byId of [false, true])
      it(`run ${byId ? 'a named' : 'the active'} assignment rule over ${api}, and none unless asked`, async () => {
        const [rule] = await setup.rowsOf("SELECT Id FROM AssignmentRule WHERE Name = 'Web Leads'");
        const assignmentRule = byId ? String(rule?.['Id']) : 'active';
        await load(leads('Plain', 2), { object: 'Lead', api });
        const state = await load(leads('Ruled', 2), { object: 'Lead', api, save: { assignmentRule } });
        assert.deepEqual([state.outcome, state.succeeded], ['completed', 2]);
        assert.deepEqual(await ownersOf('Plain'), ['ada', 'ada']);
        assert.deepEqual(await ownersOf('Ruled'), ['ben', 'ben']);
      });

  it('reject a load whose active assignment rule does not exist, before anything is sent', async () => {
    setup.practice.org.store.byName('AssignmentRule')?.purge(2);
    const state = await load(leads('Ruled', 2), { object: 'Lead', api: 'bulk', save: { assignmentRule: 'active' } });
    assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.noActiveAssignmentRule']);
    assert.deepEqual(await ownersOf('Ruled'), []);
  });

  it('save rows that a duplicate rule reports, only when that is allowed', async () => {
    await load(leads('Twin', 2), { object: 'Lead' });
    const refused = await load(leads('Twin', 2), { object: 'Lead' });
    assert.deepEqual(await failuresOf(refused), [
      [2, 'DUPLICATES_DETECTED'],
      [3, 'DUPLICATES_DETECTED'],
    ]);
    const save = { duplicates: 'allow', duplicatesAsCurrentUser: true } as const;
    for (const api of ['collections', 'rest'] as const) {
      const allowed = await load(leads('Twin', 2), { object: 'Lead', api, save });
      assert.deepEqual([allowed.succeeded, allowed.failed], [2, 0]);
    }
  });

  it('send many rows in calls where the Bulk API does not have the option, and say which option it was', async () => {
    const state = await load(leads('Many', 450), { object: 'Lead', save: { duplicates: 'allow' } });
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 450]);
    assert.deepEqual(state.plan?.route, {
      api: 'collections',
      wait: true,
      reason: { code: 'saveOption', option: 'duplicates', rows: 450 },
      calls: 3,
    });
  });

  it('undo the other rows of a call when one fails, call by call', async () => {
    const rows = ['A1', '', 'A3', 'A4', 'A5'].map((name, n) => `E${n},${name}`);
    const state = await load(`External_Id__c,Name\n${rows.join('\n')}\n`, {
      save: { allOrNone: true, recordsPerCall: 3 },
    });
    assert.deepEqual([state.outcome, state.succeeded, state.failed, adds(state)], ['completed', 2, 3, true]);
    assert.deepEqual(await failuresOf(state), [
      [2, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      [3, 'REQUIRED_FIELD_MISSING'],
      [4, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
    ]);
    assert.deepEqual((await setup.rowsOf("SELECT Name FROM Account WHERE Name LIKE 'A_'")).length, 2);
  });

  it('send no row of a call of all or none when one of them cannot be sent', async () => {
    const text = 'Name,Credit_Limit__c\nA1,5\nA2,many\nA3,7\n';
    const state = await load(text, { save: { allOrNone: true } });
    assert.deepEqual(await failuresOf(state), [
      [2, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
      [3, 'INVALID_FIELD'],
      [4, 'ALL_OR_NONE_OPERATION_ROLLED_BACK'],
    ]);
    assert.deepEqual([adds(state), callCount(/composite\/sobjects/)], [true, 0]);
  });

  it('do not divide a call of all or none that Salesforce rejects as a whole', async () => {
    const lookup = 'Name,Nope__r.External_Id__c\nA1,x\nA2,y\n';
    const state = await load(lookup, { save: { allOrNone: true } });
    assert.deepEqual([state.succeeded, state.failed + state.unprocessed, adds(state)], [0, 2, true]);
    assert.ok(callCount(/composite\/sobjects$/) <= 1);
  });

  it('change records and create none with an upsert that only updates', async () => {
    await load('External_Id__c,Name\nE1,Old\n', {});
    const text = 'External_Id__c,Name\nE1,New\nE2,Never\n.,Dot\n';
    const spec = { operation: 'upsert', externalIdField: 'External_Id__c', save: { updateOnly: true } } as const;
    const state = await load(text, spec);
    assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 1, 2]);
    assert.deepEqual(
      [state.plan?.route?.api, state.plan?.route?.calls, state.plan?.route?.reason.option],
      ['rest', 3, 'updateOnly'],
    );
    const { rows } = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 10 }, signal);
    assert.deepEqual(
      [rows[0]?.line, rows[0]?.code, rows[0]?.message],
      [3, 'NOT_FOUND', 'No Account has External_Id__c “E2”, and this upsert creates no records.'],
    );
    assert.deepEqual(await setup.rowsOf("SELECT Name FROM Account WHERE Name IN ('New', 'Never', 'Dot')"), [
      { Name: 'New' },
    ]);
  });

  it('send one small call after the other, in the order of the file', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `Row ${n}`);
    const state = await load(`Name\n${names.join('\n')}\n`, {
      save: { recordsPerCall: 3, serial: true },
      parallelParts: 5,
    });
    assert.deepEqual([state.outcome, state.succeeded, state.plan?.route?.calls], ['completed', 10, 4]);
    const records = await setup.rowsOf("SELECT Name FROM Account WHERE Name LIKE 'Row %' ORDER BY Id");
    assert.deepEqual(
      records.map(({ Name }) => Name),
      names,
    );
  });

  it('stay those of the load in a retry, and in another program', async () => {
    await load(leads('Twin', 2), { object: 'Lead' });
    const save = { recordsPerCall: 1 } as const;
    const { jobId } = await load(leads('Twin', 2), { object: 'Lead', save });
    const { spec } = await setup.core.jobs.prepareRetry(jobId, { list: 'failed' }, signal);
    assert.deepEqual(spec.save, save);
    const later = await setup.newCore();
    await later.jobs.load();
    assert.deepEqual((later.jobs.get(jobId)?.spec as LoadSpec).save, save);
  });

  it('that the API does not have reject the load before anything is sent', async () => {
    const state = await load('Name\nA1\n', { api: 'bulk', save: { allOrNone: true } });
    assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'input.optionOfOtherApi']);
    assert.deepEqual(state.error?.details, {
      option: 'all or none',
      api: 'Bulk API 2.0',
      apis: 'REST collections',
    });
  });
});
