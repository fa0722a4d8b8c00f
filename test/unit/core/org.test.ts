import { strict as assert } from 'node:assert';
import type { Orgs } from '../../../src/core/auth/orgs';
import { SalesforceError } from '../../../src/core/errors/salesforceError';
import type { OrgClient } from '../../../src/core/http/client';
import { createOpenOrg, type OpenOrg } from '../../../src/core/org';
import { createManualClock } from '../../fakes/manualClock';
import { createMemoryFiles } from '../../fakes/memoryFiles';

const acme = '00D000000000001AAA-005000000000001AAA';

describe('the APIs of an org', () => {
  let clients: Map<string, OrgClient>;
  let openOrg: OpenOrg;

  const newClient = (): OrgClient => ({
    apiVersion: '66.0',
    org: 'Acme',
    send: () => Promise.reject(new Error('not here')),
    json: () => Promise.reject(new Error('not here')),
  });

  beforeEach(() => {
    clients = new Map([[acme, newClient()]]);
    const orgs = {
      client: (orgId: string) => {
        const client = clients.get(orgId);
        return client ? Promise.resolve(client) : Promise.reject(new SalesforceError('login.missing', { hint: orgId }));
      },
    } as unknown as Orgs;
    const never = () => assert.fail('nothing is written');
    const gateOf = () => ({ openSeveral: never, resultOfError: never });
    openOrg = createOpenOrg({ orgs, clock: createManualClock(), files: createMemoryFiles(), gateOf });
  });

  it('are each built once and shared', async () => {
    const first = await openOrg(acme);
    const second = await openOrg(acme);
    for (const name of ['rest', 'composite', 'bulkJobs', 'logs', 'health'] as const)
      assert.equal(first[name], second[name]);
  });

  it('are new after the person signed in again', async () => {
    const before = await openOrg(acme);
    const { describes } = before.rest;
    clients.set(acme, newClient());
    const after = await openOrg(acme);
    assert.notEqual(after, before);
    assert.notEqual(after.rest.describes, describes);
  });

  it('are refused for an org that was signed out', async () => {
    await openOrg(acme);
    clients.delete(acme);
    await assert.rejects(openOrg(acme), { code: 'login.missing' });
  });
});
