// A window is reloaded while a job runs: the job is found again, ends as it should, and nothing is sent twice.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keeper } from './keeper';
import { askToLoad } from './mainJob';
import { clearNotifications, showContainer, treeRow, view } from './parts';
import { accept } from './quickInput';
import { startPracticeOrg, type PracticeOrg } from './practiceOrg';
import { scratch, type Scratch } from './scratch';
import { until } from './until';
import { webview } from './webview';
import { openWorkbench, type Workbench } from './workbench';

interface Phase {
  readonly name: string;
  /** Keeps the job in the phase until it is removed. */
  readonly fault: Readonly<Record<string, unknown>>;
  readonly rows: number;
  /** What the Jobs view shows in that phase. */
  readonly standing: RegExp;
  /** The remote loads at the end; an upload that broke is aborted and created again. */
  readonly ends: readonly string[];
}

const hold = (state: string, afterChunks: number) => ({
  object: 'Lead',
  times: 0,
  action: { kind: 'hold', state, afterChunks },
});

const phases: readonly Phase[] = [
  {
    name: 'uploading',
    fault: { method: 'PUT', path: '*/batches', action: { kind: 'slow', msPerKb: 1000, direction: 'up' } },
    rows: 4_000,
    standing: /Uploading/,
    ends: ['Aborted', 'JobComplete'],
  },
  {
    name: 'UploadComplete',
    fault: hold('UploadComplete', 0),
    rows: 300,
    standing: /Processing/,
    ends: ['JobComplete'],
  },
  {
    name: 'InProgress',
    fault: hold('InProgress', 1),
    rows: 12_000,
    standing: /Processing 83%/,
    ends: ['JobComplete'],
  },
  {
    name: 'downloading',
    fault: { method: 'GET', path: '*Results*', times: 0, action: { kind: 'hang', when: 'beforeBody' } },
    rows: 300,
    standing: /Downloading results/,
    ends: ['JobComplete'],
  },
];

describe('reloading the window while a job runs', function () {
  this.timeout(300_000);
  const keep = keeper();
  let org: PracticeOrg;
  let folder: Scratch;
  let workbench: Workbench;

  before(async () => {
    org = keep(await startPracticeOrg());
    folder = keep(scratch('leads'));
    for (const { name, rows } of phases) {
      const lines = Array.from({ length: rows }, (_, at) => `Ada,Aalto ${at},Reload ${name}\n`);
      writeFileSync(join(folder.folder, `leads-${name}.csv`), `FirstName,LastName,Company\n${lines.join('')}`);
    }
    workbench = keep(await openWorkbench({ folder: folder.folder, env: org.env, pictures: 'reload' }));
  });
  afterEach(async function () {
    await org.lift();
    await workbench.tidy(this.currentTest?.state);
  });

  for (const phase of phases) {
    it(`loses nothing and sends nothing twice while ${phase.name}`, async () => {
      const file = `leads-${phase.name}.csv`;
      const before = (await org.loads()).map(({ id }) => id);
      const arrived = () => org.count(`SELECT COUNT() FROM Lead WHERE Company = 'Reload ${phase.name}'`);
      const there = await arrived();
      await org.arm(phase.fault);
      await startLoad(workbench, file);
      const standing = await jobRow(workbench, file);
      await standing.filter({ hasText: phase.standing }).waitFor({ timeout: 60_000 });
      if (phase.name === 'uploading') await bytesOnTheirWay(org);

      await workbench.reload();
      await treeRow(await view(workbench.page, 'Jobs'), file).waitFor();
      await webview(workbench.page, `text=${file}`);
      await workbench.screenshot(`${phase.name}-again`);

      await org.lift();
      const done = `${phase.rows.toLocaleString('en')} succeeded`;
      await (await jobRow(workbench, file)).filter({ hasText: done }).waitFor({ timeout: 60_000 });
      await workbench.screenshot(`${phase.name}-done`);
      assert.equal((await arrived()) - there, phase.rows);
      const made = (await org.loads()).filter(({ id }) => !before.includes(id));
      assert.deepEqual(made.map(({ state }) => state).sort(), phase.ends);
      const uploads = await org.requests('PUT');
      for (const { id } of made) assert.equal(uploads.filter(({ path }) => path.includes(id)).length, 1, id);
    });
  }

  it('logs no error in a page of ours', () => assert.deepEqual(workbench.pageErrors(), []));
});

async function startLoad(workbench: Workbench, file: string): Promise<void> {
  await clearNotifications(workbench.page);
  const { choices } = await askToLoad(workbench, file);
  assert.match(choices[0] ?? '', /Bulk Insert .* → Lead/);
  await accept(workbench.page);
  await webview(workbench.page, `text=${file}`);
}

async function jobRow({ page }: Workbench, file: string) {
  await showContainer(page, 'Kinetic');
  return treeRow(await view(page, 'Jobs'), file);
}

const bytesOnTheirWay = (org: PracticeOrg) =>
  until('an upload that has begun', async () =>
    (await org.requests('PUT')).some(({ status, receivedBytes }) => status === 0 && receivedBytes > 0)
      ? true
      : undefined,
  );
