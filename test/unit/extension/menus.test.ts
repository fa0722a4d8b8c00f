// The menus of the rows in the views: each row offers what can be done with it, and nothing else.
import { strict as assert } from 'node:assert';
import '../../fakes/vscode';
import { allIn, interrupted, partState, refused, someFailed, uploading } from '../../fakes/jobStates';
import { itemOf, kindOf } from '../../fakes/jobViews';
import { isTrue, offeredIn, offeredOn } from '../../fakes/whenClause';
import type { JobState, Org, RemoteJob } from '../../../src/core/core';
import { remoteRow } from '../../../src/extension/features/jobs/remote/remoteTree';
import type { JobSituation } from '../../../src/extension/features/jobs/situation';
import { jobNodes, type JobNode } from '../../../src/extension/features/jobs/tree';
import { unreadableItem } from '../../../src/extension/features/jobs/unreadable';
import { product } from '../../../src/extension/manifest';
import { orgRow } from '../../../src/extension/features/orgs/words';

const { row, children } = jobNodes(kindOf);
const inJobs = ({ context }: { readonly context: readonly string[] }): readonly string[] =>
  offeredOn('kinetic.jobs', context);
const onJob = (job: JobState, situation: JobSituation = {}): readonly string[] =>
  inJobs(row(itemOf(job, { situation })));
const below = (job: JobState, situation: JobSituation): readonly JobNode[] => children(itemOf(job, { situation }));
const onAnyJob = ['jobs.copyId', 'jobs.copyRemoteId', 'jobs.open', 'jobs.revealFile'];
const hasSetup = true;

describe('the menu of a job', () => {
  it('offers to abort it while it runs, and not while it is being aborted in an org that answers', () => {
    assert.deepEqual(onJob(uploading), ['jobs.abort', ...onAnyJob]);
    const aborting = { ...uploading, aborting: true };
    assert.deepEqual(onJob(aborting), onAnyJob);
    const delayed = { code: 'network.unreachable', details: {} };
    assert.deepEqual(onJob({ ...aborting, delayed }), ['jobs.abort', ...onAnyJob]);
  });

  it('offers to resume or abort an interrupted job', () => {
    assert.deepEqual(onJob(interrupted), [
      'jobs.abort',
      ...onAnyJob.slice(0, 3),
      'jobs.resume',
      'jobs.revealFile',
      'jobs.showFailed',
    ]);
  });

  it('offers to retry rows only where rows are left', () => {
    const expected = [...onAnyJob, 'jobs.remove', 'jobs.revealResults', 'jobs.showFailed'].sort();
    assert.deepEqual(onJob(someFailed), expected);
    const retryable = { failed: 1, unprocessed: 0, unknown: 0 };
    assert.deepEqual(onJob(someFailed, { retryable }), [...expected, 'jobs.editFailed', 'jobs.retryFailed'].sort());
  });

  it('offers no failed rows where none failed, and no results where nothing was sent', () => {
    const ended = ['jobs.copyId', 'jobs.open', 'jobs.remove', 'jobs.revealFile'];
    assert.deepEqual(onJob(allIn), [...ended, 'jobs.copyRemoteId', 'jobs.revealResults'].sort());
    assert.deepEqual(onJob(refused), ended);
  });

  it('offers Setup for the job, its parts and what may be left, but not in a practice org', () => {
    const job = { ...uploading, parts: [partState({ orphansLeft: ['7505e0000000009AAA'] })] };
    for (const node of [itemOf(job, { situation: { hasSetup } }), ...below(job, { hasSetup })])
      assert.ok(inJobs(row(node)).includes('jobs.openInOrg'), row(node).label);
    for (const node of [itemOf(job), ...below(job, {})])
      assert.ok(!inJobs(row(node)).includes('jobs.openInOrg'), row(node).label);
  });

  it('offers to retry the rows with one error only where some are left', () => {
    const situation = {
      retryable: { failed: 1, unprocessed: 0, unknown: 0 },
      retried: { attempts: ['again'], failed: 9, unprocessed: 0, unknown: 0, groups: [8, 1] },
    };
    const [, failed] = below(someFailed, situation);
    assert.ok(failed);
    assert.deepEqual(
      children(failed).map((group) => inJobs(row(group))),
      [['jobs.editGroup', 'jobs.retryGroup'], []],
    );
  });

  it('offers nothing on rows that only say something', () => {
    const [succeeded] = below(someFailed, {});
    assert.ok(succeeded);
    assert.deepEqual(inJobs(row(succeeded)), []);
    const [error] = children(itemOf(refused, { sentence: 'There are no rows.' }));
    assert.ok(error);
    assert.deepEqual(inJobs(row(error)), []);
  });

  it('offers only to remove a job that cannot be read', () =>
    assert.deepEqual(inJobs(unreadableItem({ jobId: 'j' }, 'Damaged.').row), ['jobs.removeUnreadable']));
});

