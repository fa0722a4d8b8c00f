// npm test: sets up, packages what ships, runs every suite on it and adds up. `node scripts/test.mjs vscode e2e` runs
// only those. The suites that drive VS Code mostly wait for it, so the others run at the same time.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { coveredSuites, recordingIn, reportCoverage } from './coverage.mjs';
import { mustRun, root, run } from './run.mjs';
import { heading, headingOf, say, seconds, step } from './say.mjs';
import { setup } from './setup.mjs';

const minute = 60_000;
const scripts = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
const node = (...args) => [process.execPath, args];
const mocha = (folders, options) =>
  node(
    'node_modules/mocha/bin/mocha.js',
    '--reporter',
    'scripts/reporter.cjs',
    ...options,
    ...folders.map((folder) => `out/test/${folder}/**/*.test.js`),
  );

const keepCoverage = ['--require', './scripts/keepCoverage.cjs'];
/** These wait for the processor, and no test depends on another file's. */
const inParallel = ['--parallel', '--jobs', String(Math.min(4, availableParallelism()))];

/**
 * In this order: the quick and most telling ones first. A suite exists if `folders` below test/ contain tests.
 * The limits are for suites that hang: a busy machine may take ten times as long as an idle one.
 */
const suites = [
  {
    name: 'check',
    there: Boolean(scripts['check']),
    command: node('scripts/check.mjs', '--without=unit'),
    timeoutMs: 20 * minute,
  },
  {
    name: 'unit',
    folders: ['unit', 'golden', 'manifest', 'gates', 'webview'],
    options: inParallel,
    timeoutMs: 40 * minute,
  },
  { name: 'contract', folders: ['contract'], timeoutMs: 20 * minute },
  { name: 'integration', folders: ['integration'], options: inParallel, timeoutMs: 60 * minute },
  { name: 'clients', folders: ['clients'], timeoutMs: 40 * minute },
  // Each bench script with tiny sizes. The figures mean nothing, but the script still runs.
  { name: 'bench', folders: ['bench'], timeoutMs: 20 * minute },
  {
    name: 'vscode',
    folders: ['vscode'],
    command: node('scripts/testVscode.mjs'),
    timeoutMs: 15 * minute,
    drives: true,
  },
  // A click of a driven browser can miss while the window moves; a test that needs its second try is reported.
  { name: 'e2e', folders: ['e2e'], options: ['--retries', '1'], timeoutMs: 60 * minute, drives: true },
];
/** Only when asked for by name: it needs a desktop build of VS Code. */
const onRequest = [
  {
    name: 'desktop',
    folders: ['vscode'],
    command: node('scripts/testDesktop.mjs'),
    timeoutMs: 15 * minute,
    drives: true,
  },
];

const holdsTests = (folder) =>
  existsSync(join(root, 'test', folder)) &&
  readdirSync(join(root, 'test', folder), { recursive: true }).some((name) => name.endsWith('.test.ts'));

