// What a proxy, a login page or a broken answer says about a job ends no job: its rows keep their true results.
import assert from 'node:assert/strict';
import type { LoadSpec } from '../../../src/core/core';
import type { FaultSpec, HttpAction } from '../../../src/practice/org/faults';
import { loadPhases as phases } from '../setup/faultPlans';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

const page = '<html>Sign in to the hotel</html>';
const foreign: Readonly<Record<string, HttpAction>> = {
  'a page with status 200': { kind: 'answer', status: 200, body: page },
  'an empty response': { kind: 'answer', status: 200, body: '' },
  'a redirect': { kind: 'answer', status: 302, body: '' },
  'a page with status 403': { kind: 'answer', status: 403, body: page },
  'a page with status 404': { kind: 'answer', status: 404, body: page },
  'JSON that is cut': { kind: 'answer', status: 200, body: '{"id":"7505e0000' },
};
const notFound: HttpAction = {
  kind: 'refuse',
  status: 404,
  errorCode: 'NOT_FOUND',
  message: 'The requested resource does not exist',
};

describe('a load whose calls something else than Salesforce answers', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const text = 'LastName\nRow 1\nRow 2\n';
  const start = async (spec: Partial<LoadSpec> = {}) =>
    setup.load(await setup.csv('a.csv', text), { object: 'Contact', ...spec });
  const arm = (spec: Omit<FaultSpec, 'action'>, action: HttpAction): void =>
    void setup.practice.faults.add({ ...spec, action });
  const saved = async (): Promise<unknown> =>
    (await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'"))[0]?.['n'];

  for (const phase of ['poll', 'close', 'results', 'unprocessed'] as const)
    for (const [what, action] of Object.entries(foreign))
      it(`${phase}: ${what}, until it is interrupted; a resume has the result of every row`, async () => {
        arm({ ...phases[phase], times: 0 }, action);
        const state = await start();
        assert.deepEqual([state.outcome, state.interrupted?.code], [undefined, 'network.notSalesforce']);
        assert.equal(state.unknown, 0);
        setup.practice.faults.clear();
        await setup.core.jobs.resume(state.jobId);
        const after = await setup.core.jobs.whenFinished(state.jobId, signal);
        assert.deepEqual([after.outcome, after.succeeded, await saved()], ['completed', 2, 2]);
      });

  // The first poll finds the job open, so none of its rows could have been processed.
  for (const [phase, nth] of [
    ['poll', 2],
    ['results', 1],
  ] as const)
    it(`${phase}: believes that a job is gone only when Salesforce says so twice`, async () => {
      arm({ ...phases[phase], nth }, notFound);
      const once = await start();
      assert.deepEqual([once.outcome, once.succeeded], ['completed', 2]);
      arm({ ...phases[phase], nth, times: 2 }, notFound);
      const twice = await start();
      assert.deepEqual([twice.outcome, twice.error?.code, twice.unknown], ['failed', 'job.gone', 2]);
    });

  it('does not believe an answer about another job', async () => {
    const other = { id: '7505e0000000001AAA', state: 'JobComplete', numberRecordsProcessed: 2 };
    arm({ ...phases.poll, nth: 2, times: 8 }, { kind: 'answer', status: 200, body: JSON.stringify(other) });
    setup.practice.faults.add({ object: 'Contact', action: { kind: 'pace', startDelayMs: 20 } });
    const state = await start();
    assert.deepEqual([state.outcome, state.succeeded, state.unknown], ['completed', 2, 0]);
    assert.equal(setup.practice.faults.list()[0]?.fired, 8);
  });

  it('aborts and uploads again when the upload is answered with another status than 201', async () => {
    arm(phases.upload, { kind: 'answer', status: 200, body: '' });
    const state = await start();
    assert.deepEqual([state.outcome, state.succeeded, await saved()], ['completed', 2, 2]);
    assert.equal(state.parts[0]?.abandoned.length, 1);
  });

  it('aborts the job in Salesforce although the first answer to it is a page', async () => {
    setup.practice.faults.add({ object: 'Contact', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    const jobId = await setup.core.jobs.start({
      kind: 'load',
      orgId: setup.orgId,
      object: 'Contact',
      operation: 'insert',
      api: 'bulk',
      file: await setup.csv('a.csv', text),
    });
    const isClosed = (): boolean => setup.practice.requests.all.some(({ method }) => method === 'PATCH');
    while (!isClosed()) await new Promise((resolve) => setImmediate(resolve));
    arm({ method: 'PATCH', path: '*/jobs/ingest/*' }, foreign['a page with status 403'] as HttpAction);
    await setup.core.jobs.abort(jobId);
    const state = await setup.core.jobs.whenFinished(jobId, signal);
    assert.deepEqual([state.outcome, state.unprocessed, await saved()], ['aborted', 2, 0]);
  });

  for (const api of ['rest', 'collections'] as const)
    for (const [what, action] of Object.entries(foreign))
      it(`insert over ${api}: ${what}; the row is unknown and is not sent again`, async () => {
        setup.practice.requests.clear();
        arm({ method: 'POST', path: api === 'rest' ? '*/sobjects/Contact' : '*/composite/sobjects' }, action);
        const state = await start({ api, partRecords: 1, parallelParts: 1 });
        assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.outcomeUnknown']);
        assert.deepEqual([state.succeeded, state.unknown, await saved()], [1, 1, 1]);
        assert.equal(setup.practice.requests.all.filter(({ method }) => method === 'POST').length, 2);
      });
});
