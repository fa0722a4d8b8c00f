// `kinetic query`: prints the records of a query.
import { emptyColumns, isCount } from '../core/core';
import type { CommandOf } from './arguments';
import { readQuery } from './querySource';
import { writeRecords } from './records';
import type { Session } from './session';

export async function query(
  { source, all, format }: CommandOf<'query'>,
  { core, org, console, task }: Session,
): Promise<number> {
  const soql = await readQuery(source, console.stdin);
  const { rest } = await core.org(org.orgId);
  const { total, rows } = await rest.query(soql, { all }, task);
  const as = format ?? (console.screen ? 'human' : 'csv');
  const options = { as, soql, emptyColumns: () => emptyColumns(soql, rest.describes, task) };
  await writeRecords(isCount(soql) ? countRow(total) : rows, options, console);
  return 0;
}

async function* countRow(total: number): AsyncGenerator<{ readonly count: number }> {
  yield await Promise.resolve({ count: total });
}
