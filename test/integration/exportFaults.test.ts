// Every kind of bad day in every phase of an export: the file has every record once, in order, or the truth is told.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HttpResponse, HttpTransport } from '../../src/core/ports';
import { exportPhases as phases, passing, stopping, tooLong } from './badDays';
import { expectedCsv, fillContacts, soql } from './exportRows';
import { openHouse, signal, type House } from './house';

const records = 130;
const rowsPerResultPage = 20;

/** As a proxy that knows only the headers of the web. */
const withoutHeaders = (transport: HttpTransport): HttpTransport => ({
  send: async (request) => {
    const response: HttpResponse = await transport.send(request);
    const header = (name: string): string | undefined =>
      name.toLowerCase().startsWith('sforce-') ? undefined : response.header(name);
    return { ...response, header };
  },
});

describe('an export on a bad day', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true, idleTimeoutMs: 400, rowsPerResultPage });
    await fillContacts(house, records);
  });
  afterEach(() => house.close());

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, action] of Object.entries(passing))
      it(`${phase}: ${fault}`, async () => {
        const expected = await expectedCsv(house, soql);
        house.practice.faults.add({ ...at, action });
        const state = await house.export(soql);
        assert.deepEqual(
          [state.outcome, state.error?.code, state.interrupted?.code],
          ['completed', undefined, undefined],
        );
        assert.equal(house.practice.faults.list()[0]?.fired, 1, 'it went wrong indeed');
        assert.ok((await readFile(join(house.folder, 'export.csv'), 'utf8')) === expected);
      });
});

describe('an export that cannot go on by itself', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true, rowsPerResultPage });
    await fillContacts(house, records);
  });
  afterEach(() => house.close());

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, { action, code }] of Object.entries(stopping))
      it(`${phase}: ${fault}; it is interrupted, and goes on when it is resumed, without a record lost or twice`, async () => {
        const expected = await expectedCsv(house, soql);
        house.practice.faults.add({ ...at, action });
        const state = await house.export(soql);
        assert.deepEqual([state.outcome, state.interrupted?.code], [undefined, code]);
        await house.signInAgain();
        await house.core.jobs.resume(state.jobId);
        const after = await house.core.jobs.whenFinished(state.jobId, signal);
        assert.deepEqual([after.outcome, after.succeeded], ['completed', records]);
        assert.ok((await readFile(join(house.folder, 'export.csv'), 'utf8')) === expected);
      });

  for (const [phase, at] of Object.entries(phases))
    it(`${phase}: an address that is too long; it has every record, or says why there is no file`, async () => {
      const expected = await expectedCsv(house, soql);
      house.practice.faults.add({ ...at, action: tooLong });
      const state = await house.export(soql);
      const found = await readFile(join(house.folder, 'export.csv'), 'utf8').catch(() => undefined);
      if (state.outcome === 'completed') assert.ok(found === expected);
      else assert.deepEqual([state.error?.code, found], ['request.refused', undefined]);
      assert.equal(state.outcome, phase === 'look' ? 'completed' : phase === 'create' ? 'rejected' : 'failed');
    });

  const expired = {
    kind: 'refuse',
    status: 400,
    errorCode: 'INVALID_QUERY_LOCATOR',
    message: 'invalid query locator',
  } as const;

  for (const phase of ['second list', 'first page', 'a page in the middle', 'last page'] as const)
    it(`${phase}: a locator that has expired; it begins anew and has every record once`, async () => {
      const expected = await expectedCsv(house, soql);
      house.practice.faults.add({ ...phases[phase], action: expired });
      const state = await house.export(soql);
      assert.deepEqual([state.outcome, state.restarted?.code], ['completed', 'job.cursorGone']);
      assert.ok((await readFile(join(house.folder, 'export.csv'), 'utf8')) === expected);
    });

  it('does not begin anew for ever where no locator is good', async () => {
    house.practice.faults.add({ ...phases['a page in the middle'], times: 0, action: expired });
    const state = await house.export(soql);
    assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.cursorLost']);
  });
});

