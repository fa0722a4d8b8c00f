// The practice org process: it prints its URL, listens on loopback only, and ends with its parent.
import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const mainFile = join(__dirname, '../../../src/practice/main.js');
const parentScript = `
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'];
  const child = require('node:child_process').fork(${JSON.stringify(mainFile)}, ['--seed-size', '0'], { stdio });
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

  it('does not outlive a parent that is killed', async () => {
    const parent = spawn(process.execPath, ['-e', parentScript]);
    parent.stderr.resume();
    const { url } = await firstLine(parent);
    assert.equal((await fetch(`${url}/services/data`)).status, 200);
    // Both processes have our stderr pipe open: it closes when both have ended.
    const gone = once(parent, 'close');
    parent.kill('SIGKILL');
    await gone;
    await assert.rejects(fetch(`${url}/services/data`));
  });

  it('prints its usage for an unknown option', async () => {
    const child = spawn(process.execPath, [mainFile, '--sead', '1']);
    let text = '';
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
    assert.deepEqual(await once(child, 'close'), [1, null]);
    assert.match(text, /--sead[\s\S]*Usage: practice/);
  });
});
