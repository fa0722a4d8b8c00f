// Trace flags through the library: set for any user, extended, ended, and what is said when Salesforce refuses them.
import assert from 'node:assert/strict';
import type { Consent, WriteQuestion } from '../../../src/core/ports';
import { quiet } from '../setup/coreSetup';
import { openLogSetup, type LogSetup } from '../setup/logSetup';

const minuteMs = 60_000;

interface Flag {
  readonly Id: string;
  readonly TracedEntityId: string;
  readonly LogType: string;
  readonly ExpirationDate: string;
  readonly DebugLevel: { readonly DeveloperName: string };
}

describe('trace flags', () => {
  let setup: LogSetup;
  let asked: WriteQuestion[];
  const consent: Consent = {
    program: 'test',
    ask: (question) => {
      asked.push(question);
      return Promise.resolve({ agreed: true });
    },
  };
  beforeEach(async () => {
    asked = [];
    setup = await openLogSetup({ consent });
  });
  afterEach(() => setup.close());

  const flags = async (): Promise<readonly Flag[]> => {
    const soql =
      'SELECT Id, TracedEntityId, LogType, ExpirationDate, DebugLevel.DeveloperName FROM TraceFlag ORDER BY Id';
    const answer = await setup.tooling('GET', `query?q=${encodeURIComponent(soql)}`);
    return (answer as { readonly records: readonly Flag[] }).records;
  };
  const minutesLeft = ({ ExpirationDate }: Flag): number =>
    Math.round((Date.parse(ExpirationDate.replace('+0000', 'Z')) - Date.now()) / minuteMs);
  const makeFlag = async (fields: object): Promise<string> => {
    const level = (await setup.tooling('POST', 'sobjects/DebugLevel', {
      DeveloperName: 'Theirs',
      MasterLabel: 'Theirs',
      ApexCode: 'ERROR',
    })) as { readonly id: string };
    const made = await setup.tooling('POST', 'sobjects/TraceFlag', {
      TracedEntityId: setup.practice.org.adminUserId,
      LogType: 'DEVELOPER_LOG',
      DebugLevelId: level.id,
      ...fields,
    });
    return (made as { readonly id: string }).id;
  };
  const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * minuteMs).toISOString();

  it('are set for the user of the login, with a debug level that is created once, and removed at the end', async () => {
    const tracing = await setup.logs.trace({}, quiet);
    const [flag, ...others] = await flags();
    assert.deepEqual(others, []);
    assert.equal(flag?.TracedEntityId, setup.practice.org.adminUserId);
    assert.equal(flag.DebugLevel.DeveloperName, 'Kinetic');
    assert.equal(minutesLeft(flag), 30);
    assert.equal(Math.round((tracing.expiresAt() - Date.now()) / minuteMs), 30);
    await setup.run('System.debug(1);');
    assert.equal((await setup.listed()).length, 1);
    assert.equal(await tracing.end(quiet), 'removed');
    assert.deepEqual(await flags(), []);
    await setup.run('System.debug(2);');
    assert.equal((await setup.listed()).length, 1);
    await (await setup.logs.trace({ debugLevel: 'kinetic' }, quiet)).end(quiet);
    assert.deepEqual(
      (await setup.logs.debugLevels(quiet)).map(({ name }) => name),
      ['Kinetic'],
    );
  });

  it('are extended while logs are wanted, and never shortened', async () => {
    const tracing = await setup.logs.trace({ minutes: 10 }, quiet);
    await tracing.extend(5, quiet);
    assert.equal(minutesLeft((await flags())[0]!), 10);
    await tracing.extend(1439, quiet);
    assert.equal(minutesLeft((await flags())[0]!), 1439);
    await assert.rejects(tracing.extend(1440, quiet), { code: 'input.traceMinutes' });
    await assert.rejects(setup.logs.trace({ minutes: 0 }, quiet), { code: 'input.traceMinutes' });
  });

  it('are set for another user, by any name of that user', async () => {
    const [other] = await setup.rowsOf(
      "SELECT Id, Name, Username FROM User WHERE Name != 'Ada Moss' AND IsActive = true",
    );
    for (const name of [other?.['Id'], other?.['Username'], String(other?.['Name']).toUpperCase()]) {
      const tracing = await setup.logs.trace({ user: String(name) }, quiet);
      assert.equal(tracing.user.name, other?.['Name']);
      assert.equal((await flags())[0]?.TracedEntityId, other?.['Id']);
      await tracing.end(quiet);
    }
    await assert.rejects(setup.logs.trace({ user: 'No Such User' }, quiet), { code: 'input.noUser' });
    await assert.rejects(setup.logs.trace({ debugLevel: 'None' }, quiet), { code: 'input.noDebugLevel' });
  });

  it('of another user stay, with their debug level, when they are active', async () => {
    const id = await makeFlag({ ExpirationDate: inMinutes(5) });
    const tracing = await setup.logs.trace({}, quiet);
    const [flag, ...others] = await flags();
    assert.deepEqual([flag?.Id, flag?.DebugLevel.DeveloperName, others], [id, 'Theirs', []]);
    assert.equal(minutesLeft(flag!), 30);
    assert.equal(await tracing.end(quiet), 'left');
    assert.equal((await flags()).length, 1);
  });

  it('that another tool extends meanwhile are not shortened, and stay at the end', async () => {
    const tracing = await setup.logs.trace({ minutes: 10 }, quiet);
    await setup.tooling('PATCH', `sobjects/TraceFlag/${(await flags())[0]!.Id}`, { ExpirationDate: inMinutes(120) });
    await tracing.extend(30, quiet);
    assert.equal(minutesLeft((await flags())[0]!), 120);
    assert.equal(Math.round((tracing.expiresAt() - Date.now()) / minuteMs), 120);
    assert.equal(await tracing.end(quiet), 'left');
    assert.equal((await flags()).length, 1);
  });

  it('of two windows stay until the last one that extended them ends', async () => {
    const first = await setup.logs.trace({ minutes: 10 }, quiet);
    const second = await setup.logs.trace({ minutes: 30 }, quiet);
    assert.equal(await first.end(quiet), 'left');
    assert.equal((await flags()).length, 1);
    assert.equal(await second.end(quiet), 'left');
  });

  it('that have expired are set again', async () => {
    const id = await makeFlag({ StartDate: inMinutes(-60), ExpirationDate: inMinutes(-30) });
    const tracing = await setup.logs.trace({}, quiet);
    const [flag] = await flags();
    assert.deepEqual([flag?.Id, flag?.DebugLevel.DeveloperName, minutesLeft(flag!)], [id, 'Kinetic', 30]);
    assert.equal(await tracing.end(quiet), 'removed');
  });

  it('that another user deleted meanwhile end without an error', async () => {
    const tracing = await setup.logs.trace({}, quiet);
    await setup.tooling('DELETE', `sobjects/TraceFlag/${(await flags())[0]!.Id}`);
    assert.equal(await tracing.end(quiet), 'removed');
  });

  it('are refused while the logs of the org use up their storage, and the error says what helps', async () => {
    const tracing = await setup.logs.trace({}, quiet);
    await setup.run('System.debug(1);');
    await setup.control('PATCH', 'limits', { debugLogBytes: 10 });
    await assert.rejects(tracing.extend(60, quiet), (error: Error & { code: string }) => {
      assert.equal(error.code, 'limit.logStorage');
      assert.match(error.message, /Delete logs/);
      return true;
    });
    await tracing.end(quiet);
    await assert.rejects(setup.logs.trace({}, quiet), { code: 'limit.logStorage' });
    await setup.logs.remove(
      (await setup.listed()).map(({ logId }) => logId),
      undefined,
      quiet,
    );
    await setup.logs.trace({}, quiet);
  });

  it('that are refused say what Salesforce says, also when the list of logs cannot be read', async () => {
    setup.practice.faults.add({
      method: 'POST',
      path: '*/sobjects/TraceFlag',
      action: { kind: 'refuse', status: 400, errorCode: 'FIELD_INTEGRITY_EXCEPTION', message: 'Not this user.' },
    });
    setup.practice.faults.add({
      method: 'GET',
      path: '*/tooling/query',
      nth: 3,
      action: { kind: 'refuse', status: 403, errorCode: 'INSUFFICIENT_ACCESS', message: 'No logs.' },
    });
    await assert.rejects(setup.logs.trace({}, quiet), { code: 'request.traceFlag' });
  });

  it('end when more logs are written in a quarter of an hour than the storage holds', async () => {
    await setup.logs.trace({}, quiet);
    await setup.control('PATCH', 'limits', { debugLogBytes: 10 });
    await setup.run('System.debug(1);');
    await setup.run('System.debug(2);');
    assert.equal((await setup.listed()).length, 1);
  });

  it('that Salesforce refuses for another reason say which', async () => {
    setup.practice.faults.add({
      method: 'POST',
      path: '*/sobjects/TraceFlag',
      action: { kind: 'refuse', status: 400, errorCode: 'FIELD_INTEGRITY_EXCEPTION', message: 'Not this user.' },
    });
    await assert.rejects(setup.logs.trace({}, quiet), (error: Error & { code: string }) => {
      assert.equal(error.code, 'request.traceFlag');
      assert.match(error.message, /Setup › Debug Logs.*Not this user/);
      return true;
    });
  });

  describe('and deletions of logs pass the policy', () => {
    it('of a read-only org: nothing is sent', async () => {
      await setup.logs.trace({}, quiet);
      await setup.run('System.debug(1);');
      const ids = (await setup.listed()).map(({ logId }) => logId);
      await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
      const before = setup.practice.requests.all.filter(({ method }) => method !== 'GET').length;
      await assert.rejects(setup.logs.remove(ids, undefined, quiet), { code: 'policy.readOnly' });
      await assert.rejects(setup.logs.trace({}, quiet), { code: 'policy.readOnly' });
      assert.equal(setup.practice.requests.all.filter(({ method }) => method !== 'GET').length, before);
      assert.equal((await setup.listed()).length, 1);
    });

    it('with one question for many logs, and one entry in the write journal', async () => {
      await setup.logs.trace({}, quiet);
      for (let n = 0; n < 3; n += 1) await setup.run(`System.debug(${n});`);
      assert.deepEqual(asked, []);
      const ids = (await setup.listed()).map(({ logId }) => logId);
      await setup.logs.remove(ids, undefined, quiet);
      assert.deepEqual(
        asked.map(({ operations, rows, typed }) => ({ operations, rows, typed })),
        [{ operations: ['deleteLogs'], rows: 3, typed: false }],
      );
      const entries = await setup.core.writes.list();
      const deletions = JSON.stringify(entries).match(/"deleteLogs"/g) ?? [];
      assert.equal(deletions.length, 1);
    });

    it('of an org that confirms writes, once for a flag that is extended', async () => {
      await setup.core.policies.set(setup.orgId, { access: 'confirm' });
      const tracing = await setup.logs.trace({}, quiet);
      await tracing.extend(60, quiet);
      await tracing.end(quiet);
      assert.deepEqual(
        asked.map(({ operations }) => operations),
        [['traceFlags']],
      );
    });
  });
});
