// Builds what ships (dist/) or transpiles sources and tests file by file (out/, with --tests).
const esbuild = require('esbuild');
const { existsSync, readdirSync, rmSync, statSync, cpSync, mkdirSync } = require('node:fs');
const { join } = require('node:path');

const minify = process.argv.includes('--minify');
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify,
  sourcemap: minify ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};

/** One bundle a process: the extension host, the command line, the practice org. */
const bundles = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, outdir: 'dist', external: ['vscode'] },
  { ...node, entryPoints: { kinetic: 'src/cli/main.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  { ...node, entryPoints: { practice: 'src/practice/main.ts' }, outdir: 'dist' },
];

/** One script a panel; pages run in the browser, so no Node and no dynamic code. */
function pages() {
  const root = 'webview-ui/src/panels';
  if (!existsSync(root)) return [];
  const entryPoints = Object.fromEntries(
    readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, 'main.ts')))
      .map((entry) => [entry.name, join(root, entry.name, 'main.ts')]),
  );
  if (Object.keys(entryPoints).length === 0) return [];
  return [
    {
      bundle: true,
      platform: 'browser',
      target: 'es2022',
      format: 'esm',
      minify,
      sourcemap: false,
      logLevel: 'warning',
      legalComments: 'none',
      entryPoints,
      outdir: 'dist/webview',
      loader: { '.ttf': 'file' },
    },
  ];
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return /\.(ts|mts)$/.test(name) && !name.endsWith('.d.ts') ? [path] : [];
  });
}

async function transpileTests() {
  rmSync('out', { recursive: true, force: true });
  await esbuild.build({
    entryPoints: [...filesBelow('src'), ...filesBelow('test'), ...filesBelow('bench')],
    outdir: 'out',
    outbase: '.',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function main() {
  if (process.argv.includes('--tests')) return transpileTests();
  rmSync('dist', { recursive: true, force: true });
  const builds = [...bundles.filter((b) => existsSync(Object.values(b.entryPoints)[0])), ...pages()];
  await Promise.all(builds.map((options) => esbuild.build(options)));
  mkdirSync('dist/webview', { recursive: true });
  for (const name of ['codicon.css', 'codicon.ttf'])
    cpSync(`node_modules/@vscode/codicons/dist/${name}`, `dist/webview/${name}`);
}

main().catch((error) => {
  console.error(error.message ?? error);
  process.exitCode = 1;
});
