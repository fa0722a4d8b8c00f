// Measures what a mapping costs before a load: `node bench/mapping.mjs`. Reads, checks and copies a file with its names
// only, with other names, and with five steps, each in a process of its own. Prints the figures and writes
// bench/mapping.json. Flags: --rows N (default 1,000,000), --smoke, --results FILE.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadCore } from './core.mjs';
import { say } from './figures.mjs';
import { cache, readFlags, writeResults } from './run.mjs';
import { writeRows } from './rows.mjs';

const columns = ['External_Id__c', 'Name', 'Phone', 'BillingCity', 'Description'];
const rename = (column) => ({ field: `${column}_2`, from: [column], steps: [] });

const steps = {
  External_Id__c: { kind: 'replace', find: 'BENCH-', with: 'B' },
  Name: { kind: 'case', to: 'upper' },
  Phone: { kind: 'regex', pattern: '^\\+49 ', with: '0' },
  BillingCity: { kind: 'trim' },
  Description: { kind: 'default', value: 'none' },
};

const mappings = {
  none: undefined,
  names: { fields: columns.map(rename) },
  steps: { fields: columns.map((column) => ({ ...rename(column), steps: [steps[column]] })) },
};

async function measure(name, file) {
  const { createDisk, createSha256, planLoad, quietTask } = await loadCore();
  const folder = join(cache, `mapping-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const mapping = mappings[name];
  const spec = { kind: 'load', orgId: 'o', file, object: 'Account', operation: 'insert', ...(mapping && { mapping }) };
  const place = { files: createDisk(), folder, sha256: createSha256 };
  const baseMb = process.resourceUsage().maxRSS / 1024;
  const before = process.cpuUsage();
  try {
    await planLoad(spec, place, quietTask());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { user, system } = process.cpuUsage(before);
  return { processorSeconds: (user + system) / 1e6, extraMb: process.resourceUsage().maxRSS / 1024 - baseMb };
}

async function measured(name, file) {
  const child = fork(fileURLToPath(import.meta.url), ['--measure', name, file]);
  let result;
  child.once('message', (message) => (result = message));
  const [code] = await once(child, 'close');
  if (code !== 0 || !result) throw new Error(`The measure "${name}" failed.`);
  return result;
}

if (process.argv[2] === '--measure') {
  process.send(await measure(...process.argv.slice(3)));
  process.disconnect();
} else {
  const flags = readFlags({ full: { rows: 1_000_000 }, smoke: { rows: 2_000 } });
  const file = await writeRows(flags.rows);
  const megabytes = statSync(file).size / 1e6;
  say(`reading, checking and copying ${flags.rows} rows with a mapping`);
  const results = { rows: flags.rows, megabytes };
  for (const name of Object.keys(mappings)) {
    const { processorSeconds, extraMb } = await measured(name, file);
    results[name] = { megabytesPerSecond: megabytes / processorSeconds, processorSeconds, extraMb };
  }
  // What only the steps cost, beside the copy that other names need as well.
  results.stepsAlone = megabytes / (results.steps.processorSeconds - results.names.processorSeconds);
  writeResults('mapping', flags, results);
  const short = (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value);
  process.stdout.write(`${JSON.stringify(results, short, 2)}\n`);
}
