// `kinetic load --dry-run` and `--hard-delete`.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli, type CliRunOptions, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('a dry run on the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  before(async () => {
    setup = await openCoreSetup();
  });
  after(() => setup.close());

  const run = (words: readonly string[], options: CliRunOptions = {}): Promise<Ran> =>
    runCli(setup, ['load', ...words, '--dry-run'], options);
  const count = (): Promise<number> => setup.rowsOf('SELECT Id FROM Account').then(({ length }) => length);

  it('says what the load would do, and sends nothing', async () => {
    const file = await setup.csv('a.csv', 'External_Id__c;Name;sf__Line\nD1;Moss;2\nD2;#N/A;3\n');
    const before = await count();
    const ran = await run([file, '-s', 'Account', '-i', 'External_Id__c']);
    assert.deepEqual([ran.code, ran.stderr], [0, '']);
    const { url } = setup.practice;
    assert.equal(
      ran.stdout,
      [
        'The load can start. Nothing was sent.',
        `Would upsert 2 rows of Account by External_Id__c in the org admin@practice.kinetic.example (developer) at ${url}`,
        `File: ${file} (49 bytes, delimiter semicolon)`,
        'API: REST collections, 1 call (2 rows; used for up to 200 rows)',
        'API calls: at least 2',
        'Columns sent: External_Id__c, Name',
        'Encoding: utf-8',
        'Columns left out: sf__Line (from the results of a load)',
        `#N/A clears the field: 1 cell, ${file}:3, column Name. To store it as text, load with --na text`,
        'Confirmation: not needed',
        '',
      ].join('\n'),
    );
    assert.equal(await count(), before);
  });

  it('lists problems with their places and exits with 1, as JSON too', async () => {
    const file = await setup.csv('b.csv', 'Name\nMoss\n"Lee\n');
    const ran = await run([file, '-s', 'Account']);
    assert.equal(ran.code, 1);
    assert.match(ran.stdout, /^The load cannot start\. Nothing was sent\.$/m);
    assert.ok(ran.stdout.includes(`\nProblems:\n  ${file}:3:1: the quote that opens here`), ran.stdout);
    const json = await run([file, '-s', 'Account', '--json']);
    const { wouldStart, problems } = JSON.parse(json.stdout) as {
      readonly wouldStart: boolean;
      readonly problems: readonly Readonly<Record<string, unknown>>[];
    };
    assert.deepEqual([json.code, wouldStart, problems.length], [1, false, 1]);
    const { code, line, column } = problems[0] ?? {};
    assert.deepEqual([code, line, column], ['input.unclosedQuote', 3, 1]);
  });

  it('says once how to find the fields of columns that are none, and then which column goes where', async () => {
    const file = await setup.csv('d.csv', 'Account Name,Account Phone\nMoss,12\n');
    const unknown = await run([file, '-s', 'Account']);
    assert.equal(unknown.code, 1);
    const lines = unknown.stdout.split('\n');
    const advice = '  To let Kinetic find the fields by the names of the columns, add --auto-map guess.';
    assert.deepEqual(
      lines
        .filter((line) => line === advice || line.includes('is not a field of Account'))
        .map((line) => line === advice),
      [false, false, true],
      unknown.stdout,
    );
    const mapping = await setup.csv(
      'd.kmap.yaml',
      'version: 1\nobject: Account\nfields:\n  Name: Account Name\n  Phone:\n    from: Account Phone\n    steps: [trim]\n',
    );
    const { code, stdout, stderr } = await run([file, '--map-file', mapping]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Columns sent: Account Name → Name, Account Phone → Phone \(trim\)$/m);
  });

  it('reads stdin, and leaves nothing of it', async () => {
    const ran = await run(['-', '-s', 'Account', '--hard-delete'], { stdin: 'Id\n001000000000001AAA\n' });
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(ran.stdout, /^Would hard delete 1 row of Account in the org /m);
    assert.match(ran.stdout, /^Confirmation: add --confirm-org admin@practice\.kinetic\.example, or type the name/m);
    assert.deepEqual(await readdir(join(setup.folder, 'jobs')), []);
  });

  it('is not needed for a hard delete to ask for the name of the org', async () => {
    const file = await setup.csv('c.csv', 'Id\n001000000000001AAA\n');
    const ran = await runCli(setup, ['load', file, '-s', 'Account', '--hard-delete', '--yes']);
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /--confirm-org/);
  });

  it('warns of a file that was inserted before, also as JSON', async () => {
    const file = await setup.csv('twice.csv', 'Name\nTwice A\nTwice B\n');
    const first = await runCli(setup, ['load', file, '-s', 'Account', '--json']);
    assert.equal(first.code, 0, first.stderr);
    assert.doesNotMatch(first.stderr, /loaded before/);
    const again = await run([file, '-s', 'Account', '--json']);
    assert.match(again.stderr, /This file was loaded before: the job \S+ inserted 2 rows into Account on 20/);
    const { jobId } = JSON.parse(first.stdout) as { readonly jobId: string };
    const { loadedBefore } = JSON.parse(again.stdout) as { readonly loadedBefore: Readonly<Record<string, unknown>> };
    assert.deepEqual([loadedBefore['jobId'], loadedBefore['inserted']], [jobId, 2]);
  });
});
