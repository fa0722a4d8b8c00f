// Makes a clone ready: packages, a real VS Code and a browser, all cached, so that the second start needs no network.
// By hand: `node scripts/setup.mjs`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browser } from './browser.mjs';
import { codeServer, nodeForHost } from './host.mjs';
import { ownPackages } from './packages.mjs';
import { cache } from './run.mjs';
import { heading, say, seconds } from './say.mjs';

/**
 * Gets what is missing. `window` says which VS Code is needed: 'driven' by our browser, 'served' to a person's own
 * browser, or 'desktop', which is already there. The paths of the parts go to `.vscode-test/setup.json` for the
 * drivers.
 */
export async function setup({ window = 'driven' } = {}) {
  const begun = Date.now();
  heading('Setup');
  mkdirSync(cache, { recursive: true });
  await ownPackages();
  if (window !== 'desktop') {
    const nodePath = await nodeForHost();
    const codeServerPath = await codeServer();
    const parts = { nodePath, codeServerPath, ...(window === 'driven' ? { browser: await browser(nodePath) } : {}) };
    writeFileSync(join(cache, 'setup.json'), `${JSON.stringify(parts, null, 2)}\n`);
  }
  say(`  ready after ${seconds(Date.now() - begun)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setup().catch((error) => {
    say(`\nSetup failed: ${error.message}`);
    process.exitCode = 1;
  });
}
