// How fast the core reads, matches and pages bytes: `node bench/scan.mjs [--rows N]`. Each figure in a process of its own.
import { fork } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { parse } from 'csv-parse';
import { header, row, writeRows } from './rows.mjs';

const root = join(import.meta.dirname, '..');
const cache = join(root, '.vscode-test', 'bench');
const chunkBytes = 512 * 1024;
const dialect = { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 };
const limits = { partBytes: 1e9, partRecords: 1e9 };

/** The parts of the core that are measured, as one module. */
async function loadCore() {
  const outfile = join(cache, `core-${process.pid}.cjs`);
  const modules = [
    'core/csv/csvScan',
    'core/bulk/bulk',
    'core/bulk/results',
    'core/jobs/rows',
    'core/kernel/task',
    'node/localPorts',
  ];
  const contents = modules.map((path) => `export * from './src/${path}';`).join('\n');
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
  });
  try {
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(outfile);
  }
}

const seconds = async (run) => {
  const startedAt = performance.now();
  await run();
  return (performance.now() - startedAt) / 1000;
};

/** The best of several runs: the others were disturbed. */
async function best(runs, run) {
  let least = Infinity;
  for (let i = 0; i < runs; i++) least = Math.min(least, await seconds(run));
  return least;
}

const peakMb = () => process.resourceUsage().maxRSS / 1024;

const measures = {
  /** Megabytes a second through record scanner, full check and csv-parse, on the same bytes in memory. */
  async scan(file) {
    const { RecordScanner, planParts, quietTask } = await loadCore();
    const bytes = readFileSync(file);
    const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, i) =>
      bytes.subarray(i * chunkBytes, (i + 1) * chunkBytes),
    );
    const megabytes = bytes.length / 1e6;
    const stream = async function* () {
      yield* chunks;
    };
    const scan = await best(7, () => {
      const scanner = new RecordScanner();
      for (const chunk of chunks) scanner.push(chunk);
    });
    const check = await best(5, () => planParts({ file, dialect, chunks: stream() }, limits, quietTask()));
    const some = bytes.subarray(0, bytes.indexOf('\n', Math.min(bytes.length / 2, 20e6)) + 1);
    const rival = await best(2, async () => {
      const parser = parse({ relax_column_count: true });
      parser.resume();
      for (let at = 0; at < some.length; at += chunkBytes) {
        if (!parser.write(some.subarray(at, at + chunkBytes))) await once(parser, 'drain');
      }
      parser.end();
      await once(parser, 'end');
    });
    const csvParse = some.length / 1e6 / rival;
    return { scan: megabytes / scan, check: megabytes / check, csvParse, ratio: megabytes / scan / csvParse };
  },

  /** A part of which every row failed, answered out of order. */
  async matching(file, failures) {
    const { settle, baseMb } = await prepare(file, failures);
    const took = await seconds(settle);
    return { seconds: took, extraMb: peakMb() - baseMb };
  },

  /** The first page of each arrangement, from a cold start. */
  async pages(file, failures) {
    const { settle, view, createRowReader, createDisk, createSystemClock } = await prepare(file, failures);
    const { groups } = await settle();
    const first = async (query) => {
      const reader = createRowReader(createDisk(), createSystemClock());
      const page = (offset) =>
        reader.page(
          { ...view, groups },
          { list: 'failed', offset, limit: 100, ...query },
          new AbortController().signal,
        );
      return { first: await seconds(() => page(0)), later: await seconds(() => page(5_000)) };
    };
    return {
      byLine: await first({}),
      byError: await first({ sort: { by: 'error', descending: false } }),
      byColumn: await first({ sort: { by: 1, descending: true } }),
      text: await first({ text: 'batch 7' }),
      group: await first({ group: 0 }),
    };
  },
};

async function prepare(file, failures) {
  const core = await loadCore();
  const files = core.createDisk();
  const folder = join(cache, `settled-${process.pid}`);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const plan = await core.planParts({ file, dialect, chunks: files.read(file) }, limits, core.quietTask());
  const [part] = plan.parts;
  const sent = { plan: part, dialect, open: () => files.read(file, part) };
  const nothing = async function* () {};
  const open = async (list) => (list === 'failed' ? files.read(failures) : nothing());
  return {
    ...core,
    view: { folder, parts: [0], columns: plan.columns, delimiter: ',' },
    settle: () => core.createSettler()(sent, open, { files, folder }, core.quietTask()),
    baseMb: peakMb(),
  };
}

/** Salesforce's answer when nothing went well: chunks of 10,000 rows out of order, every value quoted. */
async function writeFailures(path, count) {
  const file = createWriteStream(path);
  file.write(`"sf__Id","sf__Error",${header}`);
  const errors = [
    () => 'REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --',
    (i) =>
      `DUPLICATE_VALUE:duplicate value found: Ext__c duplicates value on record with id: a005e${String(i).padStart(10, '0')}AAA:--`,
    (i) =>
      `INVALID_FIELD:Failed to deserialize field at col 3. Due to, '13/45/${i}' is not a valid value for the type xsd:date:CloseDate --`,
  ];
  const chunks = Math.ceil(count / 10_000);
  for (let k = 0; k < chunks; k++) {
    const from = ((k * 7) % chunks) * 10_000;
    const lines = Array.from({ length: Math.min(10_000, count - from) }, (_, offset) => {
      const cells = row(from + offset).split(',');
      const short = cells.slice(0, 4).map((value) => `"${value}"`);
      return ['""', `"${errors[(from + offset) % 3](from + offset)}"`, ...short, cells.slice(4).join()].join();
    });
    if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return path;
}

/** Runs one measure in a fresh process and gives what it found. */
async function measured(name, ...files) {
  const child = fork(fileURLToPath(import.meta.url), ['--measure', name, ...files]);
  let result;
  child.once('message', (message) => (result = message));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the measure “${name}” failed`);
  return result;
}

/** All of them; files are made once. */
export async function benchScan(rows = 1_000_000) {
  mkdirSync(cache, { recursive: true });
  const file = await writeRows(join(cache, `accounts-${rows}.csv`), rows);
  const failures = await writeFailures(join(cache, `failures-${rows}.csv`), rows);
  const scan = await measured('scan', file);
  const matching = await measured('matching', file, failures);
  return { rows, megabytes: statSync(file).size / 1e6, scan, matching, pages: await measured('pages', file, failures) };
}

if (process.argv[2] === '--measure') {
  const [, , , name, ...files] = process.argv;
  process.send(await measures[name](...files));
  process.disconnect();
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flag = process.argv.indexOf('--rows');
  process.stdout.write(
    `${JSON.stringify(await benchScan(flag > 0 ? Number(process.argv[flag + 1]) : undefined), (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value), 2)}\n`,
  );
}
