// What it takes to write the result of a load and two retries of all its rows as one CSV: `node bench/family.mjs [ROWS]`,
// after `node esbuild.js --tests`. Each attempt has every row in one list, so as many rows are passed over as come out.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, mkdirSync, openSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(import.meta.url);
const built = (name) => require(join(import.meta.dirname, '..', 'out', 'src', name));
const { exportFamily } = built('core/jobs/exportFamily');
const { entryBytes, leadingColumns, rowLists, writeEntry } = built('core/results/layout');
const { createDisk } = built('node/localPorts');

const rows = Number(process.argv[2] ?? 2_000_000);
const blockRows = 50_000;
const columns = ['External_Id__c', 'Name', 'Phone'];
const key = (row) => String(row).padStart(8, '0');
const texts = {
  failed: (row) =>
    `"","REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --",${row + 2},"E${key(row)}","","+49 30"`,
  succeeded: (row) => `"001${key(row)}0000000","true",${row + 2},"E${key(row)}","Name ${row}","+49 30"`,
};

/** A merged list as a finished job has it. */
function writeList(folder, list, count) {
  const [csv, index] = [openSync(join(folder, `${list}.csv`), 'w'), openSync(join(folder, `${list}.idx`), 'w')];
  let offset = writeSync(csv, `${[...leadingColumns[list], ...columns].join(',')}\n`);
  for (let from = 0; from < count; from += blockRows) {
    const block = Array.from({ length: Math.min(blockRows, count - from) }, (_, at) => texts[list](from + at));
    const entries = new DataView(new ArrayBuffer(block.length * entryBytes));
    block.forEach((text, at) => {
      const place = { offset, lengthBytes: text.length, line: from + at + 2, group: 1, sequence: from + at };
      writeEntry(entries, at * entryBytes, place);
      offset += text.length + 1;
    });
    writeSync(csv, `${block.join('\n')}\n`);
    writeSync(index, new Uint8Array(entries.buffer));
  }
  for (const file of [csv, index]) closeSync(file);
}

const stateOf = (list, number, sidecar) => {
  const retryOf = { jobId: `job${number - 1}`, list: 'failed', records: rows, rowsFile: sidecar, linesFile: sidecar };
  const plan = { columns, dialect: { delimiter: ',' }, keepsLines: true };
  const spec = { kind: 'load', ...(number > 0 && { retryOf }) };
  return { jobId: `job${number}`, createdAt: number, end: 'complete', plan, parts: [], groups: [], spec };
};
const lists = ['failed', 'failed', 'succeeded'];

function prepare(root) {
  lists.forEach((list, number) => {
    mkdirSync(join(root, `job${number}`));
    for (const other of rowLists) writeList(join(root, `job${number}`), other, other === list ? rows : 0);
  });
  writeFileSync(join(root, 'all.rows'), new Uint8Array(Uint32Array.from({ length: rows }, (_, row) => row).buffer));
}

async function measure(root) {
  const attempts = lists.map((list, number) => stateOf(list, number, join(root, 'all.rows')));
  const before = process.memoryUsage.rss();
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 5);
  const files = createDisk();
  const begun = performance.now();
  const viewOf = async ({ jobId }) => ({ folder: join(root, jobId), parts: [], columns, delimiter: ',', groups: [] });
  const target = join(root, 'result.csv');
  await exportFamily({ family: { attempts }, viewOf, files }, await files.write(target), new AbortController().signal);
  clearInterval(timer);
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  const [size, extra] = [statSync(target).size, peak - before].map((bytes) => Math.round(bytes / 1e6));
  process.stdout.write(`${rows} rows, ${size} MB: ${seconds} s, extra peak memory ${extra} MB\n`);
}

// A process of its own measures: this one has grown by writing.
if (process.argv[3]) await measure(process.argv[3]);
else {
  const root = mkdtempSync(join(tmpdir(), 'kinetic-family-'));
  prepare(root);
  spawnSync(process.execPath, [import.meta.filename, String(rows), root], { stdio: 'inherit' });
  rmSync(root, { recursive: true });
}
