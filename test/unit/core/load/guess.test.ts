// The first offer of the load dialog: right for the files people have, with one Enter.
import assert from 'node:assert/strict';
import { guessLoad, type GuessField, type GuessSchema } from '../../../../src/core/load/guess';

const field = (name: string, more: Partial<GuessField> = {}): GuessField => ({
  name,
  label: name,
  type: 'string',
  createable: true,
  updateable: true,
  externalId: false,
  idLookup: false,
  nameField: name === 'Name',
  relationshipName: null,
  referenceTo: [],
  ...more,
});
const shared = [field('Id'), field('OwnerId', { relationshipName: 'Owner', referenceTo: ['User', 'Group'] })];
const schemas: Readonly<Record<string, readonly GuessField[]>> = {
  Account: [...shared, field('Name'), field('Phone'), field('External_Id__c', { externalId: true })],
  Contact: [
    ...shared,
    field('LastName'),
    field('Phone'),
    field('AccountId', { relationshipName: 'Account', referenceTo: ['Account'] }),
    field('External_Id__c', { externalId: true }),
  ],
  User: [field('Id'), field('Username', { idLookup: true })],
  Invoice__c: [...shared, field('Name'), field('Amount__c'), field('Number__c', { externalId: true })],
  Invoice_Line__c: [...shared, field('Name'), field('Quantity__c')],
};
const about: Readonly<Record<string, readonly [string, string, string]>> = {
  Account: ['Account', 'Accounts', '001'],
  Contact: ['Contact', 'Contacts', '003'],
  Invoice__c: ['Invoice', 'Invoices', 'a00'],
  Invoice_Line__c: ['Invoice Line', 'Invoice Lines', 'a01'],
};
const schema: GuessSchema = {
  objects: async () =>
    Object.entries(about).map(([name, [label, labelPlural, keyPrefix]]) => ({
      name,
      label,
      labelPlural,
      keyPrefix,
      createable: true,
    })),
  fields: async (object) => schemas[object] ?? [],
};
const guess = (fileName: string, columns: readonly string[], preview: readonly (readonly string[])[] = []) =>
  guessLoad({ fileName, columns, preview }, schema);

describe('the guess for a CSV', () => {
  it('is an upsert by the external id in the file', async () => {
    const found = await guess('accounts-good.csv', ['External_Id__c', 'Name', 'Phone']);
    assert.deepEqual(
      [found?.object, found?.operation, found?.externalIdField, found?.objectReason],
      ['Account', 'upsert', 'External_Id__c', 'fileName'],
    );
  });

  it('is an update of the object whose ids are in the file, whatever the name of the file', async () => {
    const found = await guess(
      'export.csv',
      ['id', 'Phone'],
      [
        ['', '1'],
        ['003000000000001AAA', '2'],
      ],
    );
    assert.deepEqual([found?.object, found?.operation, found?.objectReason], ['Contact', 'update', 'id']);
  });

  it('is a delete when the file has only ids', async () => {
    assert.equal((await guess('x.csv', ['Id'], [['001000000000001']]))?.operation, 'delete');
  });

  it('is an insert when the file has no key', async () => {
    const found = await guess('invoice_lines.csv', ['Name', 'Quantity__c']);
    assert.deepEqual(
      [found?.object, found?.operation, found?.externalIdField],
      ['Invoice_Line__c', 'insert', undefined],
    );
  });

  it('follows the columns when the name of the file says nothing', async () => {
    const found = await guess('data.csv', ['LastName', 'Account.External_Id__c']);
    assert.deepEqual([found?.object, found?.objectReason], ['Contact', 'columns']);
  });

  it('finds the fields of columns, also those of parents, and none for what Salesforce would reject', async () => {
    const found = await guess('contacts.csv', [
      'LASTNAME',
      'User:Owner.Username',
      'Account.Name',
      'Nonsense',
      'Nowhere.Name',
    ]);
    assert.deepEqual(
      found?.columns.map(({ field: name, confidence }) => [name, confidence]),
      [
        ['LastName', 'certain'],
        ['User:Owner.Username', 'certain'],
        ['AccountId', 'likely'],
        [undefined, 'none'],
        [undefined, 'none'],
      ],
    );
    assert.deepEqual(found.columns[2]?.lookup, { object: 'Account', by: 'Name' });
  });

  it('is that of the file that was loaded first for its failed.csv', async () => {
    const own = ['sf__Id', 'sf__Error', 'sf__Line'];
    const found = await guess('failed.csv', [...own, 'External_Id__c', 'Name']);
    assert.deepEqual([found?.object, found?.operation], ['Account', 'upsert']);
    assert.deepEqual(
      found?.columns.map(({ field: name, reason }) => name ?? reason),
      ['resultColumn', 'resultColumn', 'resultColumn', 'External_Id__c', 'Name'],
    );
    const ids = await guess('failed.csv', [...own, 'Id'], [['', 'X:y:--', '2', '001000000000001AAA']]);
    assert.deepEqual([ids?.object, ids?.operation, ids?.objectReason], ['Account', 'delete', 'id']);
  });

  it('names the keys of an upsert, external ids before Id', async () => {
    assert.deepEqual((await guess('accounts.csv', ['ID', 'External_Id__c']))?.keys, ['External_Id__c', 'Id']);
  });

  it('finds the object of a file whose headers are labels', async () => {
    const found = await guess('list.csv', ['External Id', 'last name', 'phone']);
    assert.deepEqual(
      [found?.object, found?.operation, found?.externalIdField],
      ['Contact', 'upsert', 'External_Id__c'],
    );
  });

  it('prefers what was accepted for a column before', async () => {
    const found = await guessLoad(
      {
        fileName: 'accounts.csv',
        columns: ['Name', 'Tel'],
        preview: [],
        remembered: (object) =>
          object === 'Account' ? [{ column: 'tel', mapped: { field: 'Phone', steps: [] } }] : [],
      },
      schema,
    );
    assert.deepEqual(found?.columns[1], {
      column: 'Tel',
      field: 'Phone',
      confidence: 'certain',
      reason: 'remembered',
      steps: [],
    });
  });

  it('is undefined when no column fits any object', async () => {
    assert.equal(await guess('x.csv', ['a', 'b']), undefined);
  });
});
