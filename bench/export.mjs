// `node bench/export.mjs`: exports of a million records, beside a raw download of the same pages; see rawExport.mjs.
// From the practice org, which makes its answers as they are asked for, and from the sink, which has its pages ready,
// so that the client is all that is measured. Processor time without that of ten records does not depend on other
// programs. Prints a table and writes bench/export.json. Flags: --rows N (default 1,000,000), --rounds N (default 3),
// --without-large, --smoke, --results FILE.
import { join } from 'node:path';
import { median, medianRatio, orNotRun, percent, printTable, round } from './figures.mjs';
import { bareExport } from './floor.mjs';
import { downloadSeconds, kineticExport, kineticLoad } from './kinetic.mjs';
import { selected, writeRows } from './rows.mjs';
import { builtPrograms, inScratch, inTurns, readFlags, writeResults } from './run.mjs';
import { startPractice, startSink, warm } from './servers.mjs';

const flags = readFlags({
  full: { rows: 1_000_000, rounds: 3 },
  smoke: { rows: 2_000, rounds: 2 },
  switches: ['without-large'],
});
const { rows, rounds } = flags;
const fewRecords = 10;
const fromSink = (count, object = 'Account') => `SELECT ${selected} FROM ${object} LIMIT ${count}`;
const fromPractice = `SELECT ${selected} FROM Account WHERE External_Id__c LIKE 'BENCH-%'`;

async function exported(run, spec) {
  const ran = await kineticExport(run, spec);
  return { ...ran, downloading: downloadSeconds(run.home, ran.jobId) };
}

async function benchPractice(build, home) {
  const server = await startPractice(build);
  try {
    const run = { build, server, home };
    const file = join(home, 'records.csv');
    await kineticLoad(run, { file: await writeRows(rows), rows, name: 'practice org, load of the records' });
    const [queryJob] = await warm(run, { soqls: [fromPractice], file });
    return await inTurns(
      {
        ours: () => exported(run, { soql: fromPractice, file }),
        raw: () => bareExport(server, queryJob, file),
      },
      rounds,
      'practice org',
    );
  } finally {
    server.close();
  }
}

async function benchSink(build, home) {
  const server = await startSink(flags.smoke ? 500 : undefined);
  try {
    const run = { build, server, home };
    const file = join(home, 'records.csv');
    const soqls = { few: fromSink(fewRecords), compressed: fromSink(rows), plain: fromSink(rows, 'Plain__c') };
    const [few, compressed, plain] = await warm(run, { soqls: Object.values(soqls), file });
    const idle = await exported(run, { soql: soqls.few, file, name: 'kinetic, 10 records' });
    const idleRaw = await bareExport(server, few, file);
    const results = await inTurns(
      {
        ours: () => exported(run, { soql: soqls.compressed, file, name: 'kinetic, gzip' }),
        raw: () => bareExport(server, compressed, file),
        oursPlain: () => exported(run, { soql: soqls.plain, file, name: 'kinetic, not compressed' }),
        rawPlain: () => bareExport(server, plain, file),
        jsonLines: () =>
          kineticExport(run, {
            soql: soqls.compressed,
            file,
            name: 'kinetic, JSON Lines',
            extra: ['--format', 'jsonl'],
          }),
      },
      rounds,
      'sink',
    );
    return { ...results, idle, idleRaw, large: flags['without-large'] ? undefined : await tenfold(run, file) };
  } finally {
    server.close();
  }
}

/** The pages of the first million are used again, so the sink does not grow. */
const tenfold = (run, file) =>
  exported(run, { soql: fromSink(rows * 10), file, name: 'kinetic, ten times the records' });

const downloading = (one) => one.downloading ?? one.seconds;
const medianOf = (results, pick) => median(results.map(pick));
const megabytes = ([{ bytes }]) => round(bytes / 1e6, 1);

function summarize(practice, sink) {
  const extraPeak = (results, idle) => round(medianOf(results, ({ peakMb }) => peakMb) - idle.peakMb, 0);
  const processor = (results, idle) => medianOf(results, ({ processorMs }) => processorMs) - idle.processorMs;
  return {
    rows,
    rounds,
    practice: {
      megabytes: megabytes(practice.ours),
      downloadingOfRaw: medianRatio(practice.raw, practice.ours, downloading),
      wholeOfRaw: medianRatio(practice.raw, practice.ours),
      downloading: round(medianOf(practice.ours, downloading)),
    },
    sink: {
      megabytes: megabytes(sink.ours),
      downloadingOfRaw: medianRatio(sink.raw, sink.ours, downloading),
      downloadingOfRawPlain: medianRatio(sink.rawPlain, sink.oursPlain, downloading),
      processorOfRaw: round(processor(sink.raw, sink.idleRaw) / processor(sink.ours, sink.idle)),
      whole: round(medianOf(sink.ours, ({ seconds }) => seconds)),
      wholeJsonLines: round(medianOf(sink.jsonLines, ({ seconds }) => seconds)),
    },
    rawExtraPeakMb: extraPeak(sink.raw, sink.idleRaw),
    extraPeakMb: extraPeak(sink.ours, sink.idle),
    extraPeakMbTenfold: sink.large && extraPeak([sink.large], sink.idle),
    detail: { practice, sink },
  };
}

const figures = ({ practice, sink, ...memory }) => [
  ['figure', 'measured', 'goal'],
  [
    `practice org, ${practice.megabytes} MB: downloading, of the speed of a raw download`,
    percent(practice.downloadingOfRaw),
    '≥ 70 %',
  ],
  ['… the whole command with login and query, of the same', percent(practice.wholeOfRaw), ''],
  [`sink, ${sink.megabytes} MB, gzip: downloading, of the speed of a raw download`, percent(sink.downloadingOfRaw), ''],
  ['… processor time of a raw download, of ours', percent(sink.processorOfRaw), '≥ 70 %'],
  ['sink, not compressed: downloading, of the speed of a raw download', percent(sink.downloadingOfRawPlain), ''],
  ['sink: the whole command, CSV', `${sink.whole} s`, ''],
  ['… JSON Lines', `${sink.wholeJsonLines} s`, ''],
  ['extra peak memory', `${memory.extraPeakMb} MB`, ''],
  ['… of a raw download', `${memory.rawExtraPeakMb} MB`, ''],
  ['… ten times the records', orNotRun(memory.extraPeakMbTenfold, ' MB'), 'no more'],
];

const build = builtPrograms(flags);
const results = await inScratch(async (home) =>
  summarize(await benchPractice(build, home), await benchSink(build, home)),
);
writeResults('export', flags, results);
printTable(figures(results));
