// Secrets of the command line stay inside it: canaries from its environment are searched in everything that it leaves.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg } from '../../../src/practice/practice';

/** Its form does not show that it is a secret. */
const token = 'Canary7-as-a-token';
const secrets = {
  SF_ACCESS_TOKEN: token,
  SF_PASSWORD: 'Canary7-as-a-password',
  SF_SECURITY_TOKEN: 'Canary7',
  SF_CLIENT_SECRET: 'Canary7-as-a-client-secret',
  SF_PRIVATE_KEY_PASSPHRASE: 'Canary7-as-a-passphrase',
};

interface Ran {
  readonly code: number | null;
  readonly said: string;
}

describe('secrets of the command line', function () {
  this.timeout(240_000);
  let practice: PracticeOrg;
  let home: string;
  let contacts: string;
  beforeEach(async () => {
    practice = await startPracticeOrg({ seedAccounts: 3, accessToken: token });
    home = await mkdtemp(join(tmpdir(), 'kinetic-canary-'));
    contacts = join(home, 'contacts.csv');
    await writeFile(contacts, 'LastName,Email\nMoss,\nLee,no e-mail\n');
  });
  afterEach(async () => {
    await practice.close();
    await rm(home, { recursive: true, force: true });
  });

  async function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    const script = join(process.cwd(), 'dist', 'kinetic.js');
    const child = spawn(process.execPath, [script, ...words], {
      env: {
        ...process.env,
        KINETIC_HOME: join(home, 'data'),
        KINETIC_LOG: 'debug',
        SF_INSTANCE_URL: practice.url,
        ...secrets,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    const [code] = (await once(child, 'close')) as [number | null];
    assert.doesNotMatch(said, /Canary7/);
    assert.notEqual(said, '');
    return { code, said };
  }

  /** Every path and text in the data folder. */
  async function storedFiles(): Promise<
    readonly { readonly path: string; readonly mode: number; readonly text: string }[]
  > {
    const names = await readdir(join(home, 'data'), { recursive: true });
    return Promise.all(
      ['', ...names].map(async (path) => {
        const facts = await stat(join(home, 'data', path));
        const text = facts.isFile() ? await readFile(join(home, 'data', path), 'utf8') : '';
        return { path, mode: facts.mode & 0o777, text };
      }),
    );
  }

  it('are in no output, journal or result file of a successful load, as text and as JSON', async () => {
    for (const more of [[], ['--json']]) {
      assert.equal((await run(['load', contacts, '--object', 'Contact', ...more])).code, 1);
      assert.equal((await run(['query', 'SELECT Id FROM Account', ...more])).code, 0);
      const to = join(home, `accounts${more.length}.csv`);
      assert.equal((await run(['export', 'SELECT Id FROM Account', '--to', to, ...more])).code, 0);
      assert.equal((await run(['jobs', ...more])).code, 0);
      assert.equal((await run(['jobs', '--remote', ...more])).code, 0);
    }
    const files = await storedFiles();
    for (const journal of [/events\.jsonl$/, /\bwrites\W[\d-]+\.jsonl$/])
      assert.ok(
        files.some(({ path }) => journal.test(path)),
        String(journal),
      );
    for (const { path, text } of files) assert.doesNotMatch(text, /Canary7/, path);
  });

  for (const [path, words] of [
    ['/services/data', ['query', 'SELECT Id FROM Account']],
    ['*/query*', ['query', 'SELECT Id FROM Account']],
    ['*/batches', ['load', 'FILE', '--object', 'Contact', '--api', 'bulk', '--json']],
    ['*/failedResults*', ['load', 'FILE', '--object', 'Contact', '--api', 'bulk']],
    ['*/jobs/query*', ['export', 'SELECT Id FROM Account', '--to', 'OUT']],
    ['*/jobs/ingest*', ['jobs', '--remote', '--json']],
  ] as const)
    it(`are nowhere when the server repeats them at ${path} to ${words[0]}`, async () => {
      practice.faults.add({ path, times: 0, action: { kind: 'echo', status: 400 } });
      const { code } = await run(
        words.map((word) => (word === 'FILE' ? contacts : word === 'OUT' ? join(home, 'out.csv') : word)),
      );
      assert.notEqual(code, 0);
      assert.ok(practice.faults.list().some(({ fired }) => fired > 0));
      await run(['jobs', '--json']);
      for (const { path: left, text } of await storedFiles()) assert.doesNotMatch(text, /Canary7/, left);
    });

  it('are nowhere when a rejected login repeats them', async () => {
    practice.faults.add({ path: '*/oauth2/token', times: 0, action: { kind: 'echo', status: 400 } });
    const login = { SF_INSTANCE_URL: '', SF_LOGIN_URL: practice.url, SF_CLIENT_ID: 'canary', SF_USERNAME: 'ada' };
    for (const environment of [login, { ...login, SF_PASSWORD: '' }]) {
      const { code, said } = await run(['query', 'SELECT Id FROM Account'], environment);
      assert.equal(code, 2);
      assert.match(said, /what is .*\[secret\]/);
    }
  });

  if (process.platform === 'win32')
    process.stdout.write('Windows has no modes of files; its user folders are private.\n');
  else
    it('are in folders and files that only their owner can read: 0700 and 0600', async () => {
      await run(['load', contacts, '--object', 'Contact', '--map', 'LastName=LastName']);
      const open = (await storedFiles()).filter(({ mode }) => (mode & 0o077) !== 0);
      assert.deepEqual(
        open.map(({ path, mode }) => `${path} ${mode.toString(8)}`),
        [],
      );
    });

  it('are not passed to the programs that it starts, neither by environment nor by argument', async () => {
    const spy = join(home, 'spy.cjs');
    // Not within the children, which inherit no NODE_OPTIONS.
    const note = `const processes = require('node:child_process'); const { fork } = processes;
      processes.fork = (script, words, options) => {
        const started = JSON.stringify([script, words, options.env ?? process.env]);
        require('node:fs').writeFileSync(${JSON.stringify(join(home, 'started-'))} + process.pid, started);
        return fork(script, words, options);
      };`;
    await writeFile(spy, note);
    await run(['query', 'SELECT Id FROM Account', '--practice'], { NODE_OPTIONS: `--require ${JSON.stringify(spy)}` });
    await run(['query', 'SELECT Id FROM Account', '-o', 'ada'], { NODE_OPTIONS: `--require ${JSON.stringify(spy)}` });
    const started = (await readdir(home)).filter((name) => name.startsWith('started-'));
    const seen = await Promise.all(started.map((name) => readFile(join(home, name), 'utf8')));
    const children = seen.filter((text) => /practice\.js|dx\.js/.test(text));
    assert.equal(children.length, 2);
    for (const text of children) assert.doesNotMatch(text, /Canary7/);
  });

  for (const [what, breaks] of [
    ['an error outside of a call', (error: string) => `setTimeout(() => { throw ${error} }, 200)`],
    ['a rejected promise', (error: string) => `setTimeout(() => Promise.reject(${error}), 200)`],
    ['a thrown object', () => `setTimeout(() => { throw { accessToken: 'Canary7' } }, 200)`],
  ] as const)
    it(`are not in its output when ${what} makes it crash`, async () => {
      practice.faults.add({ path: '*/query', times: 0, action: { kind: 'hang', when: 'beforeBody' } });
      const cause = `new Error('Authorization: Bearer Canary7')`;
      const error = `Object.assign(new Error('from the side', { cause: ${cause} }), { password: 'Canary7' })`;
      const script = join(home, 'breaks.cjs');
      await writeFile(script, breaks(error));
      const ran = await run(['query', 'SELECT Id FROM Account'], {
        NODE_OPTIONS: `--require ${JSON.stringify(script)}`,
      });
      assert.equal(ran.code, 2);
      assert.match(ran.said, /\[secret\]/);
    });
});
