// `npm run bench`: load, export, matching, first page, activation and sizes, each with its rival or its floor in the
// same run. Prints a table and writes bench/results.json.
// Flags: --rows N (default 1,000,000), --rounds N (default 3), --rivals all|cached|none, --without-large, --smoke,
// --results FILE, and --against DIR, which compares with the build of another checkout instead; see compare.mjs.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { activationOf } from './activation.mjs';
import { compareBuilds } from './compare.mjs';
import { median, medianRatio, orNotRun, printTable, round, say } from './figures.mjs';
import { bareExport, barePut } from './floor.mjs';
import { kineticExport, kineticLoad, uploadSeconds } from './kinetic.mjs';
import { openRivals, rivalClients } from './rivals.mjs';
import { selected, writeRows } from './rows.mjs';
import { inScratch, inTurns, readFlags, requireBuild, root, writeResults } from './run.mjs';
import { benchScan } from './scan.mjs';
import { startSink, warm } from './servers.mjs';
import { sizesOf } from './sizes.mjs';

const flags = readFlags({
  full: { rows: 1_000_000, rounds: 3, rivals: 'all', against: '' },
  smoke: { rows: 2_000, rounds: 2, rivals: 'none' },
  switches: ['without-large'],
});
const { rows, rounds } = flags;
const build = join(root, 'dist');
const fewRows = 10;
const gigabit = 1_000;
const activations = 7;

/** Loads of the same file by all clients. */
async function benchLoad(run, rivals) {
  const file = await writeRows(rows);
  const ours = async (name, extra) => {
    const ran = await kineticLoad(run, { file, rows, name, extra });
    return { ...ran, upload: uploadSeconds(run.home, ran.jobId) };
  };
  const results = await inTurns(
    {
      bare: () => barePut(run.server, file),
      tuned: () => barePut(run.server, file, 512 * 1024),
      ours: () => ours('kinetic, one part at a time', ['--parallel', '1']),
      parallel: () => ours('kinetic', []),
      ...rivalClients(rivals, 'load', file),
    },
    rounds,
    `load of ${rows} rows`,
  );
  const idle = await kineticLoad(run, { file: await writeRows(fewRows), rows: fewRows, name: 'kinetic, 10 rows' });
  return { ...results, idle };
}

/** Uploads at the speed of a fast office network. */
async function benchGigabit(run) {
  const file = await writeRows(rows);
  const server = await startSink(undefined, gigabit);
  try {
    return await inTurns(
      {
        tuned: () => barePut(server, file, 512 * 1024),
        ours: async () => {
          const name = 'kinetic, one part at a time';
          const { jobId } = await kineticLoad({ ...run, server }, { file, rows, name, extra: ['--parallel', '1'] });
          return { seconds: uploadSeconds(run.home, jobId) };
        },
      },
      rounds,
      `uploads at ${gigabit} megabits a second`,
    );
  } finally {
    server.close();
  }
}

/** Exports of the same query by all clients. */
async function benchExport(run, rivals, { soql, file, queryJob }) {
  return inTurns(
    {
      raw: () => bareExport(run.server, queryJob, file),
      ours: () => kineticExport(run, { soql, file }),
      ...rivalClients(rivals, 'export', soql, file),
    },
    rounds,
    `export of ${rows} records`,
  );
}

async function measureAll(home) {
  const server = await startSink();
  try {
    const run = { build, server, home };
    const soql = `SELECT ${selected} FROM Account LIMIT ${rows}`;
    const file = join(home, 'export.csv');
    const rivals = await openRivals(flags.rivals, { server, home });
    const [queryJob] = await warm(run, { load: { file: await writeRows(rows), rows }, soqls: [soql], file });
    const load = await benchLoad(run, rivals);
    const uploads = await benchGigabit(run);
    const exported = await benchExport(run, rivals, { soql, file, queryJob });
    const large = flags['without-large'] ? undefined : await loadTenfold(run);
    const bytes = await benchScan(rows);
    say('activating the extension');
    const { activation } = await inTurns({ activation: () => activationOf(build) }, activations);
    return { load, uploads, exported, large, bytes, activation };
  } finally {
    server.close();
  }
}

const loadTenfold = async (run) =>
  kineticLoad(run, { file: await writeRows(rows * 10), rows: rows * 10, name: 'kinetic, ten times the rows' });

