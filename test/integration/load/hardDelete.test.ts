// Hard deletes: a user without the permission is told which one is missing and where to grant it, and nothing is lost.
import assert from 'node:assert/strict';
import type { JobState, LoadSpec } from '../../../src/core/core';
import { adds, openCoreSetup, quiet, signal, type CoreSetup } from '../setup/coreSetup';

describe('hard delete', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
    await setup.load(await setup.csv('new.csv', 'Name\nDoomed 1\nDoomed 2\nDoomed 3\n'), {});
  });
  afterEach(() => setup.close());

  const hardDelete = { operation: 'hardDelete' } as const;
  const ids = async (): Promise<string> => {
    const accounts = await setup.rowsOf("SELECT Id FROM Account WHERE Name LIKE 'Doomed%'");
    return setup.csv('a.csv', `Id\n${accounts.map(({ Id }) => String(Id)).join('\n')}\n`);
  };
  const accounts = async () =>
    (await setup.rowsOf("SELECT COUNT(Id) n FROM Account WHERE Name LIKE 'Doomed%'"))[0]?.['n'];
  const isRefused = (state: JobState): void => {
    assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'request.noHardDelete']);
    assert.deepEqual([state.unprocessed, state.failed, adds(state)], [3, 0, true]);
  };

  it('without the permission deletes nothing, in one part or many, and every row has a result', async () => {
    setup.practice.org.permissions.bulkHardDelete = false;
    for (const spec of [{}, { partRecords: 1, parallelParts: 2 }] as const satisfies readonly Partial<LoadSpec>[])
      isRefused(await setup.load(await ids(), { ...hardDelete, ...spec }));
    assert.equal(await accounts(), 3);
  });

  it('is rejected for a user whose profile does not allow it', async () => {
    const [ben] = await setup.rowsOf("SELECT Id FROM User WHERE Username LIKE 'ben@%'");
    const grant = { userId: String(ben?.['Id']), clientId: 'PracticeOrg', scope: 'full', isIntrospectable: true };
    const { accessToken } = setup.practice.org.sessions.open(grant);
    const spec = { login: 'practice', instanceUrl: setup.practice.url, accessToken } as const;
    const { orgId } = await setup.core.orgs.add(spec, quiet);
    isRefused(await setup.load(await ids(), { ...hardDelete, orgId }));
  });

  it('continues with the same rows once the permission is granted', async () => {
    setup.practice.org.permissions.bulkHardDelete = false;
    const { jobId } = await setup.load(await ids(), hardDelete);
    setup.practice.org.permissions.bulkHardDelete = true;
    const { spec } = await setup.core.jobs.prepareRetry(jobId, { list: 'unprocessed' }, signal);
    const state = await setup.core.jobs.whenFinished(await setup.core.jobs.start(spec), signal);
    assert.deepEqual([state.outcome, state.succeeded, await accounts()], ['completed', 3, 0]);
  });
});
