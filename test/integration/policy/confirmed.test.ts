// A yes counts for the bytes that were there when it was given, and for the policy of that time.
import assert from 'node:assert/strict';
import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Core, JobState, LoadSpec } from '../../../src/core/core';
import type { Files, WriteAnswer } from '../../../src/core/ports';
import { createFakeConsent, type FakeConsent } from '../../fakes/fakeConsent';
import { dieAfter } from '../setup/childJobs';
import { runCli } from '../setup/cliRun';
import { adds, openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

const rows = (name: string, count = 12): string =>
  `LastName,Email\n${Array.from({ length: count }, (_, index) => `${name} ${index},p${index}@x.example\n`).join('')}`;

/** Other bytes of the same length and date. */
function swap(file: string, text: string): void {
  const { atime, mtime, size } = statSync(file);
  assert.equal(size, text.length, 'the length stays');
  writeFileSync(file, text);
  utimesSync(file, atime, mtime);
}

describe('a load that a person agreed to', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let consent: FakeConsent;
  let answer: () => WriteAnswer;
  let beforeFacts: (() => void) | undefined;
  let file: string;
  const onDisk = (files: Files): Files => ({
    ...files,
    facts: (path) => {
      if (path === file) beforeFacts?.();
      return files.facts(path);
    },
  });
  beforeEach(async () => {
    beforeFacts = undefined;
    answer = () => ({ agreed: true });
    consent = createFakeConsent(() => answer());
    setup = await openCoreSetup({ hasty: true, consent, onDisk });
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    file = await setup.csv('p.csv', rows('Asked'));
    // Whole seconds, so that the date can be set again exactly.
    utimesSync(file, 1_700_000_000, 1_700_000_000);
  });
  afterEach(() => setup.close());

  const sent = (): readonly string[] =>
    setup.practice.requests.all.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  const load = (more: Partial<LoadSpec> = {}): Omit<LoadSpec, 'orgId'> => ({
    kind: 'load',
    file,
    object: 'Contact',
    operation: 'insert',
    api: 'bulk',
    ...more,
  });
  const run = async (more: Partial<LoadSpec> = {}): Promise<JobState> => {
    const jobId = await setup.core.jobs.start({ ...load(more), orgId: setup.orgId });
    return setup.core.jobs.whenFinished(jobId, signal);
  };
  const left = async (core: Core): Promise<JobState> => {
    await core.jobs.load();
    return core.jobs.list()[0] ?? assert.fail('a job is found again');
  };
  const resumed = async (): Promise<JobState> => {
    const core = await setup.newCore();
    const { jobId } = await left(core);
    await core.jobs.resumeUnfinished();
    return core.jobs.whenFinished(jobId, signal);
  };
  const saved = async (): Promise<number> =>
    (await setup.rowsOf("SELECT Id FROM Contact WHERE Email LIKE 'p%@x.example'")).length;

  /** A retry of these rows would send what no person has agreed to. */
  const assertNotKept = async ({ jobId, unprocessed }: JobState): Promise<void> => {
    assert.ok(unprocessed > 0);
    const path = (await setup.core.jobs.resultFile(jobId, 'unprocessed')) ?? '';
    assert.equal(await readFile(path, 'utf8'), 'sf__Line,LastName,Email\n');
    const offer = setup.core.jobs.prepareRetry(jobId, { list: 'unprocessed' }, signal);
    await assert.rejects(offer, { code: 'job.rowsNotKept' });
  };

  for (const api of ['bulk', 'collections', 'rest'] as const)
    it(`sends nothing of a file that was replaced before it was read, of the same length and date: ${api}`, async () => {
      answer = () => {
        swap(file, rows('Other'));
        return { agreed: true };
      };
      const state = await run({ api });
      assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'policy.fileChanged']);
      assert.ok(adds(state));
      await assertNotKept(state);
      assert.deepEqual([sent(), await saved()], [[], 0]);
      const [entry] = await setup.core.writes.list();
      assert.deepEqual([entry?.outcome, entry?.reason], ['rejected', 'policy.fileChanged']);
    });

  it('sends nothing of a larger file that replaced it between the answer and the read', async () => {
    let looks = 0;
    answer = () => {
      // The first look after the answer compares with what was shown, the second one belongs to the load.
      beforeFacts = () => {
        if (++looks === 2) writeFileSync(file, rows('More', 150));
      };
      return { agreed: true };
    };
    const state = await run();
    assert.ok(looks >= 2, 'it was replaced');
    await assertNotKept(state);
    assert.deepEqual([state.error?.code, sent()], ['policy.fileChanged', []]);
  });

  it('sends nothing of a file that replaced it while no process ran the job', async () => {
    assert.equal(await dieAfter(1, load(), setup), 'SIGKILL');
    writeFileSync(file, rows('Other', 400));
    const state = await resumed();
    assert.deepEqual([state.error?.code, sent(), consent.asked], ['policy.fileChanged', [], []]);
  });

  it('does not begin to upload a file that was edited after it was planned, though its length and date are the same', async () => {
    assert.equal(await dieAfter(2, load(), setup), 'SIGKILL');
    swap(file, rows('Other'));
    const state = await resumed();
    assert.deepEqual([state.error?.code, state.unprocessed, adds(state)], ['input.changed', 12, true]);
    assert.deepEqual(
      setup.practice.requests.all.filter(({ method }) => method === 'PUT'),
      [],
    );
  });

  it('sends no row of a copy that was edited in the folder of the job', async () => {
    assert.equal(await dieAfter(2, load({ api: 'collections' }), setup), 'SIGKILL');
    const copy = join(setup.folder, 'jobs', (await left(setup.core)).jobId, 'upload.csv');
    swap(copy, (await readFile(copy, 'utf8')).replaceAll('Asked', 'Other'));
    const state = await resumed();
    assert.deepEqual([state.error?.code, adds(state), sent()], ['input.changed', true, []]);
    await assertNotKept(state);
  });

  it('is not asked about again when it is resumed under the same policy', async () => {
    assert.equal(await dieAfter(4, load(), setup), 'SIGKILL');
    const state = await resumed();
    assert.deepEqual([state.outcome, state.succeeded, consent.asked], ['completed', 12, []]);
    const [entry] = await setup.core.writes.list();
    assert.equal(entry?.inputSha256?.length, 64);
  });

  describe('and began when no confirmation was needed', () => {
    beforeEach(async () => {
      await setup.core.policies.set(setup.orgId, { access: 'full' });
      assert.equal(await dieAfter(2, load(), setup), 'SIGKILL');
      await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    });

    it('waits for a person when a program finds it again', async () => {
      const state = await resumed();
      assert.deepEqual([state.interrupted?.code, state.outcome, sent()], ['policy.unconfirmed', undefined, []]);
      assert.deepEqual([consent.asked, await setup.core.writes.list()], [[], []]);
    });

    it('asks the person who resumes it, once, with the rows that were read', async () => {
      const { jobs } = setup.core;
      const { jobId } = await left(setup.core);
      answer = () => ({ agreed: false });
      await assert.rejects(jobs.resume(jobId), { code: 'policy.declined' });
      assert.deepEqual(sent(), []);
      answer = () => ({ agreed: true });
      await jobs.resume(jobId);
      const state = await jobs.whenFinished(jobId, signal);
      assert.deepEqual([state.outcome, state.succeeded, state.approval?.by], ['completed', 12, 'yes']);
      assert.deepEqual(
        consent.asked.map(({ rows: count, file: name }) => [count, name]),
        [12, 12].map((count) => [count, file]),
      );
    });

    it('is aborted without a question', async () => {
      const { jobs } = setup.core;
      const { jobId } = await left(setup.core);
      await jobs.abort(jobId);
      assert.equal((await jobs.whenFinished(jobId, signal)).outcome, 'aborted');
      assert.deepEqual([consent.asked, sent()], [[], []]);
    });

    it('is resumed on the command line with --yes, and without a terminal only then', async () => {
      const refused = await runCli(setup, ['resume']);
      assert.deepEqual([refused.code, /must confirm this for/.test(refused.stderr), sent()], [2, true, []]);
      const { code, stderr } = await runCli(setup, ['resume', '--yes']);
      assert.deepEqual([code, await saved()], [0, 12], stderr);
    });
  });

  it('asks for the name of the org where the policy has come to require it, though a yes was given before', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'full' });
    const [lead] = await setup.rowsOf('SELECT Id FROM Lead LIMIT 1');
    file = await setup.csv('d.csv', `Id\n${String(lead?.['Id'])}\n`);
    assert.equal(await dieAfter(2, load({ object: 'Lead', operation: 'delete' }), setup), 'SIGKILL');
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    const { jobId } = await left(setup.core);
    await assert.rejects(setup.core.jobs.resume(jobId), { code: 'policy.wrongName' });
    assert.deepEqual(
      consent.asked.map(({ typed }) => typed),
      [true],
    );
  });
});
