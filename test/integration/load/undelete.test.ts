// Undelete: the records of a deletion come back by their ids, in calls of the SOAP API, with a result for every row.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { LoadSpec, LoadState } from '../../../src/core/core';
import { adds, type CoreSetup, openCoreSetup, quiet, signal } from '../setup/coreSetup';

describe('undelete', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const undelete = async (file: string, spec: Partial<LoadSpec> = {}): Promise<LoadState> =>
    setup.load(file, { operation: 'undelete', api: 'auto', ...spec });
  const remaining = async (): Promise<number> =>
    (await setup.rowsOf("SELECT Id FROM Account WHERE Name LIKE 'Gone %'")).length;
  const failuresOf = async ({ jobId }: LoadState) =>
    (await setup.core.jobs.rows(jobId, { list: 'failed', offset: 0, limit: 1000 }, signal)).rows.map(
      ({ line, code }) => [line, code],
    );

  /** Creates accounts, deletes them, and gives the path of the file with the deleted ids. */
  const deleted = async (count: number): Promise<string> => {
    const names = Array.from({ length: count }, (_, n) => `Gone ${n}`);
    await setup.load(await setup.csv('new.csv', `Name\n${names.join('\n')}\n`), { api: 'collections' });
    const ids = (await setup.rowsOf("SELECT Id FROM Account WHERE Name LIKE 'Gone %'")).map(({ Id }) => String(Id));
    const { jobId } = await setup.load(await setup.csv('ids.csv', `Id\n${ids.join('\n')}\n`), {
      operation: 'delete',
      api: 'collections',
    });
    assert.equal(await remaining(), 0);
    return (await setup.core.jobs.resultFile(jobId, 'succeeded')) ?? '';
  };

  it('brings back what a deletion deleted, from its own list of ids', async () => {
    const state = await undelete(await deleted(3));
    assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 3, 0]);
    assert.deepEqual(state.plan?.route, { api: 'soap', wait: true, reason: { code: 'undelete', rows: 3 }, calls: 1 });
    assert.equal(await remaining(), 3);
    const succeeded = await readFile((await setup.core.jobs.resultFile(state.jobId, 'succeeded')) ?? '', 'utf8');
    assert.match(succeeded, /^sf__Id,sf__Created,.*\n001\w{15},false,/);
  });

  it('sends 200 ids a call, or fewer when asked', async () => {
    const file = await deleted(450);
    const state = await undelete(file, { save: { recordsPerCall: 150 } });
    assert.deepEqual([state.succeeded, state.plan?.route?.calls, await remaining()], [450, 3, 450]);
    const calls = setup.practice.requests.all.filter(({ path }) => path.startsWith('/services/Soap/'));
    assert.equal(calls.length, 3);
  });

  it('fails row by row, and sends no id of another object', async () => {
    const [contact] = await setup.rowsOf('SELECT Id FROM Contact LIMIT 1');
    const [live] = await setup.rowsOf('SELECT Id FROM Account LIMIT 1');
    const gone = (await readFile(await deleted(1), 'utf8')).match(/001\w{15}/)?.[0] ?? '';
    const rows = [String(live?.['Id']), gone, String(contact?.['Id']), 'nonsense', ''];
    const state = await undelete(await setup.csv('mixed.csv', `Id,Note\n${rows.map((id) => `${id},x`).join('\n')}\n`));
    assert.deepEqual([state.succeeded, state.failed, adds(state)], [1, 4, true]);
    assert.deepEqual(await failuresOf(state), [
      [2, 'UNDELETE_FAILED'],
      [4, 'MALFORMED_ID'],
      [5, 'MALFORMED_ID'],
      [6, 'MISSING_ARGUMENT'],
    ]);
  });

  it('restores all records of a call or none when asked', async () => {
    const gone = (await readFile(await deleted(1), 'utf8')).match(/001\w{15}/)?.[0] ?? '';
    const file = await setup.csv('two.csv', `Id\n${gone}\n001000000000000AAA\n`);
    const state = await undelete(file, { save: { allOrNone: true } });
    assert.deepEqual([state.succeeded, state.failed, await remaining()], [0, 2, 0]);
  });

  it('whose answer was lost is sent again and counts the restored records as restored', async () => {
    const file = await deleted(2);
    setup.practice.faults.add({ path: '/services/Soap/*', action: { kind: 'reset', when: 'afterAction' } });
    const state = await undelete(file);
    assert.deepEqual([state.outcome, state.succeeded, state.unknown, await remaining()], ['completed', 2, 0, 2]);
  });

  it('renews a session that has expired, and continues', async () => {
    const file = await deleted(2);
    const { privateKeyPem, clientId, username } = setup.jwtApp();
    const login = { login: 'jwt', clientId, username, privateKeyPem, loginUrl: setup.practice.url } as const;
    const { orgId } = await setup.core.orgs.add(login, quiet);
    setup.practice.faults.add({ path: '/services/Soap/*', action: { kind: 'expireSessions' } });
    const state = await undelete(file, { orgId });
    assert.deepEqual([state.outcome, state.succeeded, await remaining()], ['completed', 2, 2]);
  });

  it('is written to the journal of writes as what it is', async () => {
    await undelete(await deleted(2));
    const [entry] = await setup.core.writes.list({ limit: 1 });
    assert.deepEqual(
      [entry?.operations, entry?.objects, entry?.rows, entry?.outcome],
      [['undelete'], ['Account'], 2, 'completed'],
    );
  });
});
