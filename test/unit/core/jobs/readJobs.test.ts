// Readings of a journal that take long: what they find is older than what happened meanwhile, and does not replace it.
import assert from 'node:assert/strict';
import type { Jobs } from '../../../../src/core/core';
import { createJobs } from '../../../../src/core/jobs/jobs';
import type { JobStore } from '../../../../src/core/ports';
import { createMemoryJobStore } from '../../../fakes/memoryJobStore';
import { kindsOf, type ScriptedRun } from '../../../fakes/jobKinds';
import { completed, insertSpec as spec, neverAborted, plannedLoad, scripted } from '../../../fakes/jobEvents';
import { jobsDeps } from '../../../fakes/jobsDeps';

/** A promise and the function that resolves it. */
function gate(): { readonly open: () => void; readonly opened: Promise<void> } {
  let open: () => void = () => undefined;
  return { opened: new Promise<void>((resolve) => (open = resolve)), open: () => open() };
}

const settled = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

describe('a job whose journal is read slowly', () => {
  let opened: Jobs | undefined;
  afterEach(() => opened?.close());

  type Changes = (plain: JobStore, changed: (jobId: string) => void) => Partial<JobStore>;

  /** `changed` reports a change of a job, as the disk does for each line. */
  function open(run: ScriptedRun, changes: Changes): Jobs {
    const plain = createMemoryJobStore();
    let onChange: (jobId: string) => void = () => undefined;
    const watch: JobStore['watch'] = (listener) => {
      onChange = listener;
      return () => undefined;
    };
    const store = { ...plain, watch, ...changes(plain, (jobId) => onChange(jobId)) };
    opened = createJobs({ ...jobsDeps(), store, kinds: kindsOf(run) });
    return opened;
  }

  it('is not forgotten when the reading began before the journal existed', async () => {
    const late = gate();
    let readings = 0;
    const jobs = open(scripted([completed]), (plain, changed) => ({
      claim: (jobId) => {
        changed(jobId);
        return plain.claim(jobId);
      },
      read: async (jobId) => {
        const journal = await plain.read(jobId);
        readings++;
        await late.opened;
        return journal;
      },
    }));
    const jobId = await jobs.start(spec);
    await jobs.whenFinished(jobId, neverAborted);
    assert.equal(readings, 1);
    late.open();
    await settled();
    assert.equal(jobs.get(jobId)?.outcome, 'completed');
  });

  it('keeps its end when the reading began before its run', async () => {
    const late = gate();
    let readings = 0;
    const jobs = open(scripted([completed]), (plain, changed) => ({
      append: async (jobId, line) => {
        await plain.append(jobId, line);
        if (readings === 0) changed(jobId);
      },
      read: async (jobId) => {
        const journal = await plain.read(jobId);
        readings++;
        await late.opened;
        return journal;
      },
    }));
    const jobId = await jobs.start(spec);
    await jobs.whenFinished(jobId, neverAborted);
    assert.equal(readings, 1, 'the first line was read');
    late.open();
    await settled();
    assert.equal(jobs.get(jobId)?.outcome, 'completed');
  });

  it('is not called unreadable when the reading began during its run and fails', async () => {
    const late = gate();
    const ends = gate();
    const run: ScriptedRun = async function* () {
      yield plannedLoad(1);
      await ends.opened;
      yield completed;
    };
    const read = (): Promise<never> => late.opened.then(() => Promise.reject(new Error('EMFILE')));
    const jobs = open(run, () => ({ read }));
    const jobId = await jobs.start(spec);
    const reading = jobs.resumeUnfinished();
    ends.open();
    await jobs.whenFinished(jobId, neverAborted);
    late.open();
    await reading;
    assert.deepEqual([jobs.get(jobId)?.outcome, jobs.unreadable()], ['completed', []]);
  });
});
