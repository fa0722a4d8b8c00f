// Measures how long it takes to write the result of a load and two retries of all its rows as one CSV:
// `node bench/attemptsCsv.mjs`. Each attempt has every row in one list, so twice as many rows are passed over as come
// out. Prints the figures and writes bench/attemptsCsv.json. Flags: --rows N (default 2,000,000), --smoke, --results
// FILE.
import { fork } from 'node:child_process';
import { closeSync, createReadStream, mkdirSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { loadCore } from './core.mjs';
import { inScratch, readFlags, writeResults } from './run.mjs';

const blockRows = 50_000;
const columns = ['External_Id__c', 'Name', 'Phone'];
/** The list that holds all rows of each attempt. */
const lists = ['failed', 'failed', 'succeeded'];
const key = (row) => String(row).padStart(8, '0');
const texts = {
  failed: (row) =>
    `"","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --",${row + 2},"E${key(row)}","","+49 30"`,
  succeeded: (row) => `"001${key(row)}0000000","true",${row + 2},"E${key(row)}","Name ${row}","+49 30"`,
};

/** Writes a merged list as a finished job has it. */
function writeList({ createSha256, headBytes, toHead, leadingColumns, entryBytes, writeEntry }, folder, list, count) {
  const csv = openSync(join(folder, `${list}.csv`), 'w');
  const index = openSync(join(folder, `${list}.idx`), 'w');
  const hash = createSha256();
  const write = (text) => {
    const bytes = Buffer.from(text);
    hash.add(bytes);
    return writeSync(csv, bytes);
  };
  let offset = write(`${[...leadingColumns[list], ...columns].join(',')}\n`);
  writeSync(index, new Uint8Array(headBytes));
  for (let from = 0; from < count; from += blockRows) {
    const block = Array.from({ length: Math.min(blockRows, count - from) }, (_, at) => texts[list](from + at));
    const entries = new DataView(new ArrayBuffer(block.length * entryBytes));
    block.forEach((text, at) => {
      const place = { offset, lengthBytes: text.length, line: from + at + 2, group: 1, sequence: from + at };
      writeEntry(entries, at * entryBytes, place);
      offset += text.length + 1;
    });
    write(`${block.join('\n')}\n`);
    writeSync(index, new Uint8Array(entries.buffer));
  }
  const head = toHead({ sizeBytes: offset, sha256: hash.hex() });
  writeSync(index, head, 0, headBytes, 0);
  for (const file of [csv, index]) closeSync(file);
}

/** The state of an attempt, as its journal would give it. */
const stateOf = (number, rows, sidecar) => {
  const retryOf = { jobId: `job${number - 1}`, list: 'failed', records: rows, rowsFile: sidecar };
  const plan = { columns, dialect: { delimiter: ',' }, keepsLines: true };
  const spec = { kind: 'load', ...(number > 0 && { retryOf }) };
  return {
    kind: 'load',
    jobId: `job${number}`,
    createdAt: number,
    outcome: 'completed',
    plan,
    parts: [],
    groups: [],
    spec,
  };
};

function prepare(core, folder, rows) {
  lists.forEach((list, number) => {
    mkdirSync(join(folder, `job${number}`));
    for (const other of core.rowLists) writeList(core, join(folder, `job${number}`), other, other === list ? rows : 0);
  });
  writeFileSync(join(folder, 'all.rows'), new Uint8Array(Uint32Array.from({ length: rows }, (_, row) => row).buffer));
}

async function measure({ writeAttemptsCsv, createDisk, createSha256 }, folder, rows) {
  const attempts = lists.map((_, number) => stateOf(number, rows, join(folder, 'all.rows')));
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
  const files = createDisk();
  const startedAt = performance.now();
  const viewOf = async ({ jobId }) => ({ folder: join(folder, jobId), parts: [], columns, delimiter: ',', groups: [] });
  const target = join(folder, 'result.csv');
  await writeAttemptsCsv(
    { attempts, viewOf, files, sha256: createSha256 },
    await files.write(target),
    new AbortController().signal,
  );
  clearInterval(timer);
  const seconds = (performance.now() - startedAt) / 1000;
  const written = await countRows(target);
  if (written !== rows) throw new Error(`${written} of ${rows} rows were written.`);
  return { rows, seconds, megabytes: statSync(target).size / 1e6, extraPeakMb: (peak - before) / 1e6 };
}

/** Lines without the header; no row of this file has a line break in a value. */
async function countRows(file) {
  let lines = 0;
  for await (const chunk of createReadStream(file))
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines - 1;
}

/** In a process of its own, since this one has grown by writing the files. */
async function measured(folder, rows) {
  const child = fork(import.meta.filename, ['--measure', folder, String(rows)]);
  let result;
  child.once('message', (message) => (result = message));
  const [code] = await once(child, 'close');
  if (code !== 0 || !result) throw new Error('The measure failed.');
  return result;
}

if (process.argv[2] === '--measure') {
  process.send(await measure(await loadCore(), process.argv[3], Number(process.argv[4])));
  process.disconnect();
} else {
  const flags = readFlags({ full: { rows: 2_000_000 }, smoke: { rows: 2_000 } });
  await inScratch(async (folder) => {
    prepare(await loadCore(), folder, flags.rows);
    const results = await measured(folder, flags.rows);
    writeResults('attemptsCsv', flags, results);
    const { seconds, megabytes, extraPeakMb } = results;
    process.stdout.write(
      `${flags.rows} rows, ${megabytes.toFixed(1)} MB: ${seconds.toFixed(1)} s, extra peak memory ${extraPeakMb.toFixed(0)} MB\n`,
    );
  });
}
