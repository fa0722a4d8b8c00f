// The practice org process: it prints its URL, listens on loopback only, and ends with its parent.
import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPracticeOrg, type PracticeOrg } from '../../../src/practice/practice';

const mainFile = join(__dirname, '../../../src/practice/main.js');
const parentScript = (...more: readonly string[]): string => `
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'];
  const child = require('node:child_process').fork(${JSON.stringify(mainFile)}, ${JSON.stringify(['--seed-size', '0', ...more])}, { stdio });
  child.once('message', (hello) => process.stdout.write(JSON.stringify(hello) + '\\n'));
  setInterval(() => undefined, 1000);
`;

interface Hello {
  readonly url: string;
  readonly accessToken: string;
  readonly username: string;
  readonly orgId: string;
}

const firstLine = async (child: ChildProcess): Promise<Hello> => {
  assert.ok(child.stdout);
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return JSON.parse(text.split('\n')[0] ?? '') as Hello;
};

describe('process of the practice org', () => {
  it('prints one JSON line with a valid token, and ends cleanly on a signal', async () => {
    const child = spawn(process.execPath, [mainFile, '--port', '0', '--seed-size', '1']);
    const exited = once(child, 'exit');
    const hello = await firstLine(child);
    assert.match(hello.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(hello.accessToken, new RegExp(`^${hello.orgId.slice(0, 15)}!`));
    const headers = { Authorization: `Bearer ${hello.accessToken}` };
    const answer = await fetch(`${hello.url}/services/data/v66.0/limits`, { headers });
    assert.equal(answer.status, 200);
    child.kill('SIGTERM');
    assert.deepEqual(await exited, [0, null]);
  });

  it('sends the same message to a parent that forked it', async () => {
    const child = fork(mainFile, ['--seed-size', '0'], { silent: true });
    const exited = once(child, 'exit');
    const [message] = (await once(child, 'message')) as [Hello];
    assert.deepEqual(Object.keys(message), ['url', 'accessToken', 'username', 'orgId']);
    child.disconnect();
    assert.deepEqual(await exited, [0, null]);
  });

  it('says on the command line that its data is damaged, and where the file is now', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kinetic-'));
    const orgId = '00D5e0000YI61cWEQR';
    await writeFile(join(folder, `${orgId}.data`), 'damaged');
    const args = [mainFile, '--port', '0', '--seed-size', '0', '--folder', folder, '--org-id', orgId];
    const child = spawn(process.execPath, args);
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    const closed = once(child, 'close');
    await firstLine(child);
    child.kill('SIGTERM');
    await closed;
    const [renamed = 'none'] = (await readdir(folder)).filter((name) => name.includes('.damaged-'));
    await rm(folder, { recursive: true });
    assert.ok(
      said.includes(`Its data could not be read, so it starts with the sample data. See ${join(folder, renamed)}.`),
    );
  });

  it('leaves no file when it cannot be started because nothing can be written, and names the file', async function () {
    if (process.platform === 'win32') {
      console.log('      Skipped: Windows has no limit on the size of files.');
      this.skip();
    }
    const folder = await mkdtemp(join(tmpdir(), 'kinetic-'));
    const args = [mainFile, '--port', '0', '--seed-size', '0', '--folder', folder].map((arg) => `'${arg}'`).join(' ');
    const child = spawn('bash', ['-c', `ulimit -f 0; exec '${process.execPath}' ${args}`]);
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    const left = await readdir(folder);
    await rm(folder, { recursive: true });
    assert.deepEqual([code, left], [1, []]);
    assert.ok(said.startsWith(`Cannot write ${join(folder, '00D')}`), said);
  });

  it('does not outlive a parent that is killed', async () => {
    const parent = spawn(process.execPath, ['-e', parentScript()]);
    parent.stderr.resume();
    const { url } = await firstLine(parent);
    assert.equal((await fetch(`${url}/services/data`)).status, 200);
    // Both processes have our stderr pipe open: it closes when both have ended.
    const gone = once(parent, 'close');
    parent.kill('SIGKILL');
    await gone;
    await assert.rejects(fetch(`${url}/services/data`));
  });

  it('outlives its parent with its data if asked to, says which process it is, and ends without further calls', async () => {
    const parent = spawn(process.execPath, ['-e', parentScript('--keep-seconds', '2')]);
    parent.stderr.resume();
    const { url, accessToken } = await firstLine(parent);
    const ask = async (): Promise<{ processId: number; changed: boolean }> =>
      (await (await fetch(`${url}/practice/process`)).json()) as { processId: number; changed: boolean };
    const { processId, changed } = await ask();
    assert.notEqual(processId, parent.pid);
    assert.equal(changed, false);
    const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
    const accounts = `${url}/services/data/v66.0/sobjects/Account`;
    const added = await fetch(accounts, { method: 'POST', headers, body: JSON.stringify({ Name: 'Kept' }) });
    assert.equal(added.status, 201);
    const exited = once(parent, 'exit');
    // Both processes have our stderr pipe open: it closes when both have ended.
    const gone = once(parent, 'close');
    parent.kill('SIGKILL');
    await exited;
    assert.deepEqual(await ask(), { processId, changed: true });
    const { id } = (await added.json()) as { readonly id: string };
    assert.equal((await fetch(`${accounts}/${id}`, { headers })).status, 200);
    await gone;
    await assert.rejects(ask());
  });

  describe('says whether data would be lost with it', () => {
    let practice: PracticeOrg;
    beforeEach(async () => {
      practice = await startPracticeOrg({ seedAccounts: 1 });
    });
    afterEach(() => practice.close());

    const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const headers = { Authorization: `Bearer ${practice.accessToken}`, 'Content-Type': 'application/json' };
      const answer = await fetch(`${practice.url}${path}`, {
        method,
        headers,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return answer.status === 204 ? undefined : await answer.json();
    };
    const isChanged = async (): Promise<unknown> =>
      ((await call('GET', '/practice/process')) as { readonly changed: unknown }).changed;
    const data = '/services/data/v66.0';

    it('although the log of its requests was cleared', async () => {
      await call('POST', `${data}/sobjects/Account`, { Name: 'Kept' });
      await call('DELETE', '/practice/requests');
      assert.equal(await isChanged(), true);
    });

    it('although so many requests followed the change that the log has dropped it', async () => {
      const { id } = (await call('POST', `${data}/sobjects/Account`, { Name: 'Kept' })) as { readonly id: string };
      for (let number = 0; number < 40_001; number++)
        practice.requests.add({ atMs: 0, method: 'GET', path: '/services/data', faults: [] });
      assert.ok(practice.requests.all.every(({ method }) => method === 'GET'));
      assert.equal(await isChanged(), true);
      await call('DELETE', `${data}/sobjects/Account/${id}`);
      assert.equal(await isChanged(), true, 'the deletion is a change, too');
    });

    it('but not when a change failed, when records were only read, or after a reset', async () => {
      await call('POST', `${data}/sobjects/Account`, { Nam: 'Misspelled' });
      await call('GET', `${data}/query?q=SELECT+PermissionsModifyAllData+FROM+UserPermissionAccess`);
      await call('POST', `${data}/jobs/query`, { operation: 'query', query: 'SELECT Id FROM Account' });
      assert.equal(await isChanged(), false);
      await call('POST', `${data}/sobjects/Account`, { Name: 'Lost' });
      await call('POST', '/practice/reset');
      assert.equal(await isChanged(), false);
    });
  });

  it('loses no record when it is killed some seconds after the last change', async function () {
    this.timeout(60_000);
    const folder = await mkdtemp(join(tmpdir(), 'kinetic-'));
    const start = async (): Promise<[ChildProcess, Hello]> => {
      const child = fork(mainFile, ['--seed-size', '0', '--folder', folder], { silent: true });
      const [hello] = (await once(child, 'message')) as [Hello];
      return [child, hello];
    };
    const [killed, { url, accessToken, orgId }] = await start();
    const headers = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' };
    const accounts = `${url}/services/data/v66.0/sobjects/Account`;
    const added = await fetch(accounts, { method: 'POST', headers, body: JSON.stringify({ Name: 'Kept' }) });
    const { id } = (await added.json()) as { readonly id: string };
    while (!(await readdir(folder)).includes(`${orgId}.data`)) await new Promise((resolve) => setTimeout(resolve, 50));
    const dead = once(killed, 'exit');
    killed.kill('SIGKILL');
    await dead;
    const [child, again] = await start();
    const session = { Authorization: `Bearer ${again.accessToken}` };
    const found = await fetch(`${again.url}/services/data/v66.0/sobjects/Account/${id}`, { headers: session });
    assert.equal(found.status, 200);
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
    await rm(folder, { recursive: true });
  });

  it('prints its usage for an unknown option', async () => {
    const child = spawn(process.execPath, [mainFile, '--sead', '1']);
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(text, /--sead[\s\S]*Usage: practice/);
  });
});
