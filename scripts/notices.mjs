// Writes the licenses of the packages that are really in the bundles, according to esbuild's metafile. Fails for
// licenses that are not on the list. By hand: `node scripts/notices.mjs METAFILE [OUTPUT.md]`.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const allowed = new Set(
  'MIT ISC BSD-2-Clause BSD-3-Clause Apache-2.0 0BSD CC-BY-4.0 Unlicense BlueOak-1.0.0 Zlib'.split(' '),
);

/**
 * They replace the global fetch dispatcher of the extension host as soon as they load, and with it VS Code's proxy
 * settings.
 */
const banned = /node_modules\/(undici|jsforce|@jsforce\/[^/]+)\//;

/** Copied by the build instead of bundled, so no metafile names it. */
const copied = ['node_modules/@vscode/codicons'];

const mit = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

const bsd = (holders) => `${holders}
All rights reserved.

Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met:

1. Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.
2. Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.
3. The name of the author may not be used to endorse or promote products derived from this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE AUTHOR \`\`AS IS'' AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;

/** Packages that name their license without its text; one under Apache-2.0 gets it from a package that has it. */
const namedOnly = {
  tr46: () => mit('Sebastian Mayr'),
  // https://github.com/apex-dev-tools/apex-parser/blob/main/LICENSE
  '@apexdevtools/apex-parser': () =>
    bsd(
      [
        'Copyright (c) 2013 Terence Parr, Sam Harwell',
        'Copyright (c) 2017 Kevin Jones',
        'Copyright (c) 2021 FinancialForce.com, inc.',
        'Copyright (c) 2025 Certinia Inc.',
      ].join('\n'),
    ),
  // https://github.com/antlr/antlr4/blob/master/LICENSE.txt
  antlr4: () => bsd('Copyright (c) 2012-2022 The ANTLR Project.'),
  'glob-to-regex.js': () =>
    `Copyright streamich\n\n${readFileSync('node_modules/@salesforce/core/LICENSE.txt', 'utf8')}`,
};

/** The folder of the package that a source belongs to; undefined for our own sources. */
function packageFolder(source) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1];
}

/** Folders of all packages with at least one byte in an output. */
function packageFolders(metafile) {
  const sources = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([source, { bytesInOutput }]) => (bytesInOutput > 0 ? [source] : [])),
  );
  return [...new Set([...sources.map(packageFolder).filter(Boolean), ...copied])];
}

/** `A OR B` needs one allowed license, `A AND B` both. */
function isAllowed(expression) {
  return expression
    .replaceAll(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((license) => allowed.has(license)));
}

function readPackage(folder) {
  const { name, version, ...declared } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const license =
    declared.license?.type ?? declared.license ?? declared.licenses?.map(({ type }) => type).join(' OR ') ?? 'unknown';
  const files = readdirSync(folder).sort();
  const read = (file) => readFileSync(join(folder, file), 'utf8').trim();
  const texts = files.filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).map(read);
  if (texts.length === 0)
    texts.push(...files.filter((file) => /^readme/i.test(file)).flatMap((file) => inReadme(read(file))));
  if (texts.length === 0 && name in namedOnly) texts.push(namedOnly[name]());
  return { name, version, license, texts };
}

/** Some authors print their license at the end of the README: from that heading on, if it is more than its name. */
function inReadme(text) {
  const found = /^(#+ *)?licen[cs]e *(\n[-=]+)?\n([^]{200,})/im.exec(text);
  return found ? [found[3].trim()] : [];
}

function intruders(metafile) {
  const extension = Object.entries(metafile.outputs).filter(([output]) => /(^|\/)extension(-\w+)?\.js$/.test(output));
  const sources = extension.flatMap(([, { inputs }]) => Object.keys(inputs).filter((source) => banned.test(source)));
  return sources.map((source) => `${source}: takes over the fetch of the extension host`);
}

function problem({ name, version, license, texts }) {
  if (!isAllowed(license))
    return `${name} ${version}: the license ${license} is not on the list of scripts/notices.mjs`;
  if (texts.length === 0) return `${name} ${version}: no license text in the package`;
  return undefined;
}

const section = ({ name, version, license, texts }) =>
  [`## ${name} ${version}`, '', `License: ${license}`, '', '```text', texts.join('\n\n'), '```'].join('\n');

/** The notices as Markdown, and how many packages they list. Throws with every package that may not ship. */
export function notices(metafile) {
  const packages = packageFolders(metafile).map(readPackage);
  // Packages under one license are together: the VSIX is smaller by their texts, which are almost the same.
  const order = ({ license, name }) => `${license} ${name}`;
  const byLicense = [...new Map(packages.map((one) => [`${one.name}@${one.version}`, one])).values()].sort((a, b) =>
    order(a) < order(b) ? -1 : 1,
  );
  const problems = [...byLicense.map(problem).filter(Boolean), ...intruders(metafile)];
  if (problems.length > 0) throw new Error(`These packages may not ship:\n  ${problems.join('\n  ')}`);
  const intro =
    '# Third-party notices\n\nKinetic for Salesforce contains code of these packages, under their own licenses.';
  return { text: `${[intro, ...byLicense.map(section)].join('\n\n')}\n`, count: byLicense.length };
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) {
  const [metafile, output] = process.argv.slice(2);
  if (!metafile || !existsSync(metafile)) throw new Error('usage: notices.mjs METAFILE [OUTPUT.md]');
  const { text } = notices(JSON.parse(readFileSync(metafile, 'utf8')));
  if (output) writeFileSync(output, text);
  else process.stdout.write(text);
}
