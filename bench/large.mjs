// `npm run bench:large`: big loads and exports beside the rivals in one run, with memory over time and the calls that
// each client makes. Prints a table and writes bench/large.json.
// Flags: --rows N,… (default 1000000,10000000), --export-rows N (default 1,000,000), --gigabytes N (default 10; 0
// leaves this load out), --rivals all|cached|none, --smoke, --results FILE.
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { printTable, round, say } from './figures.mjs';
import { kineticExport, kineticLoad } from './kinetic.mjs';
import { openRivals, rivalClients, titles } from './rivals.mjs';
import { selected, writeRows } from './rows.mjs';
import { builtPrograms, inScratch, inTurns, readFlags, writeResults } from './run.mjs';
import { startSink, warm } from './servers.mjs';

const flags = readFlags({
  full: { rows: '1000000,10000000', 'export-rows': 1_000_000, gigabytes: '10', rivals: 'all' },
  smoke: { rows: '1000,2000', 'export-rows': 2_000, gigabytes: '0.001', rivals: 'cached' },
});
/** The rivals keep results in memory; without this they end at Node's own limit of 4 GB or less. */
const memoryForRivals = { NODE_OPTIONS: '--max-old-space-size=12288' };
const bytesPerRow = 120;
/** Calls that depend on how long a job takes, and those at the start of each client. */
const notCounted = ['poll', 'other'];

/** At most forty points, the highest of each stretch, so that every peak stays. */
function thinned(curve) {
  const stretch = Math.max(1, Math.ceil(curve.length / 40));
  return Array.from({ length: Math.ceil(curve.length / stretch) }, (_, at) =>
    Math.max(...curve.slice(at * stretch, (at + 1) * stretch)),
  );
}

/** Runs each client once; `findings` adds what is left of a run, before the next one starts. */
async function measure(server, { what, rows, clients, findings }) {
  const takeCalls = async () => (await fetch(`${server.url}/calls`)).json();
  const measured = Object.entries(clients).map(([name, run]) => {
    const once = async () => {
      await takeCalls();
      const ran = await run();
      const calls = await takeCalls();
      const counted = Object.entries(calls).filter(([kind]) => !notCounted.includes(kind));
      const working = counted.reduce((sum, [, number]) => sum + number, 0);
      return {
        what,
        client: titles[what][name] ?? name,
        rows,
        calls,
        failed: ran.failed,
        seconds: round(ran.seconds, 1),
        peakMb: round(ran.peakMb, 0),
        callsPer100k: round((working / rows) * 100_000),
        curveMb: thinned(ran.curve),
        ...findings?.(),
      };
    };
    return [name, once];
  });
  return Object.values(await inTurns(Object.fromEntries(measured), 1)).flat();
}

async function measureLoads(run, rivals, rows) {
  const file = await writeRows(rows);
  say(`load of ${rows} rows, ${round(statSync(file).size / 1e6, 1)} MB`);
  const clients = { Kinetic: () => kineticLoad(run, { file, rows }), ...rivalClients(rivals, 'load', file) };
  return measure(run.server, { what: 'load', rows, clients });
}

/** Keeps the size of each file: a client that writes fewer bytes than ours has lost records. */
async function measureExports(run, rivals, { soql, file }) {
  const rows = flags['export-rows'];
  say(`export of ${rows} records`);
  const clients = { Kinetic: () => kineticExport(run, { soql, file }), ...rivalClients(rivals, 'export', soql, file) };
  const findings = () => {
    const fileMb = existsSync(file) ? round(statSync(file).size / 1e6) : 0;
    rmSync(file, { force: true });
    return { fileMb };
  };
  return measure(run.server, { what: 'export', rows, clients, findings });
}

/** A load of so many gigabytes that no rival can do it; its file is not kept. */
async function measureAlone(run, gigabytes) {
  const rows = Math.ceil((gigabytes * 1e9) / bytesPerRow);
  const file = await writeRows(rows);
  try {
    say(`load of ${rows} rows, ${gigabytes} GB`);
    const clients = { Kinetic: () => kineticLoad(run, { file, rows }) };
    return await measure(run.server, { what: 'load', rows, clients });
  } finally {
    rmSync(file, { force: true });
  }
}

const tableOf = (results) => [
  ['client', 'rows', 'time', 'peak memory', 'calls per 100,000 rows, besides polling'],
  ...results.map(({ what, client, rows, seconds, peakMb, callsPer100k, failed }) => [
    `${client}, ${what}`,
    rows.toLocaleString('en-US'),
    failed ? `no: ${failed}` : `${seconds} s`,
    `${peakMb} MB`,
    callsPer100k,
  ]),
];

async function measureAll(home) {
  const build = builtPrograms(flags);
  const server = await startSink();
  try {
    const run = { build, server, home };
    const sizes = flags.rows.split(',').map(Number);
    const rivals = await openRivals(flags.rivals, { server, home, memory: memoryForRivals });
    const exported = {
      soql: `SELECT ${selected} FROM Account LIMIT ${flags['export-rows']}`,
      file: join(home, 'export.csv'),
    };
    const load = { file: await writeRows(sizes[0]), rows: sizes[0] };
    await warm(run, { load, soqls: [exported.soql], file: exported.file });
    const results = [];
    for (const rows of sizes) results.push(...(await measureLoads(run, rivals, rows)));
    results.push(...(await measureExports(run, rivals, exported)));
    if (Number(flags.gigabytes) > 0) results.push(...(await measureAlone(run, Number(flags.gigabytes))));
    return results;
  } finally {
    server.close();
  }
}

const results = await inScratch(measureAll);
writeResults('large', flags, { results });
printTable(tableOf(results));
