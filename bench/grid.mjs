// `npm run bench:grid`: a load of 1,000,000 rows that all fail, in the practice org; then, in the real workbench, the time
// from the click on its failed rows to the first of them on the screen. A window's first page of all is timed by itself,
// with a job of 300 failures: what it takes is VS Code's own start of its webviews. Writes bench/grid.json, and to
// docs/evidence a picture and a Playwright trace. Flags: --rows N, --rounds N. Wants `npm test -- check` or the like to
// have set up and built.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFailing } from './rows.mjs';
import { timed } from './rivals.mjs';

const { values } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '5' } },
});
const many = Number(values.rows);
const few = 300;
const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const built = (name) => require(join(root, 'out/test/e2e', name));
const { openWorkbench } = built('workbench.js');
const { startPracticeOrg } = built('practiceOrg.js');
const { showContainer, treeRow, unfold, view } = built('parts.js');
const { runCommand } = built('quickInput.js');
const { scratchSamples } = built('scratch.js');
const { webview } = built('webview.js');
const evidence = join(root, 'docs', 'evidence');
const grid = '[role=grid][aria-label^="Failed rows"]';
const say = (text) => process.stderr.write(`${text}\n`);

async function failingLoad(org, home, rows) {
  const file = await writeFailing(join(root, '.vscode-test', 'bench', `failing-${rows}.csv`), rows);
  const load = await timed(
    process.execPath,
    [join(root, 'dist/kinetic.js'), 'load', file, '--object', 'Account', '--operation', 'insert', '--json'],
    { SF_INSTANCE_URL: org.url, SF_ACCESS_TOKEN: org.accessToken, KINETIC_HOME: home },
  );
  const { failed } = JSON.parse(load.stdout);
  if (failed !== rows) throw new Error(`${failed} of ${rows} rows failed: ${load.stderr.slice(-300)}`);
  say(`  ${rows} rows failed as they should, in ${load.seconds.toFixed(1)} s`);
}

/** From the click to the first row with text in it; a page that is open already is closed before. */
async function openFailed({ page }, rows) {
  const row = treeRow(await view(page, 'Jobs'), new RegExp(`^${rows.toLocaleString('en-US')} failed`));
  const started = performance.now();
  await row.click();
  const frame = await webview(page, `${grid} [role=row]`);
  await frame.locator(grid).locator('[role=row]').nth(5).waitFor();
  const seconds = (performance.now() - started) / 1000;
  const count = Number(await frame.locator(grid).getAttribute('aria-rowcount')) - 1;
  if (count !== rows) throw new Error(`The grid says it has ${count} rows`);
  return Number(seconds.toFixed(3));
}

async function main() {
  const home = mkdtempSync(join(tmpdir(), 'kinetic-grid-'));
  const samples = scratchSamples();
  const org = await startPracticeOrg();
  let workbench;
  try {
    await failingLoad(org, home, few);
    await failingLoad(org, home, many);
    workbench = await openWorkbench({
      folder: samples.folder,
      env: { KINETIC_PRACTICE_URL: org.url, KINETIC_PRACTICE_TOKEN: org.accessToken, KINETIC_HOME: home },
      pictures: 'bench-grid',
    });
    const { page } = workbench;
    const context = page.context();
    await showContainer(page, 'Kinetic');
    for (const rows of [few, many]) await unfold(treeRow(await view(page, 'Jobs'), new RegExp(`failing-${rows}`)));
    const windowsFirstPage = await openFailed(workbench, few);
    await runCommand(page, 'View: Close All Editors');
    const opened = [];
    mkdirSync(evidence, { recursive: true });
    await context.tracing.start({ screenshots: true, snapshots: false });
    for (let round = 1; round <= Number(values.rounds); round++) {
      opened.push(await openFailed(workbench, many));
      say(`  opened in ${opened.at(-1)} s`);
      if (round === 1) {
        await context.tracing.stop({ path: join(evidence, 'million-failures-trace.zip') });
        await page.screenshot({ path: join(evidence, 'million-failures.png') });
      }
      await runCommand(page, 'View: Close All Editors');
    }
    const machine = { cpu: cpus()[0].model, cores: cpus().length, node: process.version };
    const result = { machine, rows: many, seconds: opened, windowsFirstPage: { rows: few, seconds: windowsFirstPage } };
    writeFileSync(join(root, 'bench/grid.json'), `${JSON.stringify(result, null, 2)}\n`);
    process.stdout.write(`${many} failed rows: opened in ${opened.join(', ')} s\n`);
    process.stdout.write(`the first page of the window, with ${few} of them: ${windowsFirstPage} s\n`);
  } finally {
    await workbench?.close();
    await org.close();
    samples.remove();
    rmSync(home, { recursive: true, force: true });
  }
}

await main();
