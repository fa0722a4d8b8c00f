// Gets a real VS Code that runs in a browser (workbench, extension host, webviews), from the npm registry alone.
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root } from './run.mjs';
import { cachedPackages } from './packages.mjs';

const nodeVersion = '24.21.0';
const codeServerVersion = '4.139.1';
const vscode = join('node_modules', 'code-server', 'lib', 'vscode');

/** The registry's name for Node's own binary on this platform. */
const nodePackage = () =>
  `node${process.platform === 'darwin' && process.arch === 'arm64' ? '-bin' : ''}-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/**
 * A Node 24 to run the server with: the running one if it is a Node 24, else one from the registry. Returns its path.
 */
export async function nodeForHost() {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const name = nodePackage();
  const folder = await cachedPackages({
    name: 'node',
    title: `Node ${nodeVersion} for the VS Code server`,
    packages: { [name]: nodeVersion },
  });
  const base = join(folder, 'node_modules', name, 'bin');
  return [join(base, 'node'), join(base, 'node.exe')].find((path) => existsSync(path)) ?? process.execPath;
}

/** The VS Code server; returns the script that Node 24 starts it with. */
export async function codeServer() {
  const folder = await cachedPackages({
    name: 'host',
    title: `the VS Code server (code-server ${codeServerVersion})`,
    packages: { 'code-server': codeServerVersion },
    // Its own postinstall script rejects the root user and other Node versions; this is all that it would do.
    finish: (fresh) => npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: join(fresh, vscode) }),
  });
  copyFileSync(
    join(root, 'scripts', 'hostLog.cjs'),
    join(folder, vscode, 'node_modules', '@vscode', 'spdlog', 'index.js'),
  );
  return join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
}
