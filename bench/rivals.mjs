// The other clients, jsforce and the Salesforce CLI, each as one child process.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { jsforce, salesforceCli } from '../scripts/clients.mjs';
import { say } from './figures.mjs';
import { root } from './run.mjs';
import { attempted, succeeded, timed } from './timed.mjs';

/** What --rivals takes: install those that are missing, use those that were installed before, or measure none. */
const choices = ['all', 'cached', 'none'];

/** The rivals by name; one that is left out is missing, and a line says so. */
async function findRivals(choice) {
  if (!choices.includes(choice)) throw new Error(`--rivals takes ${choices.join(', ')}, not "${choice}".`);
  const found = {};
  for (const [name, install] of Object.entries({ jsforce, cli: salesforceCli })) {
    const isCached = existsSync(join(root, '.vscode-test', 'clients', name, 'complete.json'));
    if (choice === 'all' || (choice === 'cached' && isCached)) found[name] = await install();
    else say(`${name} is left out: ${choice === 'none' ? '--rivals none' : 'it is not installed'}`);
  }
  return found;
}

/**
 * Functions that load a file into the sink and export a query from it, by the name of the rival. `home` keeps the login
 * of the Salesforce CLI; `memory` holds environment variables that allow a rival more memory.
 */
export async function openRivals(choice, { server, home, memory = {} }) {
  const found = await findRivals(choice);
  const rivals = { load: {}, export: {} };
  if (found.jsforce) addJsforce(rivals, found.jsforce, { server, memory });
  if (found.cli) await addCli(rivals, found.cli, { server, home, memory });
  return rivals;
}

function addJsforce(rivals, { nodePath, modulePath }, { server, memory }) {
  const run = (script, ...words) =>
    timed(nodePath, [join(root, 'bench', script), modulePath, server.url, server.accessToken, ...words], memory);
  rivals.load.jsforce = (file) => run('jsforceLoad.mjs', file);
  rivals.export.jsforce = (soql, file) => run('jsforceExport.mjs', soql, file);
}

async function addCli(rivals, { nodePath, scriptPath }, { server, home, memory }) {
  const run = (words, environment) => timed(nodePath, [scriptPath, ...words, '--json'], environment);
  const environment = { ...cliEnvironment(home), ...memory };
  const login = ['org', 'login', 'access-token', '--instance-url', server.url, '--no-prompt'];
  await succeeded('sf org login access-token', () =>
    run(login, { ...environment, SF_ACCESS_TOKEN: server.accessToken }),
  );
  const upsert = ['data', 'upsert', 'bulk', '--sobject', 'Account', '--external-id', 'External_Id__c'];
  const org = ['--wait', '30', '--target-org', 'bench@example.com'];
  rivals.load.cli = (file) => run([...upsert, '--file', file, '--line-ending', 'LF', ...org], environment);
  rivals.export.cli = (soql, file) => {
    const words = ['data', 'export', 'bulk', '--query', soql, '--output-file', file, '--result-format', 'csv'];
    return run([...words, ...org], environment);
  };
}

export const titles = {
  load: { jsforce: 'jsforce', cli: 'sf data upsert bulk' },
  export: { jsforce: 'jsforce', cli: 'sf data export bulk' },
};

/** Clients for `inTurns`, each of which loads or exports the same. A rival that cannot do it does not end the bench. */
export const rivalClients = (rivals, what, ...words) =>
  Object.fromEntries(
    Object.entries(rivals[what]).map(([name, run]) => [name, () => attempted(titles[what][name], () => run(...words))]),
  );

const cliEnvironment = (home) => ({
  HOME: home,
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SF_DISABLE_DNS_CHECK: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
});
