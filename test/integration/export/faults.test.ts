// Every fault in every phase of an export: the file has every record once and in order, or the job says why not.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpResponse, HttpTransport } from '../../../src/core/ports';
import { exportPhases as phases, temporaryFaults, lastingFaults, urlTooLong } from '../setup/faultPlans';
import { expectedCsv, fillContacts, soql } from '../setup/exportRows';
import { openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

const records = 130;
const rowsPerResultPage = 20;

/** Like a proxy that removes headers that it does not know. */
const withoutHeaders = (transport: HttpTransport): HttpTransport => ({
  send: async (request) => {
    const response: HttpResponse = await transport.send(request);
    const header = (name: string): string | undefined =>
      name.toLowerCase().startsWith('sforce-') ? undefined : response.header(name);
    return { ...response, header };
  },
});

describe('an export with a temporary fault', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, idleTimeoutMs: 400, rowsPerResultPage });
    await fillContacts(setup, records);
  });
  afterEach(() => setup.close());

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, action] of Object.entries(temporaryFaults))
      it(`${phase}: ${fault}`, async () => {
        const expected = await expectedCsv(setup, soql);
        setup.practice.faults.add({ ...at, action });
        const state = await setup.export(soql);
        assert.deepEqual(
          [state.outcome, state.error?.code, state.interrupted?.code],
          ['completed', undefined, undefined],
        );
        assert.equal(setup.practice.faults.list()[0]?.fired, 1, 'it went wrong indeed');
        assert.ok((await readFile(join(setup.folder, 'export.csv'), 'utf8')) === expected);
      });
});

describe('an export with a lasting fault', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, rowsPerResultPage });
    await fillContacts(setup, records);
  });
  afterEach(() => setup.close());

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, { action, code }] of Object.entries(lastingFaults))
      it(`${phase}: ${fault}; it is interrupted, and a resume loses and repeats no record`, async () => {
        const expected = await expectedCsv(setup, soql);
        setup.practice.faults.add({ ...at, action });
        const state = await setup.export(soql);
        assert.deepEqual([state.outcome, state.interrupted?.code], [undefined, code]);
        await setup.signInAgain();
        await setup.core.jobs.resume(state.jobId);
        const after = await setup.core.jobs.whenFinished(state.jobId, signal);
        assert.deepEqual([after.outcome, after.succeeded], ['completed', records]);
        assert.ok((await readFile(join(setup.folder, 'export.csv'), 'utf8')) === expected);
      });

  for (const [phase, at] of Object.entries(phases))
    it(`${phase}: URL too long; it has every record, or says why there is no file`, async () => {
      const expected = await expectedCsv(setup, soql);
      setup.practice.faults.add({ ...at, action: urlTooLong });
      const state = await setup.export(soql);
      const found = await readFile(join(setup.folder, 'export.csv'), 'utf8').catch(() => undefined);
      if (state.outcome === 'completed') assert.ok(found === expected);
      else assert.deepEqual([state.error?.code, found], ['request.refused', undefined]);
      assert.equal(state.outcome, phase === 'poll' ? 'completed' : phase === 'create' ? 'rejected' : 'failed');
    });

  const expired = {
    kind: 'refuse',
    status: 400,
    errorCode: 'INVALID_QUERY_LOCATOR',
    message: 'invalid query locator',
  } as const;

  for (const phase of ['list more', 'first page', 'middle page', 'last page'] as const)
    it(`${phase}: expired locator; it starts over and has every record once`, async () => {
      const expected = await expectedCsv(setup, soql);
      setup.practice.faults.add({ ...phases[phase], action: expired });
      const state = await setup.export(soql);
      assert.deepEqual([state.outcome, state.restarted?.code], ['completed', 'job.locatorExpired']);
      assert.ok((await readFile(join(setup.folder, 'export.csv'), 'utf8')) === expected);
    });

  it('starts over only once when no locator is valid', async () => {
    setup.practice.faults.add({ ...phases['middle page'], times: 0, action: expired });
    const state = await setup.export(soql);
    assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.locatorExpiredTwice']);
  });
});

