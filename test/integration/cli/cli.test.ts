// The command line as scripts and people use it: output and exit codes. Ctrl-C and a kill lose nothing.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobResult } from '../../../src/cli/results';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe('the command line', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const start = (words: readonly string[], environment: Readonly<Record<string, string>> = org()): ChildProcess => {
    const { SF_INSTANCE_URL: _url, SF_ACCESS_TOKEN: _token, ...inherited } = process.env;
    return spawn(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), ...words], {
      env: { ...inherited, KINETIC_HOME: setup.folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  };
  const org = () => ({ SF_INSTANCE_URL: setup.practice.url, SF_ACCESS_TOKEN: setup.practice.accessToken });
  const ended = async (child: ChildProcess): Promise<Ran> => {
    const texts = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk) => (texts.stdout += String(chunk)));
    child.stderr?.on('data', (chunk) => (texts.stderr += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...texts };
  };
  const run = (words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ran> =>
    ended(start(words, environment));
  const load = (file: string): readonly string[] => ['load', file, '--object', 'Contact', '--api', 'bulk', '--json'];
  const json = (ran: Ran): JobResult => JSON.parse(ran.stdout) as JobResult;

  it('prints the whole result on stdout, each count under one name, and the progress on stderr', async () => {
    const file = await setup.csv('a.csv', 'LastName,Email\nMoss,\nLee,no e-mail\n');
    const ran = await run(load(file));
    const { jobId, remoteJobIds, apiCalls = 0, ...result } = json(ran);
    assert.equal(ran.code, 1);
    assert.match(ran.stderr, /finished 100%/);
    assert.match(jobId, /^\d{8}-\d{6}-/);
    assert.match(remoteJobIds[0] ?? '', /^750/);
    assert.ok(apiCalls >= 7, 'create, upload, close, poll, and three lists of results');
    const path = (name: string): string => join(setup.folder, 'jobs', jobId, `${name}.csv`);
    assert.deepEqual(result, {
      state: 'completed',
      encoding: 'utf-8',
      total: 2,
      succeeded: 1,
      failed: 1,
      unprocessed: 0,
      unknown: 0,
      lineFile: file,
      failedFile: path('failed'),
      succeededFile: path('succeeded'),
      unprocessedFile: path('unprocessed'),
      unknownFile: path('unknown'),
      errors: [{ code: 'INVALID_EMAIL_ADDRESS', message: 'invalid email address: …', count: 1 }],
      handedOver: true,
      timedOut: false,
      recordErrors: [
        {
          line: 3,
          recordId: '',
          statusCode: 'INVALID_EMAIL_ADDRESS',
          message: 'invalid email address: no e-mail',
          fields: ['Email'],
        },
      ],
      route: { api: 'bulk', wait: true, reason: { code: 'chosen', rows: 2 } },
    });
  });

  it('exits with 0 when all rows succeeded', async () => {
    assert.equal((await run(load(await setup.csv('a.csv', 'LastName\nMoss\n')))).code, 0);
  });

  for (const [what, words, sentence] of [
    [
      'a missing file',
      ['load', 'nowhere.csv', '--object', 'Account'],
      /^Rejected: nothing was sent\.\nThe file .*nowhere\.csv does not exist\. Check its path\.\n/,
    ],
    ['an unknown command', ['lod'], /“lod” is not a command/],
    ['an invalid query', ['query', 'SELECT Nope FROM Account'], /No such column 'Nope'/],
    ['an unknown job', ['resume', '20260101-000000-abcdef'], /There is no job/],
  ] as const) {
    it(`exits with 2 and a message for ${what}`, async () => {
      const ran = await run(words);
      assert.equal(ran.code, 2);
      assert.match(ran.stdout + ran.stderr, sentence);
    });
  }

  it('says which variables to set when no org is given', async () => {
    const ran = await run(['query', 'SELECT Id FROM Account'], {});
    assert.equal(ran.code, 2);
    assert.match(ran.stderr, /SF_INSTANCE_URL and SF_ACCESS_TOKEN/);
  });

  it('never prints the token, even if Salesforce rejects it', async () => {
    const token = `${setup.practice.accessToken.slice(0, -4)}XXXX`;
    const ran = await run(['query', 'SELECT Id FROM Account'], {
      ...org(),
      SF_ACCESS_TOKEN: token,
      KINETIC_LOG: 'debug',
    });
    assert.equal(ran.code, 2);
    assert.ok(!(ran.stdout + ran.stderr).includes(token.slice(20)));
  });

  it('prints a query as CSV with parents as columns, even if the first parent is empty', async () => {
    await run([
      'load',
      await setup.csv('a.csv', 'LastName,FirstName\n"Moss, A","say ""hi"""\n'),
      '--object',
      'Contact',
    ]);
    const ran = await run([
      'query',
      "SELECT LastName, FirstName, Account.Name, Owner.Name FROM Contact WHERE LastName = 'Moss, A'",
    ]);
    assert.equal(ran.stdout, 'LastName,FirstName,Account.Name,Owner.Name\n"Moss, A","say ""hi""",,Ada Moss\n');
  });

  it('counts with SELECT COUNT()', async () => {
    assert.equal((await run(['query', 'SELECT COUNT() FROM Account'])).stdout, 'count\n3\n');
  });

  const says = (child: ChildProcess, text: RegExp): Promise<void> =>
    new Promise((resolve) => child.stderr?.on('data', (chunk) => text.test(String(chunk)) && resolve()));

  it('aborts the job in Salesforce on Ctrl-C, downloads the rows and exits with 130', async () => {
    setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    const child = start(load(await setup.csv('a.csv', 'LastName\nMoss\nLee\n')));
    await says(child, /processing/);
    child.kill('SIGINT');
    const ran = await ended(child);
    assert.equal(ran.code, 130, ran.stdout);
    const result = json(ran);
    assert.deepEqual([result.state, result.succeeded, result.unprocessed], ['aborted', 0, 2]);
  });

  it('finishes a killed load with “resume” and sends nothing twice', async () => {
    setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    const child = start(load(await setup.csv('a.csv', 'LastName\nMoss\nLee\n')));
    await says(child, /processing/);
    child.kill('SIGKILL');
    await ended(child);
    setup.practice.faults.clear();
    const ran = await run(['resume', '--json']);
    const results = JSON.parse(ran.stdout) as readonly JobResult[];
    assert.deepEqual([ran.code, results.map(({ state, succeeded }) => [state, succeeded])], [0, [['completed', 2]]]);
    assert.equal(setup.practice.requests.all.filter((request) => request.method === 'PUT').length, 1);
    assert.match((await run(['jobs'])).stdout, /\tcompleted\tinsert\tContact\t2\t2\t0\t0\t0\t/);
  });

  it('logs in with a JWT from a key file', async () => {
    const { privateKeyPem, clientId, username } = setup.jwtApp();
    const key = join(setup.folder, 'key.pem');
    await writeFile(key, privateKeyPem);
    const ran = await run(['query', 'SELECT COUNT() FROM Account'], {
      SF_LOGIN_URL: setup.practice.url,
      SF_CLIENT_ID: clientId,
      SF_USERNAME: username,
      SF_PRIVATE_KEY_PATH: key,
    });
    assert.equal(ran.stdout, 'count\n3\n', ran.stderr);
  });

  it('can start its own practice org', async () => {
    const ran = await run(
      ['load', await setup.csv('a.csv', 'LastName\nMoss\n'), '--object', 'Contact', '--practice'],
      {},
    );
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(ran.stdout, /Completed: 1 row, 1 succeeded/);
  });
});
