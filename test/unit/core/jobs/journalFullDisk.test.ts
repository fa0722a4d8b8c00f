// A journal that cannot be written, as on a full disk: nobody waits for ever, and nothing is left that never began.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import type { LoadSpec } from '../../../../src/core/model/load';
import { createHastyClock } from '../../../fakes/manualClock';
import { createMemoryFiles } from '../../../fakes/memoryFiles';
import { createMemoryJobStore, createShelf, type Shelf } from '../../../fakes/memoryJobStore';
import { kindsOf, type ScriptedRun, type AnyJobEvent } from '../../../fakes/jobKinds';
import { freeJobs } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const spec: LoadSpec = { kind: 'load', orgId: 'org', file: 'a.csv', object: 'Account', operation: 'insert' };
const finish: AnyJobEvent = { at: 1, type: 'finished', outcome: 'completed' };
const never = new AbortController().signal;

/** `room`: how many events the disk takes. */
function open(shelf: Shelf, room: number): Jobs {
  const store = createMemoryJobStore(shelf);
  const runner: ScriptedRun = async function* () {
    yield finish;
  };
  let written = 0;
  return createJobs({
    guard: freeJobs,
    store: {
      ...store,
      append: async (jobId, event) => {
        if (++written > room) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
        await store.append(jobId, event);
      },
    },
    clock: createHastyClock(),
    log: createRecordingLog(),
    kinds: kindsOf(runner),
    files: createMemoryFiles(),
    orgLabel: async () => 'My org',
    knowsOrg: async () => true,
    onOrgsChange: () => () => undefined,
  });
}

describe('a journal that finds no room on the disk', () => {
  it('interrupts the job for whoever waits for it, and the job can be taken up', async () => {
    const shelf = createShelf();
    const jobs = open(shelf, 1);
    const jobId = await jobs.start(spec);
    const state = await jobs.whenFinished(jobId, never);
    assert.deepEqual([state.outcome, state.interrupted?.code], [undefined, 'input.cannotWrite']);
    assert.match(String(state.interrupted?.details['file']), new RegExp(jobId));
    await jobs.close();
    const later = open(shelf, Infinity);
    await later.load();
    await later.resume(jobId);
    assert.equal((await later.whenFinished(jobId, never)).outcome, 'completed');
    await later.close();
  });

  it('makes no job that could not be found again', async () => {
    const shelf = createShelf();
    const jobs = open(shelf, 0);
    await assert.rejects(jobs.start(spec), { code: 'input.cannotWrite' });
    assert.deepEqual([jobs.list(), shelf.owners.size, shelf.journals.size], [[], 0, 0]);
    await jobs.close();
  });
});
