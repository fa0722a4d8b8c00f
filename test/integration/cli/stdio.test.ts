// Pipes: rows from stdin, records to stdout, queries from files and from stdin.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { JobResult } from '../../../src/cli/results';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('the command line in a pipe', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const run = (words: readonly string[], stdin?: string): Promise<Ran> =>
    runCli(setup, words, stdin === undefined ? {} : { stdin });
  const json = (ran: Ran): JobResult => JSON.parse(ran.stdout) as JobResult;
  const folders = (): Promise<readonly string[]> => readdir(join(setup.folder, 'jobs'));
  const rows = 'External_Id__c,Name\nP1,Moss\nP2,\nP3,Kim\n';
  const load = ['load', '-', '-s', 'Account', '-i', 'External_Id__c', '--json'];

  it('fails when stdout is a full disk, also after the rows were loaded or found', async function () {
    if (!existsSync('/dev/full')) {
      process.stdout.write('    (this system has no /dev/full)\n');
      this.skip();
    }
    const file = await setup.csv('a.csv', 'LastName\nMoss\n');
    for (const words of [
      ['query', 'SELECT Id FROM Account'],
      ['export', 'SELECT Id FROM Account', '--to', '-'],
      ['load', file, '--object', 'Contact', '--json'],
      ['jobs', '--json'],
    ]) {
      const ran = await runCli(setup, words, { stdout: '/dev/full' });
      assert.deepEqual([words[0], ran.code], [words[0], 1]);
      assert.match(ran.stderr, /^stdout cannot be written: ENOSPC/m);
    }
  });

  it('loads the rows of stdin, keeps them with the job for its owner only, and retries them', async () => {
    const first = json(await run(load, rows));
    assert.deepEqual([first.total, first.succeeded, first.failed], [3, 2, 1]);
    const file = join(setup.folder, 'jobs', first.jobId, 'stdin.csv');
    assert.equal(await readFile(file, 'utf8'), rows);
    if (process.platform !== 'win32') {
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      assert.equal((await stat(dirname(file))).mode & 0o777, 0o700);
    }
    const again = json(await run(['retry', first.jobId, '--json']));
    assert.deepEqual([again.retryOf, again.total, again.failed], [first.jobId, 1, 1]);
    assert.deepEqual(
      again.recordErrors?.map(({ line }) => line),
      [3],
    );
  });

  it('leaves nothing of a load that does not start', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    const ran = await run(load, rows);
    assert.deepEqual([ran.code, await folders()], [2, []]);
  });

  it('says that stdin is empty', async () => {
    const ran = await run(load, '');
    assert.deepEqual([ran.code, json(ran).error?.code], [2, 'input.empty']);
  });

  it('separates columns by the delimiter that is named, also where the file looks different', async () => {
    const text = 'Name|Description\nMoss|a,b,c\nLee|d,e,f\n';
    const ran = json(await run(['load', '-', '-s', 'Account', '--delimiter', 'pipe', '--json'], text));
    assert.equal(ran.succeeded, 2);
    assert.deepEqual(await setup.rowsOf("SELECT Description FROM Account WHERE Name = 'Lee'"), [
      { Description: 'd,e,f' },
    ]);
    const wrong = await run(['load', '-', '-s', 'Account', '--delimiter', 'tab', '--json'], text);
    assert.equal(wrong.code, 2);
  });

  it('exports to stdout, with the result on stderr, and leaves no copy', async () => {
    const ran = await run(['export', 'SELECT Name FROM Account ORDER BY Name', '--to', '-']);
    assert.equal(ran.code, 0, ran.stderr);
    const [header, ...names] = ran.stdout.trimEnd().split('\n');
    assert.deepEqual([header, names.length], ['"Name"', 3]);
    assert.match(ran.stderr, /^Completed: 3 of 3 records, \d+ bytes$/m);
    assert.doesNotMatch(ran.stderr, /^File:/m);
    const [jobId = ''] = await folders();
    assert.deepEqual(
      (await readdir(join(setup.folder, 'jobs', jobId))).filter((name) => name.startsWith('records')),
      [],
    );
  });

  it('prints nothing of an export that is rejected', async () => {
    const ran = await run(['export', 'SELECT COUNT() FROM Account', '--to', '-']);
    assert.deepEqual([ran.code, ran.stdout], [2, '']);
    assert.match(ran.stderr, /^Rejected: nothing was written\.$/m);
  });

  it('reads the query of a .soql file and of stdin, with its comments', async () => {
    const text = '// all of them\nSELECT COUNT() FROM Account;\n';
    const file = join(setup.folder, 'count.soql');
    await writeFile(file, text);
    for (const ran of [await run(['query', file]), await run(['query', '-f', file]), await run(['query', '-'], text)])
      assert.equal(ran.stdout, 'count\n3\n', ran.stderr);
    const missing = await run(['query', 'no.soql']);
    assert.deepEqual([missing.code, missing.stderr], [2, 'The file no.soql does not exist. Check its path.\n']);
    const empty = await run(['query', '-'], ' \n');
    assert.deepEqual([empty.code, empty.stderr], [2, 'There is no query in stdin.\n']);
  });
});
