// An export over REST, for queries that the Bulk API does not take. It has no pages to come back to: a resume begins anew.
import type { JobEvent } from '../kernel/job';
import type { Row } from '../rest/rest';
import { isCount } from '../soql/soql';
import { leaving, withArrivals, type Exporting } from './exporting';
import { toTable } from './recordTable';

type Run = AsyncGenerator<JobEvent, void>;

export async function* exportRest(exporting: Exporting): Run {
  const { state, rest, clock } = exporting;
  const { soql, all = false } = state.spec;
  const answer = await rest.query(soql, { all }, leaving(exporting));
  const isNumber = isCount(soql);
  yield { at: clock.now(), type: 'queryCounted', records: isNumber ? 1 : answer.total };
  const rows = isNumber ? countRow(answer.total) : answer.rows;
  yield* withArrivals(exporting, (arrived) => fetch(rows, exporting, arrived));
}

async function* countRow(count: number): AsyncGenerator<Row> {
  yield await Promise.resolve({ count });
}

async function* fetch(rows: AsyncIterable<Row>, exporting: Exporting, arrived: (records: number) => void): Run {
  const { state, clock, file } = exporting;
  let records = 0;
  const counted = counting(rows, () => arrived(++records));
  const lines = state.spec.format === 'csv' ? csvLines(counted, state.spec.soql) : jsonLines(counted);
  const bytes = await file.add(inBlocks(lines));
  yield { at: clock.now(), type: 'pageFetched', records, bytes, next: null };
}

async function* counting(rows: AsyncIterable<Row>, count: () => void): AsyncGenerator<Row> {
  for await (const row of rows) {
    count();
    yield row;
  }
}

/** Every value in quotes, as the Bulk API writes them. */
async function* csvLines(rows: AsyncIterable<Row>, soql: string): AsyncGenerator<string> {
  for await (const cells of toTable(rows, soql))
    yield `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`;
}

async function* jsonLines(rows: AsyncIterable<Row>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

const blockChars = 64 * 1024;

async function* inBlocks(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let block = '';
  for await (const line of lines) {
    block += line;
    if (block.length < blockChars) continue;
    yield encoder.encode(block);
    block = '';
  }
  yield encoder.encode(block);
}
