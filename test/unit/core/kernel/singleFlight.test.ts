// Work that several callers share.
import { strict as assert } from 'node:assert';
import { createSingleFlight } from '../../../../src/core/kernel/singleFlight';

const never = new AbortController().signal;

function controlled() {
  const landings: ((value: string) => void)[] = [];
  const crashes: ((error: Error) => void)[] = [];
  const flight = createSingleFlight(
    () =>
      new Promise<string>((resolve, reject) => {
        landings.push(resolve);
        crashes.push(reject);
      }),
  );
  return { flight, landings, crashes };
}

describe('createFlight', () => {
  it('does the work once for everybody who asks meanwhile, and anew for who asks later', async () => {
    const { flight, landings } = controlled();
    const both = [flight(never), flight(never)];
    landings[0]!('first');
    assert.deepEqual(await Promise.all(both), ['first', 'first']);
    const later = flight(never);
    landings[1]!('second');
    assert.equal(await later, 'second');
  });

  it('lets one caller go without stopping the work for the others', async () => {
    const { flight, landings } = controlled();
    const impatient = new AbortController();
    const gone = flight(impatient.signal);
    const stays = flight(never);
    const reason = new Error('enough');
    impatient.abort(reason);
    await assert.rejects(gone, reason);
    landings[0]!('done');
    assert.equal(await stays, 'done');
    assert.equal(landings.length, 1);
  });

  it('tells everybody of a failure and does not remember it', async () => {
    const { flight, landings, crashes } = controlled();
    const both = [flight(never), flight(never)];
    const error = new Error('down');
    crashes[0]!(error);
    for (const one of both) await assert.rejects(one, error);
    const later = flight(never);
    landings[1]!('up again');
    assert.equal(await later, 'up again');
  });
});
