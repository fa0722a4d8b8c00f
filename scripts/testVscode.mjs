// Runs the mocha files of test/vscode in the real extension host of the browser workbench. Needs setup and a build.
import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { newReport, follow } from './report.mjs';
import { root } from './run.mjs';
import { say } from './say.mjs';

const require = createRequire(import.meta.url);
const { startServer } = require(join(root, 'out/test/e2e/server.js'));
const { scratchSamples } = require(join(root, 'out/test/e2e/scratch.js'));
const { launchBrowser } = require(join(root, 'out/test/e2e/browser.js'));

/** The workbench gets the extension and the tests from its URL, as in VS Code's own web tests. */
function testUrl(server, folder) {
  const remote = (path) => `vscode-remote://${new URL(server.url).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(join(root, 'out/test/vscode/run.js'))],
  ];
  return `${server.workbenchUrl(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

async function main() {
  const report = newReport();
  const samples = scratchSamples();
  const server = await startServer({ extension: { from: 'page' }, env: { KINETIC_TEST_REPORT: report.folder } });
  const browser = await launchBrowser();
  const pageLines = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('console', (message) => pageLines.push(message.text()));
    await page.goto(testUrl(server, samples.folder));
    const code = await follow(report, { silenceMs: 120_000 });
    if (code !== undefined) return code;
    const pictures = join(root, 'test-output', 'vscode');
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, 'stuck.png') });
    say(`Nothing was heard from the extension host for two minutes; see ${join(pictures, 'stuck.png')}`);
    say(pageLines.slice(-40).join('\n'));
    return 1;
  } finally {
    await browser.close();
    await server.close();
    samples.remove();
    rmSync(report.folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
