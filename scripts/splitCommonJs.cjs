// Bundles a program into CommonJS chunks: its start reads only what it needs, and `import()` loads the rest.
// esbuild splits only ES modules, so they are split first. Then each chunk becomes CommonJS, which VS Code loads.
const esbuild = require('esbuild');
const { mkdirSync, writeFileSync } = require('node:fs');
const { basename, dirname } = require('node:path');

/**
 * Takes the options of esbuild.build for CommonJS and one entry, with a `banner` for it; resolves with its metafile. Chunks are next to the
 * entry. Without source maps, the chunks of the start are in the entry: opening each takes longer than reading it.
 */
exports.splitCommonJs = async function splitCommonJs(options) {
  const [entry] = Object.keys(options.entryPoints);
  const { banner = '', ...shared } = options;
  const { outputFiles, metafile } = await esbuild.build({
    ...shared,
    format: 'esm',
    splitting: true,
    chunkNames: `${entry}-[hash]`,
    sourcemap: options.sourcemap ? 'inline' : false,
    metafile: true,
    write: false,
  });
  const modules = outputFiles.map(({ path, text }) => ({ path, name: nameOf(path), text }));
  const start = options.sourcemap ? new Set() : startOf(`./${entry}.js`, importsOf(metafile));
  const rest = modules.filter(({ name }) => !start.has(name));
  const written = await Promise.all([
    ...rest.map((module) => toCommonJs(module, { options, start, entry })),
    ...(start.size > 0 ? [bundleStart(modules, { options, start, entry })] : []),
  ]);
  for (const { path, code, map } of written) {
    mkdirSync(dirname(path), { recursive: true });
    const text = nameOf(path) === `./${entry}.js` ? banner + code : code;
    writeFileSync(path, map ? `${text}//# sourceMappingURL=${basename(path)}.map\n` : text);
    if (map) writeFileSync(`${path}.map`, text === code ? map : afterBanner(map, banner));
  }
  return { metafile };
};

/** In a source map, each line of the code is text up to a semicolon. */
function afterBanner(map, banner) {
  const parsed = JSON.parse(map);
  return JSON.stringify({ ...parsed, mappings: ';'.repeat(banner.split('\n').length - 1) + parsed.mappings });
}

const nameOf = (path) => `./${basename(path)}`;

/** The chunks that each chunk imports as it is loaded, by name. */
function importsOf({ outputs }) {
  const isChunk = ({ kind, external }) => kind === 'import-statement' && !external;
  return new Map(
    Object.entries(outputs).map(([path, { imports }]) => [
      nameOf(path),
      imports.filter(isChunk).map((imported) => nameOf(imported.path)),
    ]),
  );
}

/** The names of the chunks that are loaded with the entry. */
function startOf(entry, imports) {
  const start = new Set([entry]);
  for (const name of start) for (const imported of imports.get(name)) start.add(imported);
  return start;
}

/** VS Code's loader recognizes the chunks by require(). */
const supported = { 'dynamic-import': false };

async function toCommonJs({ path, text }, { options, start, entry }) {
  const { minify, sourcemap, platform, target, legalComments } = options;
  const { code, map } = await esbuild.transform(text, {
    format: 'cjs',
    platform,
    target,
    minify,
    legalComments,
    sourcemap: sourcemap ? 'external' : false,
    sourcefile: path,
    supported,
  });
  const throughEntry = code.replace(/\brequire\("(\.\/[^"]+)"\)/g, (call, name) =>
    start.has(name) ? `require("./${entry}.js").startChunk("${name}")` : call,
  );
  return { path, code: throughEntry, map };
}

/** The other chunks get those of the start from the function `startChunk` of the entry. */
async function bundleStart(modules, { options, start, entry }) {
  const { minify, platform, target, legalComments } = options;
  const own = modules.filter(({ name }) => start.has(name));
  const contents = [
    `export * from './${entry}.js';`,
    ...own.map(({ name }, at) => `import * as chunk${at} from '${name}';`),
    `const chunks = {${own.map(({ name }, at) => `'${name}': chunk${at}`).join(',')}};`,
    'export const startChunk = (name) => chunks[name];',
  ].join('\n');
  const inMemory = {
    name: 'in-memory',
    setup: (build) => {
      build.onResolve({ filter: /^\.\// }, ({ path }) =>
        start.has(path) ? { path, namespace: 'start' } : { path, external: true },
      );
      build.onLoad({ filter: /.*/, namespace: 'start' }, ({ path }) => ({
        contents: own.find(({ name }) => name === path).text,
      }));
    },
  };
  const { outputFiles } = await esbuild.build({
    stdin: { contents },
    bundle: true,
    format: 'cjs',
    platform,
    target,
    minify,
    legalComments,
    supported,
    external: options.external,
    plugins: [inMemory],
    write: false,
  });
  return { path: own.find(({ name }) => name === `./${entry}.js`).path, code: outputFiles[0].text };
}
