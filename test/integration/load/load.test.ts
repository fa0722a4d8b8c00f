// A CSV into the practice org and back: which rows arrive, which fail, and their lines in the file.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { renames } from '../../fakes/renames';
import { adds, openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('loading a CSV in bulk', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;

  it('upserts every row and keeps quotes, line breaks, leading zeros and spaces unchanged', async () => {
    const file = await setup.csv(
      'a.csv',
      'External_Id__c,Name,Phone,Description\nE1,"Moss, Ltd",007,"two\nlines ""quoted"""\nE2,  Lee ,00,\n',
    );
    const state = await setup.load(file, upsert);
    assert.deepEqual([state.outcome, state.succeeded, state.failed, state.unprocessed], ['completed', 2, 0, 0]);
    assert.deepEqual(
      await setup.rowsOf(
        "SELECT Name, Phone, Description FROM Account WHERE External_Id__c IN ('E1','E2') ORDER BY External_Id__c",
      ),
      [
        { Name: 'Moss, Ltd', Phone: '007', Description: 'two\nlines "quoted"' },
        { Name: '  Lee ', Phone: '00', Description: null },
      ],
    );
  });

  it('gives each failed row with its line, its error and its values, and saves the others', async () => {
    const file = await setup.csv('a.csv', 'External_Id__c,Name,Description\nE1,Moss,\nE2,,"a\nb"\nE3,Lee,\nE4,,\n');
    const state = await setup.load(file, upsert);
    assert.deepEqual([state.outcome, state.succeeded, state.failed, state.unprocessed], ['completed', 2, 2, 0]);
    const page = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 10 }, signal);
    assert.deepEqual(
      page.rows.map((row) => [row.line, row.code, row.fields, row.values]),
      [
        [3, 'REQUIRED_FIELD_MISSING', ['Name'], ['E2', '', 'a\nb']],
        [6, 'REQUIRED_FIELD_MISSING', ['Name'], ['E4', '', '']],
      ],
    );
    assert.deepEqual(
      state.groups.map((group) => [group.code, group.count]),
      [['REQUIRED_FIELD_MISSING', 2]],
    );
    const failed = await readFile((await setup.core.jobs.resultFile(state.jobId, 'failed'))!, 'utf8');
    assert.match(failed, /^sf__Id,sf__Error,sf__Line,External_Id__c,Name,Description\n/);
  });

  it('splits a file into parts, sends several at once and gives the lines of the whole file', async () => {
    const rows = Array.from({ length: 500 }, (_, index) => `P${index},${index % 50 === 7 ? '' : `Name ${index}`}`);
    const file = await setup.csv('a.csv', `External_Id__c,Name\n${rows.join('\n')}\n`);
    const state = await setup.load(file, { ...upsert, partRecords: 120 });
    assert.equal(state.parts.length, 5);
    assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 490, 10]);
    const page = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 100 }, signal);
    assert.deepEqual(
      page.rows.map((row) => row.line),
      Array.from({ length: 10 }, (_, index) => 2 + 7 + index * 50),
    );
    assert.equal((await setup.rowsOf("SELECT COUNT(Id) n FROM Account WHERE External_Id__c LIKE 'P%'"))[0]?.['n'], 490);
  });

  it('inserts, updates, deletes and hard-deletes', async () => {
    const names = await setup.load(await setup.csv('a.csv', 'Name\nOne\nTwo\n'), { operation: 'insert' });
    const page = await setup.core.jobs.rows(names.jobId, { list: 'succeeded', offset: 0, limit: 10 }, signal);
    const ids = page.rows.map((row) => row.recordId);
    const update = await setup.csv('b.csv', `Id,Name\n${ids[0]},Uno\n${ids[1]},#N/A\n`);
    const updated = await setup.load(update, { operation: 'update' });
    assert.deepEqual([updated.succeeded, updated.failed], [1, 1]);
    assert.equal((await setup.load(await setup.csv('c.csv', `Id\n${ids[0]}\n`), { operation: 'delete' })).succeeded, 1);
    assert.equal(
      (await setup.load(await setup.csv('d.csv', `Id\n${ids[1]}\n`), { operation: 'hardDelete' })).succeeded,
      1,
    );
    assert.deepEqual(await setup.rowsOf(`SELECT Id FROM Account WHERE Id IN ('${ids.join("','")}')`), []);
  });

  for (const operation of ['delete', 'hardDelete'] as const)
    it(`${operation}: sends only the IDs of a file with other columns, since Salesforce accepts no others`, async () => {
      const made = await setup.load(await setup.csv('a.csv', 'Name\nOne\n'), { operation: 'insert' });
      const [row] = (await setup.core.jobs.rows(made.jobId, { list: 'succeeded', offset: 0, limit: 1 }, signal)).rows;
      const text = `Name,ID,Notes\nOne,${row?.recordId},"x\ny"\nTwo,001000000000000AAA,z\n`;
      const state = await setup.load(await setup.csv('b.csv', text), { operation, api: 'bulk' });
      assert.deepEqual(
        [state.outcome, state.succeeded, state.failed],
        ['completed', 1, 1],
        JSON.stringify(state.error),
      );
      const { rows, columns } = await setup.core.jobs.rows(
        state.jobId,
        { list: 'failed', offset: 0, limit: 9 },
        signal,
      );
      assert.deepEqual([columns, rows.map(({ line }) => line)], [['ID'], [4]]);
    });

  it('sends only mapped columns under their field names, and still knows the line of each row', async () => {
    const file = await setup.csv('a.csv', 'Key;Firma;Notiz\r\nM1;Moss;"x\ny"\r\nM2;;z\r\n');
    const state = await setup.load(file, { ...upsert, mapping: renames({ Key: 'External_Id__c', Firma: 'Name' }) });
    assert.deepEqual([state.succeeded, state.failed], [1, 1]);
    const page = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 10 }, signal);
    assert.deepEqual(
      page.rows.map((row) => [row.line, row.values]),
      [[4, ['M2', '']]],
    );
  });

  for (const [name, bytes] of [
    ['UTF-16 with a byte order mark', Buffer.from('\ufeffExternal_Id__c,Name\nU1,Žluťoučký\n', 'utf16le')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeffExternal_Id__c,Name\nU1,Žluťoučký\n')],
    [
      'CRLF with line feeds inside a quoted value',
      Buffer.from('External_Id__c,Name,Description\r\nU1,Žluťoučký,"a\nb"\r\n'),
    ],
    [
      'LF with carriage returns inside a quoted value',
      Buffer.from('External_Id__c,Name,Description\nU1,Žluťoučký,"a\r\nb"\n'),
    ],
    ['tabs', Buffer.from('External_Id__c\tName\nU1\tŽluťoučký\n')],
    ['a last line without a line end', Buffer.from('External_Id__c,Name\nU1,Žluťoučký')],
  ] as const) {
    it(`loads a file with ${name}`, async () => {
      const state = await setup.load(await setup.csv('a.csv', bytes), upsert);
      assert.deepEqual([state.outcome, state.succeeded], ['completed', 1], JSON.stringify(state.error ?? state.groups));
      assert.equal(
        (await setup.rowsOf("SELECT Name FROM Account WHERE External_Id__c = 'U1'"))[0]?.['Name'],
        'Žluťoučký',
      );
    });
  }

  for (const [name, text, spec, code] of [
    ['no rows', 'Name\n', {}, 'input.noRows'],
    ['no content', '', {}, 'input.empty'],
    ['a row with too few cells', 'Name,Phone\na\n', {}, 'input.ragged'],
    ['an unclosed quote', 'Name\n"a\n', {}, 'input.unclosedQuote'],
    ['no key for an upsert', 'Name\na\n', upsert, 'input.missingColumn'],
    ['no Id for a delete', 'Name\na\n', { operation: 'delete' }, 'input.missingColumn'],
  ] as const) {
    it(`sends nothing of a file with ${name}`, async () => {
      const state = await setup.load(await setup.csv('a.csv', text), spec);
      assert.deepEqual([state.outcome, state.error?.code], ['rejected', code]);
      assert.deepEqual(
        setup.practice.requests.all.filter((request) => request.path.includes('/jobs/')),
        [],
      );
    });
  }

  it('ends as rejected when Salesforce does not know the object, and every row is unprocessed', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'Name\na\nb\n'), { object: 'Acount' });
    assert.deepEqual([state.outcome, state.error?.code, state.unprocessed], ['rejected', 'request.refused', 2]);
    assert.ok(adds(state));
  });

  it('ends as failed with the message from Salesforce when a column is not a field', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'Name,Nonsense\na,b\n'), {});
    assert.equal(state.outcome, 'failed');
    assert.match(String(state.error?.details['message']), /Field name not found : Nonsense/);
    assert.ok(adds(state));
  });
});