describe('an export without lists of pages', () => {
  const noResource = { kind: 'refuse', status: 404, errorCode: 'NOT_FOUND', message: 'does not exist' } as const;
  const noLists = { path: '*/resultPages', times: 0, action: noResource } as const;

  async function open(through?: (transport: HttpTransport) => HttpTransport): Promise<CoreSetup> {
    const setup = await openCoreSetup({ hasty: true, rowsPerResultPage, ...(through && { through }) });
    await fillContacts(setup, records);
    return setup;
  }

  it('downloads page after page, also after an interruption', async () => {
    const setup = await open();
    const expected = await expectedCsv(setup, soql);
    setup.practice.faults.add(noLists);
    setup.practice.faults.add({ path: '*/results', nth: 3, action: { kind: 'expireSessions' } });
    const state = await setup.export(soql);
    assert.deepEqual([state.interrupted?.code, state.succeeded], ['login.expired', 40]);
    await setup.signInAgain();
    await setup.core.jobs.resume(state.jobId);
    assert.equal((await setup.core.jobs.whenFinished(state.jobId, signal)).outcome, 'completed');
    assert.ok((await readFile(join(setup.folder, 'export.csv'), 'utf8')) === expected);
    assert.equal(setup.practice.requests.all.filter(({ path }) => path.endsWith('/resultPages')).length, 1);
    await setup.close();
  });

  it('notices that a proxy removed the header with the locator, instead of ending early', async () => {
    const setup = await open(withoutHeaders);
    setup.practice.faults.add(noLists);
    const state = await setup.export(soql);
    assert.deepEqual([state.interrupted?.code, state.outcome], ['network.missingHeader', undefined]);
    assert.deepEqual(
      (await readdir(setup.folder)).filter((name) => name === 'export.csv'),
      [],
    );
    await setup.close();
  });

  it('needs no header for a single page or with lists of pages', async () => {
    const setup = await open(withoutHeaders);
    const expected = await expectedCsv(setup, soql);
    assert.equal((await setup.export(soql)).outcome, 'completed');
    assert.ok((await readFile(join(setup.folder, 'export.csv'), 'utf8')) === expected);
    setup.practice.faults.add(noLists);
    const few = await setup.export('SELECT Id FROM Account', { overwrite: true });
    assert.deepEqual([few.outcome, few.succeeded], ['completed', 3]);
    await setup.close();
  });
});

describe('an export that Salesforce or another user ends', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, rowsPerResultPage });
    await fillContacts(setup, records);
  });
  afterEach(() => setup.close());

  const files = async (): Promise<readonly string[]> =>
    (await readdir(setup.folder)).filter((name) => name.startsWith('export'));

  it('says why Salesforce could not run the query, and leaves no file', async () => {
    const message = 'InternalServerError : Unable to process';
    setup.practice.faults.add({ object: 'Contact', action: { kind: 'failJob', afterChunks: 0, message } });
    const state = await setup.export(soql);
    assert.deepEqual([state.outcome, state.error?.details['message']], ['failed', message]);
    assert.deepEqual(await files(), []);
  });

  for (const phase of ['poll', 'list', 'middle page'] as const)
    it(`says that the job is gone when another user deletes it: ${phase}`, async () => {
      setup.practice.faults.add({ ...phases[phase], action: { kind: 'loseJob' } });
      const state = await setup.export(soql);
      assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.gone']);
      assert.deepEqual(await files(), []);
    });

  it('is interrupted without API requests and continues with the pages it has when there are some again', async () => {
    const limit = {
      kind: 'refuse',
      status: 403,
      errorCode: 'REQUEST_LIMIT_EXCEEDED',
      message: 'TotalRequests Limit exceeded.',
    } as const;
    setup.practice.faults.add({ ...phases['list more'], action: limit });
    const state = await setup.export(soql);
    assert.equal(state.interrupted?.code, 'limit.requests');
    await setup.core.jobs.resume(state.jobId);
    const after = await setup.core.jobs.whenFinished(state.jobId, signal);
    assert.deepEqual([after.outcome, after.succeeded], ['completed', records]);
  });
});
