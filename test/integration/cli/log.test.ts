// Debug logs on the command line: what a script or a person at a terminal does with them.
import assert from 'node:assert/strict';
import { execFile, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { quiet } from '../setup/coreSetup';
import { runCli, type Ran } from '../setup/cliRun';
import { openLogSetup, type LogSetup } from '../setup/logSetup';

describe('kinetic log', () => {
  let setup: LogSetup;
  beforeEach(async () => {
    setup = await openLogSetup();
  });
  afterEach(() => setup.close());

  const log = (...words: readonly string[]): Promise<Ran> => runCli(setup, ['log', ...words]);
  /** Two logs: the first one fails. */
  const makeLogs = async (): Promise<void> => {
    const tracing = await setup.logs.trace({}, quiet);
    await setup.run('Integer[] none;\nnone.size();');
    await setup.run("System.debug('needle');");
    await tracing.end(quiet);
  };

  it('lists and prints logs', async () => {
    assert.match((await log('list')).stderr, /No matching debug logs.*kinetic log tail/);
    await makeLogs();
    const { stdout, code } = await log('list', '--contains', 'nullpointer');
    assert.equal(code, 0);
    const [id = '', , user, operation, status] = stdout.trim().split('\t');
    assert.deepEqual([user, operation], ['Ada Moss', 'executeAnonymous']);
    assert.match(status ?? '', /NullPointer/);
    const [newest] = JSON.parse((await log('list', '--json', '--limit', '1')).stdout) as { logId: string }[];
    assert.notEqual(newest?.logId, id);
    assert.match((await log('get', newest!.logId)).stdout, /^66\.0 APEX_CODE,[^]*DEBUG\|needle\n/);
    const missing = await log('get', '07L000000000099EAA');
    assert.equal(missing.code, 2);
  });

  it('searches all logs, and says with its exit code whether the text was found', async () => {
    await makeLogs();
    const { stdout, code } = await log('search', 'NEEDLE');
    assert.equal(code, 0);
    assert.match(stdout, /^07L\w{15}:\d+: .*needle/m);
    const found = JSON.parse((await log('search', 'needle', '--json')).stdout) as { lines: { line: number }[] };
    assert.ok(found.lines.every(({ line }) => line > 0));
    const none = await log('search', 'no such text');
    assert.deepEqual([none.code, none.stdout], [1, '']);
  });

  it('deletes logs after a confirmation, and none without one', async () => {
    await makeLogs();
    const refused = await log('delete', '--all');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /delete 2 debug logs.*--yes/);
    const asked = await runCli(setup, ['log', 'delete', '--all'], { answers: [() => 'n'] });
    assert.match(asked.stderr, /Delete 2 debug logs in the org/);
    assert.equal((await setup.listed()).length, 2);
    const [newest] = await setup.listed();
    const one = await log('delete', newest!.logId, '--yes', '--json');
    assert.deepEqual(JSON.parse(one.stdout), { deleted: 1, failed: [], exitCode: 0 });
    assert.equal((await setup.listed()).length, 1);
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    assert.match((await log('delete', '--all', '--yes')).stderr, /read-only/);
  });

  it('follows new logs until Ctrl+C, which removes the trace flag and is no failure', async () => {
    const child = start('log', 'tail', '--json', '--minutes', '10');
    await said(child.process.stderr, /Collecting the debug logs of Ada Moss/);
    // The list of logs that are there already is read after the flag was set.
    const hasListed = (): boolean => {
      const calls = setup.practice.requests.all;
      const flag = calls.findIndex(({ method, path }) => method === 'POST' && path.endsWith('/TraceFlag'));
      return calls.slice(flag).some(({ path, status }) => path.includes('/tooling/query') && status === 200);
    };
    while (!hasListed()) await new Promise((resolve) => setTimeout(resolve, 20));
    await setup.run("System.debug('followed');");
    const line = await said(child.process.stdout, /\n/);
    assert.equal((JSON.parse(line) as { operation: string }).operation, 'executeAnonymous');
    child.process.kill('SIGINT');
    const [code] = (await once(child.process, 'exit')) as [number];
    assert.equal(code, 0);
    assert.match(child.stderr(), /The trace flag was removed\./);
    await setup.run("System.debug('not followed');");
    assert.equal((await setup.listed()).length, 1);
  });

  it('rejects options without an effect', async () => {
    for (const words of [
      ['list', '--minutes', '5'],
      ['tail', '--no-trace', '--minutes', '5'],
      ['delete'],
      ['delete', '--user', 'Ada'],
      ['get'],
      [],
    ])
      assert.equal((await log(...words)).code, 2, words.join(' '));
  });

  function start(...words: readonly string[]): { readonly process: ChildProcess; readonly stderr: () => string } {
    const env = {
      ...process.env,
      KINETIC_HOME: setup.folder,
      SF_INSTANCE_URL: setup.practice.url,
      SF_ACCESS_TOKEN: setup.practice.accessToken,
    };
    const child = execFile(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), ...words], { env });
    let text = '';
    child.stderr?.on('data', (chunk) => (text += String(chunk)));
    return { process: child, stderr: () => text };
  }

  async function said(stream: ChildProcess['stdout'], what: RegExp): Promise<string> {
    let text = '';
    for await (const chunk of stream!.iterator({ destroyOnReturn: false })) {
      text += String(chunk);
      if (what.test(text)) return text;
    }
    assert.fail(`The program ended after: ${text}`);
  }
});
