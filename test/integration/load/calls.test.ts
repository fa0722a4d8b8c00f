// A few rows are loaded without a bulk job: the calls, the records, and results in the form of a bulk load.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { JobState } from '../../../src/core/core';
import { renames } from '../../fakes/renames';
import { adds, asLoad, type CoreSetup, openCoreSetup, signal } from '../setup/coreSetup';

describe('loading a few rows without a bulk job', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const auto = { operation: 'upsert', externalIdField: 'External_Id__c', api: 'auto' } as const;
  const csv = (count: number, row = (index: number) => `R${index},Row ${index}`): string =>
    `External_Id__c,Name\n${Array.from({ length: count }, (_, index) => row(index)).join('\n')}\n`;
  const writes = (): readonly string[] =>
    setup.practice.requests.all
      .filter(({ method, path }) => method !== 'GET' && path.startsWith('/services/data/v'))
      .map(({ method, path }) => `${method} ${path.replace(/^\/services\/data\/v[\d.]+/, '')}`);
  const rowsOf = async ({ jobId }: JobState, list: 'failed' | 'succeeded') =>
    (await setup.core.jobs.rows(jobId, { list, offset: 0, limit: 1000 }, signal)).rows;

  for (const [rows, calls, api] of [
    [1, ['PATCH /sobjects/Account/External_Id__c/R0'], 'rest'],
    [2, ['PATCH /composite/sobjects/Account/External_Id__c'], 'collections'],
    [200, ['PATCH /composite/sobjects/Account/External_Id__c'], 'collections'],
  ] as const)
    it(`sends ${rows} rows with ${calls.length} call of ${api}`, async () => {
      const state = await setup.load(await setup.csv('a.csv', csv(rows)), auto);
      assert.deepEqual([state.outcome, state.succeeded, state.error], ['completed', rows, undefined]);
      assert.deepEqual([state.plan?.route?.api, state.plan?.route?.calls, state.plan?.route?.wait], [api, 1, true]);
      assert.deepEqual(writes(), calls);
      assert.equal((await setup.rowsOf("SELECT COUNT(Id) n FROM Account WHERE Name LIKE 'Row %'"))[0]?.['n'], rows);
    });

  it('uses a bulk job for more than 200 rows, or for fewer on request', async () => {
    const many = await setup.load(await setup.csv('a.csv', csv(201)), auto);
    const forced = await setup.load(await setup.csv('b.csv', csv(2)), { ...auto, api: 'bulk' });
    assert.deepEqual(
      [many, forced].map(({ outcome: end, plan, parts }) => [
        end,
        plan?.route?.reason,
        parts[0]?.remoteId?.slice(0, 3),
      ]),
      [
        ['completed', { code: 'moreThan', rows: 201, limit: 200 }, '750'],
        ['completed', { code: 'chosen', rows: 2 }, '750'],
      ],
    );
  });

  it('sends collections one after another when the limit for collections is higher', async () => {
    const state = await setup.load(await setup.csv('a.csv', csv(450)), { ...auto, api: 'collections' });
    assert.deepEqual([state.outcome, state.succeeded, state.parts.length, writes().length], ['completed', 450, 3, 3]);
  });

  it('gives each failed row with its line, its error and its values, in files like those of a bulk load', async () => {
    const text = 'External_Id__c,Name,Description\nE1,Moss,\nE2,,"a\nb"\nE3,"Lee, ""x""",\nE4,,\n';
    const state = await setup.load(await setup.csv('a.csv', text), auto);
    assert.deepEqual([state.outcome, state.succeeded, state.failed, state.unprocessed], ['completed', 2, 2, 0]);
    assert.deepEqual(
      (await rowsOf(state, 'failed')).map((row) => [row.line, row.code, row.fields, row.values]),
      [
        [3, 'REQUIRED_FIELD_MISSING', ['Name'], ['E2', '', 'a\nb']],
        [6, 'REQUIRED_FIELD_MISSING', ['Name'], ['E4', '', '']],
      ],
    );
    assert.deepEqual(
      (await rowsOf(state, 'succeeded')).map(({ line, recordId, values }) => [line, recordId.slice(0, 3), values]),
      [
        [2, '001', ['E1', 'Moss', '']],
        [5, '001', ['E3', 'Lee, "x"', '']],
      ],
    );
    assert.deepEqual(
      state.groups.map(({ code, count }) => [code, count]),
      [['REQUIRED_FIELD_MISSING', 2]],
    );
    const succeeded = await readFile((await setup.core.jobs.resultFile(state.jobId, 'succeeded'))!, 'utf8');
    assert.match(
      succeeded,
      /^sf__Id,sf__Created,sf__Line,External_Id__c,Name,Description\n001\w{15},true,2,E1,Moss,\n/,
    );
  });

  it('writes numbers, booleans, dates and parents as JSON, and leaves blanks alone', async () => {
    await setup.load(await setup.csv('p.csv', 'External_Id__c,Name\nP1,Parent\n'), auto);
    const text = [
      'External_Id__c,Name,VIP__c,Credit_Limit__c,NumberOfEmployees,Customer_Since__c,Last_Review__c,Parent.External_Id__c,User:Owner.Username,Phone',
      `K1,Kid,yes,0012.50,+7,2024-02-29,2024-02-29T10:00:00Z,P1,${setup.practice.username},0049`,
      `K2,Kid,0,1234567890123456.78,,,,,,`,
    ];
    const both = await setup.load(await setup.csv('a.csv', `${text.join('\n')}\n`), auto);
    assert.deepEqual([both.outcome, both.succeeded], ['completed', 1], JSON.stringify(both.groups));
    assert.deepEqual(
      (await rowsOf(both, 'failed')).map(({ code }) => code),
      ['NUMBER_OUTSIDE_VALID_RANGE'],
    );
    const soql =
      "SELECT VIP__c, Credit_Limit__c, NumberOfEmployees, Customer_Since__c, Parent.Name, Phone FROM Account WHERE External_Id__c = 'K1'";
    const expected = {
      VIP__c: true,
      Credit_Limit__c: 12.5,
      NumberOfEmployees: 7,
      Customer_Since__c: '2024-02-29',
      Parent: { Name: 'Parent' },
      Phone: '0049',
    };
    assert.deepEqual(await setup.rowsOf(soql), [expected]);
    const blank = 'External_Id__c,Phone,NumberOfEmployees,Parent.External_Id__c\nK1,,#N/A,#N/A\n';
    assert.equal((await setup.load(await setup.csv('c.csv', blank), auto)).succeeded, 1);
    assert.deepEqual(await setup.rowsOf(soql), [{ ...expected, NumberOfEmployees: null, Parent: null }]);
  });

  it('updates and deletes by Id, and rejects IDs of other objects', async () => {
    const made = await setup.load(await setup.csv('a.csv', 'Name\nOne\nTwo\nThree\n'), { api: 'auto' });
    const ids = (await rowsOf(made, 'succeeded')).map(({ recordId }) => recordId);
    const update = await setup.csv('b.csv', `Id,Name\n${ids[0]},Uno\n,Unknown\n${ids[1]},#N/A\n`);
    const updated = await setup.load(update, { api: 'auto', operation: 'update' });
    assert.deepEqual([updated.outcome, updated.succeeded, updated.failed], ['completed', 1, 2]);
    const [contact] = await setup.rowsOf('SELECT Id FROM Contact LIMIT 1');
    const doomed = [ids[0], '', ids[1], String(contact?.['Id']), 'nonsense'];
    const deleted = await setup.load(await setup.csv('c.csv', `Id,Name\n${doomed.join(',x\n')},x\n`), {
      api: 'auto',
      operation: 'delete',
    });
    assert.deepEqual(
      (await rowsOf(deleted, 'failed')).map(({ line, code, message }) => [line, code, message.slice(0, 30)]),
      [
        [3, 'MISSING_ARGUMENT', 'Id not specified in a delete c'],
        [5, 'MALFORMED_ID', 'id value of incorrect type: 00'],
        [6, 'MALFORMED_ID', 'bad id nonsense'],
      ],
    );
    const last = await setup.load(await setup.csv('d.csv', `Id\n${ids[2]}\n`), { api: 'auto', operation: 'delete' });
    assert.deepEqual([deleted.succeeded, last.succeeded, last.plan?.route?.api], [2, 1, 'rest']);
    assert.deepEqual(await setup.rowsOf(`SELECT Id FROM Account WHERE Id IN ('${ids.join("','")}')`), []);
    assert.equal((await setup.rowsOf(`SELECT Id FROM Contact WHERE Id = '${String(contact?.['Id'])}'`)).length, 1);
  });

  it('finds the one row that makes the whole call fail, and saves all others', async () => {
    const rows = Array.from(
      { length: 120 },
      (_, index) => `S${index},Row ${index},2024-02-29${index === 77 ? ' or later' : ''}`,
    );
    const file = await setup.csv('a.csv', `External_Id__c,Name,Customer_Since__c\n${rows.join('\n')}\n`);
    const state = await setup.load(file, auto);
    assert.deepEqual([state.outcome, state.succeeded, state.failed, state.unprocessed], ['completed', 119, 1, 0]);
    const [bad] = await rowsOf(state, 'failed');
    assert.deepEqual([bad?.line, bad?.code, bad?.values[0]], [79, 'JSON_PARSER_ERROR', 'S77']);
    assert.ok(writes().length <= 2 * Math.log2(120) + 1, `${writes().length} calls`);
  });

  it('sends nothing of a file with a column that is not a field, and names the column', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'Name,Nonsense\na,b\nc,d\n'), { api: 'auto' });
    assert.deepEqual([state.outcome, state.error?.code, state.unprocessed], ['rejected', 'input.notAField', 2]);
    assert.equal(state.error?.details['column'], 'Nonsense');
    assert.deepEqual(writes(), []);
    assert.ok(adds(state));
  });

  it('ends as rejected when Salesforce does not know the object, and every row is unprocessed', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'Name\na\nb\n'), { api: 'auto', object: 'Acount' });
    assert.deepEqual([state.outcome, state.error?.code, state.unprocessed], ['rejected', 'request.notFound', 2]);
  });

  it('sends only mapped columns under their field names, and still knows the line of each row', async () => {
    const file = await setup.csv('a.csv', 'Key;Firma;Notiz\r\nM1;Moss;"x\ny"\r\nM2;;z\r\n');
    const mapping = renames({ Key: 'External_Id__c', Firma: 'Name' });
    const state = await setup.load(file, { ...auto, mapping });
    assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 1, 1]);
    assert.deepEqual(
      (await rowsOf(state, 'failed')).map((row) => [row.line, row.values]),
      [[4, ['M2', '']]],
    );
  });

  it('sends failed rows of a bulk load again in one call, and the attempts add up', async () => {
    const text = csv(300, (index) => `T${index},${index % 100 === 5 ? '' : `Row ${index}`}`);
    const first = await setup.load(await setup.csv('a.csv', text), auto);
    assert.deepEqual([first.plan?.route?.api, first.failed], ['bulk', 3]);
    const { spec } = await setup.core.jobs.prepareRetry(first.jobId, { list: 'failed' }, signal);
    const again = asLoad(await setup.core.jobs.whenFinished(await setup.core.jobs.start(spec), signal));
    assert.deepEqual([again.plan?.route?.api, again.outcome, again.failed], ['collections', 'completed', 3]);
    assert.deepEqual(
      (await rowsOf(again, 'failed')).map(({ line }) => line),
      [7, 107, 207],
    );
    const { spec: third, records } = await setup.core.jobs.prepareRetry(again.jobId, { list: 'failed' }, signal);
    const last = await setup.core.jobs.whenFinished(await setup.core.jobs.start({ ...third, api: 'rest' }), signal);
    assert.deepEqual([records, last.failed, (await rowsOf(last, 'failed'))[2]?.line], [3, 3, 207]);
    const { totals } = setup.core.jobs.attempts(first.jobId) ?? {};
    assert.deepEqual([totals?.total, totals?.succeeded, totals?.failed], [300, 297, 3]);
  });
});

describe('a few rows, loaded as a bulk job would', () => {
  it('run no assignment rules, whatever the number of rows', async () => {
    const asked: (string | undefined)[] = [];
    const setup = await openCoreSetup({
      through: (transport) => ({
        send: (request) => {
          if (request.method === 'POST') asked.push(request.headers['Sforce-Auto-Assign']);
          return transport.send(request);
        },
      }),
    });
    try {
      for (const rows of ['Name\nOne\n', 'Name\nTwo\nThree\n'])
        await setup.load(await setup.csv('a.csv', rows), { api: 'auto' });
      assert.deepEqual(asked, ['FALSE', 'FALSE']);
    } finally {
      await setup.close();
    }
  });
});
