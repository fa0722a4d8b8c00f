// Headers of bulk files: which columns a job accepts, and the message for the first invalid one.
import assert from 'node:assert/strict';
import { bindHeader } from '../../../../src/practice/data/columns';
import { orgObjects } from '../../../../src/practice/data/objects/objects';
import { Schema } from '../../../../src/practice/data/schema';

const schema = new Schema(orgObjects, () => 0);
const bind = (object: string, ...header: string[]): string => {
  const def = schema.object(object);
  assert.ok(def);
  const binding = bindHeader(schema, def, header);
  if ('error' in binding) return binding.error;
  return binding.columns
    .map((column) =>
      column.kind === 'field' ? column.field.name : `${column.field.name}<${column.target.name}.${column.key.name}`,
    )
    .join(' ');
};

describe('header of a bulk file', () => {
  it('is case-insensitive', () => assert.equal(bind('Contact', 'LASTNAME', 'email'), 'LastName Email'));

  it('can reference a parent by its external id', () => {
    assert.equal(bind('Contact', 'LastName', 'Account.External_Id__c'), 'LastName AccountId<Account.External_Id__c');
    assert.equal(bind('Invoice_Line__c', 'Invoice__r.External_Id__c'), 'Invoice__c<Invoice__c.External_Id__c');
  });

  it('must contain the object of a polymorphic parent', () => {
    assert.equal(bind('Lead', 'User:Owner.External_Id__c'), 'OwnerId<User.External_Id__c');
    assert.equal(bind('Task', 'Contact:Who.Email'), 'WhoId<Contact.Email');
    assert.equal(bind('Lead', 'Owner.External_Id__c'), 'InvalidBatch : Field name not found : Owner.External_Id__c');
    assert.equal(
      bind('Contact', 'Account:Account.External_Id__c'),
      'InvalidBatch : type is not needed for non polymorphic foreign key references: Account',
    );
  });

  it('fails the job for the first column that is not a field', () => {
    assert.equal(bind('Account', 'Name', 'Foo__c', 'Bar__c'), 'InvalidBatch : Field name not found : Foo__c');
    assert.equal(bind('Account', '\ufeffName'), 'InvalidBatch : Field name not found : \ufeffName');
    assert.equal(bind('Account', 'BillingAddress'), 'InvalidBatch : Field name not found : BillingAddress');
    assert.equal(bind('Account', 'Acct.Name'), 'InvalidBatch : Unable to find relationship: Acct');
    assert.equal(bind('Contact', 'Account.Industry'), 'InvalidBatch : Field name not found : Account.Industry');
    assert.equal(bind('Account', 'Name', ''), 'InvalidBatch : Field name is missing');
  });

  it('cannot contain a field twice', () => {
    assert.equal(bind('Account', 'Name', 'name'), 'InvalidBatch : Duplicate field name : name');
  });
});
