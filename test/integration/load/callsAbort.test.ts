// A load without a bulk job that is aborted or detached in the middle of a call waits for the answer of the call.
import assert from 'node:assert/strict';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

/** Holds calls until they are released. */
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

describe('a load without a bulk job that is aborted in the middle of a call', () => {
  let setup: CoreSetup;
  let door: ReturnType<typeof createDoor>;
  let jobId: string;
  beforeEach(async () => {
    door = createDoor();
    setup = await openCoreSetup({
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
    jobId = await setup.core.jobs.start({
      kind: 'load',
      orgId: setup.orgId,
      object: 'Account',
      operation: 'insert',
      file: await setup.csv('a.csv', `Name\n${rows.join('\n')}\n`),
      api: 'collections',
      parallelParts: 1,
    });
    await door.reached;
  });
  afterEach(() => setup.close());

  const held = "SELECT COUNT(Id) n FROM Account WHERE Name LIKE 'Row %'";

  it('records what the call did, sends nothing more and ends as aborted', async () => {
    await setup.core.jobs.abort(jobId);
    door.open();
    const state = await setup.core.jobs.whenFinished(jobId, signal);
    assert.deepEqual([state.outcome, state.error], ['aborted', undefined]);
    assert.deepEqual([state.succeeded, state.failed, state.unprocessed], [200, 0, 250]);
    assert.deepEqual(await setup.rowsOf(held), [{ n: 200 }]);
  });

  it('continues where it was when the window is closed and opened again, and no row has an unknown outcome', async () => {
    const closing = setup.core.jobs.close();
    door.open();
    await closing;
    const { jobs } = await setup.newCore();
    await jobs.resumeUnfinished();
    const state = await jobs.whenFinished(jobId, signal);
    assert.deepEqual([state.outcome, state.succeeded, state.unprocessed], ['completed', 450, 0]);
    assert.deepEqual(await setup.rowsOf(held), [{ n: 450 }]);
  });
});
