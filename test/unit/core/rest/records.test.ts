// Single records and limits.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { quietTask } from '../../../../src/core/kernel/task';
import { NoAnswerError } from '../../../../src/core/ports';
import { inOrder } from '../../../fakes/fakeTransport';
import { restOf } from './fixture';

const task = quietTask();
const id = '001B000000UnQ2vIAF';
const sobjects = '/services/data/v66.0/sobjects';

describe('records', () => {
  it('are created from fields and give their id', async () => {
    const { rest, transport } = restOf(inOrder({ status: 201, body: { id, success: true, errors: [] } }));
    assert.equal(await rest.records.create('Account', { Name: 'A', Site: null }, task), id);
    const { method, url, body } = transport.sent[0]!;
    assert.deepEqual([method, url.pathname, body], ['POST', `${sobjects}/Account`, '{"Name":"A","Site":null}']);
  });

  it('are never created twice after a lost response', async () => {
    const { rest, transport } = restOf(() => {
      throw new NoAnswerError('reset', 'maybe');
    });
    await assert.rejects(rest.records.create('Account', { Name: 'A' }, task), SalesforceError);
    assert.equal(transport.sent.length, 1);
  });

  it('have the requested fields, without Salesforce’s attributes', async () => {
    const { rest, transport } = restOf(inOrder({ body: { attributes: { type: 'Account' }, Name: 'A', Id: id } }));
    assert.deepEqual(await rest.records.read({ object: 'Account', id }, ['Name', 'Id'], task), { Name: 'A', Id: id });
    assert.equal(transport.sent[0]!.url.pathname, `${sobjects}/Account/${id}`);
    assert.equal(transport.sent[0]!.url.searchParams.get('fields'), 'Name,Id');
  });

  it('are updated and deleted by id', async () => {
    const { rest, transport } = restOf(inOrder({ status: 204 }, { status: 204 }));
    await rest.records.update({ object: 'Account', id }, { Name: 'B' }, task);
    await rest.records.delete({ object: 'Account', id }, task);
    assert.deepEqual(
      transport.sent.map(({ method, url, body }) => [method, url.pathname, body]),
      [
        ['PATCH', `${sobjects}/Account/${id}`, '{"Name":"B"}'],
        ['DELETE', `${sobjects}/Account/${id}`, ''],
      ],
    );
  });

  it('are upserted although Salesforce answers an update without a body, as it does below API version 46', async () => {
    const { rest } = restOf(inOrder({ status: 204 }, { status: 201, body: { id, success: true, errors: [] } }));
    const key = { object: 'Account', field: 'Ext__c', value: 'A-1' };
    assert.deepEqual(await rest.records.upsert(key, { Name: 'A' }, task), { id: '', created: false });
    assert.deepEqual(await rest.records.upsert(key, { Name: 'A' }, task), { id, created: false });
  });

  it('are upserted by an external id with any characters, and say whether they are new', async () => {
    const { rest, transport } = restOf(
      inOrder(
        { status: 201, body: { id, success: true, created: true } },
        { status: 200, body: { id, success: true, created: false } },
      ),
    );
    const key = { object: 'Account', field: 'Ext__c', value: 'a/b.c ü?#%' };
    assert.deepEqual(await rest.records.upsert(key, { Name: 'A', ext__C: 'a/b.c ü?#%' }, task), { id, created: true });
    assert.deepEqual(await rest.records.upsert({ ...key, value: 'B-1' }, {}, task), { id, created: false });
    assert.equal(transport.sent[0]!.url.pathname, `${sobjects}/Account/Ext__c/a%2Fb%2Ec%20%C3%BC%3F%23%25`);
    assert.equal(transport.sent[0]!.body, '{"Name":"A"}', 'the key is in the address only');
    for (const value of ['', '.', '..'])
      await assert.rejects(rest.records.upsert({ ...key, value }, {}, task), /cannot be part of a URL/);
    await assert.rejects(rest.records.delete({ object: 'Account', id: '..' }, task), /cannot be part of a URL/);
  });

  it('that Salesforce refuses throw its code, message and fields', async () => {
    const body = [
      { errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'] },
    ];
    const { rest } = restOf(inOrder({ status: 400, body }));
    await assert.rejects(rest.records.create('Account', {}, task), (error) => {
      assert.ok(error instanceof SalesforceError);
      assert.equal(error.code, 'request.refused');
      assert.equal(error.details['errorCode'], 'REQUIRED_FIELD_MISSING');
      assert.equal(error.details['fields'], 'Name');
      return true;
    });
  });
});

describe('limits', () => {
  it('have a maximum and what is left of it', async () => {
    const body = {
      DailyApiRequests: { Max: 15000, Remaining: 14998 },
      PermissionSets: { Max: 1500, Remaining: 1499, CreateCustom: { Max: 1000, Remaining: 999 } },
    };
    const { rest } = restOf(inOrder({ body }));
    assert.deepEqual(await rest.limits(task), {
      DailyApiRequests: { max: 15000, remaining: 14998 },
      PermissionSets: { max: 1500, remaining: 1499 },
    });
  });

  it('give the approximate number of records of objects', async () => {
    const { rest, transport } = restOf(inOrder({ body: { sObjects: [{ name: 'Account', count: 12 }] } }));
    assert.deepEqual(await rest.countRecords(['Account', 'Lead'], task), { Account: 12 });
    assert.equal(transport.sent[0]!.url.search, '?sObjects=Account%2CLead');
  });
});
