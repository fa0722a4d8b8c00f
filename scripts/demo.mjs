// npm run demo: a real VS Code with the extension, a connected practice org and a sample workspace, in one command.
// Uses the desktop `code` if it is installed, or (else or with --browser) the browser workbench, whose URL it prints.
// With --headless it performs the main task by itself and leaves screenshots and result.json in demo-output/.
// With --pictures it takes the pictures of the README.
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { writePictures } from './pictures.mjs';
import { interrupted, mustRun, root, start } from './run.mjs';
import { heading, say, step } from './say.mjs';
import { setup } from './setup.mjs';

const require = createRequire(import.meta.url);
const built = (name) => require(join(root, 'out', 'test', 'e2e', `${name}.js`));

/**
 * The command of the desktop editor, where one can open a window. A terminal in a remote window has a `code` that
 * cannot.
 */
function desktopCode() {
  const { PATH = '', DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  if (VSCODE_IPC_HOOK_CLI || (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY)) return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const places = PATH.split(delimiter).map((folder) => join(folder, name));
  return [...places, '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code'].find((path) =>
    existsSync(path),
  );
}

/** Opens the desktop editor with its own profile and waits until its window is closed. */
async function openDesktop(code, folder, env) {
  const profile = built('scratch').scratch('vscode');
  const user = join(profile.folder, 'user');
  built('settings').writeSettings(user);
  const args = [
    folder,
    '--new-window',
    '--wait',
    '--disable-workspace-trust',
    '--skip-welcome',
    '--skip-release-notes',
  ];
  const own = [
    `--extensionDevelopmentPath=${root}`,
    `--user-data-dir=${user}`,
    `--extensions-dir=${join(profile.folder, 'extensions')}`,
  ];
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  say(`\nVS Code opens now (${code}). Close its window, or press Ctrl-C here, to end the demo.`);
  const editor = start(code, [...args, ...own, ...sandbox], {
    env: { ...process.env, ...env, KINETIC_HOME: join(profile.folder, 'kinetic') },
    shell: process.platform === 'win32',
  });
  await Promise.race([once(editor, 'close'), interrupted()]);
  editor.end();
  profile.remove();
}

/** Serves the browser workbench until Ctrl-C. */
async function openBrowser(folder, env) {
  const server = await step('Starting VS Code in the browser', () =>
    built('server').startServer({ extension: { from: 'build' }, env }),
  );
  process.stdout.write(`\n  Open ${server.workbenchUrl(folder)}\n\n`);
  say(
    'Right-click accounts-some-bad.csv in the explorer and choose "Load CSV into Salesforce…". Ctrl-C ends the demo.',
  );
  await interrupted();
  await server.close();
}

/** The practice org and a writable copy of samples/ with a large file in it. */
async function openStage() {
  const org = await step('Starting the practice org', () => built('practiceOrg').startPracticeOrg());
  say(`  practice org: ${org.url}`);
  const samples = built('scratch').scratchSamples();
  await step('Writing leads-100k.csv', () =>
    built('leads').writeLeads(join(samples.folder, 'leads-100k.csv'), 100_000),
  );
  const close = async () => {
    await org.close();
    samples.remove();
  };
  return { org, samples: samples.folder, close };
}

async function takePictures(theme) {
  const { org, samples, close } = await openStage();
  try {
    return await built('pictures').takePictures({ org, samples, theme });
  } finally {
    await close();
  }
}

async function main() {
  process.chdir(root);
  const asked = new Set(process.argv.slice(2));
  const takesPictures = asked.has('--pictures');
  const isHeadless = takesPictures || asked.has('--headless');
  const code = isHeadless || asked.has('--browser') ? undefined : desktopCode();
  await setup({ window: isHeadless ? 'driven' : code ? 'desktop' : 'served' });
  heading('Build');
  await step('Building the extension', () => mustRun(process.execPath, ['esbuild.js']));
  await step('Building the driver', () => mustRun(process.execPath, ['esbuild.js', '--tests']));
  heading('Demo');
  if (takesPictures) {
    await writePictures(takePictures);
    return 0;
  }
  const { org, samples, close } = await openStage();
  const env = { KINETIC_PRACTICE_URL: org.url, KINETIC_PRACTICE_TOKEN: org.accessToken };
  try {
    if (isHeadless) return await built('demo').demonstrate({ org, samples, env });
    await (code ? openDesktop(code, samples, env) : openBrowser(samples, env));
    return 0;
  } finally {
    await close();
  }
}

process.exitCode = await main().catch((error) => {
  say(`\nThe demo failed: ${error.message}`);
  return 1;
});
