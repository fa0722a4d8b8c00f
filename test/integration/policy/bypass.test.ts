// Attempts to bypass the policy of an org: each is rejected with its reason before a byte is sent, and each would have
// worked.
import assert from 'node:assert/strict';
import type { OrgRequest } from '../../../src/core/http/client';
import { createFakeConsent } from '../../fakes/fakeConsent';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

const v = '/services/data/v66.0';

interface Attempt {
  readonly name: string;
  readonly request: Omit<OrgRequest, 'repeat'>;
  /** The error if only other objects may be written. */
  readonly code: 'policy.object' | 'policy.unknownWrite';
  /** It is allowed if only Account may be written. */
  readonly writesAccount?: true;
}

const accounts = { records: [{ attributes: { type: 'Account' }, Name: 'Bypass' }] };
const post = (path: string, json: unknown): Attempt['request'] => ({ method: 'POST', path, json });
const lead = { LastName: 'Bypass', Company: 'Bypass' };

function attempts(id: string): readonly Attempt[] {
  const record = `${v}/sobjects/Account/${id}`;
  const part = { method: 'DELETE', url: record, referenceId: 'a' };
  const created = { method: 'POST', url: `${v}/sobjects/Account`, referenceId: 'a', body: { Name: 'Bypass' } };
  const tree = { attributes: { type: 'Account', referenceId: 'a' }, Name: 'Bypass' };
  const contact = { attributes: { type: 'Contact', referenceId: 'b' }, LastName: 'Bypass' };
  return [
    {
      name: 'a record',
      request: post(`${v}/sobjects/Account`, { Name: 'Bypass' }),
      code: 'policy.object',
      writesAccount: true,
    },
    { name: 'a record of another object', request: post(`${v}/sobjects/Lead`, lead), code: 'policy.object' },
    {
      name: 'an update',
      request: { method: 'PATCH', path: record, json: { Name: 'Bypass' } },
      code: 'policy.object',
      writesAccount: true,
    },
    {
      name: 'an update disguised as a POST',
      request: post(`${record}?_HttpMethod=PATCH`, { Name: 'Bypass' }),
      code: 'policy.object',
      writesAccount: true,
    },
    { name: 'a deletion', request: { method: 'DELETE', path: record }, code: 'policy.object', writesAccount: true },
    {
      name: 'a deletion in upper case',
      request: { method: 'DELETE', path: record.replace('sobjects', 'SOBJECTS') },
      code: 'policy.object',
      writesAccount: true,
    },
    {
      name: 'a deletion with .. in the path',
      request: { method: 'DELETE', path: record.replace('/sobjects', '/limits/../sobjects') },
      code: 'policy.object',
      writesAccount: true,
    },
    {
      name: 'a deletion with encoded slashes',
      request: { method: 'DELETE', path: record.replace('/Account/', '%2FAccount%2F') },
      code: 'policy.unknownWrite',
    },
    {
      name: 'an upsert',
      request: { method: 'PATCH', path: `${v}/sobjects/Account/External_Id__c/bypass`, json: { Name: 'Bypass' } },
      code: 'policy.object',
      writesAccount: true,
    },
    {
      name: 'a collection',
      request: post(`${v}/composite/sobjects`, accounts),
      code: 'policy.object',
      writesAccount: true,
    },
    {
      name: 'a deletion by IDs alone',
      request: { method: 'DELETE', path: `${v}/composite/sobjects`, query: { ids: id } },
      code: 'policy.unknownWrite',
    },
    {
      name: 'a tree with a child of another object',
      request: post(`${v}/composite/tree/Account`, { records: [{ ...tree, Contacts: { records: [contact] } }] }),
      code: 'policy.object',
    },
    {
      name: 'a part of a composite request',
      request: post(`${v}/composite`, {
        compositeRequest: [{ method: 'GET', url: `${v}/limits`, referenceId: 'l' }, created],
      }),
      code: 'policy.object',
      writesAccount: true,
    },
    {
      name: 'a part whose URL is a reference',
      request: post(`${v}/composite`, { compositeRequest: [{ ...created, url: `${v}/sobjects/@{x.type}` }] }),
      code: 'policy.unknownWrite',
    },
    {
      name: 'a part of a batch',
      request: post(`${v}/composite/batch`, {
        batchRequests: [{ method: 'DELETE', url: record.slice('/services/data/'.length) }],
      }),
      code: 'policy.object',
      writesAccount: true,
    },
    {
      name: 'a part of a graph',
      request: post(`${v}/composite/graph`, { graphs: [{ graphId: 'g', compositeRequest: [part] }] }),
      code: 'policy.object',
      writesAccount: true,
    },
    {
      name: 'a bulk job',
      request: post(`${v}/jobs/ingest`, { object: 'Lead', operation: 'insert' }),
      code: 'policy.object',
    },
    {
      name: 'an upload to a bulk job of another program',
      request: { method: 'PUT', path: `${v}/jobs/ingest/750000000000001AAA/batches`, body: 'Name\nBypass\n' },
      code: 'policy.unknownWrite',
    },
    {
      name: 'closing such a job',
      request: { method: 'PATCH', path: `${v}/jobs/ingest/750000000000001AAA`, json: { state: 'UploadComplete' } },
      code: 'policy.unknownWrite',
    },
    {
      name: 'a job of Bulk API 1.0',
      request: post('/services/async/66.0/job', { object: 'Lead', operation: 'insert', contentType: 'CSV' }),
      code: 'policy.object',
    },
    {
      name: 'anonymous Apex in a GET request',
      request: {
        method: 'GET',
        path: `${v}/tooling/executeAnonymous`,
        query: { anonymousBody: 'delete [SELECT Id FROM Lead];' },
      },
      code: 'policy.unknownWrite',
    },
    {
      name: 'anonymous Apex with a format after its name',
      request: { method: 'GET', path: `${v}/tooling/executeAnonymous.json`, query: { anonymousBody: 'x' } },
      code: 'policy.unknownWrite',
    },
    {
      name: 'a new app at the login endpoint',
      request: post('/services/oauth2/register', { client_name: 'Bypass' }),
      code: 'policy.unknownWrite',
    },
    {
      name: 'Apex REST with GET',
      request: { method: 'GET', path: '/services/apexrest/bypass' },
      code: 'policy.unknownWrite',
    },
    {
      name: 'SOAP',
      request: { method: 'POST', path: '/services/Soap/u/66.0', body: '<x/>' },
      code: 'policy.unknownWrite',
    },
    { name: 'a deployment', request: post(`${v}/metadata/deployRequest`, {}), code: 'policy.unknownWrite' },
    {
      name: 'an action',
      request: post(`${v}/actions/standard/emailSimple`, { inputs: [] }),
      code: 'policy.unknownWrite',
    },
    { name: 'an event', request: post(`${v}/sobjects/Order_Event__e`, {}), code: 'policy.object' },
    {
      name: 'an unknown URL',
      request: post('/services/data/v66.0/new/thing', {}),
      code: 'policy.unknownWrite',
    },
  ];
}

