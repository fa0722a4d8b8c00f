// The rows of a job as a table: its columns and cells, and how the page sorts and narrows them.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import { loadSpec, someFailed } from '../../../../fakes/jobStates';
import type { Attempts, JobRow, JobState, RowFailure } from '../../../../../src/core/core';
import type { RowQuery } from '../../../../../src/core/results/rowQuery';
import { readRows, toRowChoice } from '../../../../../src/extension/features/jobs/loadRowsTable';
import { jobProtocol } from '../../../../../src/shared/protocol/job';
import * as z from 'zod/mini';

const row: RowFailure = {
  line: 7,
  recordId: '0015e0000000001AAA',
  code: 'REQUIRED_FIELD_MISSING',
  message: 'Required fields are missing: [Name]',
  fields: ['Name', 'Phone'],
  values: ['Acme'],
};

/** With one retry; what is known of the jobs that took rows otherwise is that one cannot be read. */
const later = { attempts: [{ jobId: someFailed.jobId }, { jobId: 'again' }] } as unknown as Attempts;

interface Asked {
  readonly withColumns?: boolean;
  readonly from?: JobRow;
  readonly withRetry?: true;
}

async function read(
  state: JobState,
  list: RowQuery['list'],
  { withColumns = true, from = row, withRetry }: Asked = {},
) {
  const asked: RowQuery[] = [];
  const jobs = {
    get: () => state,
    attempts: () => later,
    unreadable: () => [{ jobId: 'damaged', error: { code: 'job.unreadableJournal' as const, details: {} } }],
    rows: (_: string, query: RowQuery) => {
      asked.push(query);
      return Promise.resolve({ total: 30, columns: ['Name', 'Phone'], rows: [from] });
    },
  };
  const request = { filter: { list, ...(withRetry && { withRetry }) }, offset: 10, limit: 20, withColumns };
  const table = await readRows(jobs, state.jobId, request, new AbortController().signal);
  return { asked, table, columns: (table.columns ?? []).map(({ id, label }) => `${id} ${label}`) };
}

const ofCode =
  'AccountTrigger: execution of BeforeInsert\n\ncaused by: System.X: no\n\nTrigger.AccountTrigger: line 5, column 1';

describe('the rows of a job as a table', () => {
  it('have the place in the code, if code failed any row', async () => {
    const group = { code: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', message: ofCode, fields: [], count: 1 };
    const state = { ...someFailed, groups: [...someFailed.groups, group] };
    const { columns, table } = await read(state, 'failed', { from: { ...row, message: ofCode } });
    assert.equal(columns[2], 'place Apex Code');
    assert.equal(table.rows[0]?.[2], 'Trigger.AccountTrigger:5');
    const { table: others } = await read(state, 'failed');
    assert.equal(others.rows[0]?.[2], '');
  });

  it('have what Salesforce said first, then the columns of the file', async () => {
    const { table, columns, asked } = await read(someFailed, 'failed');
    assert.deepEqual(columns, [
      'line Line',
      'code Error',
      'message Message',
      'fields Fields',
      'recordId Record ID',
      'source:0 Name',
      'source:1 Phone',
    ]);
    const { line: _line, ...said } = row;
    assert.deepEqual(table.rows, [['7', said.code, said.message, 'Name, Phone', said.recordId, 'Acme', null]]);
    assert.deepEqual(asked, [{ list: 'failed', offset: 10, limit: 20 }]);
    z.parse(jobProtocol.requests.readRows.answer, table);
  });

  it('have no error columns in the other lists, and no record of an insert that failed', async () => {
    assert.deepEqual((await read(someFailed, 'succeeded')).columns.slice(0, 3), [
      'line Line',
      'recordId Record ID',
      'source:0 Name',
    ]);
    assert.deepEqual((await read(someFailed, 'unprocessed')).columns.slice(0, 2), ['line Line', 'source:0 Name']);
    const insert: JobState = { ...someFailed, spec: { ...loadSpec, operation: 'insert' } };
    assert.ok(!(await read(insert, 'failed')).columns.includes('recordId Record ID'));
  });

  it('say beside the line which attempt took the row, when the page asks for it', async () => {
    const cellsOf = async (takenBy?: string) => {
      const from = takenBy === undefined ? row : { ...row, takenBy };
      const { table, columns } = await read(someFailed, 'failed', { from, withRetry: true });
      assert.deepEqual(columns.slice(0, 3), ['line Line', 'retry Retry', 'code Error']);
      z.parse(jobProtocol.requests.readRows.answer, table);
      return table.rows[0]?.slice(0, 3);
    };
    assert.deepEqual(await cellsOf('again'), ['7', '1', row.code]);
    assert.deepEqual(await cellsOf(), ['7', '', row.code]);
    assert.deepEqual(await cellsOf('damaged'), ['7', 'unreadable', row.code]);
    assert.deepEqual(await cellsOf('gone'), ['7', 'removed', row.code]);
  });

  it('have no such column otherwise, even when a row was taken since the page knew', async () => {
    const { table, columns, asked } = await read(someFailed, 'failed', { from: { ...row, takenBy: 'again' } });
    assert.equal(columns[1], 'code Error');
    assert.equal(table.rows[0]?.[1], row.code);
    assert.deepEqual(Object.keys(asked[0] ?? {}), ['list', 'offset', 'limit']);
  });

  it('leave the line blank where the row was not found in the file', async () => {
    assert.equal((await read(someFailed, 'failed', { from: { ...row, line: 0 } })).table.rows[0]?.[0], '');
  });

  it('mark the line of a row that was added to a retry file', async () => {
    const added = { ...row, line: 0, addedLine: 7 };
    assert.equal((await read(someFailed, 'failed', { from: added })).table.rows[0]?.[0], '+7');
  });

  it('say the columns only when asked, and are of another version when there are more rows', async () => {
    const { table } = await read(someFailed, 'failed', { withColumns: false });
    assert.equal(table.columns, undefined);
    const grown = await read({ ...someFailed, failed: someFailed.failed + 1 }, 'failed');
    assert.notEqual(grown.table.version, table.version);
  });

  it('are sorted by line, by error or by a column of the file, and by nothing else', () => {
    const by = (column: string): unknown =>
      toRowChoice({ filter: { list: 'failed' }, sort: { column, descending: true } }).sort?.by;
    assert.deepEqual(['line', 'code', 'source:12', 'message', 'source:-1', 'constructor', ''].map(by), [
      'line',
      'error',
      12,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are narrowed by list, error and text', () => {
    const query = { filter: { list: 'failed', group: 2 }, text: 'acme' } as const;
    assert.deepEqual(toRowChoice(query), { list: 'failed', group: 2, text: 'acme' });
  });
});
