// Installs Salesforce clients of other authors, to check the practice org with: jsforce and the Salesforce CLI.
// By hand: `node scripts/clients.mjs`. Both need a newer Node than the project does, which is installed with them.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeForHost } from './host.mjs';
import { cachedPackages } from './packages.mjs';
import { say } from './say.mjs';

const jsforceVersion = '3.10.26';
const cliVersion = '2.150.6';

/** Node 24 and the module of jsforce, each as a path. */
export async function jsforce() {
  const nodePath = await nodeForHost();
  const folder = await cachedPackages({
    name: join('clients', 'jsforce'),
    title: `jsforce ${jsforceVersion}`,
    packages: { jsforce: jsforceVersion },
  });
  return { nodePath, modulePath: join(folder, 'node_modules', 'jsforce', 'index.js') };
}

/** Node 24 and the script that it runs the Salesforce CLI with, each as a path. */
export async function salesforceCli() {
  const nodePath = await nodeForHost();
  const folder = await cachedPackages({
    name: join('clients', 'cli'),
    title: `the Salesforce CLI ${cliVersion} (the biggest download, once)`,
    packages: { '@salesforce/cli': cliVersion },
  });
  return { nodePath, scriptPath: join(folder, 'node_modules', '@salesforce', 'cli', 'bin', 'run.js') };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    say(`jsforce: ${(await jsforce()).modulePath}`);
    say(`Salesforce CLI: ${(await salesforceCli()).scriptPath}`);
  } catch (error) {
    say(`\nThe clients could not be installed: ${error.message}`);
    process.exitCode = 1;
  }
}
