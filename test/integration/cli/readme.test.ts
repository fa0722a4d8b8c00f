// The commands in the README do what it says, as a shell runs them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { JobResult } from '../../../src/cli/results';
import { runCli } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

const commands = [...readFileSync('README.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap(([, block = '']) => block.trim().split('\n'))
  .map((line) => line.replace(/\s+# .*/, ''));

const accounts = 'External_Id__c,Name\nE1,Moss\nE2,Lee\n';
/** What the commands read; each gets a folder with only the files that it names. */
const files: Readonly<Record<string, string | Uint8Array>> = {
  'accounts.csv': accounts,
  'accounts.kmap.yaml': 'version: 1\nobject: Account\nfields:\n  External_Id__c: External_Id__c\n  Name: Name\n',
  'a.csv': accounts,
  'contacts.csv.gz': gzipSync('LastName\nMoss\n'),
  'accounts.soql': 'SELECT Id, Name FROM Account',
};
/** What a command needs of a job, where the README says JOB. */
const jobOf: Readonly<Record<string, (setup: CoreSetup) => Promise<string>>> = {
  job: (setup) => load(setup),
  retry: async (setup) => {
    const unlock = setup.practice.org.locks.add({ object: 'Account', field: 'External_Id__c', values: ['E1'] });
    const jobId = await load(setup);
    unlock();
    return jobId;
  },
  abort: (setup) => {
    setup.practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    return load(setup, '--api', 'bulk', '--no-wait');
  },
};

async function load(setup: CoreSetup, ...words: readonly string[]): Promise<string> {
  const file = await setup.csv('loaded.csv', accounts);
  const key = ['--object', 'Account', '--external-id', 'External_Id__c'];
  return (JSON.parse((await runCli(setup, ['load', file, ...key, '--json', ...words])).stdout) as JobResult).jobId;
}

const describeWithShell = process.platform === 'win32' ? describe.skip : describe;

describeWithShell('the commands in the README (need a POSIX shell)', function () {
  this.timeout(120_000);
  let setup: CoreSetup;
  let folder: string;
  beforeEach(async () => {
    setup = await openCoreSetup();
    folder = join(setup.folder, 'work');
    await mkdir(folder);
  });
  afterEach(() => setup.close());

  async function prepared(command: string): Promise<string> {
    for (const [name, content] of Object.entries(files))
      if (new RegExp(`(^|\\s)${name}(\\s|$)`).test(command) && !command.includes(`--to ${name}`))
        await writeFile(join(folder, name), content);
    const [, verb = ''] = /kinetic (\w+) JOB\b/.exec(command) ?? [];
    const jobId = (await jobOf[verb]?.(setup)) ?? '';
    // Without the Salesforce CLI, the org is the one of the variables.
    return command.replace(/\bJOB\b/, jobId).replace(/ --target-org \w+/, '');
  }

  async function inShell(command: string): Promise<{ readonly code: number | null; readonly said: string }> {
    const child = execFile('bash', ['-o', 'pipefail', '-c', command], {
      cwd: folder,
      env: {
        PATH: [resolve('bin'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
        HOME: folder,
        KINETIC_HOME: setup.folder,
        SF_INSTANCE_URL: setup.practice.url,
        SF_ACCESS_TOKEN: setup.practice.accessToken,
      },
    });
    let said = '';
    child.stdout?.on('data', (chunk) => (said += String(chunk)));
    child.stderr?.on('data', (chunk) => (said += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, said };
  }

  it('are found', () => assert.ok(commands.length > 12 && commands.every((command) => /\bkinetic\b/.test(command))));

  for (const command of commands)
    it(`run: ${command}`, async () => {
      const { code, said } = await inShell(await prepared(command));
      assert.equal(code, 0, said);
    });

  it('export what they name', async () => {
    const [, path = ''] =
      /export .* --to (\S+\.csv)$/.exec(commands.find((one) => one.includes('--to ac')) ?? '') ?? [];
    await inShell(commands.find((one) => one.endsWith(`--to ${path}`)) ?? '');
    assert.match(await readFile(join(folder, path), 'utf8'), /^"?Id"?,"?Name"?,"?Owner\.Name"?\n/);
  });
});