describe('an export without lists of pages', () => {
  const noLists = { path: '*/resultPages', times: 0, action: { kind: 'answer', status: 404, body: '' } } as const;

  async function open(through?: (transport: HttpTransport) => HttpTransport): Promise<House> {
    const house = await openHouse({ hasty: true, rowsPerResultPage, ...(through && { through }) });
    await fillContacts(house, records);
    return house;
  }

  it('goes from page to page, also after an interruption', async () => {
    const house = await open();
    const expected = await expectedCsv(house, soql);
    house.practice.faults.add(noLists);
    house.practice.faults.add({ path: '*/results', nth: 3, action: { kind: 'expireSessions' } });
    const state = await house.export(soql);
    assert.deepEqual([state.interrupted?.code, state.succeeded], ['login.expired', 40]);
    await house.signInAgain();
    await house.core.jobs.resume(state.jobId);
    assert.equal((await house.core.jobs.whenFinished(state.jobId, signal)).outcome, 'completed');
    assert.ok((await readFile(join(house.folder, 'export.csv'), 'utf8')) === expected);
    assert.equal(house.practice.requests.all.filter(({ path }) => path.endsWith('/resultPages')).length, 1);
    await house.close();
  });

  it('notices that a proxy removed the header with the locator, instead of ending early', async () => {
    const house = await open(withoutHeaders);
    house.practice.faults.add(noLists);
    const state = await house.export(soql);
    assert.deepEqual([state.interrupted?.code, state.outcome], ['network.headerLost', undefined]);
    assert.deepEqual(
      (await readdir(house.folder)).filter((name) => name === 'export.csv'),
      [],
    );
    await house.close();
  });

  it('needs no header when everything comes in one page, nor where there are lists', async () => {
    const house = await open(withoutHeaders);
    const expected = await expectedCsv(house, soql);
    assert.equal((await house.export(soql)).outcome, 'completed');
    assert.ok((await readFile(join(house.folder, 'export.csv'), 'utf8')) === expected);
    house.practice.faults.add(noLists);
    const few = await house.export('SELECT Id FROM Account', { overwrite: true });
    assert.deepEqual([few.outcome, few.succeeded], ['completed', 3]);
    await house.close();
  });
});

describe('an export that Salesforce or somebody else ends', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true, rowsPerResultPage });
    await fillContacts(house, records);
  });
  afterEach(() => house.close());

  const files = async (): Promise<readonly string[]> =>
    (await readdir(house.folder)).filter((name) => name.startsWith('export'));

  it('says why Salesforce could not run the query, and leaves no file', async () => {
    const message = 'InternalServerError : Unable to process';
    house.practice.faults.add({ object: 'Contact', action: { kind: 'failJob', afterChunks: 0, message } });
    const state = await house.export(soql);
    assert.deepEqual([state.outcome, state.error?.details['message']], ['failed', message]);
    assert.deepEqual(await files(), []);
  });

  for (const phase of ['look', 'list', 'a page in the middle'] as const)
    it(`says that the job is gone when somebody deletes it: ${phase}`, async () => {
      house.practice.faults.add({ ...phases[phase], action: { kind: 'loseJob' } });
      const state = await house.export(soql);
      assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.gone']);
      assert.deepEqual(await files(), []);
    });

  it('stops for lack of API calls and goes on when there are some again, with the pages it has', async () => {
    const limit = {
      kind: 'refuse',
      status: 403,
      errorCode: 'REQUEST_LIMIT_EXCEEDED',
      message: 'TotalRequests Limit exceeded.',
    } as const;
    house.practice.faults.add({ ...phases['second list'], action: limit });
    const state = await house.export(soql);
    assert.equal(state.interrupted?.code, 'limit.requests');
    await house.core.jobs.resume(state.jobId);
    const after = await house.core.jobs.whenFinished(state.jobId, signal);
    assert.deepEqual([after.outcome, after.succeeded], ['completed', records]);
  });
});
