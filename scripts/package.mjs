// Makes the VSIX: a minified build, the notices of its packages, and a check of the finished file.
// By hand: `npm run package`, which needs no network and makes a page without pictures. `npm run package -- --release`
// makes the VSIX to publish, and fails if a picture of its page is not on the web.
import { createVSIX } from '@vscode/vsce';
import { strFromU8, unzipSync } from 'fflate';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesToWeigh, isOver, table, weigh } from './budgets.mjs';
import { notices } from './notices.mjs';
import { addressesOf, brokenPictures, linksOf, picturesOf, toPage } from './page.mjs';
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
  /^extension\/media\/(walkthrough\/)?[\w.-]+\.(png|svg)$/,
  /^extension\/media\/sample\/accounts\.csv$/,
  /^extension\/media\/(kmap\.schema|apex\.language)\.json$/,
  /^extension\/bin\/kinetic(\.cmd)?$/,
  /^extension\/dist\/((extension|kinetic)(-[A-Z0-9]{8})?|practice|apexParser|dx)\.js$/,
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

const readme = () => readFileSync(join(root, 'README.md'), 'utf8');

/** The page of the extension. */
function writePage(addresses) {
  const page = join('dist', 'README.md');
  writeFileSync(join(root, page), toPage(readme(), addresses));
  return page;
}

/** Every problem with the content of a VSIX. */
function complaints(files) {
  const names = Object.keys(files);
  const manifest = JSON.parse(strFromU8(files['extension/package.json']));
  const wanted = [
    ...mustShip,
    'dist/practice.js',
    'dist/apexParser.js',
    'media/sample/accounts.csv',
    'bin/kinetic',
    'bin/kinetic.cmd',
    ...filesNamedIn(manifest),
  ];
  const mapped = names.filter(
    (name) => name.endsWith('.js') && strFromU8(files[name]).includes('//# sourceMappingURL='),
  );
  const text = (name) => strFromU8(files[`extension/${name}`] ?? new Uint8Array());
  const dead = ['readme.md', 'changelog.md'].flatMap((name) => linksOf(text(name)).map((path) => `${name}: ${path}`));
  return [
    ...dead.map((link) => `${link} leads nowhere`),
    ...picturesOf(text('readme.md')).map((path) => `readme.md: ${path} is a picture that VS Code does not show`),
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

/** A released page has its pictures. Checked first, since the build takes longer. */
async function checkPictures(addresses) {
  const broken = await brokenPictures(readme(), addresses, fetch);
  if (broken.length > 0) throw new Error(`This VSIX must not be published:\n  ${broken.join('\n  ')}`);
}

async function makePackage({ isRelease }) {
  heading('Package');
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const addresses = isRelease ? addressesOf(manifest) : undefined;
  if (isRelease) await step('Looking for the pictures of the page on the web', () => checkPictures(addresses));
  const metafile = await step('Building as it ships', build);
  await step('Collecting the licenses of what is inside', () => {
    const { text, count } = notices(metafile);
    writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), text);
    return { note: `${count} packages` };
  });
  const vsix = join(root, `${manifest.name}-${manifest.version}.vsix`);
  await step('Packing', async () => {
    // The bundles contain all code, so vsce needs no dependencies. Our page already has the addresses of its links.
    const about = { cwd: root, packagePath: vsix, dependencies: false, rewriteRelativeLinks: false };
    await createVSIX({ ...about, readmePath: writePage(addresses) });
    return { note: megabytes(statSync(vsix).size) };
  });
  await step('Looking inside', () => judge(vsix));
  console.log(vsix);
}

await makePackage({ isRelease: process.argv.includes('--release') }).catch((error) => {
  say(`\n${error.message}`);
  process.exitCode = 1;
});
