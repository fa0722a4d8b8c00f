// Every kind of bad day in every phase of a load: the job ends in the true state, the rows add up, and no row arrives twice.
import assert from 'node:assert/strict';
import type { HttpAction } from '../../src/practice/faults';
import { adds, openHouse, type House } from './house';

const phases = {
  create: { method: 'POST', path: '*/jobs/ingest' },
  upload: { method: 'PUT', path: '*/batches' },
  close: { method: 'PATCH', path: '*/jobs/ingest/*' },
  look: { method: 'GET', path: '*/jobs/ingest/750*' },
  results: { method: 'GET', path: '*Results/' },
  unprocessed: { method: 'GET', path: '*/unprocessedrecords/' },
} as const;

const faults: Readonly<Record<string, HttpAction>> = {
  'a reset before the request is read': { kind: 'reset', when: 'beforeBody' },
  'a reset after the request is read': { kind: 'reset', when: 'afterBody' },
  'a reset after Salesforce acted': { kind: 'reset', when: 'afterAction' },
  'a reset in the middle of the answer': { kind: 'reset', when: 'midResponse' },
  'a hang before the request is read': { kind: 'hang', when: 'beforeBody' },
  'a hang after Salesforce acted': { kind: 'hang', when: 'afterAction' },
  'a maintenance page': { kind: 'maintenance' },
  'too many requests at once': {
    kind: 'refuse',
    status: 403,
    errorCode: 'REQUEST_LIMIT_EXCEEDED',
    message: 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.',
  },
  'a 429 that says when to come back': { kind: 'answer', status: 429, body: '', headers: { 'Retry-After': '1' } },
};

describe('a load on a bad day', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true, idleTimeoutMs: 400 });
  });
  afterEach(() => house.close());

  const rows = Array.from({ length: 60 }, (_, index) => `Row ${index},${index % 10 === 3 ? 'not an e-mail' : ''}`);
  const text = `LastName,Email\n${rows.join('\n')}\n`;

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, action] of Object.entries(faults))
      it(`${phase}: ${fault}`, async () => {
        house.practice.faults.add({ ...at, action });
        const state = await house.load(await house.csv('a.csv', text), { object: 'Contact', partRecords: 25 });
        assert.deepEqual([state.end, state.trouble?.code, state.interrupted?.code], ['complete', undefined, undefined]);
        assert.deepEqual([state.succeeded, state.failed, state.unprocessed], [54, 6, 0]);
        assert.deepEqual(await house.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'"), [
          { n: 54 },
        ]);
      });
});

describe('a load whose login ends', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true });
  });
  afterEach(() => house.close());

  for (const [phase, at] of Object.entries(phases))
    it(`is interrupted in “${phase}” and goes on after a new login, with every row once`, async () => {
      house.practice.faults.add({ ...at, action: { kind: 'expireSessions' } });
      const state = await house.load(await house.csv('a.csv', 'LastName\nRow 1\nRow 2\n'), { object: 'Contact' });
      assert.equal(state.interrupted?.code, 'login.expired');
      await house.signInAgain();
      await house.core.jobs.resume(state.jobId);
      const after = await house.core.jobs.finished(state.jobId, new AbortController().signal);
      assert.deepEqual([after.end, after.succeeded], ['complete', 2]);
      assert.deepEqual(await house.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'"), [{ n: 2 }]);
    });
});

describe('a load that Salesforce or somebody else ends', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ hasty: true });
  });
  afterEach(() => house.close());

  it('keeps apart what was saved and what was not, when the job fails in the middle', async () => {
    const message = 'InternalServerError : Unable to process';
    house.practice.faults.add({ object: 'Account', action: { kind: 'failJob', afterChunks: 1, message } });
    const rows = Array.from({ length: 25_000 }, (_, index) => `Row ${index}`);
    const state = await house.load(await house.csv('a.csv', `Name\n${rows.join('\n')}\n`), {});
    assert.deepEqual([state.end, state.succeeded, state.failed, state.unprocessed], ['broken', 10_000, 0, 15_000]);
    assert.equal(state.trouble?.details['message'], message);
  });

  it('says that nothing arrived when Salesforce lost the upload', async () => {
    house.practice.faults.add({ object: 'Account', action: { kind: 'dropContent' } });
    const state = await house.load(await house.csv('a.csv', 'Name\na\nb\n'), {});
    assert.deepEqual([state.end, state.succeeded, state.unprocessed], ['broken', 0, 2]);
    assert.ok(adds(state));
  });

  it('says that the job is gone when somebody deletes it', async () => {
    house.practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    house.practice.faults.add({ ...phases.look, nth: 3, action: { kind: 'loseJob' } });
    const state = await house.load(await house.csv('a.csv', 'Name\na\nb\n'), {});
    assert.deepEqual([state.end, state.trouble?.code], ['broken', 'job.gone']);
    assert.ok(adds(state));
  });

  it('stops for lack of API calls and goes on when there are some again', async () => {
    const limit = {
      kind: 'refuse',
      status: 403,
      errorCode: 'REQUEST_LIMIT_EXCEEDED',
      message: 'TotalRequests Limit exceeded.',
    } as const;
    house.practice.faults.add({ ...phases.upload, action: limit });
    const state = await house.load(await house.csv('a.csv', 'Name\na\nb\n'), {});
    assert.equal(state.interrupted?.code, 'limit.requests');
    await house.core.jobs.resume(state.jobId);
    assert.equal((await house.core.jobs.finished(state.jobId, new AbortController().signal)).succeeded, 2);
  });
});
