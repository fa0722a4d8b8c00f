// A file that was inserted before is known again: inserted twice, each of its rows would be two records.
import assert from 'node:assert/strict';
import { loadedBefore, type LoadToCompare } from '../../../../src/core/jobs/loadedBefore';
import type { LoadState } from '../../../../src/core/model/load';
import { loadSpec, processing } from '../../../fakes/jobStates';

const plan = processing.plan;
assert.ok(plan);

const insert: LoadState = {
  ...processing,
  jobId: 'j1',
  createdAt: 1000,
  succeeded: 500,
  unknown: 0,
  spec: { ...loadSpec, object: 'Account', operation: 'insert' },
  plan: { ...plan, sizeBytes: 10, sha256: 'abc' },
};
const load: LoadToCompare = { orgId: loadSpec.orgId, object: 'account', operation: 'insert' };

function file(sha256 = 'abc', sizeBytes = 10) {
  const read: string[] = [];
  return { read, sizeBytes, sha256: () => Promise.resolve((read.push(sha256), sha256)) };
}

describe('a file that was loaded before', () => {
  it('is found by its bytes, with the job and the number of records that it made', async () => {
    assert.deepEqual(await loadedBefore(load, file(), [insert]), { jobId: 'j1', at: 1000, inserted: 500, unknown: 0 });
    assert.ok(await loadedBefore({ ...load, operation: 'upsert' }, file(), [insert]));
  });

  it('is another file when one byte differs', async () => {
    assert.equal(await loadedBefore(load, file('abd'), [insert]), undefined);
  });

  it('is not read when no insert had a file of its size', async () => {
    const other = file('abc', 11);
    assert.equal(await loadedBefore(load, other, [insert]), undefined);
    assert.deepEqual(other.read, []);
  });

  it('is no second insert into another object or org, after a load without inserted rows, or as an update', async () => {
    const none = { ...insert, succeeded: 0 };
    assert.equal(await loadedBefore(load, file(), [none]), undefined);
    assert.equal(await loadedBefore({ ...load, object: 'Contact' }, file(), [insert]), undefined);
    assert.equal(await loadedBefore({ ...load, orgId: 'other' }, file(), [insert]), undefined);
    assert.equal(await loadedBefore({ ...load, operation: 'update' }, file(), [insert]), undefined);
    const upsert: LoadState = { ...insert, spec: { ...insert.spec, operation: 'upsert' } };
    assert.equal(await loadedBefore(load, file(), [upsert]), undefined);
  });

  it('counts when Salesforce did not say what became of its rows, and names the newest job', async () => {
    const unknown = { ...insert, jobId: 'j2', succeeded: 0, unknown: 7 };
    assert.equal((await loadedBefore(load, file(), [unknown, insert]))?.jobId, 'j2');
  });
});
