// `npm run bench`: every figure as a ratio inside one run, with the rival beside it; writes bench/results.json and prints a table.
// Flags: --rows N (default 1,000,000), --rounds N (default 3), --without-rivals, --without-large.
import { fork, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jsforce, salesforceCli } from '../scripts/clients.mjs';
import { barePut, cliLoad, cliLogin, jsforceLoad, kinetic } from './rivals.mjs';
import { writeRows } from './rows.mjs';
import { benchScan } from './scan.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    'without-rivals': { type: 'boolean', default: false },
    'without-large': { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const root = join(import.meta.dirname, '..');
const cache = join(root, '.vscode-test', 'bench');
const home = mkdtempSync(join(tmpdir(), 'kinetic-bench-'));
const say = (text) => process.stderr.write(`${text}\n`);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const round = (number, digits = 2) => Number(number.toFixed(digits));

async function startSink() {
  const child = fork(join(import.meta.dirname, 'sink.mjs'), [], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const [line] = await new Promise((resolve) =>
    child.stdout.once('data', (chunk) => resolve(String(chunk).split('\n'))),
  );
  return { child, url: JSON.parse(line).url };
}

/** Seconds between each part's remote job and the answer to its upload, added up, from the newest journal. */
function uploadSeconds() {
  const jobs = join(home, 'jobs');
  const newest = readdirSync(jobs).sort().at(-1);
  const events = readFileSync(join(jobs, newest, 'events.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const at = (type) => new Map(events.filter((event) => event.type === type).map((event) => [event.part, event.at]));
  const [created, uploaded] = [at('partCreated'), at('uploaded')];
  return [...uploaded].reduce((sum, [part, end]) => sum + end - created.get(part), 0) / 1000;
}

async function checked(name, run) {
  const result = await run();
  if (result.code !== 0) throw new Error(`${name} failed: ${result.stderr.slice(-500)} ${result.stdout.slice(-500)}`);
  say(`  ${name}: ${round(result.seconds)} s, peak ${round(result.peakMb, 0)} MB`);
  return result;
}

async function benchLoad(url) {
  const file = await writeRows(join(cache, `accounts-${rows}.csv`), rows);
  const small = await writeRows(join(cache, 'accounts-10.csv'), 10);
  const idle = await checked('kinetic, 10 rows', () => kinetic(url, small, home));
  const rivals = values['without-rivals'] ? undefined : { jsforce: await jsforce(), cli: await salesforceCli() };
  if (rivals) await checked('sf org login', () => cliLogin(url, rivals.cli, home));
  const rounds = [];
  for (let number = 1; number <= Number(values.rounds); number++) {
    say(`round ${number} of ${values.rounds}: ${rows} rows, ${round(statSync(file).size / 1e6, 0)} MB`);
    const bare = await barePut(url, file);
    const tuned = await barePut(url, file, 512 * 1024);
    const ours = await checked('kinetic', () => kinetic(url, file, home, ['--parallel', '1']));
    const upload = uploadSeconds();
    const parallel = await checked('kinetic, 3 parts at once', () => kinetic(url, file, home));
    const theirs = rivals && {
      jsforce: await attempt('jsforce', () => jsforceLoad(url, file, rivals.jsforce)),
      cli: await attempt('sf data upsert bulk', () => cliLoad(url, file, rivals.cli, home)),
    };
    rounds.push({
      bare: bare.seconds,
      tuned: tuned.seconds,
      upload,
      ours: ours.seconds,
      oursPeakMb: ours.peakMb,
      parallel: parallel.seconds,
      theirs,
    });
  }
  return { file, idle, rounds };
}

/** A rival that cannot do it is a finding, not the end of the bench. */
async function attempt(name, run) {
  try {
    return await checked(name, run);
  } catch (error) {
    say(`  ${name}: ${error.message.slice(0, 300)}`);
    return { failed: error.message.slice(0, 300) };
  }
}

function sizes() {
  const kilobytes = (path) => round(statSync(join(root, path)).size / 1024, 0);
  const pages = readdirSync(join(root, 'dist/webview')).filter((name) => name.endsWith('.js'));
  const vsix = readdirSync(root).find((name) => name.endsWith('.vsix'));
  return {
    'dist/extension.js': kilobytes('dist/extension.js'),
    ...Object.fromEntries(pages.map((name) => [`dist/webview/${name}`, kilobytes(`dist/webview/${name}`)])),
    ...(vsix && { [vsix]: kilobytes(vsix) }),
  };
}

function table(rowsOfTable) {
  const widths = [0, 1, 2].map((column) => Math.max(...rowsOfTable.map((cells) => cells[column].length)));
  return rowsOfTable
    .map((cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`)
    .join('\n');
}

const or = (value, unit) => (value === undefined ? 'not run' : `${value}${unit}`);

/** What was measured beside what it should be, row by row. */
function figures(results) {
  const { bytes, sizesKb } = results;
  const [vsix] = Object.entries(sizesKb).find(([name]) => name.endsWith('.vsix')) ?? [];
  return [
    ['figure', 'measured', 'goal'],
    ['---', '---', '---'],
    ['upload phase / bare http PUT of the same bytes', `${results.uploadVersusBarePut}×`, '≤ 1.2×'],
    ['… of a PUT in pieces of 512 KB', `${results.uploadVersusTunedPut}×`, ''],
    ['jsforce / Kinetic, whole load', or(results.jsforceVersusLoad, '×'), '≥ 1×'],
    ['sf data upsert bulk / Kinetic, whole load', or(results.cliVersusLoad, '×'), '≥ 1×'],
    ['extra peak memory of a load', `${results.extraPeakMb} MB`, '≤ 64 MB'],
    ['extra peak memory, ten times the rows', or(results.extraPeakMbTenfold, ' MB'), '≤ 64 MB'],
    ['peak memory of jsforce, of sf', `${or(results.jsforcePeakMb, ' MB')}, ${or(results.cliPeakMb, ' MB')}`, ''],
    ['record-boundary scan', `${round(bytes.scan.scan, 0)} MB/s`, '≥ 500 MB/s'],
    ['record-boundary scan / csv-parse', `${round(bytes.scan.ratio, 1)}×`, '≥ 12×'],
    ['reading through with every check', `${round(bytes.scan.check, 0)} MB/s`, ''],
    [
      `matching ${rows.toLocaleString('en-US')} failures to their lines`,
      `${round(bytes.matching.seconds, 1)} s, ${round(bytes.matching.extraMb, 0)} MB`,
      '< 10 s, < 200 MB',
    ],
    ['first page of that many failures', `${round(bytes.pages.byLine.first * 1000, 0)} ms`, '< 1,000 ms'],
    [
      '… sorted by a column, searched',
      `${round(bytes.pages.byColumn.first * 1000, 0)} ms, ${round(bytes.pages.text.first * 1000, 0)} ms`,
      '',
    ],
    ['VSIX', `${or(vsix && sizesKb[vsix], ' kB')}`, '≤ 1,500 kB (hard limit 3,000)'],
  ];
}

async function main() {
  mkdirSync(cache, { recursive: true });
  execFileSync(process.execPath, ['scripts/package.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const { child, url } = await startSink();
  try {
    const { idle, rounds } = await benchLoad(url);
    const large = values['without-large']
      ? undefined
      : await checked('kinetic, ten times the rows', async () =>
          kinetic(url, await writeRows(join(cache, `accounts-${rows * 10}.csv`), rows * 10), home),
        );
    const bytes = await benchScan(rows);
    const of = (pick) => median(rounds.map(pick));
    const rival = (name) => {
      const finished = rounds.filter((one) => one.theirs?.[name]?.seconds !== undefined);
      return finished.length > 0 ? median(finished.map((one) => one.theirs[name].seconds / one.ours)) : undefined;
    };
    const results = {
      machine: {
        cpu: cpus()[0].model,
        cores: cpus().length,
        memoryGb: round(totalmem() / 2 ** 30, 0),
        node: process.version,
      },
      rows,
      rounds: rounds.length,
      uploadVersusBarePut: round(of((one) => one.upload / one.bare)),
      uploadVersusTunedPut: round(of((one) => one.upload / one.tuned)),
      loadSeconds: round(of((one) => one.ours)),
      jsforceVersusLoad: rival('jsforce') && round(rival('jsforce')),
      cliVersusLoad: rival('cli') && round(rival('cli')),
      extraPeakMb: round(of((one) => one.oursPeakMb) - idle.peakMb, 0),
      extraPeakMbTenfold: large && round(large.peakMb - idle.peakMb, 0),
      jsforcePeakMb: rounds[0].theirs?.jsforce?.peakMb && round(rounds[0].theirs.jsforce.peakMb, 0),
      cliPeakMb: rounds[0].theirs?.cli?.peakMb && round(rounds[0].theirs.cli.peakMb, 0),
      bytes,
      sizesKb: sizes(),
      detail: rounds,
    };
    writeFileSync(
      join(root, 'bench/results.json'),
      `${JSON.stringify(results, (key, value) => (key === 'stdout' || key === 'stderr' ? undefined : value), 2)}\n`,
    );
    process.stdout.write(`${table(figures(results))}\n`);
  } finally {
    child.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

await main();
