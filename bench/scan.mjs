// Measures how fast the core reads, matches and pages bytes: `node bench/scan.mjs`. Each figure in a process of its
// own. Prints the figures and writes bench/scan.json. Flags: --rows N (default 1,000,000), --smoke, --results FILE.
// Another checkout is measured through its own copy of this script, by the arguments `--measure NAME FILE…`.
import { fork } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';
import { loadCore } from './core.mjs';
import { say } from './figures.mjs';
import { cache, readFlags, root, writeResults } from './run.mjs';
import { writeFailures, writeRows } from './rows.mjs';

const chunkBytes = 512 * 1024;
const dialect = { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 };
const limits = { partBytes: 1e9, partRecords: 1e9 };

const seconds = async (run) => {
  const startedAt = performance.now();
  await run();
  return (performance.now() - startedAt) / 1000;
};

/** The best of several runs: other programs slow the rest. */
async function best(runs, run) {
  let least = Infinity;
  for (let i = 0; i < runs; i++) least = Math.min(least, await seconds(run));
  return least;
}

const peakMb = () => process.resourceUsage().maxRSS / 1024;

const measures = {
  /** Megabytes a second through the record scanner, the full check and csv-parse, on the same bytes in memory. */
  async scan(file) {
    const { RecordScanner, createSha256, planParts, quietTask } = await loadCore();
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
    const check = await best(5, () =>
      planParts({ file, dialect, chunks: stream(), sha256: createSha256 }, limits, quietTask()),
    );
    const some = bytes.subarray(0, bytes.indexOf('\n', Math.min(bytes.length / 2, 20e6)) + 1);
    const csvParse = some.length / 1e6 / (await best(2, () => parseWhole(some)));
    return { scan: megabytes / scan, check: megabytes / check, csvParse, ratio: megabytes / scan / csvParse };
  },

  /** Matches a part whose rows all failed, answered out of order. */
  async matching(file, failures) {
    const { saveResults, baseMb } = await prepare(file, failures);
    const took = await seconds(saveResults);
    return { seconds: took, extraMb: peakMb() - baseMb };
  },

  /** The first and a later page of each arrangement, in seconds. */
  async pages(file, failures) {
    const { saveResults, view, createRowReader, createDisk, createSha256, createSystemClock } = await prepare(
      file,
      failures,
    );
    const { groups } = await saveResults();
    const first = async (query) => {
      const reader = createRowReader(createDisk(), createSystemClock(), createSha256);
      const page = async (offset) => {
        const choice = { list: 'failed', offset, limit: 100, ...query };
        const { rows } = await reader.page({ ...view, groups }, choice, new AbortController().signal);
        if (offset === 0 && rows.length === 0) throw new Error(`The page of ${JSON.stringify(query)} is empty.`);
      };
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

async function parseWhole(bytes) {
  const parser = parse({ relax_column_count: true });
  parser.resume();
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (!parser.write(bytes.subarray(at, at + chunkBytes))) await once(parser, 'drain');
  }
  parser.end();
  await once(parser, 'end');
}

async function prepare(file, failures) {
  const core = await loadCore();
  const files = core.createDisk();
  const folder = join(cache, `settled-${process.pid}`);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = { file, dialect, chunks: files.read(file), sha256: core.createSha256 };
  const plan = await core.planParts(source, limits, core.quietTask());
  const [part] = plan.parts;
  const sent = { plan: part, dialect, open: () => files.read(file, part) };
  const nothing = async function* () {};
  const open = async (list) => (list === 'failed' ? files.read(failures) : nothing());
  return {
    ...core,
    view: { folder, parts: [0], columns: plan.columns, delimiter: ',' },
    saveResults: () =>
      core.createResultWriter()(
        sent,
        { open, mayHaveProcessed: sent.plan.records },
        { files, folder },
        core.quietTask(),
      ),
    baseMb: peakMb(),
  };
}

/** Runs one measure in a new process, with the core of the checkout `of`, and resolves with its figures. */
export async function measured(name, files, of = root) {
  const child = fork(join(of, 'bench', 'scan.mjs'), ['--measure', name, ...files], { cwd: of });
  let result;
  child.once('message', (message) => (result = message));
  const [code] = await once(child, 'close');
  if (code !== 0 || !result) throw new Error(`The measure "${name}" of ${of} failed.`);
  return result;
}

/** The files that `matching` and `pages` take: rows, and Salesforce's failed results of all of them. */
export const matchingFiles = async (rows) => [await writeRows(rows), await writeFailures(rows)];

/** Resolves with all figures. */
export async function benchScan(rows) {
  const files = await matchingFiles(rows);
  say(`reading, matching and paging ${rows} rows`);
  return {
    megabytes: statSync(files[0]).size / 1e6,
    scan: await measured('scan', files),
    matching: await measured('matching', files),
    pages: await measured('pages', files),
  };
}

if (process.argv[2] === '--measure') {
  const [, , , name, ...files] = process.argv;
  process.send(await measures[name](...files));
  process.disconnect();
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const flags = readFlags({ full: { rows: 1_000_000 }, smoke: { rows: 2_000 } });
  const results = { rows: flags.rows, ...(await benchScan(flags.rows)) };
  writeResults('scan', flags, results);
  const short = (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value);
  process.stdout.write(`${JSON.stringify(results, short, 2)}\n`);
}
