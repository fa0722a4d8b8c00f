// Bundles a program into CommonJS chunks: its start reads only what it needs, and `import()` loads the rest.
// esbuild splits only ES modules, so they are split first. Then each chunk becomes CommonJS, which VS Code loads.
const esbuild = require('esbuild');
const { mkdirSync, writeFileSync } = require('node:fs');
const { basename, dirname } = require('node:path');

/** Takes the options of esbuild.build for CommonJS; resolves with its metafile. Chunks are next to the entry. */
exports.splitCommonJs = async function splitCommonJs(options) {
  const { minify, sourcemap } = options;
  const { outputFiles, metafile } = await esbuild.build({
    ...options,
    format: 'esm',
    splitting: true,
    chunkNames: `${Object.keys(options.entryPoints)[0]}-[hash]`,
    sourcemap: sourcemap ? 'inline' : false,
    metafile: true,
    write: false,
  });
  for (const { path, text } of outputFiles) {
    const { code, map } = await esbuild.transform(text, {
      format: 'cjs',
      platform: options.platform,
      target: options.target,
      minify,
      legalComments: options.legalComments,
      sourcemap: sourcemap ? 'external' : false,
      sourcefile: path,
      // VS Code's loader recognizes the chunks by require().
      supported: { 'dynamic-import': false },
    });
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, map ? `${code}//# sourceMappingURL=${basename(path)}.map\n` : code);
    if (map) writeFileSync(`${path}.map`, map);
  }
  return { metafile };
};
