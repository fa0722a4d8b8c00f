// Which queries the Bulk API does not support, with the help of describes.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { findNotBulkable } from '../../../../src/core/export/bulkable';
import { quietTask } from '../../../../src/core/kernel/task';
import type { Describes } from '../../../../src/core/rest/rest';

type Fields = Readonly<Record<string, readonly [type: string, relationshipName?: string, object?: string]>>;

const objects: Readonly<Record<string, Fields>> = {
  account: { BillingAddress: ['address'], OwnerId: ['reference', 'Owner', 'User'], Email_Address__c: ['email'] },
  user: { Address: ['address'] },
  orgwideemailaddress: { Address: ['email'] },
};

function describesOf(error?: SalesforceError): { readonly describes: Describes; readonly described: string[] } {
  const described: string[] = [];
  const object = (name: string): ReturnType<Describes['object']> => {
    described.push(name);
    const fields = objects[name.toLowerCase()];
    if (error || !fields)
      return Promise.reject(error ?? SalesforceError.of('request.notFound', { what: name, org: '' }));
    const list = Object.entries(fields).map(([field, [type, relationshipName, referenceTo]]) => ({
      name: field,
      type,
      relationshipName: relationshipName ?? null,
      referenceTo: referenceTo === undefined ? [] : [referenceTo],
    }));
    return Promise.resolve({ fields: list } as unknown as Awaited<ReturnType<Describes['object']>>);
  };
  const describes: Describes = { object, objects: () => Promise.resolve([]), forget: () => undefined };
  return { describes, described };
}

const task = quietTask();

describe('a query for the Bulk API', () => {
  for (const [soql, construct] of [
    ['SELECT Id, BillingAddress FROM Account', 'the compound field BillingAddress'],
    ['select id, owner.address from account', 'the compound field owner.address'],
    ['SELECT a.Owner.Address FROM Account a', 'the compound field Owner.Address'],
    ['SELECT Id, Address FROM OrgWideEmailAddress', undefined],
    ['SELECT Email_Address__c, BillingCity FROM Account', undefined],
    ['SELECT Nothing.Address FROM Account', undefined],
    ['SELECT Address FROM Unknown__c', undefined],
    ['SELECT COUNT(Id) FROM Account', 'COUNT()'],
  ] as const) {
    it(`has ${construct ?? 'nothing against it'}: ${soql}`, async () => {
      assert.equal(await findNotBulkable(soql, describesOf().describes, task), construct);
    });
  }

  it('costs no describe when no field can be compound', async () => {
    const { describes, described } = describesOf();
    await findNotBulkable('SELECT Id, Name, Owner.Name FROM Account', describes, task);
    assert.deepEqual(described, []);
  });

  it('is not accepted or refused by guess when the org does not answer', async () => {
    const { describes } = describesOf(new SalesforceError('network.unreachable', { host: 'acme' }));
    await assert.rejects(findNotBulkable('SELECT BillingAddress FROM Account', describes, task), {
      code: 'network.unreachable',
    });
  });
});
