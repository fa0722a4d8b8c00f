// `node bench/export.mjs`: a million records to a file, beside the same pages fetched by Node's own http module and written
// down one after the other, without counting, checking or flushing. Twice: from the practice org, which makes its answers as
// it goes, and from the sink, whose pages lie ready, so that nothing but the client is measured. Processor time without that
// of ten records is what a busy machine does not change.
// Prints a table and writes bench/export.json. Flags: --rows N (default 1,000,000), --rounds N (default 3), --without-large.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { timed, token } from './rivals.mjs';
import { writeRows } from './rows.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    'without-large': { type: 'boolean', default: false },
  },
});
const rows = Number(values.rows);
const root = join(import.meta.dirname, '..');
const cache = join(root, '.vscode-test', 'bench');
const dist = join(cache, 'dist');
const home = mkdtempSync(join(tmpdir(), 'kinetic-bench-export-'));
const file = join(home, 'rows.csv');
const say = (text) => process.stderr.write(`${text}\n`);
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const round = (number, digits = 2) => Number(number.toFixed(digits));
const usage = join(import.meta.dirname, 'usage.cjs');
const processor = ({ stderr }) => Number(/processor (\d+) ms/.exec(stderr)[1]);
const percent = (share) => `${round(share * 100, 0)} %`;

