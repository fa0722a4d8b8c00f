// `npm run bench:large`: big loads against the rivals in one run, with memory over time and the calls that each of them
// makes, and exports likewise; writes bench/large.json and prints a table. Flags: --rows 1000000,10000000
// --gigabytes 10 (0 leaves it out).
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { jsforce, salesforceCli } from '../scripts/clients.mjs';
import { cliExport, cliLoad, cliLogin, jsforceExport, jsforceLoad, kinetic, kineticExport } from './rivals.mjs';
import { writeRows } from './rows.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000,10000000' },
    gigabytes: { type: 'string', default: '10' },
  },
});
const root = join(import.meta.dirname, '..');
const cache = join(root, '.vscode-test', 'bench');
const home = mkdtempSync(join(tmpdir(), 'kinetic-bench-'));
const say = (text) => process.stderr.write(`${text}\n`);
/** The rivals keep results in memory; without this they end at Node's own limit of some 4 GB or less. */
const roomForRivals = { NODE_OPTIONS: '--max-old-space-size=12288' };
const bytesPerRow = 120;

async function startSink() {
  const child = fork(join(import.meta.dirname, 'sink.mjs'), [], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  const line = await new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk))));
  return { child, url: JSON.parse(line).url };
}

/** At most forty points, the highest of each stretch, so that no peak is smoothed away. */
function thin(curve) {
  const stretch = Math.max(1, Math.ceil(curve.length / 40));
  return Array.from({ length: Math.ceil(curve.length / stretch) }, (_, at) =>
    Math.max(...curve.slice(at * stretch, (at + 1) * stretch)),
  );
}

/** One load by one client; what it cannot do is a finding, told with its last words. */
async function measure(what, client, rows, url, run) {
  await (await fetch(`${url}/calls`)).json();
  const { seconds, peakMb, curve, code, stdout, stderr } = await run();
  const calls = await (await fetch(`${url}/calls`)).json();
  const apart = ['poll', 'other'];
  const working = Object.entries(calls).reduce((sum, [kind, many]) => sum + (apart.includes(kind) ? 0 : many), 0);
  const result = {
    what,
    client,
    rows,
    seconds: Number(seconds.toFixed(1)),
    peakMb: Math.round(peakMb),
    calls,
    callsPer100k: Number(((working / rows) * 100_000).toFixed(2)),
    curveMb: thin(curve),
    ...(code === 0 ? {} : { failed: lastWords(stderr, stdout, code) }),
  };
  say(
    `  ${client}, ${what} of ${rows} rows: ${result.failed ?? 'done'} in ${result.seconds} s, peak ${result.peakMb} MB`,
  );
  return result;
}

function lastWords(stderr, stdout, code) {
  const heap = /FATAL ERROR: .*/.exec(stderr)?.[0];
  return heap ?? `ended with ${code}: ${`${stderr}${stdout}`.replaceAll(/\s+/g, ' ').trim().slice(-200)}`;
}

async function againstRivals(url, rows, rivals) {
  const file = await writeRows(join(cache, `accounts-${rows}.csv`), rows);
  say(`${rows} rows, ${Math.round(statSync(file).size / 1e6)} MB`);
  return [
    await measure('load', 'Kinetic', rows, url, () => kinetic(url, file, home)),
    await measure('load', 'jsforce', rows, url, () => jsforceLoad(url, file, rivals.jsforce, roomForRivals)),
    await measure('load', 'sf data upsert bulk', rows, url, () => cliLoad(url, file, rivals.cli, home, roomForRivals)),
  ];
}

/** A client that says it is done but has written fewer bytes than ours has lost records. */
async function exportsOf(url, rows, rivals) {
  const soql = `SELECT External_Id__c, Name, Phone, BillingCity, Description FROM Account LIMIT ${rows}`;
  const file = join(home, 'export.csv');
  const one = async (client, run) => {
    rmSync(file, { force: true });
    const result = await measure('export', client, rows, url, run);
    return { ...result, fileMb: existsSync(file) ? Math.round(statSync(file).size / 1e6) : 0 };
  };
  return [
    await one('Kinetic', () => kineticExport(url, soql, file, home)),
    await one('jsforce', () => jsforceExport(url, soql, file, rivals.jsforce, roomForRivals)),
    await one('sf data export bulk', () => cliExport(soql, file, rivals.cli, home, roomForRivals)),
  ];
}

async function alone(url, gigabytes) {
  const rows = Math.ceil((gigabytes * 1e9) / bytesPerRow);
  const file = await writeRows(join(cache, `accounts-${rows}.csv`), rows);
  try {
    say(`${gigabytes} GB, ${rows} rows`);
    return await measure('load', 'Kinetic', rows, url, () => kinetic(url, file, home));
  } finally {
    rmSync(file, { force: true });
  }
}

function table(results) {
  const lines = results.map(({ what, client, rows, seconds, peakMb, callsPer100k, failed }) => [
    `${client}, ${what}`,
    rows.toLocaleString('en-US'),
    failed ? `no: ${failed}` : `${seconds} s`,
    `${peakMb} MB`,
    `${callsPer100k}`,
  ]);
  return [['client', 'rows', 'time', 'peak memory', 'calls per 100,000 rows, besides polling'], Array(5).fill('---')]
    .concat(lines)
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

async function main() {
  mkdirSync(cache, { recursive: true });
  const { child, url } = await startSink();
  try {
    const rivals = { jsforce: await jsforce(), cli: await salesforceCli() };
    await cliLogin(url, rivals.cli, home);
    const results = [];
    for (const rows of values.rows.split(',').map(Number)) results.push(...(await againstRivals(url, rows, rivals)));
    results.push(...(await exportsOf(url, 1_000_000, rivals)));
    if (Number(values.gigabytes) > 0) results.push(await alone(url, Number(values.gigabytes)));
    const machine = {
      cpu: cpus()[0].model,
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    };
    writeFileSync(join(root, 'bench/large.json'), `${JSON.stringify({ machine, results }, null, 2)}\n`);
    process.stdout.write(`${table(results)}\n`);
  } finally {
    child.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

await main();
