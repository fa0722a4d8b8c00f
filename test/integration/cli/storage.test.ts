// The command line without a data folder that can be written, and a second Ctrl-C.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Command } from '../../../src/cli/arguments';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

describe('the command line and its data folder', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let file: string;
  beforeEach(async () => {
    setup = await openCoreSetup();
    file = await setup.csv('a.csv', 'LastName\nMoss\n');
  });
  afterEach(() => setup.close());

  const run = (home: string, ...words: readonly string[]): Promise<Ran> =>
    runCli(setup, words, { environment: { KINETIC_HOME: home } });
  const query = ['query', 'SELECT COUNT() FROM Account'];

  async function rejectsJobs(home: string): Promise<void> {
    for (const words of [
      ['load', file, '--object', 'Contact'],
      ['export', 'SELECT Id FROM Account', '--to', join(setup.folder, 'out.csv')],
      ['resume'],
    ]) {
      const { code, stderr } = await run(home, ...words);
      assert.equal(code, 2, words.join(' '));
      assert.ok(stderr.startsWith(`This command needs the data folder ${home}, which cannot be written (`), stderr);
      assert.equal(stderr.trim().split('\n').length, 1);
    }
    assert.deepEqual(await setup.rowsOf("SELECT Id FROM Contact WHERE LastName = 'Moss'"), []);
  }

  it('are independent for queries, which leave no folder', async () => {
    const home = join(setup.folder, 'none');
    const { code, stdout } = await run(home, ...query);
    assert.deepEqual([code, stdout], [0, 'count\n3\n']);
    await assert.rejects(stat(home), { code: 'ENOENT' });
  });

  it('say which folder cannot be written before a job, and queries work without it', async () => {
    const home = join(file, 'data');
    assert.equal((await run(home, ...query)).code, 0);
    await rejectsJobs(home);
  });

  /** Whether the command works without its folder. */
  const commands: Readonly<Record<Command['name'], readonly (readonly [words: readonly string[], works: boolean])[]>> =
    {
      load: [[['load', 'a.csv', '--object', 'Contact'], false]],
      export: [[['export', 'SELECT Id FROM Account', '--to', 'out.csv'], false]],
      retry: [[['retry', '20260101-120000-abcdef'], false]],
      resume: [[['resume'], false]],
      jobs: [
        [['jobs'], false],
        [['jobs', '--remote'], false],
      ],
      query: [
        [query, true],
        [['query', 'SELECT Id FROM Account FOR VIEW'], false],
      ],
      apex: [[['apex', 'rest', 'GET', '/orders'], false]],
      log: [
        [['log', 'list'], true],
        [['log', 'tail'], false],
      ],
      check: [[['check'], true]],
      policy: [
        [['policy'], false],
        [['policy', '--access', 'readOnly'], false],
      ],
      writes: [
        [['writes'], false],
        [['writes', '--json'], false],
      ],
      abort: [[['abort', '20260101-120000-abcdef'], false]],
      job: [[['job', '20260101-120000-abcdef'], false]],
      orgs: [[['orgs'], true]],
      completion: [[['completion', 'bash'], true]],
      help: [[['help'], true]],
      version: [[['--version'], true]],
    };
  for (const [words, works] of Object.values(commands).flat())
    it(`do not call it unexpected that it cannot be used: ${words.join(' ')}`, async () => {
      const { code, stderr } = await run(join(file, 'data'), ...words);
      assert.equal(code, works ? 0 : 2, stderr);
      assert.ok(works || stderr.trim().split('\n').length === 1, stderr);
      assert.ok(!stderr.includes('Something went wrong inside Kinetic'), stderr);
    });

  it('list no writes where there is no folder, and leave none', async () => {
    const home = join(setup.folder, 'none');
    assert.deepEqual(await run(home, 'writes'), { code: 0, stdout: '', stderr: 'No writes yet.\n' });
    await assert.rejects(stat(home), { code: 'ENOENT' });
  });

  if (process.platform === 'win32' || process.getuid?.() === 0)
    process.stdout.write('Permissions of folders are not tested: this user may write everywhere.\n');
  else
    it('say the same of a folder that only others can write', async () => {
      const home = join(setup.folder, 'locked');
      await mkdir(home);
      await chmod(home, 0o500);
      assert.equal((await run(home, ...query)).code, 0);
      await rejectsJobs(home);
    });
});