function chosen(names) {
  const all = [...suites, ...onRequest];
  const unknown = names.filter((name) => !all.some((suite) => suite.name === name));
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(', ')}; there are ${all.map((suite) => suite.name).join(', ')}`);
  const wanted = names.length > 0 ? all.filter((suite) => names.includes(suite.name)) : suites;
  return wanted
    .map((suite) => ({ ...suite, folders: suite.folders?.filter(holdsTests) }))
    .filter((suite) => suite.there ?? suite.folders?.length > 0);
}

/** Runs one suite. The counts of mocha come through a file, so that a suite may run mocha anywhere. */
async function runSuite({ name, folders, options = [], command, timeoutMs }, scratch, output) {
  output.say(headingOf(name));
  const begun = Date.now();
  const counts = join(scratch, `${name}.jsonl`);
  const isCovered = coveredSuites.includes(name);
  const [program, args] = command ?? mocha(folders, isCovered ? [...options, ...keepCoverage] : options);
  const { code, timedOut } = await run(program, args, {
    timeoutMs,
    onOutput: output.write,
    env: {
      ...process.env,
      ...(isCovered && { NODE_V8_COVERAGE: recordingIn(scratch) }),
      KINETIC_COUNTS: counts,
      FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
    },
    shell: process.platform === 'win32' && program === 'npm',
  });
  if (timedOut) output.say(`${name} was ended after ${seconds(timeoutMs)}`);
  const total = { passes: 0, failures: 0, pending: 0, repeats: 0 };
  const lines = existsSync(counts)
    ? readFileSync(counts, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  for (const line of lines) for (const key of Object.keys(total)) total[key] += line[key];
  const failed = lines.flatMap((line) => line.failed);
  const slow = lines.flatMap((line) => line.slow);
  // A suite that breaks without a failed test, as in a crash, is a failure, too.
  if (code !== 0 && total.failures === 0) {
    total.failures = 1;
    failed.push({
      title: `ended with code ${code}${timedOut ? ', since it took too long' : ''}; see above`,
      error: [],
    });
  }
  return { name, ...total, failed, slow, took: Date.now() - begun };
}

/**
 * What a suite prints. Held back until `release`, so that suites that run at the same time do not print into each
 * other.
 */
function createOutput() {
  let held = [];
  const write = (chunk) => (held ? held.push(chunk) : process.stdout.write(chunk));
  return {
    write,
    say: (text) => void write(`${text}\n`),
    release: () => {
      for (const chunk of held ?? []) process.stdout.write(chunk);
      held = undefined;
    },
  };
}

/** One after the other. */
async function runLane(lane, scratch, output) {
  const results = [];
  for (const suite of lane) results.push(await runSuite(suite, scratch, output));
  return results;
}

async function runLanes(wanted, scratch) {
  const drivers = wanted.filter(({ drives }) => drives);
  const others = wanted.filter(({ drives }) => !drives);
  const shown = createOutput();
  const held = createOutput();
  shown.release();
  const driven = runLane(drivers, scratch, others.length > 0 ? held : shown);
  const results = await runLane(others, scratch, shown);
  held.release();
  return [...results, ...(await driven)];
}

/** The coverage of all suites, as one more result with a failure for each folder that is below its figure. */
async function coverageResult(scratch) {
  const begun = Date.now();
  const missing = await reportCoverage(scratch);
  const failed = missing.map((title) => ({ title, error: [] }));
  const counts = { passes: missing.length === 0 ? 1 : 0, failures: missing.length, pending: 0, repeats: 0 };
  return { name: 'coverage', ...counts, failed, slow: [], took: Date.now() - begun };
}

function saySlowest(results) {
  const all = results.flatMap(({ name, slow }) => slow.map(({ title, ms }) => ({ title: `${name}: ${title}`, ms })));
  if (all.length === 0) return;
  heading('The slowest tests');
  for (const { title, ms } of all.sort((a, b) => b.ms - a.ms).slice(0, 10))
    say(`  ${seconds(ms).padStart(7)} ${title}`);
}

/** The failures, repeated at the end, since the start of a long output scrolls away. */
function sayFailures(results) {
  for (const { name, failed } of results)
    for (const { title, error } of failed) say([`\n✗ ${name}: ${title}`, ...error].join('\n    '));
}

async function main() {
  process.chdir(root);
  const wanted = chosen(process.argv.slice(2));
  await setup({ window: wanted.every(({ name }) => name === 'desktop') ? 'desktop' : 'driven' });
  heading('Build');
  const build = scripts['package'] ? 'scripts/package.mjs' : 'esbuild.js';
  await step('Packaging the extension', () => mustRun(...node(build)));
  await step('Building the tests', () => mustRun(...node('esbuild.js', '--tests')));
  const scratch = mkdtempSync(join(tmpdir(), 'kinetic-test-'));
  const results = [];
  try {
    results.push(...(await runLanes(wanted, scratch)));
    if (coveredSuites.every((name) => wanted.some((suite) => suite.name === name)))
      results.push(await coverageResult(scratch));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  saySlowest(results);
  heading('All suites');
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  for (const { name, passes, failures, pending, repeats, took } of results) {
    const again = repeats > 0 ? `, ${repeats} of them at the second try` : '';
    say(`  ${name.padEnd(12)} ${passes} passed${again}, ${failures} failed, ${pending} skipped (${seconds(took)})`);
  }
  sayFailures(results);
  process.stdout.write(
    `\n${sum('passes')} passed, ${sum('failures')} failed${sum('pending') > 0 ? `, ${sum('pending')} skipped` : ''}\n`,
  );
  return sum('failures') === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error) => {
  say(`\n${error.message}`);
  return 1;
});