/** Either answers with its address in a line or in a message. */
async function startServer(path, words) {
  const child = fork(path, words, { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const found = await Promise.race([
    once(child, 'message').then(([message]) => message),
    once(child.stdout, 'data').then(([text]) => JSON.parse(String(text).split('\n')[0])),
  ]);
  return { child, accessToken: token, ...found };
}

const environment = ({ url, accessToken }) => ({
  SF_INSTANCE_URL: url,
  SF_ACCESS_TOKEN: accessToken,
  KINETIC_HOME: home,
});

async function command(org, words) {
  const program = ['--require', usage, join(dist, 'kinetic.js')];
  const ran = await timed(process.execPath, [...program, ...words, '--json'], environment(org));
  if (ran.code !== 0)
    throw new Error(`kinetic ${words[0]} failed: ${ran.stderr.slice(-500)} ${ran.stdout.slice(-500)}`);
  return ran;
}

async function ours(org, soql, name, extra = []) {
  rmSync(file, { force: true });
  const ran = await command(org, ['export', soql, '--to', file, ...extra]);
  const { seconds, peakMb } = ran;
  const { jobId, remoteJobIds, bytes } = JSON.parse(ran.stdout);
  const fetching = fetchingSeconds(jobId);
  say(
    `  kinetic, ${name}: ${round(seconds)} s, ${round(fetching)} s of it fetching, peak ${round(peakMb, 0)} MB, ${processor(ran)} ms of processor`,
  );
  return { seconds, fetching, peakMb, processorMs: processor(ran), id: remoteJobIds[0], bytes };
}

/** From the count of the records to the last page on the disk, by the journal. */
function fetchingSeconds(jobId) {
  const events = readFileSync(join(home, 'jobs', jobId, 'events.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const last = (type) => events.findLast((event) => event.type === type).at;
  return (last('pageFetched') - last('queryCounted')) / 1000;
}

/** The floor: see rawExport.mjs. */
async function raw({ url, accessToken }, id, name) {
  rmSync(file, { force: true });
  const script = join(import.meta.dirname, 'rawExport.mjs');
  const ran = await timed(process.execPath, ['--require', usage, script, url, accessToken, id, file]);
  const { seconds } = JSON.parse(ran.stdout);
  say(`  raw, ${name}: ${round(seconds)} s, ${processor(ran)} ms of processor`);
  return { seconds, peakMb: ran.peakMb, processorMs: processor(ran), bytes: statSync(file).size };
}

const columns = 'External_Id__c, Name, Phone, BillingCity, Description';
const fromSink = (count, object = 'Account') => `SELECT ${columns} FROM ${object} LIMIT ${count}`;
const fromPractice = `SELECT ${columns} FROM Account WHERE External_Id__c LIKE 'BENCH-%'`;

async function benchPractice(count) {
  const org = await startServer(join(dist, 'practice.js'), ['--port', '0']);
  try {
    const { seconds } = await command(org, [
      'load',
      await writeRows(join(cache, `accounts-${count}.csv`), count),
      '--object',
      'Account',
    ]);
    say(`practice org: ${count} accounts loaded in ${round(seconds, 0)} s`);
    const rounds = [];
    for (let number = 1; number <= Number(values.rounds); number++) {
      const one = await ours(org, fromPractice, 'practice org');
      rounds.push({ ours: one, raw: await raw(org, one.id, 'practice org') });
    }
    return rounds;
  } finally {
    org.child.kill();
  }
}

async function benchSink() {
  const org = await startServer(join(import.meta.dirname, 'sink.mjs'), []);
  try {
    const idle = await ours(org, fromSink(10), '10 records');
    const idleRaw = await raw(org, idle.id, '10 records');
    const rounds = [];
    for (let number = 1; number <= Number(values.rounds); number++) {
      const zipped = await ours(org, fromSink(rows), 'sink, gzip');
      const zippedRaw = await raw(org, zipped.id, 'sink, gzip');
      const plain = await ours(org, fromSink(rows, 'Plain__c'), 'sink, plain');
      rounds.push({
        zipped,
        zippedRaw,
        plain,
        plainRaw: await raw(org, plain.id, 'sink, plain'),
        jsonl: await ours(org, fromSink(rows), 'sink, JSON Lines', ['--format', 'jsonl']),
      });
    }
    const large = values['without-large']
      ? undefined
      : await ours(org, fromSink(rows * 10), 'sink, ten times the records');
    return { idle, idleRaw, rounds, large };
  } finally {
    org.child.kill();
  }
}

async function main() {
  mkdirSync(cache, { recursive: true });
  execFileSync(process.execPath, ['esbuild.js', '--minify', `--out=${dist}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const practice = await benchPractice(rows);
    const { idle, idleRaw, rounds, large } = await benchSink();
    const of = (list, pick) => median(list.map(pick));
    const results = {
      machine: { cpu: cpus()[0].model, cores: cpus().length, node: process.version },
      rows,
      rounds: rounds.length,
      practice: {
        megabytes: round(practice[0].ours.bytes / 1e6, 0),
        fetchingOfRaw: round(of(practice, (one) => one.raw.seconds / one.ours.fetching)),
        wholeOfRaw: round(of(practice, (one) => one.raw.seconds / one.ours.seconds)),
        fetching: round(of(practice, (one) => one.ours.fetching)),
      },
      sink: {
        megabytes: round(rounds[0].zipped.bytes / 1e6, 0),
        fetchingOfRaw: round(of(rounds, (one) => one.zippedRaw.seconds / one.zipped.fetching)),
        fetchingOfRawPlain: round(of(rounds, (one) => one.plainRaw.seconds / one.plain.fetching)),
        processorOfRaw: round(
          of(rounds, (one) => one.zippedRaw.processorMs - idleRaw.processorMs) /
            of(rounds, (one) => one.zipped.processorMs - idle.processorMs),
        ),
        whole: round(of(rounds, (one) => one.zipped.seconds)),
        wholeJsonl: round(of(rounds, (one) => one.jsonl.seconds)),
      },
      rawExtraPeakMb: round(of(rounds, (one) => one.zippedRaw.peakMb) - idleRaw.peakMb, 0),
      extraPeakMb: round(of(rounds, (one) => one.zipped.peakMb) - idle.peakMb, 0),
      extraPeakMbTenfold: large && round(large.peakMb - idle.peakMb, 0),
      detail: { practice, rounds, large },
    };
    writeFileSync(join(root, 'bench/export.json'), `${JSON.stringify(results, null, 2)}\n`);
    const table = [
      ['figure', 'measured', 'goal'],
      ['---', '---', '---'],
      [
        `practice org, ${results.practice.megabytes} MB: fetching, of the speed of raw downloads`,
        percent(results.practice.fetchingOfRaw),
        '≥ 70 %',
      ],
      ['practice org: the whole command with login and query, of the same', percent(results.practice.wholeOfRaw), ''],
      [
        `sink, ${results.sink.megabytes} MB, gzip: fetching, of the speed of raw downloads`,
        percent(results.sink.fetchingOfRaw),
        '',
      ],
      ['… raw downloads’ processor time, of ours', percent(results.sink.processorOfRaw), '≥ 70 %'],
      ['sink, plain: fetching, of the speed of raw downloads', percent(results.sink.fetchingOfRawPlain), ''],
      [
        `sink: the whole command, ${rows} records as CSV / JSON Lines`,
        `${results.sink.whole} / ${results.sink.wholeJsonl} s`,
        '',
      ],
      ['extra peak memory; of raw downloads', `${results.extraPeakMb} MB; ${results.rawExtraPeakMb} MB`, ''],
      ['extra peak memory, ten times the records', `${results.extraPeakMbTenfold ?? 'not run'} MB`, 'no more'],
    ];
    process.stdout.write(`${table.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

await main();
