// Finds an installed Chrome or Chromium, or gets one from the npm registry with the libraries and fonts that it needs.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mustRun, run } from './run.mjs';
import { cachedPackages } from './packages.mjs';
import { say, step } from './say.mjs';

const chromiumVersion = '153.0.0';
const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'msedge'];

function usualPlaces() {
  const { LOCALAPPDATA: local, PROGRAMFILES: programs, 'PROGRAMFILES(X86)': programs86, PATH = '' } = process.env;
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const bases = [programs, programs86, local].filter(Boolean);
    const below = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return bases.flatMap((base) => below.map((path) => join(base, path)));
  }
  return PATH.split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
}

/** Distributions put a stub on PATH that only offers to install the real one, so the browser has to answer. */
async function answers(path) {
  if (!existsSync(path)) return false;
  if (process.platform !== 'linux') return true;
  const { code } = await run(path, ['--version'], { capture: true, timeoutMs: 15_000 }).catch(() => ({ code: 1 }));
  return code === 0;
}

async function installed() {
  const asked = process.env['KINETIC_BROWSER'];
  if (asked === 'npm') return undefined;
  for (const path of asked ? [asked] : usualPlaces()) if (await answers(path)) return path;
  return undefined;
}

/** Libraries that a program needs and this machine lacks, as the loader sees it with `env`. */
async function missingLibraries(path, env) {
  const { output } = await run('ldd', [path], { capture: true, env: { ...process.env, ...env } });
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map((found) => found[1]);
}

/** Makes text look the same everywhere: our own sans and monospace fonts, since a machine may have none at all. */
async function fonts() {
  const folder = await cachedPackages({
    name: 'fonts',
    title: 'fonts for the screenshots',
    packages: { '@expo-google-fonts/inter': '0.4.2', '@expo-google-fonts/jetbrains-mono': '0.4.1' },
  });
  const config = join(folder, 'fonts.conf');
  const prefer = (family, own) =>
    `  <match><test name="family"><string>${family}</string></test><edit name="family" mode="prepend" binding="strong"><string>${own}</string></edit></match>`;
  writeFileSync(
    config,
    ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">', '<fontconfig>']
      .concat(
        ['/usr/share/fonts', '/usr/local/share/fonts', join(folder, 'node_modules')].map(
          (dir) => `  <dir>${dir}</dir>`,
        ),
      )
      .concat(`  <cachedir>${join(folder, 'cache')}</cachedir>`)
      .concat(['sans-serif', 'system-ui', 'Ubuntu'].map((family) => prefer(family, 'Inter')))
      .concat(['monospace', 'Droid Sans Mono'].map((family) => prefer(family, 'JetBrains Mono')))
      .concat('</fontconfig>', '')
      .join('\n'),
  );
  return { FONTCONFIG_FILE: config };
}

async function fromRegistry(node) {
  if (process.platform !== 'linux') {
    throw new Error(
      'No Chrome, Chromium or Edge was found. Install one of them, or set KINETIC_BROWSER to its program file, and start again.',
    );
  }
  const folder = await cachedPackages({
    name: 'browser',
    title: `a browser (Chromium ${chromiumVersion})`,
    packages: { '@sparticuz/chromium': chromiumVersion },
  });
  const unpacked = join(folder, 'unpacked');
  const path = join(unpacked, 'chromium');
  if (!existsSync(join(folder, 'unpacked.txt'))) {
    await step('Unpacking the browser', async () => {
      mkdirSync(unpacked, { recursive: true });
      // The package unpacks below TMPDIR, and unpacks its shared libraries only if it detects Amazon Linux.
      const env = { ...process.env, TMPDIR: unpacked, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
      const code = "import('@sparticuz/chromium').then((m) => m.default.executablePath())";
      await mustRun(node, ['-e', code], { cwd: folder, env });
      writeFileSync(join(folder, 'unpacked.txt'), chromiumVersion);
    });
  }
  return { path, env: await librariesFor(path, join(unpacked, 'al2023', 'lib')) };
}

/** The variables that let the browser find every library: none, its own libraries, or those of apt-get. */
async function librariesFor(path, brought) {
  if ((await missingLibraries(path, {})).length === 0) return {};
  const env = { LD_LIBRARY_PATH: [brought, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter) };
  const missing = await missingLibraries(path, env);
  if (missing.length === 0) return env;
  const packages = ['libnss3', 'libexpat1', 'libgcc-s1', 'ca-certificates'];
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      `The browser needs ${missing.join(', ')}. On Debian or Ubuntu: sudo apt-get install ${packages.join(' ')}`,
    );
  }
  await step(`Installing ${packages.join(', ')} with apt-get`, async () => {
    const apt = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
    await mustRun('apt-get', ['update', '-qq'], apt);
    await mustRun('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], apt);
  });
  const still = await missingLibraries(path, {});
  if (still.length > 0) throw new Error(`The browser still lacks ${still.join(', ')}.`);
  return {};
}

/** The browser to drive: its program file and the variables to start it with. `node` is a Node 24. */
export async function browser(node) {
  const found = await installed();
  if (found) say(`  browser: ${found}`);
  const { path, env } = found ? { path: found, env: {} } : await fromRegistry(node);
  return { path, env: process.platform === 'linux' ? { ...env, ...(await fonts()) } : env };
}
