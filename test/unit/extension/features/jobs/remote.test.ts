// “In Salesforce” in the Jobs view: when Salesforce is asked, what the rows say, and the commands on them.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import type { Jobs, Org, RemoteJob, RemoteJobs } from '../../../../../src/core/core';
import { createRemoteJobsView } from '../../../../../src/extension/features/jobs/remote/remote';
import { remoteRow } from '../../../../../src/extension/features/jobs/remote/remoteTree';
import { createPaging } from '../../../../../src/extension/host/paging';

const org = { orgId: 'o', label: 'Acme', kind: 'sandbox', instanceUrl: 'https://acme.my.salesforce.com' } as Org;
const remote: RemoteJob = {
  remoteId: '7505e0000000001AAA',
  api: 'ingest',
  isClassic: false,
  state: 'InProgress',
  object: 'Contact',
  operation: 'insert',
  userId: 'u',
  userName: 'Ada Moss',
  createdAt: 0,
  apiVersion: '66.0',
};
const remoteJob = (remoteId: string, state: RemoteJob['state'] = 'InProgress') => ({
  org,
  remote: { ...remote, remoteId, state },
  isOurs: false,
});

function build(list: RemoteJobs['list'], current: Org | null = org) {
  const changed: string[] = [];
  const note = (change: string) => (job: RemoteJob) => Promise.resolve(void changed.push(`${change} ${job.remoteId}`));
  const jobs = { list, abort: note('abort'), remove: note('remove') } as unknown as RemoteJobs;
  const view = createRemoteJobsView({
    jobs: () => Promise.resolve({ list: () => [] } as unknown as Jobs),
    currentOrg: () => Promise.resolve(current ?? undefined),
    remoteJobs: () => Promise.resolve(jobs),
    paging: createPaging(2, () => undefined),
    redraw: () => undefined,
  });
  return { ...view, changed };
}

const root = { org, filter: {} };
const visible = new AbortController().signal;

describe('the jobs in Salesforce', () => {
  beforeEach(resetEditor);

  it('are not listed in an empty view before they are asked for', async () => {
    const { nodes, actions } = build(() => Promise.resolve([]));
    assert.deepEqual(await nodes.roots(), []);
    await actions['kinetic.remote.refresh']();
    assert.deepEqual(await nodes.roots(), [root]);
    assert.deepEqual(editor.ran.at(-1)?.id, 'kinetic.jobs.focus');
  });

  it('are listed once they are filtered, also in an empty view', async () => {
    const { nodes, actions } = build(() => Promise.resolve([]));
    const answers = ['In one state…', 'Failed'];
    editor.answer = () => answers.shift() ?? 'Escape';
    await actions['kinetic.remote.filter']();
    assert.deepEqual(await nodes.roots(), [{ org, filter: { state: 'Failed' } }]);
  });

  it('need a current org, and offer to choose one', async () => {
    const { nodes, actions } = build(() => Promise.resolve([]), null);
    editor.choose = ([first]) => first;
    await actions['kinetic.remote.refresh']();
    assert.deepEqual(await nodes.roots(), []);
    assert.equal(editor.shown[0]?.text, 'Choose the org whose bulk jobs should be listed.');
    assert.deepEqual(editor.ran.at(-1)?.id, 'kinetic.orgs.choose');
  });

  it('are read once, however often the view is redrawn, until they are refreshed', async () => {
    let reads = 0;
    const { nodes, actions } = build(() => Promise.resolve(++reads > 0 ? [remote] : []));
    for (let redraws = 0; redraws < 3; redraws++) assert.equal((await nodes.children(root, visible)).length, 1);
    assert.equal(reads, 1);
    await actions['kinetic.remote.refresh']();
    await nodes.children(root, visible);
    assert.equal(reads, 2);
  });

  it('are not read on while the view is hidden, and are read again when it is shown', async () => {
    let reads = 0;
    const { nodes } = build((_, { signal }) => {
      reads += 1;
      if (reads > 1) return Promise.resolve([remote]);
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')));
      });
    });
    const hiding = new AbortController();
    const reading = Promise.resolve(nodes.children(root, hiding.signal));
    await new Promise((resolve) => setImmediate(resolve));
    hiding.abort();
    await assert.rejects(reading);
    assert.equal((await nodes.children(root, visible)).length, 1);
  });

  it('are shown in pages', async () => {
    const { nodes } = build(() => Promise.resolve([1, 2, 3].map((at) => ({ ...remote, remoteId: `${at}` }))));
    const shown = await nodes.children(root, visible);
    const labels = shown.map((node) => nodes.row(node).label);
    assert.deepEqual(labels, ['Insert Contact', 'Insert Contact', 'Show More…']);
  });

  const shown = (change: Partial<RemoteJob>) => remoteRow({ org, remote: { ...remote, ...change }, isOurs: false });

  it('say what they do, their state and their user', () => {
    assert.match(shown({}).spoken, /^Insert Contact, InProgress, Ada Moss, /);
  });

  it('can be aborted while they run and deleted when they have ended, except those of Bulk API 1.0', () => {
    assert.deepEqual(shown({}).context, ['remoteJob', 'setup', 'live']);
    assert.deepEqual(shown({ state: 'JobComplete' }).context, ['remoteJob', 'setup', 'over', 'results']);
    assert.deepEqual(shown({ isClassic: true, state: 'Closed' }).context, ['remoteJob', 'setup']);
  });

  it('are aborted together when several are selected', async () => {
    const { actions, changed } = build(() => Promise.resolve([]));
    const nodes = [remoteJob('1'), remoteJob('2', 'JobComplete'), remoteJob('3'), { job: {} }];
    editor.choose = (buttons) => buttons.at(-1);
    await actions['kinetic.remote.abort'](nodes[0], nodes);
    assert.deepEqual([editor.shown[0]?.text, changed], ['Abort 2 jobs in Acme?', ['abort 1', 'abort 3']]);
    await actions['kinetic.remote.delete'](nodes[1]);
    assert.equal(editor.shown[1]?.text, 'Delete “Insert Contact” of Ada Moss in Acme?');
    assert.deepEqual(changed.at(-1), 'remove 2');
  });

  it('are opened in Setup of their org', async () => {
    await build(() => Promise.resolve([])).actions['kinetic.remote.open'](remoteJob('7505'));
    assert.deepEqual(editor.opened, [
      'https://acme.my.salesforce.com/lightning/setup/AsyncApiJobStatus/page?address=%2F7505',
    ]);
  });
});