function summarize({ load, uploads, exported, large, bytes, activation }) {
  const seconds = ({ seconds }) => seconds;
  const peak = (results) => round(results?.find(({ peakMb }) => peakMb)?.peakMb, 0);
  return {
    rows,
    rounds,
    uploadVersusBarePut: medianRatio(load.ours, load.bare, (one) => one.upload ?? one.seconds),
    uploadVersusTunedPut: medianRatio(load.ours, load.tuned, (one) => one.upload ?? one.seconds),
    uploadVersusTunedPutAtGigabit: medianRatio(uploads.ours, uploads.tuned),
    loadSeconds: round(median(load.ours.map(seconds))),
    parallelLoadSeconds: round(median(load.parallel.map(seconds))),
    jsforceVersusLoad: medianRatio(load.jsforce, load.ours),
    cliVersusLoad: medianRatio(load.cli, load.ours),
    extraPeakMb: round(median(load.ours.map(({ peakMb }) => peakMb)) - load.idle.peakMb, 0),
    extraPeakMbTenfold: large && round(large.peakMb - load.idle.peakMb, 0),
    jsforcePeakMb: peak(load.jsforce),
    cliPeakMb: peak(load.cli),
    exportSeconds: round(median(exported.ours.map(seconds))),
    rawVersusExport: medianRatio(exported.raw, exported.ours),
    jsforceVersusExport: medianRatio(exported.jsforce, exported.ours),
    cliVersusExport: medianRatio(exported.cli, exported.ours),
    bytes,
    activationMs: round(median(activation.map(({ total }) => total)), 1),
    sizesKb: sizesOf(root),
    detail: { load, uploads, exported, large, activation },
  };
}

/** What was measured beside its goal, row by row. */
function figures(results) {
  const { bytes, sizesKb } = results;
  const milliseconds = ({ first }) => `${round(first * 1000, 0)} ms`;
  const versus = (name) => orNotRun(results[name], '×');
  return [
    ['figure', 'measured', 'goal'],
    ['upload phase / bare http PUT of the same bytes', versus('uploadVersusBarePut'), '≤ 1.2×'],
    ['… / a PUT in pieces of 512 KB', versus('uploadVersusTunedPut'), ''],
    ['… both through 1 Gbit/s', versus('uploadVersusTunedPutAtGigabit'), '≤ 1.1×'],
    ['whole load, one part at a time', `${results.loadSeconds} s`, ''],
    ['… three parts at once', `${results.parallelLoadSeconds} s`, ''],
    ['jsforce / Kinetic, whole load', versus('jsforceVersusLoad'), '≥ 1×'],
    ['sf data upsert bulk / Kinetic, whole load', versus('cliVersusLoad'), '≥ 1×'],
    ['extra peak memory of a load', `${results.extraPeakMb} MB`, '≤ 64 MB'],
    ['extra peak memory, ten times the rows', orNotRun(results.extraPeakMbTenfold, ' MB'), '≤ 64 MB'],
    ['peak memory of jsforce', orNotRun(results.jsforcePeakMb, ' MB'), ''],
    ['peak memory of sf data upsert bulk', orNotRun(results.cliPeakMb, ' MB'), ''],
    ['whole export', `${results.exportSeconds} s`, ''],
    ['raw download / Kinetic, whole export', versus('rawVersusExport'), ''],
    ['jsforce / Kinetic, whole export', versus('jsforceVersusExport'), '≥ 1×'],
    ['sf data export bulk / Kinetic, whole export', versus('cliVersusExport'), '≥ 1×'],
    ['record-boundary scan', `${round(bytes.scan.scan, 0)} MB/s`, '≥ 500 MB/s'],
    ['record-boundary scan / csv-parse', `${round(bytes.scan.ratio, 1)}×`, '≥ 12×'],
    ['reading through with every check', `${round(bytes.scan.check, 0)} MB/s`, ''],
    ['matching the failed rows', `${round(bytes.matching.seconds, 1)} s`, '< 10 s'],
    ['… extra peak memory', `${round(bytes.matching.extraMb, 0)} MB`, '< 200 MB'],
    ['first page of the failed rows', milliseconds(bytes.pages.byLine), '< 1,000 ms'],
    ['… sorted by a column', milliseconds(bytes.pages.byColumn), ''],
    ['… searched', milliseconds(bytes.pages.text), ''],
    ['activation, outside the real host', `${results.activationMs} ms`, '≤ 30 ms'],
    ...Object.entries(sizesKb).map(([name, size]) => [name, `${size} kB`, '']),
  ];
}

async function main() {
  if (flags.smoke) requireBuild(build);
  else execFileSync(process.execPath, ['scripts/package.mjs'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (flags.against) return compareBuilds(flags);
  const results = summarize(await inScratch(measureAll));
  writeResults('results', flags, results);
  printTable(figures(results));
}

await main();
