// When a bulk job is polled: a small one soon, so that its user need not wait, a large one seldom, because each poll is
// an API call.
import assert from 'node:assert/strict';
import { freshPart } from '../../../../src/core/model/parts';
import { createFakeBulk } from '../../../fakes/fakeBulk';
import { harness, plan, ran } from './partHarness';

async function waitsOf(records: number, firstPollSeconds?: number): Promise<readonly number[]> {
  const bulk = createFakeBulk();
  bulk.path = [...Array.from({ length: 8 }, () => 'InProgress' as const), 'JobComplete'];
  const { run } = harness(bulk);
  const waits: number[] = [];
  const clock: typeof run.clock = {
    ...run.clock,
    sleep: (waitMs, signal) => {
      waits.push(waitMs);
      return run.clock.sleep(waitMs, signal);
    },
  };
  await ran(freshPart({ ...plan, records }), { ...run, clock, firstPollSeconds });
  return waits;
}

describe('the polls of a bulk job', () => {
  it('begin after 0.5 and 1 second for up to 10,000 rows, then follow the schedule', async () => {
    assert.deepEqual(await waitsOf(10_000), [500, 1000, 2000, 3000, 4500, 6750, 10_125, 15_187.5, 22_781.25]);
  });

  it('begin after 2 seconds for more rows', async () => {
    assert.deepEqual(await waitsOf(10_001), [2000, 3000, 4500, 6750, 10_125, 15_187.5, 22_781.25, 30_000, 30_000]);
  });

  it('begin when the person says so', async () => {
    assert.deepEqual((await waitsOf(10_001, 20)).slice(0, 3), [20_000, 30_000, 30_000]);
  });
});
