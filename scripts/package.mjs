// Makes the VSIX: a minified build, the notices of its packages, and a check of the finished file.
// By hand: `npm run package`. Needs no network.
import { createVSIX } from '@vscode/vsce';
import { strFromU8, unzipSync } from 'fflate';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesToWeigh, isOver, table, weigh } from './budgets.mjs';
import { notices } from './notices.mjs';
import { cache, mustRun, root } from './run.mjs';
import { heading, megabytes, say, step } from './say.mjs';

/** All files that our VSIX may contain; vsce renames some of them. */
const mayShip = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package\.json$/,
  /^extension\/package\.nls(\.[a-z-]+)?\.json$/,
  /^extension\/(readme|changelog|third-party-notices)\.md$/i,
  /^extension\/license(\.txt|\.md)?$/i,
  /^extension\/l10n\/bundle\.l10n(\.[a-z-]+)?\.json$/,
  /^extension\/media\/[\w./-]+\.(png|svg|md)$/,
  /^extension\/dist\/(extension(-[A-Z0-9]{8})?|kinetic|practice|dx|mcp)\.js$/,
  /^extension\/dist\/webview\/[\w-]+\.(js|css|ttf)$/,
];

const mustShip = [
  'readme.md',
  'changelog.md',
  'LICENSE.txt',
  'THIRD-PARTY-NOTICES.md',
  'package.json',
  'package.nls.json',
];

/** Paths inside the extension that its package.json points to. */
function filesNamedIn(manifest) {
  const strings = (value) =>
    typeof value === 'string'
      ? [value]
      : value && typeof value === 'object'
        ? Object.values(value).flatMap(strings)
        : [];
  return strings([manifest.main, manifest.bin, manifest.icon, manifest.contributes])
    .filter((text) => /^(\.\/)?(dist|media)\/[\w./-]+$/.test(text))
    .map((text) => text.replace(/^\.\//, ''));
}

/** Images that the page of the extension shows from its own files. */
const picturesIn = (readme) => [...readme.matchAll(/!\[[^\]]*\]\((?!https:)([^)\s]+)/g)].map(([, path]) => path);

/** A link to a file of the project that does not ship: VS Code would show it, but it would open nothing. */
const deadLink = /(?<!!)\[([^\]]+)\]\((?!\w+:|#)[^)]+\)/g;

/** The page of the extension: the README with such links as plain text. */
function writePage() {
  const page = join('dist', 'README.md');
  writeFileSync(join(root, page), readFileSync(join(root, 'README.md'), 'utf8').replace(deadLink, '$1'));
  return page;
}

/** Every problem with the content of a VSIX. */
function complaints(files) {
  const names = Object.keys(files);
  const manifest = JSON.parse(strFromU8(files['extension/package.json']));
  const wanted = [
    ...mustShip,
    'dist/practice.js',
    ...filesNamedIn(manifest),
    ...picturesIn(strFromU8(files['extension/readme.md'] ?? new Uint8Array())),
  ];
  const mapped = names.filter(
    (name) => name.endsWith('.js') && strFromU8(files[name]).includes('//# sourceMappingURL='),
  );
  const dead = ['readme.md', 'changelog.md'].flatMap((name) =>
    [...strFromU8(files[`extension/${name}`] ?? new Uint8Array()).matchAll(deadLink)].map(
      ([link]) => `${name}: ${link}`,
    ),
  );
  return [
    ...dead.map((link) => `${link} leads nowhere`),
    ...names.filter((name) => !mayShip.some((pattern) => pattern.test(name))).map((name) => `${name} must not ship`),
    ...wanted.filter((name) => !names.includes(`extension/${name}`)).map((name) => `extension/${name} is missing`),
    ...mapped.map((name) => `${name} points to a source map`),
  ];
}

/** Deletes a VSIX that is wrong or too large, so that it is not installed by mistake. */
function judge(vsix) {
  const files = unzipSync(readFileSync(vsix));
  const rows = weigh(filesToWeigh(join(root, 'dist'), vsix));
  say(table(rows));
  const found = [...complaints(files), ...(isOver(rows) ? ['a file is over its limit in scripts/budgets.json'] : [])];
  if (found.length === 0) return { note: `${Object.keys(files).length} files` };
  rmSync(vsix);
  throw new Error(`The VSIX is wrong:\n  ${found.join('\n  ')}`);
}

async function build() {
  const metafile = join(cache, 'package', 'meta.json');
  mkdirSync(join(cache, 'package'), { recursive: true });
  await mustRun(process.execPath, ['esbuild.js', '--minify', `--metafile=${metafile}`]);
  return JSON.parse(readFileSync(metafile, 'utf8'));
}

async function makePackage() {
  heading('Package');
  const metafile = await step('Building as it ships', build);
  await step('Collecting the licenses of what is inside', () => {
    const { text, count } = notices(metafile);
    writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), text);
    return { note: `${count} packages` };
  });
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const vsix = join(root, `${name}-${version}.vsix`);
  await step('Packing', async () => {
    // The bundles contain all code, so vsce needs no dependencies. There is no public host that links could lead to.
    const about = { cwd: root, packagePath: vsix, dependencies: false, rewriteRelativeLinks: false };
    await createVSIX({ ...about, readmePath: writePage() });
    return { note: megabytes(statSync(vsix).size) };
  });
  await step('Looking inside', () => judge(vsix));
  console.log(vsix);
}

await makePackage().catch((error) => {
  say(`\n${error.message}`);
  process.exitCode = 1;
});
