// The child process that runs Salesforce's libraries: no caller waits for a dead process, and no process remains.
import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { SalesforceError, type CliLogins } from '../../../src/core/ports';
import { createCliLogins } from '../../../src/node/dxProcess';

const { signal } = new AbortController();
const isCliError = (about: RegExp) => (error: unknown) =>
  error instanceof SalesforceError && error.code === 'login.cli' && about.test(error.message);

describe('createCliLogins', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinetic-dx-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A child that handles a message `{ id, call }` with `handler` and records each start in a file. */
  async function withChild(handler: string, idleMs?: number, environment?: Record<string, string>): Promise<CliLogins> {
    const script = join(folder, 'dx.js');
    const record = `require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'starts'))}, process.pid + '\\n');`;
    await writeFile(script, `${record}process.on('message', ({ id, call }) => { ${handler} });`);
    return createCliLogins({
      script,
      ...(idleMs !== undefined && { idleMs }),
      ...(environment && { environment: () => environment }),
    });
  }
  const starts = async (): Promise<readonly number[]> => {
    const text = await readFile(join(folder, 'starts'), 'utf8').catch(() => '');
    return text.split('\n').filter(Boolean).map(Number);
  };
  const session = `process.send({ id, value: { accessToken: 'for ' + call.username, instanceUrl: 'https://a.b' } })`;

  it('starts no process before the first request, and one process for all requests', async () => {
    const logins = await withChild(`if (call.username) ${session}; else process.send({ id, value: [] })`);
    assert.deepEqual(await starts(), []);
    const both = await Promise.all([logins.list(signal), logins.session('ada', signal)]);
    assert.deepEqual(both, [[], { accessToken: 'for ada', instanceUrl: 'https://a.b' }]);
    assert.equal((await starts()).length, 1);
    process.kill((await starts())[0]!);
  });

  it('gives each caller the answer to its own request, in whatever order they arrive', async () => {
    const logins = await withChild(
      `globalThis.last ? (${session}, globalThis.last()) : (globalThis.last = () => ${session})`,
      0,
    );
    const [ada, bob] = await Promise.all([logins.session('ada', signal), logins.session('bob', signal)]);
    assert.deepEqual([ada.accessToken, bob.accessToken], ['for ada', 'for bob']);
  });

  it('gives the reason when the library reports an error', async () => {
    const logins = await withChild(`process.send({ id, reason: 'No authorization information found for ada' })`, 0);
    await assert.rejects(logins.session('ada', signal), isCliError(/No authorization information found/));
  });

  it('fails all pending requests when the process dies, and starts a new process for the next request', async () => {
    const logins = await withChild(`call.username === 'kill' ? process.exit(3) : ${session}`, 0);
    const lost = [logins.session('kill', signal), logins.session('kill', signal)];
    for (const one of lost) await assert.rejects(one, isCliError(/ended with code 3/));
    assert.equal((await logins.session('ada', signal)).accessToken, 'for ada');
    assert.equal((await starts()).length, 2);
  });

  it('passes the environment without its secrets, and no arguments', async () => {
    const logins = await withChild(
      `process.send({ id, value: { accessToken: JSON.stringify([process.env, process.argv]), instanceUrl: 'x' } })`,
      0,
      {
        LC_ALL: 'C',
        GITHUB_PAT: 'Canary7',
        DATABASE_URL: 'postgres://ada:Canary7@db.example',
        SFDX_SECRET_TOOL_PATH: '/usr/bin/secret-tool',
        SF_PASSWORD: 'Canary7',
        SF_ACCESS_TOKEN: 'Canary7',
        npm_config_token: 'Canary7',
        SFDX_AUTH_URL: 'force://app::Canary7@a.b',
        AWS_SECRET_ACCESS_KEY: 'Canary7',
        SOME_API_KEY_2: 'Canary7',
      },
    );
    const { accessToken: seen } = await logins.session('ada', signal);
    assert.match(seen, /LC_ALL/);
    assert.match(seen, /SFDX_SECRET_TOOL_PATH/);
    assert.doesNotMatch(seen, /Canary7/);
    assert.equal((JSON.parse(seen) as [unknown, unknown[]])[1].length, 2);
  });

  it('reports a crash without the output of the process', async () => {
    const logins = await withChild(`throw new Error('Canary7')`, 0);
    await assert.rejects(logins.session('ada', signal), (error) => !inspect(error).includes('Canary7'));
  });

  it('redacts secrets in error messages of the library', async () => {
    const logins = await withChild(`process.send({ id, reason: 'refresh_token=Canary7 was refused' })`, 0);
    await assert.rejects(logins.session('ada', signal), isCliError(/\[secret\] was refused/));
  });

  it('reports a missing script', async () => {
    const logins = createCliLogins({ script: join(folder, 'missing.js') });
    await assert.rejects(logins.list(signal), isCliError(/ended with code 1/));
  });

  it('rejects an invalid answer', async () => {
    const logins = await withChild(`process.send({ id, value: { accessToken: '' } })`, 0);
    await assert.rejects(logins.session('ada', signal));
  });

  it('lets a caller cancel', async () => {
    const logins = await withChild(`if (call.username === 'ada') ${session}`, 0);
    const stop = new AbortController();
    const waiting = logins.session('silent', stop.signal);
    const reason = new Error('enough');
    stop.abort(reason);
    await assert.rejects(waiting, reason);
    assert.equal((await logins.session('ada', signal)).accessToken, 'for ada');
  });

  it('starts another process while the idle one is ending', async () => {
    const logins = await withChild(session, 0);
    for (let round = 0; round < 5; round += 1) {
      assert.equal((await logins.session('ada', signal)).accessToken, 'for ada');
      // Timers with the same delay fire in order: the idle timer has fired, and the process has not ended yet.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    assert.ok((await starts()).length > 1);
  });

  it('ends the process after the last request', async () => {
    const logins = await withChild(session, 0);
    await logins.session('ada', signal);
    const [pid] = await starts();
    const isAlive = (): boolean => {
      try {
        return process.kill(pid!, 0);
      } catch {
        return false;
      }
    };
    while (isAlive()) await new Promise((resolve) => setImmediate(resolve));
  });
});
