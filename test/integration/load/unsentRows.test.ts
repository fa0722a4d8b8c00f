// Rows whose values a mapping cannot make fail before anything is sent, with the reason, and the other rows are sent.
// Without that, three unknown owners among 100,000 rows keep all of them out of the org.
import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FieldMapping, LoadSpec, LoadState, Mapping, RowFailure } from '../../../src/core/core';
import { dieAfter, dieAtEveryEvent, finishElsewhere } from '../setup/childJobs';
import { offerNow, offerOf, textOf } from '../setup/retries';
import { adds, asLoad, openCoreSetup, quiet, signal, type CoreSetup } from '../setup/coreSetup';

const column = (from: string, field = from): FieldMapping => ({ field, from: [from], steps: [] });
const owners: Mapping = {
  fields: [column('LastName'), { ...column('Owner', 'OwnerId'), lookup: { object: 'User', by: 'Email' } }],
};
const ben = 'ben@practice.kinetic.example';
const lookupError = (name: string): string =>
  `KINETIC_LOOKUP_FAILED:Owner: No User has the Email “${name}”. The row was not sent.:OwnerId --`;

describe('a load with rows that cannot be sent', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const load = async (text: string, mapping: Mapping, more: Partial<LoadSpec> = {}): Promise<LoadState> =>
    setup.load(await setup.csv('a.csv', text), { object: 'Contact', mapping, ...more });
  const failedFile = async ({ jobId }: LoadState): Promise<string> =>
    (await setup.core.jobs.resultFile(jobId, 'failed')) ?? '';
  const failedLines = async (state: LoadState): Promise<readonly string[]> =>
    (await readFile(await failedFile(state), 'utf8')).trimEnd().split('\n');
  const failures = async ({ jobId }: LoadState): Promise<readonly RowFailure[]> =>
    (await setup.core.jobs.rows(jobId, { list: 'failed', offset: 0, limit: 100 }, signal)).rows;
  const counts = ({ outcome, total, succeeded, failed, unprocessed, unknown }: LoadState) =>
    [outcome, total, succeeded, failed, unprocessed, unknown] as const;
  const writes = (): number =>
    setup.practice.requests.all.filter(({ method, path }) => method !== 'GET' && /sobjects|ingest/.test(path)).length;
  const namesIn = async (like: string): Promise<readonly unknown[]> =>
    (await setup.rowsOf(`SELECT LastName FROM Contact WHERE LastName LIKE '${like}' ORDER BY LastName`)).map(
      ({ LastName }) => LastName,
    );

  for (const [api, more] of [
    ['bulk', {}],
    ['bulk', { partRecords: 1 }],
    ['collections', {}],
    ['collections', { save: { recordsPerCall: 1 } }],
    ['rest', {}],
  ] as const)
    it(`sends the others over ${api}${Object.keys(more).length > 0 ? ' in parts' : ''}, and says why by the line`, async () => {
      const text = `LastName,Owner\nX1,a@x\nX2,${ben}\nX3,"b,""c"\nX4,${ben}\n`;
      const state = await load(text, owners, { api, ...more });
      assert.deepEqual(counts(state), ['completed', 4, 2, 2, 0, 0]);
      assert.deepEqual(await namesIn('X%'), ['X2', 'X4']);
      assert.deepEqual(state.groups, [
        {
          code: 'KINETIC_LOOKUP_FAILED',
          message: 'Owner: No User has the Email “…”. The row was not sent.',
          fields: ['OwnerId'],
          count: 2,
        },
      ]);
      assert.deepEqual(await failedLines(state), [
        'sf__Id,sf__Error,sf__Line,LastName,OwnerId',
        `,${lookupError('a@x')},2,X1,a@x`,
        `,"${lookupError('b,"c').replaceAll('"', '""')}",4,X3,"b,""c"`,
      ]);
      const found = await failures(state);
      assert.deepEqual(
        found.map(({ line, recordId, values }) => [line, recordId, ...values]),
        [
          [2, '', 'X1', 'a@x'],
          [4, '', 'X3', 'b,"c'],
        ],
      );
    });

  it('has them among the rows that Salesforce rejected, in the order of the lines', async () => {
    const mapping = { fields: [...owners.fields, column('Email')] };
    const text = `LastName,Owner,Email\nY1,a@x,\nY2,${ben},no e-mail\nY3,b@x,no e-mail\nY4,${ben},\nY5,${ben},bad\n`;
    const state = await load(text, mapping, { api: 'bulk', partRecords: 2 });
    assert.deepEqual(counts(state), ['completed', 5, 1, 4, 0, 0]);
    assert.deepEqual(
      (await failures(state)).map(({ line, code, values }) => [line, code, values[0]]),
      [
        [2, 'KINETIC_LOOKUP_FAILED', 'Y1'],
        [3, 'INVALID_EMAIL_ADDRESS', 'Y2'],
        [4, 'KINETIC_LOOKUP_FAILED', 'Y3'],
        [6, 'INVALID_EMAIL_ADDRESS', 'Y5'],
      ],
    );
    const group = state.groups.findIndex(({ code }) => code === 'KINETIC_LOOKUP_FAILED');
    const query = { list: 'failed', offset: 0, limit: 10, group } as const;
    const { rows } = await setup.core.jobs.rows(state.jobId, query, signal);
    assert.deepEqual(
      rows.map(({ line }) => line),
      [2, 4],
    );
  });

  for (const api of ['bulk', 'collections', 'rest'] as const)
    it(`ends as completed over ${api} when all of them fail, and nothing is sent`, async () => {
      const state = await load('LastName,Owner\nZ1,a@x\nZ2,b@x\n', owners, { api });
      assert.deepEqual(counts(state), ['completed', 2, 0, 2, 0, 0]);
      assert.equal(writes(), 0);
      assert.equal((await failedLines(state)).length, 3);
      const [name] = (await readdir(join(setup.folder, 'jobs'))).filter((entry) => entry.includes(state.jobId));
      const left = await readdir(join(setup.folder, 'jobs', name ?? ''), { recursive: true });
      assert.deepEqual(
        left.filter((entry) => /unsent|upload|\.\d+\./.test(entry)),
        [],
      );
    });

  it('names each value of the row that a step cannot convert, where the mapping says that rows fail', async () => {
    const mapping: Mapping = {
      fields: [
        column('LastName'),
        { ...column('Born', 'Birthdate'), steps: [{ kind: 'date', format: 'dd.MM.yyyy' }] },
        {
          field: 'Title',
          from: ['A', 'B'],
          steps: [
            { kind: 'concat', separator: '' },
            { kind: 'boolean', true: ['j'], false: [] },
          ],
        },
      ],
      onFailure: 'failRow',
    };
    const text = 'LastName,Born,A,B\nW1,31.12.1999,j,\nW2,1999,x,y\n';
    const state = await load(text, mapping, { api: 'bulk' });
    assert.deepEqual(counts(state), ['completed', 2, 1, 1, 0, 0]);
    const [failure] = await failures(state);
    assert.deepEqual(failure, {
      line: 3,
      recordId: '',
      code: 'KINETIC_CANNOT_CONVERT',
      message:
        'Born: “1999” is not a date of the form dd.MM.yyyy. The row was not sent. A: “xy” is none of j. The row was not sent.',
      fields: ['Birthdate', 'Title'],
      values: ['W2', '1999', 'x y'],
    });
  });

  it('ends before anything is sent where the mapping says stop, and says each value with its line', async () => {
    const state = await load(`LastName,Owner\nV1,${ben}\nV2,a@x\n`, { ...owners, onFailure: 'stop' });
    assert.deepEqual([state.outcome, state.error?.code, writes()], ['rejected', 'input.cannotConvert', 0]);
    assert.deepEqual([state.error?.details['line'], state.failed, state.total], [3, 0, undefined]);
  });

  it('is retried with the corrected values, without the mapping', async () => {
    const [user] = await setup.rowsOf("SELECT Id FROM User WHERE Alias = 'ben'");
    const state = await load(`LastName,Owner\nU1,a@x\nU2,${ben}\nU3,b@x\n`, owners, { api: 'bulk' });
    const file = await failedFile(state);
    await writeFile(file, (await readFile(file, 'utf8')).replaceAll(',a@x\n', `,${String(user?.['Id'])}\n`));
    const { spec, records } = await setup.core.jobs.prepareRetry(state.jobId, { list: 'failed' }, signal);
    assert.equal(records, 2);
    const jobId = await setup.core.jobs.start(spec);
    const again = asLoad(await setup.core.jobs.whenFinished(jobId, signal));
    assert.deepEqual(counts(again), ['completed', 2, 1, 1, 0, 0]);
    assert.deepEqual(
      (await failures(again)).map(({ line, values }) => [line, ...values]),
      [[4, 'U3', 'b@x']],
    );
    const contacts = await setup.rowsOf(
      "SELECT LastName, Owner.Alias FROM Contact WHERE LastName LIKE 'U%' ORDER BY LastName",
    );
    assert.deepEqual(contacts, [
      { LastName: 'U1', Owner: { Alias: 'ben' } },
      { LastName: 'U2', Owner: { Alias: 'ben' } },
    ]);
  });

  it('is retried with what the corrected file has, which is converted, and has no change for what still fails', async () => {
    const born: Mapping = {
      fields: [column('LastName'), { ...column('Born', 'Birthdate'), steps: [{ kind: 'date', format: 'dd.MM.yyyy' }] }],
      onFailure: 'failRow',
    };
    const text = 'LastName,Born\nS1,1999\nS2,01.02.1999\nS3,2000\n';
    const state = await load(text, born, { api: 'bulk' });
    assert.deepEqual(counts(state), ['completed', 3, 1, 2, 0, 0]);
    await setup.csv('a.csv', text.replace('S1,1999', 'S1,31.12.1999'));
    const found = await offerOf(setup, state);
    assert.deepEqual([found.change?.differing, found.change?.missing], [1, 0]);
    assert.equal(await textOf(offerNow(found)), 'sf__Line,LastName,Birthdate\n2,S1,1999-12-31\n4,S3,2000\n');
  });

  it('is counted by a dry run, which sends and writes nothing', async () => {
    const file = await setup.csv('a.csv', `LastName,Owner\nT1,a@x\nT2,${ben}\nT3,b@x\n`);
    const files = await readdir(setup.folder);
    const spec = { kind: 'load', orgId: setup.orgId, file, object: 'Contact', operation: 'insert' } as const;
    const ran = await setup.core.dryRun({ ...spec, api: 'bulk', mapping: owners }, quiet);
    assert.deepEqual([ran.problems, ran.plan?.records, ran.calls], [[], 3, 8]);
    const { records, firstLine, unsent } = ran.plan?.parts.at(-1) ?? {};
    assert.deepEqual([records, firstLine, unsent?.map(({ count }) => count)], [2, 2, [2]]);
    assert.deepEqual(await readdir(setup.folder), files);
    assert.equal(writes(), 0);
  });

  for (const api of ['bulk', 'collections'] as const)
    it(`keeps them over ${api} when its process is killed after any event`, async function () {
      this.timeout(900_000);
      const rows = Array.from({ length: 6 }, (_, at) => `R${at},${at % 3 === 1 ? 'a@x' : ben}`);
      const deaths = await dieAtEveryEvent(async (lastEvent) => {
        const name = `K${api}x${lastEvent}`;
        const text = `LastName,Owner\n${rows.map((row) => name + row).join('\n')}\n`;
        const parts = api === 'bulk' ? { partRecords: 2 } : { save: { recordsPerCall: 2 } };
        const file = await setup.csv(`${name}.csv`, text);
        const spec = { kind: 'load', file, object: 'Contact', mapping: owners } as const;
        const killedBy = await dieAfter(lastEvent, { ...spec, operation: 'insert', api, ...parts }, setup);
        const state = asLoad(await finishElsewhere(setup));
        // An insert without an answer is never sent again.
        assert.deepEqual([state.total, state.succeeded + state.unknown, state.failed], [6, 4, 2], `event ${lastEvent}`);
        assert.ok(adds(state) && (api === 'collections' || state.outcome === 'completed'));
        const arrived = (await namesIn(`${name}%`)).length;
        assert.ok(arrived >= state.succeeded && arrived <= 4, `event ${lastEvent}: ${arrived} rows arrived`);
        const { jobs } = await setup.newCore();
        await jobs.load();
        const { rows: failed } = await jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 9 }, signal);
        assert.deepEqual(
          failed.map(({ line, values }) => [line, ...values]),
          [
            [3, `${name}R1`, 'a@x'],
            [6, `${name}R4`, 'a@x'],
          ],
          `event ${lastEvent}`,
        );
        return killedBy;
      });
      assert.ok(deaths >= 6, `killed ${deaths} times`);
    });
});
