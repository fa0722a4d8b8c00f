// Every fault in every phase of a load: the job reports the true state, the rows add up, and no row arrives twice.
import assert from 'node:assert/strict';
import { loadPhases as phases, temporaryFaults, lastingFaults, urlTooLong } from '../setup/faultPlans';
import { adds, openCoreSetup, quiet, signal, type CoreSetup } from '../setup/coreSetup';

describe('a load with a temporary fault', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, idleTimeoutMs: 400 });
  });
  afterEach(() => setup.close());

  const rows = Array.from({ length: 60 }, (_, index) => `Row ${index},${index % 10 === 3 ? 'not an e-mail' : ''}`);
  const text = `LastName,Email\n${rows.join('\n')}\n`;

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, action] of Object.entries(temporaryFaults))
      it(`${phase}: ${fault}`, async () => {
        setup.practice.faults.add({ ...at, action });
        const state = await setup.load(await setup.csv('a.csv', text), { object: 'Contact', partRecords: 25 });
        assert.deepEqual(
          [state.outcome, state.error?.code, state.interrupted?.code],
          ['completed', undefined, undefined],
        );
        assert.deepEqual([state.succeeded, state.failed, state.unprocessed], [54, 6, 0]);
        assert.deepEqual(await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'"), [
          { n: 54 },
        ]);
      });
});

