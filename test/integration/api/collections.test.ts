// Collections against the practice org: each record has its own outcome, in the order of the request.
import assert from 'node:assert/strict';
import { SalesforceError } from '../../../src/core/core';
import type { Collections } from '../../../src/core/composite/composite';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

describe('collections of records', () => {
  let setup: CoreSetup;
  let collections: Collections;
  beforeEach(async () => {
    setup = await openCoreSetup();
    ({ collections } = (await setup.core.org(setup.orgId)).composite);
  });
  afterEach(() => setup.close());

  const create = (names: readonly string[], allOrNone = false) =>
    collections.create({ object: 'Account', records: names.map((name) => ({ Name: name })), allOrNone }, quiet);

  it('create, update, find and delete records, with each failure at its own position', async () => {
    const made = await create(['One', '', 'Two']);
    assert.deepEqual(
      made.map((one) => (one.ok ? 'ok' : one.errors.map(({ code, fields }) => [code, fields]))),
      ['ok', [['REQUIRED_FIELD_MISSING', ['Name']]], 'ok'],
    );
    const [first = '', second = ''] = made.flatMap((one) => (one.ok ? [one.id] : []));
    const records = [
      { Id: first, Name: 'Uno' },
      { Id: second, NumberOfEmployees: -123456789 },
    ];
    const changed = await collections.update({ object: 'Account', records }, quiet);
    assert.deepEqual(
      changed.map(({ ok }) => ok),
      [true, false],
    );
    const ids = [second, '001000000000000AAA', first];
    const found = await collections.retrieve({ object: 'Account', ids, fields: ['Name'] }, quiet);
    assert.deepEqual(
      found.map((row) => row?.['Name']),
      ['Two', undefined, 'Uno'],
    );
    assert.ok(found.every((row) => row === undefined || !('attributes' in row)));
    const gone = await collections.delete({ ids: [first, first] }, quiet);
    assert.deepEqual(
      gone.map((one) => (one.ok ? 'ok' : one.errors[0]?.code)),
      ['ok', 'ENTITY_IS_DELETED'],
    );
  });

  it('upsert by an external ID and report which records are new', async () => {
    const upsert = (names: readonly string[]) =>
      collections.upsert(
        {
          object: 'Account',
          key: 'External_Id__c',
          records: names.map((name) => ({ External_Id__c: name, Name: name })),
        },
        quiet,
      );
    await upsert(['A']);
    assert.deepEqual(
      (await upsert(['A', 'B'])).map((one) => one.ok && one.created),
      [false, true],
    );
  });

  it('save no record of an all-or-none call when one fails', async () => {
    const outcomes = await create(['One', ''], true);
    assert.deepEqual(
      outcomes.map((one) => !one.ok && one.errors[0]?.code),
      ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'REQUIRED_FIELD_MISSING'],
    );
    assert.deepEqual(await setup.rowsOf("SELECT Id FROM Account WHERE Name = 'One'"), []);
  });

  it('are rejected over Salesforce’s limit before anything is sent, and an empty call sends nothing', async () => {
    const before = setup.practice.requests.all.length;
    await assert.rejects(
      create(Array.from({ length: 201 }, () => 'x')),
      (error) => error instanceof SalesforceError && error.code === 'request.tooManyRecords',
    );
    assert.deepEqual(await create([]), []);
    assert.equal(setup.practice.requests.all.length, before);
  });
});
