// Builds what ships (dist/) or transpiles sources and tests file by file (out/, with --tests).
// --minify as it ships; --out=FOLDER builds somewhere else; --metafile=FILE writes which sources went into what.
const esbuild = require('esbuild');
const { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { smallFont } = require('./scripts/smallFont.cjs');
const { splitCommonJs } = require('./scripts/splitCommonJs.cjs');

const option = (name) => process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const tests = process.argv.includes('--tests');
const minify = process.argv.includes('--minify');
const out = option('out') ?? (tests ? 'out' : 'dist');
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

/**
 * Salesforce's libraries load zod as CommonJS, with the complaints of sixty languages: ours takes the same one, in
 * English.
 */
const oneZod = {
  name: 'one-zod',
  setup: (build) => {
    build.onResolve({ filter: /^zod$/ }, () => ({ path: require.resolve('zod') }));
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.cjs$/ }, () => ({
      contents: "exports.en = require('./en.cjs');",
    }));
  },
};

/**
 * node-fetch brings blobs and forms, with web streams for both. No request of ours has one, and they would load with
 * each start. Only the class that it compares bodies with is needed.
 */
const noForms = {
  name: 'no-forms',
  setup: (build) => {
    build.onResolve({ filter: /^(fetch-blob|formdata-polyfill)(\/|$)/ }, ({ path }) => ({
      path,
      namespace: 'no-forms',
    }));
    build.onLoad({ filter: /.*/, namespace: 'no-forms' }, () => ({
      contents: 'exports.FormData = class FormData {};',
    }));
  },
};

/** They start often and use little at once, so they come in chunks. */
const chunked = { ...node, outdir: out, plugins: [noForms] };
const inChunks = [
  { ...chunked, entryPoints: { extension: 'src/extension.ts' }, external: ['vscode'] },
  { ...chunked, entryPoints: { kinetic: 'src/cli/main.ts' }, banner: '#!/usr/bin/env node\n' },
];

/** One bundle a process. */
const bundles = [
  { ...node, entryPoints: { practice: 'src/practice/main.ts' }, outdir: out },
  // A thread of the practice org, which starts with the first Apex. The parser's ES module does not load in a bundle.
  {
    ...node,
    entryPoints: { apexParser: 'src/practice/apex/parse/apexParser.ts' },
    outdir: out,
    alias: { '@apexdevtools/apex-parser': require.resolve('@apexdevtools/apex-parser') },
  },
  { ...node, entryPoints: { dx: 'src/dx/main.ts' }, outdir: out, plugins: [oneZod] },
];

/**
 * esbuild leaves templates as they are written: this takes the indentation out of all, and the spaces out of styles.
 */
const smallTemplates = {
  name: 'small-templates',
  setup: (build) => {
    const tighten = (css) => css.replace(/\s*([{};,])\s*/g, '$1').replace(/:\s+/g, ':');
    build.onLoad({ filter: /webview-ui[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8')
        .replace(/\bcss\s*`[^`]*`/g, tighten)
        .replace(/\n\s+/g, '\n'),
      loader: 'ts',
    }));
  },
};

/** The icon font with the icons whose code points are in the sources of the pages: an eighth of its size. */
const usedIcons = {
  name: 'used-icons',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]codicon\.ttf$/ }, ({ path }) => {
      const sources = filesBelow('webview-ui/src').map((file) => readFileSync(file, 'utf8'));
      const icons = new Set(sources.flatMap((text) => text.match(/(?<=\\u?)e[a-f][0-9a-f]{2}\b/gi) ?? []));
      return {
        contents: smallFont(
          readFileSync(path),
          [...icons].map((icon) => parseInt(icon, 16)),
        ),
        loader: 'file',
      };
    });
  },
};

const page = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  sourcemap: false,
  logLevel: 'warning',
  legalComments: 'none',
  assetNames: '[name]',
  loader: { '.ttf': 'file' },
};

/** One script and one style sheet a panel; pages run in the browser, so no Node and no dynamic code. */
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
      ...page,
      minify,
      plugins: minify ? [usedIcons, smallTemplates] : [usedIcons],
      entryPoints,
      outdir: join(out, 'webview'),
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

/** A module is imported without its extension, which Node's own `import()` does not guess. */
const withExtensions = {
  name: 'with-extensions',
  setup: (build) => {
    build.onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/(\bimport\('\.{1,2}\/[^']+)(?='\))/g, '$1.js'),
      loader: 'ts',
    }));
  },
};

async function transpileTests() {
  rmSync(out, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: ['src', 'webview-ui/src', 'test', 'bench'].flatMap(filesBelow),
    outdir: out,
    outbase: '.',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    plugins: [withExtensions],
    logLevel: 'warning',
  });
}

async function main() {
  if (tests) return transpileTests();
  rmSync(out, { recursive: true, force: true });
  const builds = [...bundles.filter((b) => existsSync(Object.values(b.entryPoints)[0])), ...pages()];
  const built = await Promise.all([
    ...inChunks.map(splitCommonJs),
    ...builds.map((options) => esbuild.build({ ...options, metafile: true })),
  ]);
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs));
  if (option('metafile')) writeFileSync(option('metafile'), JSON.stringify({ outputs }));
}

/** How a page is built for shipping, for those who look at pages without VS Code. */
exports.shippedPage = { ...page, minify: true, plugins: [usedIcons, smallTemplates] };

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message ?? error);
    process.exitCode = 1;
  });
}
