// `kinetic export` as scripts and people use it: file, result, exit code, and a resume after a kill.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, readdir, readlink, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportResult } from '../../../src/cli/results';
import { expectedCsv, fillContacts, soql } from '../setup/exportRows';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('kinetic export', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let file: string;
  beforeEach(async () => {
    setup = await openCoreSetup({ rowsPerResultPage: 50 });
    await fillContacts(setup, 230);
    file = join(setup.folder, 'rows.csv');
  });
  afterEach(() => setup.close());

  const start = (...words: readonly string[]): ChildProcess => {
    const { SF_LOGIN_URL: _, ...inherited } = process.env;
    return spawn(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), ...words], {
      env: {
        ...inherited,
        KINETIC_HOME: setup.folder,
        SF_INSTANCE_URL: setup.practice.url,
        SF_ACCESS_TOKEN: setup.practice.accessToken,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };
  const ended = async (child: ChildProcess): Promise<Ran> => {
    const texts = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => (texts.stdout += String(chunk)));
    child.stderr?.on('data', (chunk) => (texts.stderr += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...texts };
  };
  const run = (...words: readonly string[]): Promise<Ran> => ended(start(...words));
  const json = (ran: Ran): ExportResult => JSON.parse(ran.stdout) as ExportResult;
  const says = (child: ChildProcess, text: RegExp): Promise<void> =>
    new Promise((resolve) => child.stderr?.on('data', (chunk) => text.test(String(chunk)) && resolve()));

  it('writes the file, and prints the result on stdout and the progress on stderr', async () => {
    const expected = await expectedCsv(setup, soql);
    const ran = await run('export', soql, '--to', file, '--json');
    const { jobId, remoteJobIds, apiCalls = 0, ...result } = json(ran);
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(jobId, /^\d{8}-\d{6}-/);
    assert.match(remoteJobIds[0] ?? '', /^750/);
    assert.ok(apiCalls >= 3, 'create, poll, and the result');
    const bytes = Buffer.byteLength(expected);
    assert.deepEqual(result, {
      state: 'completed',
      total: 230,
      exported: 230,
      file,
      bytes,
      handedOver: true,
      timedOut: false,
    });
    assert.match(ran.stderr, /finished 100% {2}230 records/);
    assert.equal(await readFile(file, 'utf8'), expected);
    assert.match((await run('jobs')).stdout, /\tcompleted\texport\tContact\t230\t230\t0\t0\t0\t.*rows\.csv\t\S+Z\n/);
  });

  it('replaces a file only with --overwrite', async () => {
    await run('export', 'SELECT Id FROM Account', '--to', file);
    const again = await run('export', 'SELECT Id FROM Account', '--to', file);
    assert.equal(again.code, 2);
    assert.match(
      again.stdout,
      /Rejected: nothing was written\.\n.*rows\.csv already exists\..*\nTo replace it, add --overwrite\.\n/,
    );
    assert.equal((await run('export', 'SELECT Id FROM Account', '--to', file, '--overwrite')).code, 0);
  });

  if (process.platform !== 'win32')
    it('writes to the file that a link points to, and the link stays', async () => {
      const real = join(setup.folder, 'real.csv');
      await writeFile(real, 'before\n');
      await symlink(real, file);
      const refused = await run('export', 'SELECT Id FROM Account', '--to', file);
      assert.deepEqual([refused.code, await readFile(real, 'utf8')], [2, 'before\n']);
      const ran = await run('export', 'SELECT Id FROM Account', '--to', file, '--overwrite', '--json');
      assert.deepEqual([ran.code, json(ran).file], [0, real]);
      assert.equal(await readlink(file), real);
      assert.equal((await readFile(real, 'utf8')).split('\n').length, 5);
    });

  it('suggests --rest for queries that the Bulk API does not support, and --rest works', async () => {
    const grouped = 'SELECT AccountId, COUNT(Id) n FROM Contact GROUP BY AccountId ORDER BY COUNT(Id) DESC LIMIT 1';
    const refused = await run('export', grouped, '--to', file);
    assert.equal(refused.code, 2);
    assert.match(refused.stdout, /does not support COUNT\(\)\.\nTo export it over REST, add --rest\.\n/);
    const ran = await run('export', grouped, '--to', file, '--rest', '--json');
    assert.deepEqual([ran.code, json(ran).remoteJobIds, json(ran).exported], [0, [], 1]);
    assert.match(await readFile(file, 'utf8'), /^"AccountId","n"\n"[^"]*","\d+"\n$/);
  });

  it('aborts on Ctrl-C, also in Salesforce, and exits with 130', async () => {
    setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'InProgress' } });
    const child = start('export', soql, '--to', file, '--json');
    await says(child, /processing/);
    child.kill('SIGINT');
    const ran = await ended(child);
    assert.deepEqual([ran.code, json(ran).state, json(ran).file], [130, 'aborted', null]);
    const [abort] = setup.practice.requests.all.filter(({ method }) => method === 'PATCH');
    assert.equal(abort?.status, 200);
    assert.deepEqual(
      (await readdir(setup.folder)).filter((name) => name.startsWith('rows')),
      [],
    );
  });

  it('finishes a killed export with “resume” and sends the query once', async () => {
    const expected = await expectedCsv(setup, soql);
    setup.practice.requests.clear();
    setup.practice.faults.add({ path: '*/results', nth: 3, times: 0, action: { kind: 'hang', when: 'beforeBody' } });
    const child = start('export', soql, '--to', file, '--json');
    await says(child, /downloading/);
    child.kill('SIGKILL');
    await ended(child);
    setup.practice.faults.clear();
    const ran = await run('resume', '--json');
    const results = JSON.parse(ran.stdout) as readonly ExportResult[];
    assert.deepEqual([ran.code, results.map(({ state, exported }) => [state, exported])], [0, [['completed', 230]]]);
    assert.equal(await readFile(file, 'utf8'), expected);
    assert.equal(setup.practice.requests.all.filter(({ method }) => method === 'POST').length, 1);
  });
});
