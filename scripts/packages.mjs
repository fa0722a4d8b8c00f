// Puts packages from the npm registry into the cache, each set in its own folder, and remembers which are complete.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cache, npm, root } from './run.mjs';
import { megabytes, sizeOfFolder, step } from './say.mjs';

const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined);

/**
 * Installs `packages` (name to exact version) into `.vscode-test/<name>` unless they are there already.
 * `finish(folder)` does the steps that complete the folder. Returns the folder.
 */
export async function cachedPackages({ name, title, packages, finish }) {
  const folder = join(cache, name);
  const stamp = join(folder, 'complete.json');
  const wanted = JSON.stringify(packages);
  if (JSON.stringify(readJson(stamp)) === wanted) return folder;
  await step(`Installing ${title}`, async () => {
    const fresh = `${folder}.new`;
    rmSync(fresh, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    writeFileSync(join(fresh, 'package.json'), JSON.stringify({ private: true, dependencies: packages }, null, 2));
    await npm(['install', '--ignore-scripts'], { cwd: fresh });
    await finish?.(fresh);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(fresh, folder);
    writeFileSync(stamp, wanted);
    return { note: megabytes(sizeOfFolder(folder)) };
  });
  return folder;
}

/** True when the folder `node_modules` holds every package in the version that the lock file names. */
function isAsLocked() {
  const locked = readJson(join(root, 'package-lock.json'))?.packages;
  const present = readJson(join(root, 'node_modules', '.package-lock.json'))?.packages;
  if (!locked || !present) return false;
  return Object.entries(locked).every(
    ([path, entry]) => path === '' || entry.optional || entry.link || present[path]?.version === entry.version,
  );
}

/** The project's own packages: `npm ci` when they are missing or older than the lock file. */
export async function ownPackages() {
  if (isAsLocked()) return;
  await step("Installing the project's packages (npm ci)", async () => {
    await npm(['ci', '--include=dev', '--ignore-scripts'], { cwd: root });
    return { note: megabytes(sizeOfFolder(join(root, 'node_modules'))) };
  });
}
