// Describes are cached, so that a guess or a completion does not need an API call each time.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { quietTask } from '../../../../src/core/kernel/task';
import type { ObjectDescribe } from '../../../../src/core/rest/describe';
import { inOrder, type FakeAnswer } from '../../../fakes/fakeTransport';
import { restOf } from './fixture';

const task = quietTask();
const minute = 60_000;
const summary = {
  name: 'Account',
  label: 'Account',
  labelPlural: 'Accounts',
  keyPrefix: '001',
  custom: false,
  queryable: true,
  createable: true,
  updateable: true,
  deletable: true,
};
const field: ObjectDescribe['fields'][number] = {
  name: 'Name',
  label: 'Account Name',
  type: 'string',
  length: 255,
  precision: 0,
  scale: 0,
  custom: false,
  createable: true,
  updateable: true,
  nillable: false,
  defaultedOnCreate: false,
  externalId: false,
  idLookup: false,
  unique: false,
  nameField: true,
  calculated: false,
  filterable: true,
  caseSensitive: false,
  restrictedPicklist: false,
  referenceTo: [],
  relationshipName: null,
  picklistValues: [],
};
const date = 'Thu, 01 Jan 2026 00:00:00 GMT';
const described = (label: string): FakeAnswer => ({
  headers: { Date: date },
  body: { ...summary, label, fields: [{ ...field, soapType: 'xsd:string' }], childRelationships: [], urls: {} },
});

describe('describes', () => {
  it('list the objects of an org', async () => {
    const { rest, transport } = restOf(inOrder({ body: { encoding: 'UTF-8', sobjects: [{ ...summary, urls: {} }] } }));
    assert.deepEqual(await rest.describes.objects(task), [summary]);
    assert.equal(transport.sent[0]!.url.pathname, '/services/data/v66.0/sobjects');
  });

  it('list the fields of an object, in any case of its name, with one call in ten minutes', async () => {
    const { rest, transport, clock } = restOf(inOrder(described('Account')));
    const account = await rest.describes.object('Account', task);
    assert.deepEqual(account.fields, [field]);
    await clock.advance(10 * minute - 1);
    assert.equal(await rest.describes.object('account', task), account);
    assert.equal(transport.sent.length, 1);
  });

  it('only ask later whether anything changed', async () => {
    const { rest, transport, clock } = restOf(inOrder(described('Account'), { status: 304 }, described('Customer')));
    const first = await rest.describes.object('Account', task);
    await clock.advance(10 * minute);
    assert.equal(await rest.describes.object('Account', task), first);
    assert.equal(transport.sent[1]!.headers['if-modified-since'], date);
    await clock.advance(minute);
    await rest.describes.object('Account', task);
    assert.equal(transport.sent.length, 2, 'an unchanged answer is fresh for another ten minutes');
    await clock.advance(10 * minute);
    assert.equal((await rest.describes.object('Account', task)).label, 'Customer');
  });

  it('are requested once for several callers at the same time', async () => {
    const { rest, transport } = restOf(inOrder(described('Account')));
    await Promise.all([1, 2, 3].map(() => rest.describes.object('Account', task)));
    assert.equal(transport.sent.length, 1);
  });

  it('do not cache a failure', async () => {
    const missing = {
      status: 404,
      body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
    };
    const { rest } = restOf(inOrder(missing, described('Account')));
    await assert.rejects(
      rest.describes.object('Account', task),
      (error) => error instanceof SalesforceError && error.code === 'request.notFound',
    );
    assert.equal((await rest.describes.object('Account', task)).name, 'Account');
  });

  it('are requested again after the cache was cleared', async () => {
    const { rest, transport } = restOf(inOrder(described('Account'), described('Customer')));
    await rest.describes.object('Account', task);
    rest.describes.forget();
    assert.equal((await rest.describes.object('Account', task)).label, 'Customer');
    assert.equal(transport.sent[1]!.headers['if-modified-since'], undefined);
  });
});
