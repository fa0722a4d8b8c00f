// npm test: sets up, builds, runs every suite and adds up. `node scripts/test.mjs vscode e2e` runs only those.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mustRun, root, run } from './run.mjs';
import { heading, say, seconds, step } from './say.mjs';
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
  { name: 'unit', folders: ['unit', 'golden', 'manifest', 'gates', 'webview'], timeoutMs: 40 * minute },
  { name: 'contract', folders: ['contract'], timeoutMs: 20 * minute },
  { name: 'integration', folders: ['integration'], timeoutMs: 60 * minute },
  { name: 'clients', folders: ['clients'], timeoutMs: 40 * minute },
  { name: 'package', there: Boolean(scripts['package']), command: node('scripts/package.mjs'), timeoutMs: 10 * minute },
  // From here on, the suites run what ships.
  { name: 'vscode', folders: ['vscode'], command: node('scripts/testVscode.mjs'), timeoutMs: 15 * minute },
  // Each bench script with tiny sizes. The figures mean nothing, but the script still runs.
  { name: 'bench', folders: ['bench'], timeoutMs: 20 * minute },
  // A click of a driven browser can miss while the window moves; a test that needs its second try is reported.
  { name: 'e2e', folders: ['e2e'], options: ['--retries', '1'], timeoutMs: 45 * minute },
];
/** Only when asked for by name: it needs a desktop build of VS Code. */
const onRequest = [
  { name: 'desktop', folders: ['vscode'], command: node('scripts/testDesktop.mjs'), timeoutMs: 15 * minute },
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
async function runSuite({ name, folders, options = [], command, timeoutMs }, scratch) {
  heading(name);
  const begun = Date.now();
  const counts = join(scratch, `${name}.jsonl`);
  const [program, args] = command ?? mocha(folders, options);
  const { code, timedOut } = await run(program, args, {
    timeoutMs,
    env: { ...process.env, KINETIC_COUNTS: counts, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    shell: process.platform === 'win32' && program === 'npm',
  });
  if (timedOut) say(`${name} was ended after ${seconds(timeoutMs)}`);
  const total = { passes: 0, failures: 0, pending: 0, repeats: 0 };
  const lines = existsSync(counts)
    ? readFileSync(counts, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  for (const line of lines) for (const key of Object.keys(total)) total[key] += line[key];
  const failed = lines.flatMap((line) => line.failed);
  // A suite that breaks without a failed test, as in a crash, is a failure, too.
  if (code !== 0 && total.failures === 0) {
    total.failures = 1;
    failed.push({
      title: `ended with code ${code}${timedOut ? ', since it took too long' : ''}; see above`,
      error: [],
    });
  }
  return { name, ...total, failed, took: Date.now() - begun };
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
  await step('Building the extension', () => mustRun(...node('esbuild.js')));
  await step('Building the tests', () => mustRun(...node('esbuild.js', '--tests')));
  const scratch = mkdtempSync(join(tmpdir(), 'kinetic-test-'));
  const results = [];
  try {
    for (const suite of wanted) results.push(await runSuite(suite, scratch));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
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
