// The remote job that a create call without an answer may have left: aborted only when it can be no other program's.
import assert from 'node:assert/strict';
import type { OtherLoads } from '../../../../src/core/bulk/orphan';
import { freshPart } from '../../../../src/core/model/parts';
import { createFakeBulk, type FakeBulk } from '../../../fakes/fakeBulk';
import { broken, harness, plan, ran, uploadsOf, type Ran } from './partHarness';

describe('one part whose create call was not answered', () => {
  /** The call takes five seconds; jobs are listed as three seconds old, unless they have another age. */
  const lose = async (bulk: FakeBulk, otherLoads: Partial<OtherLoads> = {}, wasMade = true): Promise<Ran> => {
    bulk.fail('create', 1, broken(), ...(wasMade ? (['acted'] as const) : []));
    bulk.ageMs ??= 3_000;
    const { run } = harness(bulk);
    const create: typeof bulk.api.create = async (spec, task) => {
      await run.clock.sleep(5_000, task.signal);
      return bulk.api.create(spec, task);
    };
    const others = { remoteIds: new Set<string>(), mayBeCreating: false, ...otherLoads };
    const lost = { ...run, api: { ...bulk.api, create }, otherLoads: () => Promise.resolve(others) };
    return ran(freshPart(plan), lost);
  };
  const other = (bulk: FakeBulk, ageMs?: number): void =>
    void bulk.jobs.set('750-other', { state: 'Open', uploads: 0, body: '', next: [], ...(ageMs && { ageMs }) });
  const left = ({ log }: Ran): readonly string[] => log.filter((line) => line.startsWith('orphanLeft'));

  it('aborts the only job that was created meanwhile', async () => {
    const bulk = createFakeBulk();
    const result = await lose(bulk);
    assert.equal(bulk.jobs.get('750-1')?.state, 'Aborted');
    assert.deepEqual([left(result), result.log.at(-1)], [[], 'partFinished JobComplete 3+0+0+0']);
    assert.deepEqual(uploadsOf(bulk), ['750-2']);
  });

  it('leaves a job of another program alone that was there before, and does not name it', async () => {
    const bulk = createFakeBulk();
    other(bulk, 8_000);
    assert.deepEqual(left(await lose(bulk, {}, false)), []);
    assert.equal(bulk.jobs.get('750-other')?.state, 'Open');
  });

  it('leaves a job alone that was created in the second before or after the call began, and names it', async () => {
    const bulk = createFakeBulk();
    bulk.ageMs = 4_500;
    assert.deepEqual(left(await lose(bulk)), ['orphanLeft 750-1']);
    assert.equal(bulk.jobs.get('750-1')?.state, 'Open');
  });

  it('leaves a job alone whose age Salesforce does not tell, and names it', async () => {
    const bulk = createFakeBulk();
    bulk.ageMs = Number.NaN;
    assert.deepEqual(left(await lose(bulk)), ['orphanLeft 750-1']);
  });

  it('leaves two jobs alone that were created meanwhile, and names both', async () => {
    const bulk = createFakeBulk();
    other(bulk);
    assert.deepEqual(left(await lose(bulk)), ['orphanLeft 750-other', 'orphanLeft 750-2']);
    assert.equal(bulk.jobs.get('750-other')?.state, 'Open');
  });

  it('leaves its job alone where another program has created such jobs in the last hour, and names only its own', async () => {
    const bulk = createFakeBulk();
    other(bulk, 30 * 60_000);
    assert.deepEqual(left(await lose(bulk)), ['orphanLeft 750-2']);
    assert.equal(bulk.jobs.get('750-2')?.state, 'Open');
  });

  it('knows the jobs of the other loads on this computer', async () => {
    const bulk = createFakeBulk();
    other(bulk);
    assert.deepEqual(left(await lose(bulk, { remoteIds: new Set(['750-other']) })), []);
    assert.equal(bulk.jobs.get('750-other')?.state, 'Open');
    assert.equal(bulk.jobs.get('750-2')?.state, 'Aborted');
  });

  it('leaves its job alone while another load on this computer is creating one, and names it', async () => {
    const bulk = createFakeBulk();
    assert.deepEqual(left(await lose(bulk, { mayBeCreating: true })), ['orphanLeft 750-1']);
    assert.equal(bulk.jobs.get('750-1')?.state, 'Open');
  });

  it('names the job whose create call is in the journal but was never answered, and leaves it alone', async () => {
    const bulk = createFakeBulk();
    const own = harness(bulk);
    bulk.jobs.set('750-1', { state: 'Open', uploads: 0, body: '', next: [], ageMs: 3_000 });
    const creatingAt = own.run.clock.now() - 5_000;
    const { log } = await ran({ ...freshPart(plan), phase: 'creating', creatingAt }, own.run);
    assert.equal(log[0], 'orphanLeft 750-1');
    assert.equal(bulk.jobs.get('750-1')?.state, 'Open');
    assert.deepEqual(uploadsOf(bulk), ['750-2']);
  });
});