describe('the menu of the jobs in Salesforce', () => {
  const org = { orgId: 'o', label: 'Acme', kind: 'sandbox', instanceUrl: 'https://acme.my.salesforce.com' } as Org;
  const remote = {
    remoteId: '7505e0000000001AAA',
    state: 'InProgress',
    createdAt: 0,
    operation: 'insert',
    userName: 'Ada',
  } as RemoteJob;
  const onRemote = (change: Partial<RemoteJob>, kind: Org['kind'] = 'sandbox'): readonly string[] =>
    inJobs(remoteRow({ org: { ...org, kind }, remote: { ...remote, ...change }, isOurs: false }));

  it('offers the list to be filtered and read again, and no ID of a job', () =>
    assert.deepEqual(inJobs(remoteRow({ org, filter: {} })), ['remote.filter', 'remote.refresh']));

  it('offers what the state of the job allows', () => {
    assert.deepEqual(onRemote({}), ['remote.abort', 'remote.copyId', 'remote.open']);
    const ended = ['remote.copyId', 'remote.delete', 'remote.download', 'remote.open'];
    assert.deepEqual(onRemote({ state: 'JobComplete' }), ended);
    assert.deepEqual(onRemote({ state: 'Closed', isClassic: true }), ['remote.copyId', 'remote.open']);
  });

  it('offers no page of Setup in a practice org', () =>
    assert.deepEqual(onRemote({}, 'practice'), ['remote.abort', 'remote.copyId']));
});

describe('the menu of an org', () => {
  const org = { orgId: 'o', label: 'Acme', username: 'a@b', instanceUrl: 'https://a.b', apiVersion: '66.0' } as Org;
  const state = { current: false, stopped: false, signedOut: false, folders: [], policy: undefined };
  const onOrg = (kind: Org['kind'], change: Partial<typeof state> = {}, context = {}): readonly string[] =>
    offeredOn('kinetic.orgs', orgRow({ ...org, kind, login: 'web' }, { ...state, ...change }).context, context);
  const always = ['orgs.copyUrl', 'orgs.rename', 'orgs.setPolicy', 'orgs.signOut', 'orgs.writes'];
  const practiceRuns = { 'kinetic.practice.running': true };

  it('offers to use it only when it is not the current one', () => {
    const expected = [...always, 'orgs.check', 'orgs.open', 'orgs.refresh'];
    assert.deepEqual(onOrg('production', { current: true }), expected.sort());
    assert.deepEqual(onOrg('sandbox'), [...expected, 'orgs.setCurrent'].sort());
  });

  it('offers it for a folder only in a window with several', () => {
    assert.ok(!onOrg('sandbox', {}, { workspaceFolderCount: 1 }).includes('orgs.setForFolder'));
    assert.ok(onOrg('sandbox', {}, { workspaceFolderCount: 2 }).includes('orgs.setForFolder'));
  });

  it('offers to stop a practice org that runs, which has no pages for a browser', () =>
    assert.deepEqual(
      onOrg('practice', { current: true }, practiceRuns),
      [...always, 'orgs.check', 'orgs.refresh', 'practice.stop'].sort(),
    ));

  it('offers to start a practice org that has stopped, and to ask it for nothing', () => {
    const stopped = { current: true, stopped: true };
    assert.deepEqual(onOrg('practice', stopped), [...always, 'practice.start'].sort());
    assert.deepEqual(
      onOrg('practice', stopped, practiceRuns),
      [...always, 'practice.start'].sort(),
      'another one runs',
    );
  });
});

describe('the menu of the rows on the page of a job', () => {
  const onRows = (canRetryRows: boolean): readonly string[] =>
    offeredIn('webview/context', { webviewId: 'kinetic.job', webviewSection: 'rows', canRetryRows });

  it('copies cells and rows, and retries rows where some can be retried', () => {
    assert.deepEqual(onRows(false), ['rows.copyCells', 'rows.copyRows']);
    assert.deepEqual(onRows(true), ['rows.copyCells', 'rows.copyRows', 'rows.retry']);
  });

  it('is not that of the rest of the page, or of other pages', () => {
    assert.deepEqual(offeredIn('webview/context', { webviewId: 'kinetic.job' }), []);
    assert.deepEqual(offeredIn('webview/context', { webviewId: 'other', webviewSection: 'rows' }), []);
  });

  it('has commands that only make sense there, so the palette does not have them', () => {
    const { commands } = product.features.find(({ menus }) => menus?.['webview/context']) ?? {};
    const rows = Object.entries(commands ?? {}).filter(([id]) => id.startsWith('kinetic.rows.'));
    assert.deepEqual(
      rows.map(([, { palette }]) => palette),
      [false, false, false],
    );
  });
});

describe('the icons above a CSV', () => {
  const above = (resourceFilename: string, loaded = {}): readonly string[] =>
    offeredIn('editor/title', {
      resourceScheme: 'file',
      resourceExtname: '.csv',
      resourceFilename,
      resourcePath: `/jobs/${resourceFilename}`,
      'kinetic.retry.loaded': loaded,
    });

  it('load it', () => {
    assert.deepEqual(above('accounts.csv'), ['load.csv']);
    assert.deepEqual(above('accounts-retry-soon.csv'), ['load.csv']);
  });

  it('load the rows of a retry once, as a retry', () => {
    assert.deepEqual(above('accounts-retry-0a1b2c.csv'), ['jobs.loadEdited']);
    assert.deepEqual(above('accounts-retry-0a1b2c.csv', { '/jobs/accounts-retry-0a1b2c.csv': true }), []);
  });
});

describe('a when-clause', () => {
  it('is read as VS Code reads it', () => {
    const context = { view: 'v', viewItem: 'job running', count: 2, all: { v: true } };
    for (const clause of [
      'view in all',
      'view == v && viewItem =~ /^job\\b/',
      'a || view == v',
      '!(view == w) && count > 1',
    ])
      assert.equal(isTrue(clause, context), true, clause);
    for (const clause of [
      'viewItem in all',
      'view == v && a',
      '!view',
      'viewItem == job',
      "view != 'v' || viewItem =~ /x/",
    ])
      assert.equal(isTrue(clause, context), false, clause);
    assert.throws(() => isTrue('view == v & a', context));
  });
});
