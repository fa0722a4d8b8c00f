// How a bench script runs: its flags, the programs that it measures, the order of the clients and the file with the
// results.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from './figures.mjs';

export const root = join(import.meta.dirname, '..');
/** Files that are made once and used by later runs. */
export const cache = join(root, '.vscode-test', 'bench');
const dist = join(root, 'dist');

/**
 * Reads the command line: a flag for each key of `full`, which has its value when the flag is missing, and `switches`
 * without a value. With --smoke the values come from `smoke`: sizes so small that the figures say nothing, but the
 * whole script runs. Where the default is a number, the flag takes a whole number above zero.
 */
export function readFlags({ full, smoke, switches = [] }) {
  const flag = (type) => (name) => [name, { type }];
  const texts = ['results', ...Object.keys(full)].map(flag('string'));
  const booleans = ['smoke', ...switches].map(flag('boolean'));
  const { values } = parseArgs({
    options: Object.fromEntries([...texts, ...booleans]),
  });
  for (const name of Object.keys(values).filter((name) => typeof full[name] === 'number')) {
    if (!/^[1-9]\d*$/.test(values[name]))
      throw new Error(`--${name} takes a whole number above zero, not "${values[name]}".`);
    values[name] = Number(values[name]);
  }
  return { ...full, ...(values.smoke && smoke), ...values };
}

/**
 * Runs each client once a round. The first client pays for cold caches, so the order rotates from round to round.
 * Resolves with the results of each client, in the order of the rounds. With a title, each round is printed.
 */
export async function inTurns(clients, rounds, title) {
  const names = Object.keys(clients);
  const results = Object.fromEntries(names.map((name) => [name, []]));
  for (let number = 0; number < rounds; number++) {
    if (title) say(`${title}, round ${number + 1} of ${rounds}`);
    for (let turn = 0; turn < names.length; turn++) {
      const name = names[(number + turn) % names.length];
      results[name].push(await clients[name]());
    }
  }
  return results;
}

/** Calls `work` with an empty folder that is removed afterwards. */
export async function inScratch(work) {
  const folder = mkdtempSync(join(tmpdir(), 'kinetic-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The folder with the programs to measure: with --smoke the existing build, else a minified build of the sources. */
export function builtPrograms({ smoke }) {
  if (smoke) return requireBuild(dist);
  const folder = join(cache, 'dist');
  const output = { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync(process.execPath, ['esbuild.js', '--minify', `--out=${folder}`], output);
  return folder;
}

export function requireBuild(folder) {
  if (existsSync(join(folder, 'kinetic.js'))) return folder;
  throw new Error(`${folder} holds no build. Run "node esbuild.js --minify" in ${dirname(folder)} first.`);
}

const machine = () => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

/** Writes bench/NAME.json, or the file that --results names. A smoke run replaces no real results. */
export function writeResults(name, { smoke, results: path }, results) {
  const file = path ?? (smoke ? join(cache, 'smoke', `${name}.json`) : join(root, 'bench', `${name}.json`));
  mkdirSync(dirname(file), { recursive: true });
  const withoutOutput = (key, value) => (key === 'stdout' || key === 'stderr' ? undefined : value);
  writeFileSync(file, `${JSON.stringify({ machine: machine(), ...results }, withoutOutput, 2)}\n`);
}
