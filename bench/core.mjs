// Gives the parts of the core that the bench calls directly, as one module.
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { cache, root } from './run.mjs';

/** Where each part is, below src/. A module that moves is changed here and nowhere else in the bench. */
const modules = {
  'core/apex/tests/testRun': ['testRun'],
  'core/bulk/planParts': ['planParts'],
  'core/csv/csvScan': ['RecordScanner'],
  'core/jobs/retry/attemptsCsv': ['writeAttemptsCsv'],
  'core/kernel/task': ['quietTask'],
  'core/load/plan': ['planLoad'],
  'core/mapping/match': ['matchColumns'],
  'core/results/indexHead': ['headBytes', 'toHead'],
  'core/results/layout': ['entryBytes', 'leadingColumns', 'rowLists', 'writeEntry'],
  'core/results/results': ['createResultWriter'],
  'core/results/rowPages': ['createRowReader'],
  'node/disk': ['createDisk'],
  'node/sha256': ['createSha256'],
  'node/systemClock': ['createSystemClock'],
};

export async function loadCore() {
  const outfile = join(cache, `core-${process.pid}.cjs`);
  const contents = Object.entries(modules)
    .map(([path, names]) => `export { ${names.join(', ')} } from './src/${path}';`)
    .join('\n');
  const stdin = { contents, resolveDir: root };
  await build({ stdin, bundle: true, platform: 'node', format: 'cjs', outfile, logLevel: 'error' });
  try {
    return createRequire(import.meta.url)(outfile);
  } finally {
    rmSync(outfile);
  }
}
