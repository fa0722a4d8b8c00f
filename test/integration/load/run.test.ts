// core.run with every operation against an org: counts, the first failed rows, files, and progress that only increases.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Progress, RunResult, RunSpec, WaitOptions } from '../../../src/core/core';
import { openCoreSetup, quiet, type CoreSetup } from '../setup/coreSetup';

describe('an operation run by its name', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  type Load = Exclude<RunSpec, { readonly soql: string }>;
  const load = async (operation: Load['operation'], text: string, more: Partial<Load> = {}): Promise<RunResult> => {
    const file = await setup.csv(`${operation}.csv`, text);
    return setup.core.run({ operation, orgId: setup.orgId, file, object: 'Account', ...more }, {}, quiet);
  };
  const query = (operation: 'query' | 'queryAll', soql: string, options: WaitOptions = {}): Promise<RunResult> => {
    const file = join(setup.folder, `${operation}.csv`);
    return setup.core.run({ operation, orgId: setup.orgId, soql, file, format: 'csv' }, options, quiet);
  };
  const counts = ({ state, successCount, failedCount, unprocessedCount, totalRecords }: RunResult) => [
    state,
    successCount,
    failedCount,
    unprocessedCount,
    totalRecords,
  ];
  const idsOf = async (): Promise<readonly string[]> =>
    (await setup.rowsOf("SELECT Id FROM Account WHERE Name LIKE 'Run%' ORDER BY Name")).map(({ Id }) => String(Id));

  it('inserts, updates, upserts, deletes, hard-deletes, and queries what is left and what is deleted', async () => {
    const inserted = await load('insert', 'Name,External_Id__c\nRun 1,R1\nRun 2,R2\nRun 3,R3\n');
    assert.deepEqual(counts(inserted), ['completed', 3, 0, 0, 3]);
    const [first = '', second = ''] = await idsOf();
    assert.deepEqual(counts(await load('update', `Id,Phone\n${first},1\n`)), ['completed', 1, 0, 0, 1]);
    const key = { externalIdField: 'External_Id__c' };
    assert.deepEqual(counts(await load('upsert', 'External_Id__c,Name\nR3,Run 3b\nR4,Run 4\n', key)).slice(0, 2), [
      'completed',
      2,
    ]);
    assert.deepEqual(counts(await load('delete', `Id\n${first}\n`)), ['completed', 1, 0, 0, 1]);
    assert.deepEqual(counts(await load('hardDelete', `Id\n${second}\n`)), ['completed', 1, 0, 0, 1]);
    const soql = "SELECT Name FROM Account WHERE Name LIKE 'Run%'";
    const found = await query('query', soql);
    assert.deepEqual([...counts(found), found.errors], ['completed', 2, 0, 0, 2, []]);
    assert.match(await readFile(found.files.records ?? '', 'utf8'), /^"Name"\n"Run 3b"\n"Run 4"\n$/);
    assert.equal((await query('queryAll', soql)).successCount, 3);
  });

  it('returns the first failed rows with their lines, as many as requested, and the files with all of them', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `${index % 2 === 0 ? '' : `Run ${index}`},x`);
    const file = await setup.csv('a.csv', `Name,Description\n${rows.join('\n')}\n`);
    const spec = { operation: 'insert', orgId: setup.orgId, file, object: 'Account', api: 'bulk' } as const;
    const ten = await setup.core.run(spec, {}, quiet);
    assert.deepEqual(
      ten.errors.map(({ line }) => line),
      [2, 4, 6, 8, 10, 12, 14, 16, 18, 20],
    );
    const two = await setup.core.run({ ...spec, partRecords: 7 }, { maxErrors: 2 }, quiet);
    assert.deepEqual(two.errors, [
      {
        line: 2,
        recordId: '',
        statusCode: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [Name]',
        fields: ['Name'],
      },
      {
        line: 4,
        recordId: '',
        statusCode: 'REQUIRED_FIELD_MISSING',
        message: 'Required fields are missing: [Name]',
        fields: ['Name'],
      },
    ]);
    assert.equal((await readFile(two.files.failed ?? '', 'utf8')).trim().split('\n').length, 16);
    assert.equal(two.remoteJobIds.length, 5);
  });

  it('reports progress that only increases, from the first byte to the last record', async () => {
    const rows = Array.from({ length: 2000 }, (_, index) => `Run ${index}\n`);
    const file = await setup.csv('a.csv', `Name\n${rows.join('')}`);
    const reported: Progress[] = [];
    const spec = { operation: 'insert', orgId: setup.orgId, file, object: 'Account', partRecords: 500 } as const;
    await setup.core.run(spec, {}, { ...quiet, progress: (progress) => reported.push(progress) });
    const phases = [...new Set(reported.map(({ phase }) => phase))];
    assert.deepEqual(phases.at(-1), 'finished');
    for (const phase of phases) {
      const steps = reported.filter((one) => one.phase === phase).map(({ done }) => done);
      assert.deepEqual(
        steps,
        [...steps].sort((a, b) => a - b),
        phase,
      );
    }
    assert.deepEqual(reported.at(-1), { phase: 'finished', done: 2000, total: 2000, unit: 'rows' });
  });

  it('leaves a query to Salesforce, and another process downloads its records', async () => {
    setup.practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'InProgress' } });
    const left = await query('query', 'SELECT Id FROM Account', { wait: false });
    assert.deepEqual([left.handedOver, left.state], [true, 'processing']);
    await setup.core.jobs.close();
    setup.practice.faults.clear();
    const other = await setup.newCore();
    await other.jobs.load();
    assert.deepEqual(counts(await other.collect(left.jobId, {}, quiet)), ['completed', 3, 0, 0, 3]);
    assert.equal(setup.practice.requests.all.filter(({ method }) => method === 'POST').length, 1);
  });
});