describe('a load with a lasting fault', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  for (const [phase, at] of Object.entries(phases))
    for (const [fault, { action, code }] of Object.entries(lastingFaults))
      it(`${phase}: ${fault}; it is interrupted, and a resume saves every row once`, async () => {
        setup.practice.faults.add({ ...at, action });
        const state = await setup.load(await setup.csv('a.csv', 'LastName\nRow 1\nRow 2\n'), { object: 'Contact' });
        assert.deepEqual([state.outcome, state.interrupted?.code], [undefined, code]);
        await setup.signInAgain();
        await setup.core.jobs.resume(state.jobId);
        const after = await setup.core.jobs.whenFinished(state.jobId, signal);
        assert.deepEqual([after.outcome, after.succeeded], ['completed', 2]);
        assert.deepEqual(await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'"), [{ n: 2 }]);
      });

  for (const [phase, at] of Object.entries(phases))
    it(`${phase}: expired session of a login that renews itself; the job does not notice it`, async () => {
      const login = { login: 'jwt', loginUrl: setup.practice.url, ...setup.jwtApp() } as const;
      const { orgId } = await setup.core.orgs.add(login, quiet);
      setup.practice.faults.add({ ...at, action: { kind: 'expireSessions' } });
      const file = await setup.csv('a.csv', 'LastName\nRow 1\nRow 2\n');
      const state = await setup.load(file, { orgId, object: 'Contact' });
      assert.equal(setup.practice.faults.list()[0]?.fired, 1, 'it ended indeed');
      assert.deepEqual([state.outcome, state.interrupted, state.succeeded], ['completed', undefined, 2]);
      await setup.signInAgain();
      assert.deepEqual(await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'"), [{ n: 2 }]);
    });

  for (const [phase, at] of Object.entries(phases))
    it(`${phase}: URL too long; it reports the true result of every row, or recovers`, async () => {
      setup.practice.faults.add({ ...at, action: urlTooLong });
      const state = await setup.load(await setup.csv('a.csv', 'LastName\nRow 1\nRow 2\n'), { object: 'Contact' });
      const wasSent = !['create', 'upload'].includes(phase);
      const goesOn = ['close', 'poll'].includes(phase);
      const end = wasSent ? 'failed' : 'rejected';
      assert.deepEqual(
        [state.outcome, state.error?.code],
        goesOn ? ['completed', undefined] : [end, 'request.refused'],
      );
      const [found] = await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'");
      assert.equal(found?.['n'], wasSent ? 2 : 0);
      if (!wasSent) assert.equal(state.unprocessed, 2);
    });
});

describe('a load that Salesforce or another user ends', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  it('tells saved rows from others when the job fails while it runs', async () => {
    const message = 'InternalServerError : Unable to process';
    setup.practice.faults.add({ object: 'Account', action: { kind: 'failJob', afterChunks: 1, message } });
    const rows = Array.from({ length: 25_000 }, (_, index) => `Row ${index}`);
    const state = await setup.load(await setup.csv('a.csv', `Name\n${rows.join('\n')}\n`), {});
    assert.deepEqual([state.outcome, state.succeeded, state.failed, state.unprocessed], ['failed', 10_000, 0, 15_000]);
    assert.equal(state.error?.details['message'], message);
  });

  it('says that Salesforce misread the line endings, and that nothing arrived', async () => {
    setup.practice.faults.add({ object: 'Account', action: { kind: 'lineEnding' } });
    const state = await setup.load(await setup.csv('a.csv', 'Name\na\nb\n'), {});
    assert.deepEqual([state.outcome, state.succeeded, state.unprocessed], ['failed', 0, 2]);
    assert.match(String(state.error?.details['message']), /LineEnding is invalid/);
  });

  it('tells duplicates and locked rows from saved rows', async () => {
    const lock = { object: 'Account', field: 'External_Id__c', values: ['E2'] };
    setup.practice.org.locks.add(lock);
    const file = await setup.csv('a.csv', 'External_Id__c,Name\nE1,Moss\nE2,Lee\nE3,\n');
    const state = await setup.load(file, { operation: 'upsert', externalIdField: 'External_Id__c' });
    assert.deepEqual([state.outcome, state.succeeded, state.failed], ['completed', 1, 2]);
    assert.deepEqual(state.groups.map(({ code }) => code).sort(), ['REQUIRED_FIELD_MISSING', 'UNABLE_TO_LOCK_ROW']);
    const lead = 'LastName,Company,Email\nMoss,Acme,moss@acme.example\n';
    assert.equal((await setup.load(await setup.csv('b.csv', lead), { object: 'Lead' })).succeeded, 1);
    const twice = await setup.load(await setup.csv('c.csv', lead), { object: 'Lead' });
    assert.deepEqual(
      twice.groups.map(({ code, count }) => [code, count]),
      [['DUPLICATES_DETECTED', 1]],
    );
  });

  it('says that nothing arrived when Salesforce lost the upload', async () => {
    setup.practice.faults.add({ object: 'Account', action: { kind: 'dropContent' } });
    const state = await setup.load(await setup.csv('a.csv', 'Name\na\nb\n'), {});
    assert.deepEqual([state.outcome, state.succeeded, state.unprocessed], ['failed', 0, 2]);
    assert.ok(adds(state));
  });

  it('says that the job is gone when another user deletes it', async () => {
    setup.practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    setup.practice.faults.add({ ...phases.poll, nth: 3, action: { kind: 'loseJob' } });
    const state = await setup.load(await setup.csv('a.csv', 'Name\na\nb\n'), {});
    assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.gone']);
    assert.deepEqual([state.unknown, state.unprocessed, adds(state)], [2, 0, true]);
    const { jobs } = setup.core;
    await assert.rejects(jobs.prepareRetry(state.jobId, { list: 'unprocessed' }, signal), {
      code: 'job.nothingToRetry',
    });
    await assert.rejects(jobs.prepareRetry(state.jobId, { list: 'unknown' }, signal), {
      code: 'job.mayBeSaved',
      details: { rows: 2 },
    });
    const offer = await jobs.prepareRetry(state.jobId, { list: 'unknown', acceptsDuplicates: true }, signal);
    assert.equal(offer.records, 2);
  });

  it('offers the unknown rows of an upsert without a question, because it ends in the same state', async () => {
    setup.practice.faults.add({ object: 'Account', times: 0, action: { kind: 'hold', state: 'UploadComplete' } });
    setup.practice.faults.add({ ...phases.poll, nth: 3, action: { kind: 'loseJob' } });
    const file = await setup.csv('a.csv', 'External_Id__c,Name\nE1,a\nE2,b\n');
    const state = await setup.load(file, { operation: 'upsert', externalIdField: 'External_Id__c' });
    assert.equal(state.unknown, 2);
    setup.practice.faults.clear();
    const { spec } = await setup.core.jobs.prepareRetry(state.jobId, { list: 'unknown' }, signal);
    const again = await setup.core.jobs.whenFinished(await setup.core.jobs.start(spec), signal);
    assert.deepEqual([again.outcome, again.succeeded], ['completed', 2]);
    assert.deepEqual(setup.core.jobs.attempts(state.jobId)?.totals.unknown, 0);
  });

  it('is interrupted without API requests and continues when there are some again', async () => {
    const limit = {
      kind: 'refuse',
      status: 403,
      errorCode: 'REQUEST_LIMIT_EXCEEDED',
      message: 'TotalRequests Limit exceeded.',
    } as const;
    setup.practice.faults.add({ ...phases.upload, action: limit });
    const state = await setup.load(await setup.csv('a.csv', 'Name\na\nb\n'), {});
    assert.equal(state.interrupted?.code, 'limit.requests');
    await setup.core.jobs.resume(state.jobId);
    assert.equal((await setup.core.jobs.whenFinished(state.jobId, new AbortController().signal)).succeeded, 2);
  });
});
