// The child process around Salesforce's libraries: nobody waits for one that died, and none is left behind.
import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { SalesforceError, type CliLogins } from '../../../src/core/ports';
import { createCliLogins } from '../../../src/node/dxProcess';

const { signal } = new AbortController();
const isCliTrouble = (about: RegExp) => (error: unknown) =>
  error instanceof SalesforceError && error.code === 'login.cli' && about.test(error.message);

describe('createCliLogins', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kinetic-dx-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A child that handles a message `{ id, ask }` as `handler` says, and notes each start in a file. */
  async function playing(handler: string, idleMs?: number, environment?: Record<string, string>): Promise<CliLogins> {
    const script = join(folder, 'dx.js');
    const note = `require('node:fs').appendFileSync(${JSON.stringify(join(folder, 'starts'))}, process.pid + '\\n');`;
    await writeFile(script, `${note}process.on('message', ({ id, ask }) => { ${handler} });`);
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
  const session = `process.send({ id, value: { accessToken: 'for ' + ask.username, instanceUrl: 'https://a.b' } })`;

  it('starts nothing before somebody asks, and one process for all questions', async () => {
    const logins = await playing(`if (ask.username) ${session}; else process.send({ id, value: [] })`);
    assert.deepEqual(await starts(), []);
    const both = await Promise.all([logins.list(signal), logins.session('ada', signal)]);
    assert.deepEqual(both, [[], { accessToken: 'for ada', instanceUrl: 'https://a.b' }]);
    assert.equal((await starts()).length, 1);
    process.kill((await starts())[0]!);
  });

  it('gives each caller the answer to the own question, in whatever order they come', async () => {
    const logins = await playing(
      `globalThis.last ? (${session}, globalThis.last()) : (globalThis.last = () => ${session})`,
      0,
    );
    const [ada, bob] = await Promise.all([logins.session('ada', signal), logins.session('bob', signal)]);
    assert.deepEqual([ada.accessToken, bob.accessToken], ['for ada', 'for bob']);
  });

  it('says why when the library refuses', async () => {
    const logins = await playing(`process.send({ id, reason: 'No authorization information found for ada' })`, 0);
    await assert.rejects(logins.session('ada', signal), isCliTrouble(/No authorization information found/));
  });

  it('fails everybody who waits when the process dies, and starts a new one for the next', async () => {
    const logins = await playing(`ask.username === 'kill' ? process.exit(3) : ${session}`, 0);
    const lost = [logins.session('kill', signal), logins.session('kill', signal)];
    for (const one of lost) await assert.rejects(one, isCliTrouble(/ended with code 3/));
    assert.equal((await logins.session('ada', signal)).accessToken, 'for ada');
    assert.equal((await starts()).length, 2);
  });

  it('hands down the environment without its secrets, and no argument', async () => {
    const logins = await playing(
      `process.send({ id, value: { accessToken: JSON.stringify([process.env, process.argv]), instanceUrl: 'x' } })`,
      0,
      {
        KINETIC_SEEN: 'seen',
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
    assert.match(seen, /KINETIC_SEEN/);
    assert.match(seen, /SFDX_SECRET_TOOL_PATH/);
    assert.doesNotMatch(seen, /Canary7/);
    assert.equal((JSON.parse(seen) as [unknown, unknown[]])[1].length, 2);
  });

  it('keeps to itself what the process says when it crashes, except for the fact', async () => {
    const logins = await playing(`throw new Error('Canary7')`, 0);
    await assert.rejects(logins.session('ada', signal), (error) => !inspect(error).includes('Canary7'));
  });

  it('cuts secrets out of what the library complains about', async () => {
    const logins = await playing(`process.send({ id, reason: 'refresh_token=Canary7 was refused' })`, 0);
    await assert.rejects(logins.session('ada', signal), isCliTrouble(/\[secret\] was refused/));
  });

  it('says so when there is nothing to start', async () => {
    const logins = createCliLogins({ script: join(folder, 'missing.js') });
    await assert.rejects(logins.list(signal), isCliTrouble(/ended with code 1/));
  });

  it('takes no answer of another shape', async () => {
    const logins = await playing(`process.send({ id, value: { accessToken: '' } })`, 0);
    await assert.rejects(logins.session('ada', signal));
  });

  it('lets a caller give up', async () => {
    const logins = await playing(`if (ask.username === 'ada') ${session}`, 0);
    const stop = new AbortController();
    const waiting = logins.session('silent', stop.signal);
    const reason = new Error('enough');
    stop.abort(reason);
    await assert.rejects(waiting, reason);
    assert.equal((await logins.session('ada', signal)).accessToken, 'for ada');
  });

  it('asks another process when the idle one is just being ended', async () => {
    const logins = await playing(session, 0);
    for (let round = 0; round < 5; round += 1) {
      assert.equal((await logins.session('ada', signal)).accessToken, 'for ada');
      // Timers of one length fire in order: the idle one has fired then, and the process has not ended yet.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    assert.ok((await starts()).length > 1);
  });

  it('leaves no process behind when nobody asks any more', async () => {
    const logins = await playing(session, 0);
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
