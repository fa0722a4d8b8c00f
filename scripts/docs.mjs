// Keeps docs/errors.md and the settings in README.md up to date. Messages and buttons of errors come from the catalog.
// Salesforce's text and the test are written by hand, and each test must exist and name its error. With --check it only
// compares.
import { build } from 'esbuild';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = 'docs/errors.md';

async function loadCatalog() {
  const entryPoints = [join(root, 'src/core/errors/catalog.ts')];
  const bundle = await build({ entryPoints, bundle: true, write: false, format: 'esm', logLevel: 'error' });
  const source = Buffer.from(bundle.outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${source}`)).catalog;
}

/**
 * The button next to the message, as src/extension/advice.ts has it. After a failed login there is no org to open Setup
 * in.
 */
function buttonOf(code, advice) {
  const buttons = { signInAgain: 'Sign In Again', retry: 'Try Again', checkNetwork: 'Try Again', showLog: 'Show Log' };
  const more = {
    report: 'Show Log',
    changePolicy: 'Set Org Policy…',
    openSetup: code.startsWith('login.') ? 'Show Log' : 'Open Org',
  };
  return { ...buttons, ...more }[advice] ?? '–';
}

const cellsOf = (line) =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
const codeOf = (cell) => /^`(\w+\.\w+)`$/.exec(cell ?? '')?.[1];

/** A section's table with the messages of the catalog; codes without a row are added at the end. */
function renew(table, area, catalog) {
  const [head, rule, ...rows] = table.trim().split('\n');
  const known = new Map(rows.map((line) => [codeOf(cellsOf(line)[0]), cellsOf(line)]));
  const codes = Object.keys(catalog).filter((code) => code.startsWith(`${area}.`));
  const order = [...known.keys()].filter((code) => codes.includes(code));
  const missing = codes.filter((code) => !known.has(code));
  const lines = [...order, ...missing].map((code) => {
    const [, says = '–', , , test = ''] = known.get(code) ?? [];
    const { text, advice } = catalog[code];
    return `| ${[`\`${code}\``, says, text.replaceAll('|', '\\|'), buttonOf(code, advice), test].join(' | ')} |`;
  });
  return [head, rule, ...lines].join('\n');
}

/** Every row whose test is missing or does not name the error. */
function unproved(text) {
  return text
    .split('\n')
    .map(cellsOf)
    .filter(([cell]) => codeOf(cell))
    .filter(([cell, , , , test]) => {
      const path = join(root, /^`([^`]+)`$/.exec(test)?.[1] ?? '');
      return !path.endsWith('.ts') || !existsSync(path) || !readFileSync(path, 'utf8').includes(codeOf(cell));
    })
    .map(([cell, , , , test]) => `${cell}: ${test === '' ? 'no test' : `${test} does not name it`}`);
}

/** The table of settings, from the manifest as VS Code reads it. */
function settingsTable() {
  const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));
  const say = (key) => texts[key.slice(1, -1)];
  const rows = Object.entries(contributes.configuration.properties).map(([id, setting]) => {
    const choices = (setting.enum ?? []).map(
      (word, at) => ` \`${word}\`: ${say(setting.markdownEnumDescriptions[at])}`,
    );
    const text = `${say(setting.markdownDescription)}${choices.join('')}`.replaceAll('|', '\\|');
    return `| \`${id}\` | \`${setting.default}\` | ${text} |`;
  });
  return ['| setting | default | what it does |', '| --- | --- | --- |', ...rows].join('\n');
}

function renewReadme() {
  const path = join(root, 'README.md');
  const old = readFileSync(path, 'utf8');
  const renewed = old.replace(/(<!-- settings -->\n\n)(\|[\s\S]*?\n\n)?/, `$1${settingsTable()}\n\n`);
  if (!process.argv.includes('--check')) writeFileSync(path, renewed);
  else if (renewed !== old) return ['README.md does not match the settings. Run: node scripts/docs.mjs'];
  return [];
}

const before = readFileSync(join(root, page), 'utf8');
const catalog = await loadCatalog();
const after = before.replace(
  /(<!-- (\w+) -->\n\n)(\|[\s\S]*?)(?=\n\n|$)/g,
  (_, mark, area, table) => mark + renew(table, area, catalog),
);
const complaints = [...unproved(after), ...renewReadme()];
if (process.argv.includes('--check')) {
  if (after !== before) complaints.push(`${page} does not match the error catalog. Run: node scripts/docs.mjs`);
} else {
  writeFileSync(join(root, page), after);
}
if (complaints.length > 0) {
  console.error(complaints.join('\n'));
  process.exitCode = 1;
}
