// Runs the Apex tests of checked-out projects in practice orgs: node scripts/publicApex.mjs FOLDER…
// Prints how many classes compile, how many test methods pass, and why the others do not. Downloads nothing.
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const folders = process.argv.slice(2).map((folder) => resolve(folder));
if (folders.length === 0) throw new Error('Usage: node scripts/publicApex.mjs FOLDER…');
process.chdir(join(import.meta.dirname, '..'));

const outdir = join('.vscode-test', 'publicApex');
await build({
  entryPoints: { run: 'test/publicApex/run.ts', apexParser: 'src/practice/apex/parse/apexParser.ts' },
  outdir,
  bundle: true,
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
  // The parser's ES module does not load in a bundle.
  alias: { '@apexdevtools/apex-parser': createRequire(import.meta.url).resolve('@apexdevtools/apex-parser') },
});
const run = spawn(process.execPath, ['--enable-source-maps', join(outdir, 'run.js'), ...folders], { stdio: 'inherit' });
const [code] = await once(run, 'close');
process.exitCode = code ?? 1;
