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

/** Where the parts are; `test/e2e/installed.ts` reads the same from `.vscode-test/setup.json`. */
export async function setup() {
  const begun = Date.now();
  heading('Set-up');
  mkdirSync(cache, { recursive: true });
  await ownPackages();
  const nodePath = await nodeForHost();
  const installed = { nodePath, codeServerPath: await codeServer(), browser: await browser(nodePath) };
  writeFileSync(join(cache, 'setup.json'), `${JSON.stringify(installed, null, 2)}\n`);
  say(`  ready after ${seconds(Date.now() - begun)}`);
  return installed;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await setup().catch((error) => {
    say(`\nSet-up failed: ${error.message}`);
    process.exitCode = 1;
  });
}
