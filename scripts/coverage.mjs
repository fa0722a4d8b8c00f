// Which lines of the core the tests run, from what Node recorded in the test processes. Child processes, such as the
// command line in the integration tests, are not recorded, so the real figures are higher.
import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { mustRun, root } from './run.mjs';
import { heading, say } from './say.mjs';

/** Folders that decide what happens to data. At least this many percent of the lines of each. */
const required = { percent: 85, folders: ['bulk', 'load', 'results', 'policy', 'http'] };

/** Suites that run the core in the test process. The figures count only when all of them ran. */
export const coveredSuites = ['unit', 'contract', 'integration'];

/** Node writes here what ran; see `reportCoverage`. */
export const recordingIn = (scratch) => join(scratch, 'coverage');

/** Prints the covered lines of each folder of the core. Returns what is below the required figure as sentences. */
export async function reportCoverage(scratch) {
  heading('Coverage');
  const reports = join(scratch, 'report');
  const flags = ['--temp-directory', recordingIn(scratch), '--reports-dir', reports, '--reporter', 'json-summary'];
  await mustRun(process.execPath, [
    'node_modules/c8/bin/c8.js',
    'report',
    ...flags,
    '--exclude-after-remap',
    '--include',
    'src/**',
  ]);
  const summary = JSON.parse(readFileSync(join(reports, 'coverage-summary.json'), 'utf8'));
  const folders = linesByFolder(summary);
  for (const [folder, lines] of folders) say(`  ${folder.padEnd(20)} ${percent(lines)} of ${lines.total} lines`);
  say(`  ${'all'.padEnd(20)} ${percent(summary.total.lines)} of ${summary.total.lines.total} lines`);
  return required.folders.flatMap((name) => {
    const lines = folders.get(`core/${name}`);
    if (lines && (lines.covered / lines.total) * 100 >= required.percent) return [];
    return [
      `src/core/${name}: ${lines ? percent(lines) : 'none'} of the lines run in tests, less than ${required.percent} %`,
    ];
  });
}

const percent = ({ covered, total }) => `${((covered / total) * 100).toFixed(1)} %`;

/** Lines by the first two folders below src, those with the fewest covered first. */
function linesByFolder(summary) {
  const folders = new Map();
  for (const [path, { lines }] of Object.entries(summary)) {
    if (path === 'total') continue;
    const folder = relative(join(root, 'src'), path).split(sep).slice(0, -1).slice(0, 2).join('/') || '.';
    const sum = folders.get(folder) ?? { covered: 0, total: 0 };
    folders.set(folder, { covered: sum.covered + lines.covered, total: sum.total + lines.total });
  }
  return new Map([...folders].sort(([, a], [, b]) => a.covered / a.total - b.covered / b.total));
}
