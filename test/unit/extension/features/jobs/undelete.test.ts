// Undelete from the job of a deletion: offered only where records are in the Recycle Bin, and sent only after a yes.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { allIn, loadSpec, processing } from '../../../../fakes/jobStates';
import { itemOf, kindOf, snapshotOf } from '../../../../fakes/jobViews';
import type { Jobs, LoadSpec, LoadState } from '../../../../../src/core/core';
import { jobNodes } from '../../../../../src/extension/features/jobs/tree';
import { undeletable } from '../../../../../src/extension/features/jobs/undeletable';
import { offerUndelete } from '../../../../../src/extension/features/jobs/undelete';

const spec: LoadSpec = { ...loadSpec, operation: 'delete' };
const deletion: LoadState = { ...allIn, spec };
const jobsWith = (...jobs: readonly LoadState[]): Jobs => ({ list: () => jobs }) as Partial<Jobs> as Jobs;

async function offer(job: LoadState, file: string | undefined = '/jobs/j1/succeeded.csv'): Promise<LoadSpec[]> {
  const started: LoadSpec[] = [];
  const jobs = { list: () => [], resultFile: () => Promise.resolve(file) } as Partial<Jobs> as Jobs;
  await offerUndelete(job, jobs, (undelete) => {
    started.push(undelete);
    return Promise.resolve('j2');
  });
  return started;
}

describe('undelete from the job of a deletion', () => {
  beforeEach(resetEditor);

  it('loads the ids in the results of the job, after a question that names the org', async () => {
    editor.choose = ([, undelete]) => undelete;
    const { orgId, object } = spec;
    assert.deepEqual(await offer(deletion), [
      {
        kind: 'load',
        orgId,
        file: '/jobs/j1/succeeded.csv',
        object,
        operation: 'undelete',
        api: 'auto',
        undeletes: { jobId: deletion.jobId, file: spec.file },
      },
    ]);
    assert.match(editor.shown[0]?.text ?? '', /^Undelete 1,000 records of Account in Practice org\?/);
  });

  it('sends nothing when the question is closed, or the results are gone', async () => {
    assert.deepEqual(await offer(deletion), []);
    editor.choose = ([, undelete]) => undelete;
    const jobs = { list: () => [], resultFile: () => Promise.resolve(undefined) } as Partial<Jobs> as Jobs;
    await offerUndelete(deletion, jobs, () => assert.fail('nothing can be undeleted'));
    assert.match(editor.shown.at(-1)?.text ?? '', /no longer on this computer/);
  });

  it('is offered for deletions with deleted records, not for hard deletes and running jobs', () => {
    const others: readonly LoadState[] = [
      allIn,
      { ...deletion, spec: { ...spec, operation: 'hardDelete' } },
      { ...deletion, succeeded: 0, failed: 1000 },
      { ...processing, spec },
    ];
    const isOffered = (job: LoadState): boolean => undeletable.suits(job, jobsWith());
    assert.deepEqual([deletion, ...others].map(isOffered), [true, false, false, false, false]);
  });

  it('is no longer offered once an undelete of these records has ended', async () => {
    const undeletes = { jobId: deletion.jobId, file: spec.file };
    const undelete: LoadState = { ...allIn, jobId: 'j9', spec: { ...spec, operation: 'undelete', undeletes } };
    const isOffered = (...jobs: readonly LoadState[]): boolean => undeletable.suits(deletion, jobsWith(...jobs));
    assert.equal(isOffered(undelete), false);
    assert.equal(
      isOffered({ ...undelete, spec: { ...undelete.spec, undeletes: { ...undeletes, jobId: 'j8' } } }),
      true,
    );
    assert.equal(isOffered({ ...undelete, outcome: 'aborted' }), true);
    assert.equal(isOffered({ ...undelete, succeeded: 0, failed: 1000 }), true);
    const { outcome: _, ...running } = undelete;
    assert.equal(isOffered(running), true);
    editor.choose = ([, yes]) => yes;
    await offerUndelete(deletion, jobsWith(undelete), () => assert.fail('they are not in the Recycle Bin'));
  });

  it('shows on the row and the page of the job only what is offered', () => {
    const { row } = jobNodes(kindOf);
    const contextOf = (isUndeletable: boolean): boolean =>
      row(itemOf(deletion, { situation: { isUndeletable } })).context.includes('undeletable');
    assert.deepEqual([true, false].map(contextOf), [true, false]);
    assert.equal(snapshotOf(deletion, { isUndeletable: true }).isUndeletable, true);
    assert.equal(snapshotOf(deletion, { isUndeletable: false }).isUndeletable, undefined);
  });

  it('is named after the file of the deletion', () => {
    const undeletes = { jobId: deletion.jobId, file: '/data/old-accounts.csv' };
    const file = '/jobs/j1/succeeded.csv';
    const undelete: LoadState = { ...allIn, spec: { ...spec, file, operation: 'undelete', undeletes } };
    assert.equal(kindOf(undelete).title(undelete), 'Undelete old-accounts.csv → Account');
    assert.equal(jobNodes(kindOf).row(itemOf(undelete)).label, 'old-accounts.csv');
    assert.equal(snapshotOf(undelete).fileName, 'old-accounts.csv');
  });
});
