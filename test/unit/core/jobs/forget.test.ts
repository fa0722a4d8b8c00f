// Forgetting a job deletes its files, which a retry in another window may be about to send.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { toLine } from '../../../../src/core/jobs/journal';
import { createJobs } from '../../../../src/core/jobs/jobs';
import type { LoadSpec } from '../../../../src/core/model/load';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { createMemoryJobStore, createShelf, type Shelf } from '../../../fakes/memoryJobStore';
import { kindsOf, type AnyJobEvent } from '../../../fakes/jobKinds';
import { freeJobs } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const spec: LoadSpec = { kind: 'load', orgId: 'org', file: 'a.csv', object: 'Account', operation: 'insert' };
const never = new AbortController().signal;

describe('a job that is to be forgotten', () => {
  let shelf: Shelf;
  let jobs: Jobs;
  let jobId: string;
  beforeEach(async () => {
    shelf = createShelf();
    jobs = createJobs({
      guard: freeJobs,
      store: createMemoryJobStore(shelf),
      clock: createHastyClock(),
      log: createRecordingLog(),
      kinds: kindsOf(async function* () {
        yield { at: 1, type: 'finished', outcome: 'completed' };
      }),
      files: createMemoryFiles(),
      orgLabel: async () => 'My org',
      knowsOrg: async () => true,
      onOrgsChange: () => () => undefined,
    });
    jobId = await jobs.start(spec);
    await jobs.whenFinished(jobId, never);
  });
  afterEach(() => jobs.close());

  const isKept = (): void => {
    assert.ok(shelf.journals.has(jobId));
    assert.ok(jobs.get(jobId));
  };

  it('stays while another window takes rows of it for a retry', async () => {
    const claim = await createMemoryJobStore(shelf).claim(jobId);
    await assert.rejects(jobs.remove(jobId), { code: 'job.unfinished' });
    assert.equal(await jobs.removeFinished(Infinity), 0);
    isKept();
    await claim?.release();
    await jobs.remove(jobId);
    assert.equal(shelf.journals.has(jobId), false);
  });

  it('stays with its files when a retry began elsewhere that was not seen here yet', async () => {
    const files = { rowsFile: 'r', linesFile: 'l' };
    const retryOf = { jobId, list: 'failed', records: 1, ...files } as const;
    const begun: AnyJobEvent = { at: 2, type: 'created', jobId: 'retry', orgLabel: '', spec: { ...spec, retryOf } };
    shelf.journals.set('retry', [toLine(begun)]);
    await assert.rejects(jobs.remove(jobId), { code: 'job.unfinished' });
    assert.equal(await jobs.removeFinished(Infinity), 0);
    isKept();
  });
});
