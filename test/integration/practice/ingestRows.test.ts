// Rows of ingest jobs: every row error with its exact sf__Error, and the effect of blank, #N/A and relationship cells.
import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { startOrg, type BulkResult, type Json, type OrgCaller } from './orgCaller';

const insert = (object: string): Json => ({ object, operation: 'insert' });
const update = (object: string): Json => ({ object, operation: 'update' });
const upsert = (object: string): Json => ({ object, operation: 'upsert', externalIdFieldName: 'External_Id__c' });

const errorsOf = (result: BulkResult): string[] =>
  parse(result.failed, { columns: true, relax_column_count: true }).map(
    (row) => (row as Record<string, string>)['sf__Error'] ?? '',
  );
const idsOf = (result: BulkResult): string[] =>
  parse(result.succeeded, { columns: true }).map((row) => (row as Record<string, string>)['sf__Id'] ?? '');

describe('rows of ingest jobs in the practice org', () => {
  let org: OrgCaller;
  before(async () => {
    org = await startOrg({ seedAccounts: 4 });
  });
  after(() => org.close());

  const onlyErrorOf = async (spec: Json, csv: string): Promise<string> => {
    const result = await org.load(spec, csv);
    assert.equal(result.job['state'], 'JobComplete', JSON.stringify(result.job));
    const errors = errorsOf(result);
    assert.equal(errors.length, 1, result.failed);
    return errors[0] ?? '';
  };
  const idOf = async (object: string, key: string): Promise<string> => {
    const found = await org.query(`SELECT Id FROM ${object} WHERE External_Id__c = '${key}'`);
    return String(found.records[0]?.['Id']);
  };

  const plain: readonly [what: string, spec: Json, csv: string, error: string][] = [
    [
      'a missing required field',
      insert('Account'),
      'Name,Phone\n,5\n',
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
    ],
    [
      'several missing required fields',
      insert('Opportunity'),
      'Name,StageName,CloseDate\nDeal,,\n',
      'REQUIRED_FIELD_MISSING:Required fields are missing: [StageName, CloseDate]:StageName,CloseDate --',
    ],
    [
      'an invalid date',
      insert('Opportunity'),
      'Name,StageName,Amount,CloseDate\nDeal,Prospecting,5,13/45/2024\n',
      "INVALID_FIELD:Failed to deserialize field at col 3. Due to, '13/45/2024' is not a valid value for the type xsd:date:CloseDate --",
    ],
    [
      'an unknown parent',
      insert('Contact'),
      'LastName,Account.External_Id__c\nMoss,0000031236\n',
      'INVALID_FIELD:Foreign key external ID: 0000031236 not found for field External_Id__c in entity Account:--',
    ],
    [
      'a validation rule',
      insert('Invoice__c'),
      'Issued_On__c,Due_Date__c\n2026-02-02,2026-02-01\n',
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:The due date must not be before the issue date.:--',
    ],
    [
      'a validation rule with a field',
      insert('Opportunity'),
      'Name,StageName,Amount,CloseDate\nDeal,Prospecting,-1,2026-12-31\n',
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:Amount must not be negative.:Amount --',
    ],
    [
      'a trigger error with several lines and quotes',
      insert('Case'),
      'Reason,Subject\nBreakdown,Help\n',
      [
        'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY:CaseGuard: execution of BeforeInsert',
        '',
        'caused by: System.NullPointerException: Attempt to de-reference a null object, "Account" was expected',
        '',
        'Trigger.CaseGuard: line 7, column 1:--',
      ].join('\n'),
    ],
    [
      'an id in an insert',
      insert('Account'),
      'Id,Name\n0015e0000YI61cVAQR,A\n',
      'INVALID_FIELD_FOR_INSERT_UPDATE:cannot specify Id in an insert call:Id --',
    ],
    [
      'a read-only field',
      insert('Account'),
      'Name,CreatedDate\nA,2026-01-01T00:00:00Z\n',
      'INVALID_FIELD_FOR_INSERT_UPDATE:Unable to create/update fields: CreatedDate. Please check the security settings of this field and verify that it is read/write for your profile or permission set.:CreatedDate --',
    ],
    [
      'an update without id',
      update('Account'),
      'Id,Name\n,A\n',
      'MISSING_ARGUMENT:Id not specified in an update call:Id --',
    ],
    ['an invalid id', update('Account'), 'Id,Name\n123,A\n', 'MALFORMED_ID:bad id 123:Id --'],
    [
      'an id of another object',
      update('Account'),
      'Id,Name\n0035e0000YI61cVAQR,A\n',
      'MALFORMED_ID:id value of incorrect type: 0035e0000YI61cVAQR:Id --',
    ],
    [
      'an unknown id',
      update('Account'),
      'Id,Name\n001000000000001AAA,A\n',
      'INVALID_CROSS_REFERENCE_KEY:invalid cross reference id:--',
    ],
    [
      'an upsert without its external id',
      upsert('Account'),
      'External_Id__c,Name\n,A\n',
      'MISSING_ARGUMENT:External_Id__c not specified:External_Id__c --',
    ],
    [
      'a lookup to the wrong object',
      insert('Contact'),
      'LastName,AccountId\nMoss,0055e0000YI61cVAQR\n',
      'MALFORMED_ID:id value of incorrect type: 0055e0000YI61cVAQR:AccountId --',
    ],
    [
      'a row with too few cells',
      insert('Account'),
      'Name,Phone\nA\n',
      'INVALID_FIELD:row has 1 columns, the header has 2:--',
    ],
    [
      'a space before a quote',
      insert('Account'),
      'Name,Phone\nA, "5"\n',
      'INVALID_FIELD:Found unescaped quote. A value with quote should be within a quote:--',
    ],
  ];
  for (const [what, spec, csv, error] of plain) {
    it(`fail for ${what}`, async () => assert.equal(await onlyErrorOf(spec, csv), error));
  }

  it('list every error of a row', async () => {
    assert.equal(
      await onlyErrorOf(insert('Contact'), 'LastName,Email,Level__c\nMoss,x,Best\n'),
      'INVALID_EMAIL_ADDRESS:invalid email address: x:Email --INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST:bad value for restricted picklist field: Best:Level__c --',
    );
  });

  it('fail for a duplicate unique value, with the id of the other record', async () => {
    const holder = await idOf('Account', 'ACC-00001');
    assert.equal(
      await onlyErrorOf(insert('Account'), 'Name,External_Id__c\nA,acc-00001\n'),
      `DUPLICATE_VALUE:duplicate value found: External_Id__c duplicates value on record with id: ${holder}:--`,
    );
  });

  it('fail for a duplicate external id in a batch', async () => {
    const result = await org.load(upsert('Account'), 'External_Id__c,Name\nTWICE,A\nTWICE,B\n');
    assert.deepEqual(errorsOf(result), ['DUPLICATE_VALUE:Duplicate external id specified: TWICE:External_Id__c --']);
    assert.equal(idsOf(result).length, 1);
  });

  it('fail when the external id of an upsert matches several records', async () => {
    const ids = idsOf(await org.load(insert('Account'), 'Name,Legacy_Key__c\nA,L1\nB,L1\n'));
    const spec = { ...upsert('Account'), externalIdFieldName: 'Legacy_Key__c' };
    const error = await onlyErrorOf(spec, 'Legacy_Key__c,Name\nL1,C\n');
    assert.match(
      error,
      /^DUPLICATE_EXTERNAL_ID:Legacy_Key__c: more than one record found for external id field: \[001\w{15}, 001\w{15}\]:--$/,
    );
    for (const id of ids) assert.ok(error.includes(id));
  });

  it('fail for a deleted record, with its id', async () => {
    const [id = ''] = idsOf(await org.load(insert('Account'), 'Name\nShort-lived\n'));
    const gone = await org.load({ object: 'Account', operation: 'delete' }, `Id\n${id}\n`);
    assert.equal(gone.succeeded, `"sf__Id","sf__Created",Id\n"${id}","false","${id}"\n`);
    const again = await org.load({ object: 'Account', operation: 'delete' }, `Id\n${id}\n`);
    assert.equal(again.failed, `"sf__Id","sf__Error",Id\n"${id}","ENTITY_IS_DELETED:entity is deleted:--","${id}"\n`);
    assert.equal(await onlyErrorOf(update('Account'), `Id,Name\n${id},B\n`), 'ENTITY_IS_DELETED:entity is deleted:--');
  });

  it('fail while the record is locked, and succeed afterwards', async () => {
    const id = await idOf('Account', 'ACC-00002');
    const unlock = org.practice.org.locks.add({ ids: [id] });
    const expected = `UNABLE_TO_LOCK_ROW:unable to obtain exclusive access to this record or 1 records: ${id}:--`;
    assert.equal(await onlyErrorOf(update('Account'), `Id,Phone\n${id},1\n`), expected);
    assert.equal(await onlyErrorOf(insert('Contact'), `LastName,AccountId\nMoss,${id}\n`), expected);
    unlock();
    assert.deepEqual(errorsOf(await org.load(update('Account'), `Id,Phone\n${id},1\n`)), []);
  });

  it('fail for leads that match a duplicate rule', async () => {
    const csv = 'LastName,Company,Email\nDouble,Acme,same@mail.example\n';
    assert.deepEqual(errorsOf(await org.load(insert('Lead'), csv)), []);
    assert.equal(await onlyErrorOf(insert('Lead'), csv), 'DUPLICATES_DETECTED:Use one of these records?:--');
  });

  it('keep a field for a blank cell and clear it for #N/A', async () => {
    await org.load(upsert('Account'), 'External_Id__c,Name,Phone,Rating,VIP__c\nBLANK,A,5,Hot,true\n');
    const csv = 'External_Id__c,Name,Phone,Rating,VIP__c\nBLANK,,,#N/A,#N/A\n';
    assert.deepEqual(errorsOf(await org.load(upsert('Account'), csv)), []);
    const { records } = await org.query(
      "SELECT Name, Phone, Rating, VIP__c FROM Account WHERE External_Id__c = 'BLANK'",
    );
    const [{ Name, Phone, Rating, VIP__c } = {}] = records;
    assert.deepEqual([Name, Phone, Rating, VIP__c], ['A', '5', null, false]);
    assert.equal(
      await onlyErrorOf(upsert('Account'), 'External_Id__c,Name\nBLANK,#N/A\n'),
      'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --',
    );
  });

  it('find parents by external id, and polymorphic ones by object and field', async () => {
    const csv = 'LastName,Company,User:Owner.External_Id__c\nOwned,Acme,U-2\n';
    assert.deepEqual(errorsOf(await org.load(insert('Lead'), csv)), []);
    const { records } = await org.query("SELECT Owner.Name FROM Lead WHERE LastName = 'Owned'");
    assert.equal((records[0]?.['Owner'] as Json)['Name'], 'Ben Okafor');
  });

  it('cannot be deleted while cases reference them', async () => {
    const id = await idOf('Account', 'ACC-00001');
    assert.match(
      await onlyErrorOf({ object: 'Account', operation: 'delete' }, `Id\n${id}\n`),
      /^DELETE_FAILED:Your attempt to delete .* could not be completed because it is associated with the following cases\.: 00001000\n:--$/,
    );
  });

  it('are deleted with their children', async () => {
    const id = await idOf('Account', 'ACC-00002');
    const before = await org.query(`SELECT Id FROM Contact WHERE AccountId = '${id}'`);
    assert.ok(before.totalSize > 0);
    assert.deepEqual(errorsOf(await org.load({ object: 'Account', operation: 'delete' }, `Id\n${id}\n`)), []);
    assert.equal((await org.query(`SELECT Id FROM Contact WHERE AccountId = '${id}'`)).totalSize, 0);
    const invoice = await org.query("SELECT Account__c FROM Invoice__c WHERE External_Id__c = 'INV-00002'");
    assert.equal(invoice.records[0]?.['Account__c'], null);
  });

  it('are removed completely by a hard delete', async () => {
    const [id = ''] = idsOf(await org.load(insert('Account'), 'Name\nTraceless\n'));
    await org.load({ object: 'Account', operation: 'hardDelete' }, `Id\n${id}\n`);
    const everywhere = await org.get(
      `queryAll?q=${encodeURIComponent("SELECT Id FROM Account WHERE Name = 'Traceless'")}`,
    );
    assert.equal(((await everywhere.json()) as Json)['totalSize'], 0);
  });

  it('can be upserted by Id: a row with an id is updated, a row without one is created', async () => {
    const id = await idOf('Account', 'ACC-00003');
    const spec = { object: 'Account', operation: 'upsert', externalIdFieldName: 'Id' };
    const { succeeded } = await org.load(spec, `Id,Name\n${id},Changed\n,Made\n`);
    assert.match(succeeded, new RegExp(`"${id}","false","${id}","Changed"\n"001\\w{15}","true","","Made"\n`));
  });
});
