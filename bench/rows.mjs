// The rows that every rival loads: a million accounts of about 120 bytes, the same on every run.
import { createWriteStream, existsSync, mkdirSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { dirname } from 'node:path';

export const header = 'External_Id__c,Name,Phone,BillingCity,Description\n';

/** Row `index` without its line end; a pure function, so that a server can give it back without keeping it. */
export function row(index) {
  const key = String(index).padStart(8, '0');
  return `BENCH-${key},Account number ${key},+49 30 ${key},Berlin ${index % 97},"Imported on 2026-01-31, batch ${index % 1000}; kept as it was"`;
}

/** Writes the file once; 1,000,000 rows are about 120 MB. */
export const writeRows = (path, count) => writeTable({ path, count, minimum: 100, header, row });

/** Rows that an org refuses one by one: an account wants a name. */
export const writeFailing = (path, count) =>
  writeTable({
    ...{ path, count, minimum: 30, header: 'Name,Phone,BillingCity\n' },
    row: (index) => `,+49 30 ${String(index).padStart(8, '0')},Berlin ${index % 97}`,
  });

async function writeTable({ path, count, minimum, header, row }) {
  if (existsSync(path) && statSync(path).size > count * minimum) return path;
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  file.write(header);
  for (let from = 0; from < count; from += 5_000) {
    const block = Array.from({ length: Math.min(5_000, count - from) }, (_, offset) => row(from + offset)).join('\n');
    if (!file.write(`${block}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return path;
}
