// A load without a bulk job that is stopped or left alone in the middle of a call: the call's answer is waited for.
import assert from 'node:assert/strict';
import { openHouse, signal, type House } from './house';

/** Somebody who lets nobody pass until the door is opened. */
function createDoor(): {
  readonly reached: Promise<void>;
  readonly pass: () => Promise<void>;
  readonly open: () => void;
} {
  let arrive = (): void => undefined;
  let open = (): void => undefined;
  const reached = new Promise<void>((resolve) => (arrive = resolve));
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { reached, pass: () => (arrive(), opened), open: () => open() };
}

describe('a load without a bulk job that is stopped in the middle of a call', () => {
  let house: House;
  let door: ReturnType<typeof createDoor>;
  let jobId: string;
  beforeEach(async () => {
    door = createDoor();
    house = await openHouse({
      through: (transport) => ({
        send: async (request) => {
          const answer = await transport.send(request);
          if (request.url.includes('/composite/')) await door.pass();
          return answer;
        },
      }),
    });
    const rows = Array.from({ length: 450 }, (_, index) => `Row ${index}`);
    // Three calls, one after the other; Salesforce has acted on the first, and its answer is on its way.
    jobId = await house.core.jobs.start({
      kind: 'load',
      orgId: house.orgId,
      object: 'Account',
      operation: 'insert',
      file: await house.csv('a.csv', `Name\n${rows.join('\n')}\n`),
      api: 'collections',
      parallelParts: 1,
    });
    await door.reached;
  });
  afterEach(() => house.close());

  const held = "SELECT COUNT(Id) n FROM Account WHERE Name LIKE 'Row %'";

  it('settles what the call did, sends nothing more and ends as stopped', async () => {
    await house.core.jobs.abort(jobId);
    door.open();
    const state = await house.core.jobs.whenFinished(jobId, signal);
    assert.deepEqual([state.outcome, state.error], ['aborted', undefined]);
    assert.deepEqual([state.succeeded, state.failed, state.unprocessed], [200, 0, 250]);
    assert.deepEqual(await house.rowsOf(held), [{ n: 200 }]);
  });

  it('goes on where it was when the window is closed and opened again, without a row in doubt', async () => {
    const closing = house.core.jobs.close();
    door.open();
    await closing;
    const { jobs } = await house.newCore();
    await jobs.resumeUnfinished();
    const state = await jobs.whenFinished(jobId, signal);
    assert.deepEqual([state.outcome, state.succeeded, state.unprocessed], ['completed', 450, 0]);
    assert.deepEqual(await house.rowsOf(held), [{ n: 450 }]);
  });
});