describe('finished jobs on the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const jobId = '20200101-000000-abcdef';
  /** A job that was rejected in 2020. */
  async function leaveOldJob(): Promise<void> {
    const folder = join(setup.folder, 'jobs', jobId);
    const spec = { kind: 'load', orgId: 'o', file: 'a.csv', object: 'Contact', operation: 'insert' };
    const at = Date.UTC(2020, 0, 1);
    const lines = [
      { format: 1, at, type: 'created', jobId, spec, orgLabel: 'old' },
      { at, type: 'finished', outcome: 'rejected' },
    ];
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'events.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
  const isListed = async (environment: NodeJS.ProcessEnv = {}): Promise<boolean> => {
    const { stdout, stderr } = await runCli(setup, ['jobs'], { environment });
    assert.equal(stderr, stdout === '' ? 'No jobs yet.\n' : '');
    return stdout.includes(jobId);
  };

  it('are removed after 30 days, before the jobs are listed', async () => {
    await leaveOldJob();
    assert.equal(await isListed(), false);
    await assert.rejects(stat(join(setup.folder, 'jobs', jobId)), { code: 'ENOENT' });
  });

  it('are removed after a load, and the load stays', async () => {
    await leaveOldJob();
    const file = await setup.csv('a.csv', 'LastName\nMoss\n');
    assert.equal((await runCli(setup, ['load', file, '--object', 'Contact'])).code, 0);
    assert.equal((await readdir(join(setup.folder, 'jobs'))).length, 1);
    assert.equal(await isListed(), false);
  });

  it('are kept as long as KINETIC_KEEP_DAYS says, or else the setting of VS Code', async () => {
    await leaveOldJob();
    assert.equal(await isListed({ KINETIC_KEEP_DAYS: '0' }), true);
    await setup.core.jobs.keepDays(0);
    assert.equal(await isListed(), true);
    assert.equal(await isListed({ KINETIC_KEEP_DAYS: '9999' }), true);
    assert.equal(await isListed({ KINETIC_KEEP_DAYS: '365' }), false);
  });

  it('are not removed, and nothing is sent, with a number of days that is none', async () => {
    await leaveOldJob();
    const { code, stderr } = await runCli(setup, ['jobs'], { environment: { KINETIC_KEEP_DAYS: 'ten' } });
    assert.deepEqual([code, stderr], [2, 'KINETIC_KEEP_DAYS is a number of days, or 0 to keep all jobs.\n']);
    assert.equal(await isListed({ KINETIC_KEEP_DAYS: '0' }), true);
  });
});

describe('a second Ctrl-C', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let noAbort: number;
  beforeEach(async () => {
    setup = await openCoreSetup();
    const { faults } = setup.practice;
    faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    // The first PATCH closes the upload, the second one aborts the job.
    noAbort = faults.add({ method: 'PATCH', nth: 2, times: 0, action: { kind: 'hang', when: 'beforeBody' } }).id;
  });
  afterEach(() => setup.close());

  /** The first poll follows the event that the job was closed. */
  async function closedAndPolled(): Promise<void> {
    for (;;) {
      const { all } = setup.practice.requests;
      const closed = all.findIndex(({ method, status }) => method === 'PATCH' && status === 200);
      if (closed >= 0 && all.slice(closed).some(({ method }) => method === 'GET')) return;
      await setTimeout(10);
    }
  }

  /** Sends each signal when stderr matches, and gives the exit code and stderr. */
  async function interrupt(
    ...steps: readonly (readonly [RegExp, NodeJS.Signals])[]
  ): Promise<readonly [number, string]> {
    const file = await setup.csv('a.csv', 'LastName\nMoss\n');
    const words = ['load', file, '--object', 'Contact', '--api', 'bulk'];
    const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), ...words], {
      env: {
        ...process.env,
        KINETIC_HOME: setup.folder,
        SF_INSTANCE_URL: setup.practice.url,
        SF_ACCESS_TOKEN: setup.practice.accessToken,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const left = [...steps];
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += String(chunk);
      const [pattern, signal] = left[0] ?? [];
      if (!pattern?.test(stderr)) return;
      left.shift();
      void closedAndPolled().then(() => child.kill(signal));
    });
    const [code] = (await once(child, 'close')) as [number];
    return [code, stderr];
  }

  it('detaches from a job that Salesforce has not aborted yet, and says how to resume it', async () => {
    const [code, stderr] = await interrupt([/processing/, 'SIGINT'], [/Aborting/, 'SIGINT']);
    assert.equal(code, 130);
    const [, jobId = ''] =
      /\nDetached\. Salesforce is aborting the job\. Resume with: kinetic resume (\S+)\n$/.exec(stderr) ?? [];
    assert.match(jobId, /^\d{8}-/, stderr);
    setup.practice.faults.clear(noAbort);
    const ran = await runCli(setup, ['resume', jobId]);
    assert.equal(ran.code, 130, ran.stderr);
    assert.match(ran.stdout, /^Aborted: 1 row, 0 succeeded, 0 failed, 1 unprocessed\n/);
  });

  it('is not needed with SIGTERM, after which Salesforce continues', async () => {
    const [code, stderr] = await interrupt([/processing/, 'SIGTERM']);
    assert.equal(code, 130);
    assert.match(stderr, /\nDetached\. Salesforce continues the job\. Resume with: kinetic resume \S+\n$/);
  });
});
