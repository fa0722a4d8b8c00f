// Deleting past the recycle bin: who may not is told which permission is missing and where to grant it, and nothing is lost.
import assert from 'node:assert/strict';
import type { JobState, LoadSpec } from '../../src/core/core';
import { adds, openHouse, quiet, signal, type House } from './house';

describe('hard delete', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    await house.load(await house.csv('new.csv', 'Name\nDoomed 1\nDoomed 2\nDoomed 3\n'), {});
  });
  afterEach(() => house.close());

  const hardDelete = { operation: 'hardDelete' } as const;
  const ids = async (): Promise<string> => {
    const accounts = await house.rowsOf("SELECT Id FROM Account WHERE Name LIKE 'Doomed%'");
    return house.csv('a.csv', `Id\n${accounts.map(({ Id }) => String(Id)).join('\n')}\n`);
  };
  const accounts = async () =>
    (await house.rowsOf("SELECT COUNT(Id) n FROM Account WHERE Name LIKE 'Doomed%'"))[0]?.['n'];
  const isRefused = (state: JobState): void => {
    assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'request.noHardDelete']);
    assert.deepEqual([state.unprocessed, state.failed, adds(state)], [3, 0, true]);
  };

  it('without the permission deletes nothing, in one part or many, and every row is accounted for', async () => {
    house.practice.org.permissions.bulkHardDelete = false;
    for (const spec of [{}, { partRecords: 1, parallelParts: 2 }] as const satisfies readonly Partial<LoadSpec>[])
      isRefused(await house.load(await ids(), { ...hardDelete, ...spec }));
    assert.equal(await accounts(), 3);
  });

  it('is refused to a user whose profile does not allow it', async () => {
    const [ben] = await house.rowsOf("SELECT Id FROM User WHERE Username LIKE 'ben@%'");
    const grant = { userId: String(ben?.['Id']), clientId: 'PracticeOrg', scope: 'full', isIntrospectable: true };
    const { accessToken } = house.practice.org.sessions.open(grant);
    const spec = { login: 'practice', instanceUrl: house.practice.url, accessToken } as const;
    const { orgId } = await house.core.orgs.add(spec, quiet);
    isRefused(await house.load(await ids(), { ...hardDelete, orgId }));
  });

  it('goes on with the same rows once the permission is granted', async () => {
    house.practice.org.permissions.bulkHardDelete = false;
    const { jobId } = await house.load(await ids(), hardDelete);
    house.practice.org.permissions.bulkHardDelete = true;
    const { spec } = await house.core.jobs.prepareRetry(jobId, { list: 'unprocessed' }, signal);
    const state = await house.core.jobs.whenFinished(await house.core.jobs.start(spec), signal);
    assert.deepEqual([state.outcome, state.succeeded, await accounts()], ['completed', 3, 0]);
  });
});
