// How the command line ends on a signal or a closed pipe: without noise, and with what to do next.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

const hasSignals = process.platform !== 'win32';
if (!hasSignals) process.stdout.write('Windows has no signals: a process that should end is killed there.\n');
const onSignals = hasSignals ? it : it.skip;

describe('the command line, when it is ended', function () {
  this.timeout(60_000);
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup();
  });
  afterEach(() => setup.close());

  const start = (words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), ...words], {
      env: {
        ...process.env,
        KINETIC_HOME: setup.folder,
        SF_INSTANCE_URL: setup.practice.url,
        SF_ACCESS_TOKEN: setup.practice.accessToken,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const collect = (child: ChildProcess): { stderr: string } => {
    const said = { stderr: '' };
    child.stderr?.on('data', (chunk) => (said.stderr += String(chunk)));
    return said;
  };
  const codeOf = async (child: ChildProcess): Promise<unknown> => ((await once(child, 'close')) as unknown[])[0];
  const until = (child: ChildProcess, text: RegExp): Promise<void> =>
    new Promise((resolve) => child.stderr?.on('data', (chunk) => text.test(String(chunk)) && resolve()));
  const hold = (): void =>
    void setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
  const load = async (name: string): Promise<ChildProcess> =>
    start(['load', await setup.csv(name, 'LastName\nEnded One\nEnded Two\n'), '--object', 'Contact', '--api', 'bulk']);

  it('prints nothing more when the reader of the records has gone', async () => {
    const child = start(['query', 'SELECT Id FROM Account']);
    const said = collect(child);
    child.stdout?.destroy();
    assert.deepEqual([await codeOf(child), said.stderr], [0, '']);
  });

  it('continues a load when the reader of the result has gone, and its exit code has the outcome', async () => {
    const child = await load('a.csv');
    child.stderr?.resume();
    child.stdout?.destroy();
    assert.equal(await codeOf(child), 0);
    assert.equal((await setup.rowsOf("SELECT Id FROM Contact WHERE LastName LIKE 'Ended %'")).length, 2);
  });

  onSignals('names the job when it is detached, and “resume” continues it', async () => {
    hold();
    const child = await load('a.csv');
    const said = collect(child);
    await until(child, /processing/);
    child.kill('SIGTERM');
    assert.equal(await codeOf(child), 130);
    const [, jobId = ''] =
      /^Detached\. Salesforce continues the job\. Resume with: kinetic resume (\S+)$/m.exec(said.stderr) ?? [];
    setup.practice.faults.clear();
    const later = start(['resume', jobId]);
    later.stderr?.resume();
    later.stdout?.resume();
    assert.equal(await codeOf(later), 0);
    assert.equal((await setup.rowsOf("SELECT Id FROM Contact WHERE LastName LIKE 'Ended %'")).length, 2);
  });

  onSignals('does not say that Salesforce continues a load whose rows only this process sends', async () => {
    setup.practice.faults.add({
      method: 'POST',
      path: '*/composite/sobjects',
      nth: 2,
      times: 0,
      action: { kind: 'hang', when: 'beforeBody' },
    });
    const rows = Array.from({ length: 400 }, (_, at) => `Ended ${at}`).join('\n');
    const file = await setup.csv('a.csv', `LastName\n${rows}\n`);
    const child = start(['load', file, '--object', 'Contact', '--api', 'collections']);
    const said = collect(child);
    await until(child, /processing 50%/);
    child.kill('SIGTERM');
    assert.equal(await codeOf(child), 130);
    assert.match(said.stderr, /\nDetached\. Not all rows were sent\. Resume with: kinetic resume \S+\n$/);
  });

  onSignals('does not start the other jobs when “resume” is ended at the first one', async () => {
    hold();
    for (const name of ['a.csv', 'b.csv']) {
      const child = await load(name);
      await until(child, /processing/);
      child.kill('SIGKILL');
      await codeOf(child);
    }
    const resume = start(['resume', '--json']);
    const results: string[] = [];
    resume.stdout?.on('data', (chunk) => results.push(String(chunk)));
    await until(resume, /processing/);
    resume.kill('SIGINT');
    assert.equal(await codeOf(resume), 130);
    const printed = JSON.parse(results.join('')) as readonly { state: string; unprocessed: number }[];
    assert.deepEqual(
      printed.map(({ state, unprocessed }) => [state, unprocessed]),
      [['aborted', 2]],
    );
    const { jobs } = await setup.newCore();
    await jobs.load();
    assert.deepEqual(
      jobs.list().map(({ outcome: end }) => end),
      [undefined, 'aborted'],
    );
  });
});
