// A script that asks for JSON gets JSON for every failure, and people get a sentence on stderr.
import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../../src/cli/failure';
import type { JobResult } from '../../../src/cli/results';
import { runCli } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('a failure with --json', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  before(async () => {
    setup = await openCoreSetup();
  });
  after(() => setup.close());

  const noLogin = { SF_INSTANCE_URL: undefined, SF_ACCESS_TOKEN: undefined };
  for (const [what, words, code, sentence, environment] of [
    ['an unknown command', ['lod'], 'input.badArgument', /“lod” is not a command/],
    [
      'an unknown option',
      ['query', 'SELECT Id FROM Account', '--alle'],
      'input.badArgument',
      /--alle is not an option/,
    ],
    ['a missing value', ['export', 'SELECT Id FROM Account', '--to'], 'input.badArgument', /--to needs a value/],
    ['an invalid query', ['query', 'SELECT Nme FROM Account'], 'request.badSoql', /No such column 'Nme'/],
    ['no org', ['query', 'SELECT Id FROM Account'], 'login.missing', /There is no login to use/, noLogin],
    ['an unknown job', ['retry', '20260101-000000-abcdef'], 'job.unknown', /There is no job/],
    ['a device as target', ['export', 'SELECT Id FROM Account', '--to', '/proc/self/fd/1'], 'input.notAFile', /device/],
  ] as const)
    it(`is one object on stdout for ${what}`, async () => {
      const ran = await runCli(setup, [...words, '--json'], environment && { environment });
      const { error, exitCode } = JSON.parse(ran.stdout) as Failure;
      assert.deepEqual([ran.code, exitCode, error.code], [2, 2, code]);
      assert.match(error.message, sentence);
      assert.ok(error.advice.length > 0);
      assert.match(ran.stderr, sentence);
    });

  it('has the code of the reason and what to do in the result of a rejected job', async () => {
    const ran = await runCli(setup, ['load', join(setup.folder, 'no.csv'), '--object', 'Account', '--json']);
    const { state, error } = JSON.parse(ran.stdout) as Failure & { readonly state: string };
    assert.deepEqual([ran.code, state, error.code, error.advice], [2, 'rejected', 'input.missingFile', 'retry']);
  });

  it('leaves no job when a file, an object or a query is mistyped, and suggests an object', async () => {
    const file = await setup.csv('typo.csv', 'Name\nMoss\n');
    const text = await setup.csv('README.md', '# Accounts\n\nOne, two.\n');
    const to = join(setup.folder, 'typo-export.csv');
    for (const [words, says] of [
      [['load', join(setup.folder, 'nothere.csv'), '-s', 'Account'], /nothere\.csv does not exist/],
      [['load', text, '-s', 'Account'], /README\.md/],
      [['load', file, '-s', 'Acount', '--api', 'collections'], /^Did you mean Account\?$/m],
      [['load', file, '-s', 'Acount', '--api', 'bulk'], /^Did you mean Account\?$/m],
      [['export', 'SELECT Id FROM Acount', '--to', to], /^Did you mean Account\?$/m],
      [['export', 'SELECT Nme FROM Account', '--to', to], /No such column 'Nme'/],
    ] as const) {
      const { code, stdout } = await runCli(setup, words);
      assert.equal(code, 2, stdout);
      assert.match(stdout, /^Rejected: nothing was /);
      assert.match(stdout, says);
      assert.doesNotMatch(stdout, /kinetic retry/);
      assert.equal((await runCli(setup, ['jobs'])).stdout, '', words.join(' '));
    }
  });

  it('keeps the job when rows of it can be sent again', async () => {
    const file = await setup.csv('column.csv', 'Nme\nMoss\n');
    const { code, stdout } = await runCli(setup, ['load', file, '-s', 'Account', '--json']);
    const { jobId, unprocessedFile } = JSON.parse(stdout) as JobResult;
    assert.equal(code, 2);
    assert.ok(unprocessedFile?.includes(jobId), stdout);
    assert.match((await runCli(setup, ['jobs'])).stdout, new RegExp(`^${jobId}\\trejected`));
    await rm(join(setup.folder, 'jobs', jobId), { recursive: true });
  });

  it('does not call an org without unfinished jobs one with a journal that cannot be read', async () => {
    const jobId = '20260101-120000-abcdef';
    const folder = join(setup.folder, 'jobs', jobId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'events.jsonl'), 'null\n');
    const ran = await runCli(setup, ['resume', '--json']);
    await rm(folder, { recursive: true });
    const results = JSON.parse(ran.stdout) as readonly (Failure & { readonly jobId: string })[];
    assert.deepEqual(
      [ran.code, results.map(({ error, ...rest }) => [rest, error.code])],
      [1, [[{ jobId, exitCode: 1 }, 'job.unreadableJournal']]],
    );
    assert.match(ran.stderr, /^20260101-120000-abcdef: /);
    assert.ok(!ran.stderr.includes('no unfinished jobs'), ran.stderr);
  });

  it('is in an array with the others when there are several jobs or none, so that a script can read all at once', async () => {
    const none = await runCli(setup, ['resume', '--json']);
    assert.deepEqual([none.code, none.stdout], [0, '[]\n']);
    const two = await runCli(setup, ['resume', '20260101-000000-abcdef', '20260101-000000-fedcba', '--json']);
    const results = JSON.parse(two.stdout) as readonly { readonly jobId: string }[];
    assert.deepEqual(
      [two.code, results.map(({ jobId }) => jobId)],
      [2, ['20260101-000000-abcdef', '20260101-000000-fedcba']],
    );
    const noLogin = { SF_INSTANCE_URL: undefined, SF_ACCESS_TOKEN: undefined };
    const failed = await runCli(setup, ['resume', '--json'], { environment: noLogin });
    assert.equal((JSON.parse(failed.stdout) as Failure).error.code, 'login.missing');
  });

  it('names the job for each job that cannot be resumed', async () => {
    const ran = await runCli(setup, ['resume', '20260101-000000-abcdef', '--json']);
    const { jobId, error, exitCode } = JSON.parse(ran.stdout) as Failure & { readonly jobId: string };
    assert.deepEqual([jobId, error.code, exitCode, ran.code], ['20260101-000000-abcdef', 'job.unknown', 2, 2]);
  });

  it('leaves stdout empty without --json, and for a --json after --', async () => {
    assert.equal((await runCli(setup, ['lod'])).stdout, '');
    assert.equal((await runCli(setup, ['query', '--', '--json'])).stdout, '');
  });
});
