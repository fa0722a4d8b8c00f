// Work shared by several callers.
import { strict as assert } from 'node:assert';
import { createSingleFlight } from '../../../../src/core/kernel/singleFlight';

const never = new AbortController().signal;

function controlled() {
  const successes: ((value: string) => void)[] = [];
  const failures: ((error: Error) => void)[] = [];
  const flight = createSingleFlight(
    () =>
      new Promise<string>((resolve, reject) => {
        successes.push(resolve);
        failures.push(reject);
      }),
  );
  return { flight, successes, failures };
}

describe('createSingleFlight', () => {
  it('does the work once for all callers at the same time, and again for a later caller', async () => {
    const { flight, successes } = controlled();
    const both = [flight(never), flight(never)];
    successes[0]!('first');
    assert.deepEqual(await Promise.all(both), ['first', 'first']);
    const later = flight(never);
    successes[1]!('second');
    assert.equal(await later, 'second');
  });

  it('lets one caller stop waiting without stopping the work for the others', async () => {
    const { flight, successes } = controlled();
    const impatient = new AbortController();
    const gone = flight(impatient.signal);
    const remaining = flight(never);
    const reason = new Error('enough');
    impatient.abort(reason);
    await assert.rejects(gone, reason);
    successes[0]!('done');
    assert.equal(await remaining, 'done');
    assert.equal(successes.length, 1);
  });

  it('fails all callers when the work fails, and does not store the failure', async () => {
    const { flight, successes, failures } = controlled();
    const both = [flight(never), flight(never)];
    const error = new Error('down');
    failures[0]!(error);
    for (const one of both) await assert.rejects(one, error);
    const later = flight(never);
    successes[1]!('up again');
    assert.equal(await later, 'up again');
  });
});
