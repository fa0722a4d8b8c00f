// Runs the mocha files of test/vscode in a desktop VS Code: the one in KINETIC_CODE, or one that @vscode/test-electron
// downloads. Needs a build.
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { newReport, follow } from './report.mjs';
import { root } from './run.mjs';
import { say } from './say.mjs';

const { scratchSamples } = createRequire(import.meta.url)(join(root, 'out/test/e2e/scratch.js'));
const report = newReport();
const samples = scratchSamples();
const installed = process.env['KINETIC_CODE'];
let gone = false;

try {
  const editor = runTests({
    ...(installed ? { vscodeExecutablePath: installed } : {}),
    extensionDevelopmentPath: root,
    extensionTestsPath: join(root, 'out/test/vscode/run.js'),
    extensionTestsEnv: { KINETIC_TEST_REPORT: report.folder, KINETIC_HOME: join(report.folder, 'home') },
    launchArgs: [samples.folder, '--disable-extensions', '--disable-workspace-trust', '--skip-welcome'],
  })
    .catch((error) => say(`VS Code: ${error.message}`))
    .finally(() => (gone = true));
  const code = await follow(report, { silenceMs: 600_000, gone: () => gone });
  await editor;
  process.exitCode = code ?? 1;
} finally {
  samples.remove();
  rmSync(report.folder, { recursive: true, force: true });
}
