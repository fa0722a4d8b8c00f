// `npm run bench:grid`: a load of 1,000,000 rows that all fail, in the practice org; then, in the real workbench, the
// time from the click on its failed rows to the first of them on the screen. A window's first page is timed by itself,
// with a job of 300 failures: most of that time is VS Code's own start of its webviews. Prints the times, writes
// bench/grid.json, and writes a picture and a Playwright trace to docs/evidence. It needs the setup and the builds of
// `npm test`.
// Flags: --rows N (default 1,000,000), --rounds N (default 5), --smoke, --results FILE.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { round, say } from './figures.mjs';
import { kineticFailingLoad } from './kinetic.mjs';
import { writeFailing } from './rows.mjs';
import { cache, inScratch, readFlags, requireBuild, root, writeResults } from './run.mjs';

const flags = readFlags({ full: { rows: 1_000_000, rounds: 5 }, smoke: { rows: 2_000, rounds: 1 } });
const fewRows = 300;
const require = createRequire(import.meta.url);
const built = (name) => require(join(root, 'out', 'test', 'e2e', name));
const { openWorkbench } = built('workbench.js');
const { startPracticeOrg } = built('practiceOrg.js');
const { showContainer, treeRow, unfold, view } = built('parts.js');
const { runCommand } = built('quickInput.js');
const { scratchSamples } = built('scratch.js');
const { webview } = built('webview.js');
const evidence = flags.smoke ? join(cache, 'smoke') : join(root, 'docs', 'evidence');
const grid = '[role=grid][aria-label^="Failed rows"]';

async function failingLoad(run, rows) {
  const { seconds } = await kineticFailingLoad(run, { file: await writeFailing(rows), rows });
  say(`  ${rows} rows failed as they should, in ${round(seconds, 1)} s`);
}

/** Seconds from the click to the sixth row of the grid. A page that is open is closed before. */
async function openFailed(page, rows) {
  const row = treeRow(await view(page, 'Jobs'), new RegExp(`^${rows.toLocaleString('en-US')} failed`));
  const startedAt = performance.now();
  await row.click();
  const frame = await webview(page, `${grid} [role=row]`);
  await frame.locator(grid).locator('[role=row]').nth(5).waitFor();
  const seconds = (performance.now() - startedAt) / 1000;
  const count = Number(await frame.locator(grid).getAttribute('aria-rowcount')) - 1;
  if (count !== rows) throw new Error(`The grid has ${count} rows instead of ${rows}.`);
  await page.screenshot({ path: join(evidence, 'million-failures.png') });
  await runCommand(page, 'View: Close All Editors');
  say(`  ${rows} failed rows: opened in ${round(seconds, 3)} s`);
  return round(seconds, 3);
}

async function measurePages(page) {
  await showContainer(page, 'Kinetic');
  for (const rows of [fewRows, flags.rows])
    await unfold(treeRow(await view(page, 'Jobs'), new RegExp(`failing-${rows}`)));
  const windowsFirstPage = { rows: fewRows, seconds: await openFailed(page, fewRows) };
  const tracing = page.context().tracing;
  await tracing.start({ screenshots: true, snapshots: false });
  const seconds = [await openFailed(page, flags.rows)];
  await tracing.stop({ path: join(evidence, 'million-failures-trace.zip') });
  while (seconds.length < flags.rounds) seconds.push(await openFailed(page, flags.rows));
  return { rows: flags.rows, seconds, windowsFirstPage };
}

async function measureAll(home) {
  const samples = scratchSamples();
  const org = await startPracticeOrg();
  let workbench;
  try {
    const run = { build: requireBuild(join(root, 'dist')), server: org, home };
    for (const rows of [fewRows, flags.rows]) await failingLoad(run, rows);
    workbench = await openWorkbench({
      folder: samples.folder,
      env: { KINETIC_PRACTICE_URL: org.url, KINETIC_PRACTICE_TOKEN: org.accessToken, KINETIC_HOME: home },
      pictures: 'bench-grid',
    });
    return await measurePages(workbench.page);
  } finally {
    await workbench?.close();
    await org.close();
    samples.remove();
  }
}

mkdirSync(evidence, { recursive: true });
const results = await inScratch(measureAll);
writeResults('grid', flags, results);
process.stdout.write(`${results.rows} failed rows: opened in ${results.seconds.join(', ')} s\n`);
process.stdout.write(`the first page of the window, with ${fewRows} of them: ${results.windowsFirstPage.seconds} s\n`);
