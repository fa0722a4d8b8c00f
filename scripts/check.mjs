// Runs every gate that needs no editor, as many at once as there are processors, and shows the whole output of those
// that fail. By hand: `npm run check`, `npm run check -- lint types` for some,
// `-- --without=unit` for the rest, `-- --fresh` to trust no cache.
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cache, run } from './run.mjs';
import { say, seconds } from './say.mjs';

const folder = join(cache, 'check');
/** With forward slashes, since mocha uses part of these as patterns. */
const inFolder = (name) => join(folder, name).replaceAll('\\', '/');
const bin = (path) => join('node_modules', path);

const incremental = (name) => ['--incremental', '--tsBuildInfoFile', inFolder(`${name}.tsbuildinfo`)];
const cached = (name) => ['--cache', '--cache-strategy', 'content', '--cache-location', inFolder(name)];
const lintCache = inFolder('eslint.json');
const unitSuites = ['unit', 'contract', 'golden', 'manifest', 'gates'].map(
  (suite) => `${inFolder('out')}/test/${suite}/**/*.test.js`,
);

/** Longest first, so that no processor waits for the last one. Each is one or more Node programs, in order. */
const gates = {
  unit: [
    ['esbuild.js', '--tests', `--out=${inFolder('out')}`],
    [bin('mocha/bin/mocha.js'), '--reporter', 'dot', ...unitSuites],
  ],
  lint: [[bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0', ...cached('eslint.json')]],
  types: [[bin('typescript/bin/tsc'), '-p', '.', ...incremental('src')]],
  format: [[bin('prettier/bin/prettier.cjs'), '.', '--check', '--log-level', 'warn', ...cached('prettier.json')]],
  pages: [
    [bin('typescript/bin/tsc'), '-p', 'webview-ui', ...incremental('pages')],
    [bin('typescript/bin/tsc'), '-p', 'test/webview', ...incremental('pageTests')],
  ],
  imports: [
    [bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'src', 'webview-ui', '--config', '.dependency-cruiser.cjs'],
  ],
  // The second run leaves out the tests: code that only they use is dead as well.
  unused: [
    [bin('knip/bin/knip.js'), '--no-progress'],
    [bin('knip/bin/knip.js'), '--no-progress', '--production', '--include', 'files,exports,types'],
  ],
  manifest: [['scripts/manifest.mjs', '--check']],
  words: [['scripts/words.mjs']],
  bundles: [
    ['esbuild.js', '--minify', `--out=${inFolder('dist')}`, `--metafile=${inFolder('meta.json')}`],
    ['scripts/budgets.mjs', inFolder('dist')],
    ['scripts/notices.mjs', inFolder('meta.json'), inFolder('THIRD-PARTY-NOTICES.md')],
  ],
};

/**
 * A cached result of ESLint may depend on types that have changed since, so a failure is repeated without the cache.
 */
async function judge(name) {
  const first = await runGate(name);
  if (first.passed || name !== 'lint') return first;
  rmSync(lintCache, { force: true });
  const second = await runGate(name);
  return { ...second, ms: first.ms + second.ms };
}

/** Runs a gate's programs until one fails. */
async function runGate(name) {
  const begun = Date.now();
  let output = '';
  for (const program of gates[name]) {
    const result = await run(process.execPath, program, { capture: true, timeoutMs: 900_000 });
    output += result.output;
    if (result.timedOut) output += '\nTook longer than fifteen minutes.';
    if (result.code !== 0) return { name, output, passed: false, ms: Date.now() - begun };
  }
  return { name, output, passed: true, ms: Date.now() - begun };
}

async function judgeAll(names) {
  const waiting = [...names];
  const results = [];
  const worker = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const result = await judge(name);
      say(`${result.passed ? '✓' : '✗'} ${name.padEnd(10)}${seconds(result.ms).padStart(8)}`);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, Math.min(4, availableParallelism())) }, worker));
  return results;
}

/** The gates that the command line names: all of them, those given, or all except those after --without=. */
function chosen(words) {
  const left =
    words
      .find((word) => word.startsWith('--without='))
      ?.slice('--without='.length)
      .split(',') ?? [];
  const given = words.filter((word) => !word.startsWith('--'));
  const unknown = [...left, ...given].filter((name) => !(name in gates));
  if (unknown.length > 0)
    throw new Error(`No gate is called ${unknown.join(', ')}. There are: ${Object.keys(gates).join(', ')}.`);
  return (given.length > 0 ? given : Object.keys(gates)).filter((name) => !left.includes(name));
}

const begun = Date.now();
if (process.argv.includes('--fresh')) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const results = await judgeAll(chosen(process.argv.slice(2)));
const failed = results.filter(({ passed }) => !passed);
for (const { name, output } of failed) say(`\n── ${name} ──\n${output.trim()}`);
say(
  `\n${failed.length === 0 ? 'All gates passed' : `${failed.length} of ${results.length} gates failed`} after ${seconds(Date.now() - begun)}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
