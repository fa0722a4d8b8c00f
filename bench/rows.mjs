// The rows that every client loads: accounts of about 120 bytes, the same on every run, and what Salesforce answers to
// them.
import { createWriteStream, existsSync, mkdirSync, renameSync } from 'node:fs';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { cache } from './run.mjs';

const columns = 'External_Id__c,Name,Phone,BillingCity,Description';
export const header = `${columns}\n`;
/** What an export of them asks for. */
export const selected = columns.replaceAll(',', ', ');

/** Row `index` without its line end. A pure function, so that a server can return the row without keeping it. */
export function row(index) {
  const key = String(index).padStart(8, '0');
  return `BENCH-${key},Account number ${key},+49 30 ${key},Berlin ${index % 97},"Imported on 2026-01-31, batch ${index % 1000}; kept as it was"`;
}

/** A file of rows that succeed; 1,000,000 rows are about 120 MB. Made once. */
export const writeRows = (count) => writeTable(`accounts-${count}.csv`, { count, header, row });

/** A file of rows that an org rejects one by one, since an account needs a name. Made once. */
export const writeFailing = (count) =>
  writeTable(`failing-${count}.csv`, {
    count,
    header: 'Name,Phone,BillingCity\n',
    row: (index) => `,+49 30 ${String(index).padStart(8, '0')},Berlin ${index % 97}`,
  });

const errors = [
  () => 'REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --',
  (index) =>
    `DUPLICATE_VALUE:duplicate value found: Ext__c duplicates value on record with id: a005e${String(index).padStart(10, '0')}AAA:--`,
  (index) =>
    `INVALID_FIELD:Failed to deserialize field at col 3. Due to, '13/45/${index}' is not a valid value for the type xsd:date:CloseDate --`,
];
const chunkRows = 10_000;

/**
 * Salesforce's failed results when every row failed: chunks of 10,000 rows out of order, every value quoted. Made once.
 */
export function writeFailures(count) {
  const chunks = Math.ceil(count / chunkRows);
  const lengths = Array.from({ length: chunks }, (_, chunk) => Math.min(chunkRows, count - chunk * chunkRows));
  // 7 shares no factor with most numbers of chunks; where it does, the chunks stay in order.
  const step = chunks % 7 === 0 ? 1 : 7;
  const order = Array.from({ length: chunks }, (_, place) => (place * step) % chunks).flatMap((chunk) =>
    Array.from({ length: lengths[chunk] }, (_, offset) => chunk * chunkRows + offset),
  );
  return writeTable(`failures-${count}.csv`, {
    count,
    header: `"sf__Id","sf__Error",${header}`,
    row: (place) => failure(order[place]),
  });
}

function failure(index) {
  const cells = row(index).split(',');
  const short = cells.slice(0, 4).map((value) => `"${value}"`);
  return ['""', `"${errors[index % errors.length](index)}"`, ...short, cells.slice(4).join()].join();
}

/** Writes a file into the cache unless it is there; one that is interrupted keeps another name. */
async function writeTable(name, { count, header, row }) {
  const path = join(cache, name);
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  const file = createWriteStream(unfinished, { highWaterMark: 1 << 20 });
  file.write(header);
  for (let from = 0; from < count; from += 5_000) {
    const block = Array.from({ length: Math.min(5_000, count - from) }, (_, offset) => row(from + offset)).join('\n');
    if (!file.write(`${block}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  renameSync(unfinished, path);
  return path;
}
