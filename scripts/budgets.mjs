// Checks built files against budgets.json and fails over a limit. A missed goal is only shown.
// By hand: `node scripts/budgets.mjs FOLDER [FILE.vsix]`. One kB is 1000 bytes.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const budgets = JSON.parse(readFileSync(new URL('./budgets.json', import.meta.url), 'utf8'));

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** `*` stands for any part of a name. */
const matches = (name, pattern) =>
  new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`).test(name);

function verdict(sizeBytes, { goalKb, limitKb }) {
  if (sizeBytes > limitKb * 1000) return 'OVER THE LIMIT';
  if (goalKb !== undefined && sizeBytes > goalKb * 1000) return `over the goal of ${goalKb} kB`;
  return 'ok';
}

/** Every file that has a budget, or all files of a pattern together, with size, limit and verdict. */
export function weigh(files) {
  return Object.entries(budgets).flatMap(([pattern, budget]) => {
    const found = files.filter(({ name }) => matches(name, pattern));
    const total = found.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const weighed = budget.together && found.length > 0 ? [{ name: pattern, sizeBytes: total }] : found;
    return weighed.map(({ name, sizeBytes }) => {
      return { name, sizeBytes, limitKb: budget.limitKb, verdict: verdict(sizeBytes, budget) };
    });
  });
}

export function table(rows) {
  const cells = rows.map((row) => [row.name, kilobytes(row.sizeBytes), `${row.limitKb} kB`, row.verdict]);
  return [['file', 'size', 'limit', ''], ...cells]
    .map(([name, size, limit, word]) =>
      `  ${name.padEnd(36)}${size.padStart(12)}${limit.padStart(12)}  ${word}`.trimEnd(),
    )
    .join('\n');
}

export const isOver = (rows) => rows.some((row) => row.verdict === 'OVER THE LIMIT');

/** Bundles of a folder by their path below it, and a VSIX by its name. */
export function filesToWeigh(folder, vsix) {
  const bundles = readdirSync(folder, { recursive: true })
    .map((name) => ({ name: name.replaceAll('\\', '/'), path: join(folder, name) }))
    .concat(vsix ? [{ name: basename(vsix), path: vsix }] : []);
  return bundles.map(({ name, path }) => ({ name, sizeBytes: statSync(path).size }));
}

if (import.meta.url === pathToFileURL(resolve(process.argv[1] ?? '')).href) {
  const [folder, vsix] = process.argv.slice(2);
  if (!folder || !existsSync(folder)) throw new Error('usage: budgets.mjs FOLDER [FILE.vsix]');
  const rows = weigh(filesToWeigh(folder, vsix));
  console.log(table(rows));
  if (rows.length === 0) throw new Error(`No file in ${folder} has a budget.`);
  if (isOver(rows)) process.exitCode = 1;
}
