// Stop Practice Org: it stops the process or says why not, also when the practice org does not answer.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { startHttp, type Loopback } from '../../../node/loopback';
import type { Orgs } from '../../../../../src/core/core';
import { createDisposables, type Disposables } from '../../../../../src/extension/host/disposables';
import { registerPractice, type PracticeFeature } from '../../../../../src/extension/features/practice/practice';

/** Ends only by a signal that it cannot handle. */
const hanging = `process.on('SIGTERM', () => undefined); setInterval(() => undefined, 1000); process.send('ready');`;

interface RunningOrg {
  readonly name: string;
  readonly child: ChildProcess;
  readonly server: Loopback;
  answers: boolean;
  changed: boolean;
  /** What a stop is answered with. */
  refusal: string | undefined;
  /** The body of the stop. */
  asked: unknown;
}

describe('Stop Practice Org', () => {
  let folder: string;
  let disposables: Disposables;
  let practice: PracticeFeature;
  let running: RunningOrg[];
  let stopped: string[];
  let jobs: number;

  beforeEach(async () => {
    resetEditor();
    folder = await mkdtemp(join(tmpdir(), 'kinetic-'));
    disposables = createDisposables();
    stopped = [];
    running = [];
    jobs = 0;
  });

  afterEach(async () => {
    disposables.dispose();
    for (const { child, server } of running) {
      child.kill('SIGKILL');
      await server.close();
    }
    await rm(folder, { recursive: true, force: true });
  });

  /** A practice org that runs on this computer, as its note says. */
  async function run(name: string): Promise<RunningOrg> {
    const child = spawn(process.execPath, ['-e', hanging], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await once(child, 'message');
    const server = await startHttp((request, response) => {
      if (!org.answers) return void response.destroy();
      if (request.url === '/practice/sessions') return void response.end(JSON.stringify({ accessToken: 'session' }));
      if (request.url !== '/practice/stop')
        return void response.end(JSON.stringify({ processId: child.pid, changed: org.changed }));
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        org.asked = JSON.parse(body);
        response.statusCode = org.refusal === undefined ? 204 : 500;
        response.end(org.refusal);
        if (org.refusal !== undefined) return;
        org.answers = false;
        child.kill('SIGKILL');
      });
    });
    const org: RunningOrg = {
      name,
      child,
      server,
      answers: true,
      changed: false,
      refusal: undefined,
      asked: undefined,
    };
    running.push(org);
    const note = { orgId: `00D-${name}`, name, url: server.url, processId: child.pid };
    await writeFile(join(folder, `${name}.running`), JSON.stringify(note));
    return org;
  }

  const orgs = (): readonly unknown[] =>
    running.map(({ name, server: { url } }) => ({
      orgId: `00D-${name}-005`,
      label: name,
      login: 'practice',
      instanceUrl: url,
    }));

  /** A window that finds the practice orgs running. */
  async function openWindow(): Promise<void> {
    const work = async (act: () => unknown): Promise<undefined> => {
      await act();
      return undefined;
    };
    practice = registerPractice({
      orgs: () => Promise.resolve({ list: () => Promise.resolve(orgs()) } as unknown as Orgs),
      boundary: { run: work, runQuietly: work },
      disposables,
      script: '',
      folder,
      running: undefined,
      use: () => Promise.resolve(),
      openJobs: () => Promise.resolve(jobs),
      stopped: ({ orgId }) => Promise.resolve(void stopped.push(orgId)),
      changed: () => Promise.resolve(),
    });
    await practice.settled;
  }

  const stop = (node?: unknown): unknown => editor.commands.get('kinetic.practice.stop')?.(node);
  const said = (): readonly string[] => editor.shown.map(({ severity, text }) => `${severity}: ${text}`);
  const dialog = (): { readonly detail: string; readonly buttons: readonly string[] } => {
    const [options, ...items] = editor.shown[0]?.buttons as [{ detail: string }, ...{ title: string }[]];
    return { detail: options.detail, buttons: items.map(({ title }) => title) };
  };
  const press = (button: string | undefined): void => {
    editor.choose = (buttons) => (buttons as readonly { title?: string }[]).find(({ title }) => title === button);
  };
  const noAnswer = 'warning: Ada does not respond. If you stop it now, its running jobs and its last changes are lost.';

  it('asks nothing when nothing is lost', async () => {
    const { child } = await run('Ada');
    await openWindow();
    const ended = once(child, 'exit');
    await stop();
    await ended;
    assert.deepEqual(said(), ['info: Ada has stopped.']);
    assert.deepEqual(stopped, ['00D-Ada-005']);
  });

  it('lets the user keep or discard changed data, and leaves the org alone on Cancel', async () => {
    for (const [answer, keepData, end] of [
      ['Stop and Keep Data', true, 'Ada has stopped. Its data is kept for the next start.'],
      ['Stop and Discard Data', false, 'Ada has stopped. It starts again with the sample data.'],
      [undefined, undefined, undefined],
    ] as const) {
      resetEditor();
      const org = await run('Ada');
      org.changed = true;
      await openWindow();
      press(answer);
      await stop();
      assert.deepEqual(dialog().buttons, ['Stop and Keep Data', 'Stop and Discard Data']);
      assert.deepEqual(org.asked, keepData === undefined ? undefined : { keepData });
      assert.equal(editor.shown[1]?.text, end);
    }
  });

  it('says how many jobs end with it', async () => {
    await run('Ada');
    jobs = 2;
    await openWindow();
    await stop();
    assert.equal(editor.shown[0]?.text, 'Stop Ada?');
    assert.deepEqual(dialog(), {
      detail: '2 jobs have not ended. They cannot continue.',
      buttons: ['Stop Practice Org'],
    });
  });

  it('keeps an org running whose data cannot be kept, and says why', async () => {
    const org = await run('Ada');
    org.changed = true;
    org.refusal = 'no space left on device';
    await openWindow();
    press('Stop and Keep Data');
    await assert.rejects(Promise.resolve(stop()), /Ada cannot keep its data: no space left on device/);
    assert.equal(org.child.exitCode ?? org.child.signalCode, null);
    assert.deepEqual(stopped, []);
  });

  it('stops the practice org of the clicked row, and no other', async () => {
    const ada = await run('Ada');
    const ben = await run('Ben');
    await openWindow();
    const ended = once(ben.child, 'exit');
    await stop({ orgId: '00D-Ben-005' });
    await ended;
    assert.equal(ada.child.exitCode ?? ada.child.signalCode, null);
    assert.deepEqual(said(), ['info: Ben has stopped.']);
    assert.deepEqual(stopped, ['00D-Ben-005']);
    assert.equal(practice.isStopped(orgs()[0] as never), false);
    assert.equal(practice.isStopped(orgs()[1] as never), true);
  });

  it('says that the practice org does not respond, and leaves it alone until Stop Anyway is pressed', async () => {
    const org = await run('Ada');
    await openWindow();
    org.answers = false;
    await stop();
    assert.deepEqual(said(), [noAnswer]);
    assert.deepEqual(editor.shown[0]?.buttons, ['Stop Anyway']);
    assert.equal(org.child.exitCode ?? org.child.signalCode, null);
    assert.deepEqual(stopped, []);
  });

  it('ends a process that does not respond on Stop Anyway', async () => {
    const org = await run('Ada');
    await openWindow();
    org.answers = false;
    editor.choose = ([first]) => first;
    const ended = once(org.child, 'exit');
    await stop();
    await ended;
    assert.deepEqual(said(), [noAnswer, 'info: Ada has stopped.']);
    assert.deepEqual(stopped, ['00D-Ada-005']);
  });

  it('says that the practice org has stopped when its process ended without notice, and signals no other process', async () => {
    const { server, child } = await run('Ada');
    await openWindow();
    await server.close();
    await stop();
    assert.deepEqual(said(), ['info: Ada has stopped.']);
    assert.equal(child.exitCode ?? child.signalCode, null, 'its PID could belong to another process');
    assert.deepEqual(stopped, ['00D-Ada-005']);
  });

  it('says that no practice org is running', async () => {
    await openWindow();
    await stop();
    assert.deepEqual(said(), ['info: The practice org is not running.']);
  });

  it('does not count a damaged note as a practice org that runs', async () => {
    for (const [name, text] of [
      ['a', ''],
      ['b', '{"url":1}'],
      ['c', 'null'],
    ] as const)
      await writeFile(join(folder, `${name}.running`), text);
    await openWindow();
    await stop();
    assert.deepEqual(said(), ['info: The practice org is not running.']);
  });
});