describe('an attempt to bypass the policy', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let id: string;
  let agrees = true;
  const consent = createFakeConsent(({ org }) => ({ agreed: agrees, typed: org.label }));
  before(async () => {
    setup = await openCoreSetup({ hasty: true, consent });
    id = String((await setup.rowsOf('SELECT Id FROM Account LIMIT 1'))[0]?.['Id']);
  });
  beforeEach(() => {
    agrees = true;
  });
  after(() => setup.close());

  const send = async ({ request }: Pick<Attempt, 'request'>): Promise<unknown> => {
    const client = await setup.core.orgs.client(setup.orgId);
    setup.practice.requests.clear();
    const response = await client.send({ ...request, repeat: 'never' }, quiet);
    return response.text();
  };
  const arrived = (): readonly string[] => setup.practice.requests.all.map(({ method, path }) => `${method} ${path}`);
  const names = attempts('x').map(({ name }) => name);
  const attempt = (name: string): Attempt => attempts(id).find((one) => one.name === name) ?? assert.fail(name);

  for (const name of names) {
    it(`is rejected in a read-only org: ${name}`, async () => {
      await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
      await assert.rejects(send(attempt(name)), { code: 'policy.readOnly' });
      assert.deepEqual(arrived(), []);
    });

    it(`is rejected without confirmation: ${name}`, async () => {
      await setup.core.policies.set(setup.orgId, { access: 'confirm' });
      agrees = false;
      await assert.rejects(send(attempt(name)), { code: 'policy.declined' });
      assert.deepEqual(arrived(), []);
    });

    it(`is rejected if only another object is allowed: ${name}`, async () => {
      await setup.core.policies.set(setup.orgId, { access: 'full', allowObjects: ['Order_Line__c'] });
      const { code, writesAccount } = attempt(name);
      await assert.rejects(send(attempt(name)), { code });
      assert.deepEqual(arrived(), []);
      await setup.core.policies.set(setup.orgId, { access: 'full', allowObjects: ['account'] });
      if (writesAccount) {
        await send(attempt(name)).catch(() => undefined);
        assert.equal(arrived().length, 1);
      } else {
        await assert.rejects(send(attempt(name)), { code });
        assert.deepEqual(arrived(), []);
      }
    });

    it(`reaches the org if everything is allowed: ${name}`, async () => {
      await setup.core.policies.set(setup.orgId, { access: 'full' });
      await send(attempt(name)).catch(() => undefined);
      assert.equal(arrived().length, 1, 'else its refusal would prove nothing');
    });
  }

  it('is in the journal with its reason, and without any of its values', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    const held = post(`${v}/sobjects/Lead`, { ...lead, LastName: 'Confidential' });
    await assert.rejects(send({ request: held }), { code: 'policy.readOnly' });
    const [entry] = await setup.core.writes.list();
    assert.deepEqual(
      [entry?.outcome, entry?.reason, entry?.operations, entry?.objects, entry?.rows, entry?.program],
      ['rejected', 'policy.readOnly', ['insert'], ['Lead'], 1, 'a test'],
    );
    const whole = JSON.stringify(await setup.core.writes.list());
    assert.ok(
      !whole.includes('Confidential') && !whole.includes(setup.practice.accessToken) && !whole.includes('Bypass'),
    );
  });

  it('does not affect reads in a read-only org', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    assert.equal((await setup.rowsOf('SELECT Id FROM Account LIMIT 1')).length, 1);
    assert.equal((await setup.export('SELECT Id FROM Account')).outcome, 'completed');
    const { composite } = await setup.core.org(setup.orgId);
    const [found] = await composite.collections.retrieve({ object: 'Account', ids: [id], fields: ['Name'] }, quiet);
    assert.ok(found);
  });
});
