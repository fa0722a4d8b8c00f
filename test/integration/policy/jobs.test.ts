// Loads and the policy of their org: confirmed once, limited as a whole, held to their permit, and in the journal.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobState, LoadSpec } from '../../../src/core/core';
import type { WriteAnswer, WriteQuestion } from '../../../src/core/ports';
import { createFakeConsent, type FakeConsent } from '../../fakes/fakeConsent';
import { dieAfter } from '../setup/childJobs';
import { adds, openCoreSetup, quiet, signal, type CoreSetup } from '../setup/coreSetup';

const rows = (count: number): string =>
  `LastName,Email\n${Array.from({ length: count }, (_, index) => `Policy ${index},p${index}@x.example\n`).join('')}`;

describe('a load into an org with a policy', function () {
  this.timeout(240_000);
  let setup: CoreSetup;
  let consent: FakeConsent;
  let answer: (question: WriteQuestion) => WriteAnswer;
  beforeEach(async () => {
    answer = ({ org }) => ({ agreed: true, typed: org.label });
    consent = createFakeConsent((question) => answer(question));
    setup = await openCoreSetup({ hasty: true, consent });
  });
  afterEach(() => setup.close());

  const sent = (): readonly string[] =>
    setup.practice.requests.all.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`);
  const spec = async (count: number, more: Partial<LoadSpec> = {}): Promise<LoadSpec> => ({
    kind: 'load',
    orgId: setup.orgId,
    file: await setup.csv('p.csv', rows(count)),
    object: 'Contact',
    operation: 'insert',
    ...more,
  });
  const run = async (load: LoadSpec): Promise<JobState> =>
    setup.core.jobs.whenFinished(await setup.core.jobs.start(load), signal);
  const newest = async () => (await setup.core.writes.list())[0] ?? assert.fail('nothing is in the journal');
  const nothingHappened = (): void => {
    assert.deepEqual(sent(), []);
    assert.deepEqual(setup.core.jobs.list(), []);
  };

  it('is confirmed once, however many parts it has, with the file and its rows', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    const state = await run(await spec(30, { partRecords: 10 }));
    assert.deepEqual([state.outcome, state.succeeded], ['completed', 30]);
    const [question, ...others] = consent.asked;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [question?.operations, question?.objects, question?.rows, question?.confirm, question?.typed],
      [['insert'], ['Contact'], 30, true, false],
    );
    assert.equal(question?.file, state.spec.file);
  });

  it('is confirmed with the exact number of rows, however large the file is, in every encoding', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    answer = () => ({ agreed: false });
    // The first megabyte has longer rows than the rest, so an estimate from it would be too low.
    const text = `LastName,Description\n${`Ada,${'x'.repeat(9_000)}\n`.repeat(200)}${'Ben,"1\n2"\n'.repeat(20_000)}\n`;
    const files = [Buffer.from(text), Buffer.from(`\uFEFF${text}`), Buffer.from(`\uFEFF${text}`, 'utf16le')];
    for (const bytes of files) {
      const load = await spec(0);
      writeFileSync(load.file, bytes);
      await assert.rejects(setup.core.jobs.start(load), { code: 'policy.declined' });
    }
    assert.deepEqual(
      consent.asked.map(({ rows: count }) => count),
      [20_200, 20_200, 20_200],
    );
  });

  it('is confirmed without a number if the file cannot be loaded, which the load then reports', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    const load = await spec(0);
    writeFileSync(load.file, 'LastName\n"Ada\n');
    const { outcome, error } = await run(load);
    assert.deepEqual([outcome, error?.code], ['rejected', 'input.unclosedQuote']);
    assert.deepEqual(
      consent.asked.map(({ rows: count }) => count),
      [undefined],
    );
  });

  it('is rejected without a question when a large file has more rows than the policy allows', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm', maxRows: 20_100 });
    const load = await spec(0);
    writeFileSync(
      load.file,
      `LastName,Description\n${`Ada,${'x'.repeat(9_000)}\n`.repeat(200)}${'Ben,1\n'.repeat(20_000)}`,
    );
    await assert.rejects(setup.core.jobs.start(load), { code: 'policy.rows' });
    assert.deepEqual(consent.asked, []);
  });

  it('is confirmed and recorded in the name of the tool that started it', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    await setup.core.run(await spec(3), {}, { ...quiet, startedBy: 'sf_load (an agent)' });
    assert.equal(consent.asked[0]?.startedBy, 'sf_load (an agent)');
    const { program: by, startedBy, outcome } = await newest();
    assert.deepEqual([by, startedBy, outcome], ['a test', 'sf_load (an agent)', 'completed']);
  });

  it('is rejected if its file was replaced after it was confirmed', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    const load = await spec(3);
    answer = () => {
      writeFileSync(load.file, rows(300));
      return { agreed: true };
    };
    await assert.rejects(run(load), { code: 'policy.fileChanged' });
    nothingHappened();
    assert.equal((await newest()).reason, 'policy.fileChanged');
  });

  it('leaves only a line in the journal when it is declined', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    answer = () => ({ agreed: false });
    await assert.rejects(run(await spec(3)), { code: 'policy.declined' });
    nothingHappened();
    const { outcome, reason, operations, objects } = await newest();
    assert.deepEqual([outcome, reason, operations, objects], ['rejected', 'policy.declined', ['insert'], ['Contact']]);
  });

  it('needs the name of the org if it deletes, and the core compares it', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm' });
    const [one] = await setup.rowsOf('SELECT Id FROM Lead LIMIT 1');
    const file = await setup.csv('d.csv', `Id\n${String(one?.['Id'])}\n`);
    const deletion = { ...(await spec(1)), file, object: 'Lead', operation: 'delete' } as const;
    for (const typed of ['yes', '', 'ADMIN@practice.kinetic.example']) {
      answer = () => ({ agreed: true, typed });
      await assert.rejects(run(deletion), { code: 'policy.wrongName' });
    }
    nothingHappened();
    answer = ({ org }) => ({ agreed: true, typed: ` ${org.username} ` });
    assert.equal((await run(deletion)).succeeded, 1);
    assert.ok(consent.asked.every(({ typed }) => typed));
  });

  it('needs the name of the org for a hard delete in every org', async () => {
    const hard = await spec(1, { operation: 'hardDelete', file: await setup.csv('h.csv', 'Id\n00Q000000000001AAA\n') });
    answer = () => ({ agreed: true, typed: 'something else' });
    await assert.rejects(setup.core.jobs.start(hard), { code: 'policy.wrongName' });
    assert.deepEqual(
      consent.asked.map(({ confirm, typed }) => [confirm, typed]),
      [[true, true]],
    );
  });

  it('is rejected before it is confirmed if it has more rows than its policy allows', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'confirm', maxRows: 20 });
    await assert.rejects(run(await spec(21)), { code: 'policy.rows' });
    assert.deepEqual(consent.asked, []);
    nothingHappened();
    assert.deepEqual([(await newest()).outcome, (await newest()).reason], ['rejected', 'policy.rows']);
    assert.equal((await run(await spec(20))).succeeded, 20);
  });

  for (const api of ['bulk', 'collections', 'rest'] as const) {
    it(`sends none of its rows if it has more than its policy allows, even in small calls: ${api}`, async () => {
      await setup.core.policies.set(setup.orgId, { access: 'full', maxRows: 20 });
      const state = await run(await spec(21, { api, partRecords: 5 }));
      assert.deepEqual([state.outcome, state.error?.code], ['rejected', 'policy.rows']);
      assert.deepEqual([state.unprocessed, adds(state)], [21, true]);
      assert.deepEqual(sent(), []);
      assert.deepEqual([(await newest()).outcome, (await newest()).reason], ['rejected', 'policy.rows']);
      assert.equal((await run(await spec(20, { api }))).succeeded, 20);
    });

    it(`ends with the reason when the org becomes read-only while it runs: ${api}`, async () => {
      let calls = 0;
      const client: CoreSetup = await openCoreSetup({
        hasty: true,
        through: (transport) => ({
          send: async (request) => {
            const isWrite = request.method !== 'GET' && request.url.includes('/services/data/');
            if (isWrite && ++calls === 2) await client.core.policies.set(client.orgId, { access: 'readOnly' });
            return transport.send(request);
          },
        }),
      });
      try {
        const file = await client.csv('p.csv', rows(30));
        const state = await client.load(file, { object: 'Contact', api, partRecords: 10, parallelParts: 1 });
        assert.equal(state.error?.code, 'policy.readOnly');
        assert.ok(adds(state) && state.unprocessed > 0, JSON.stringify(state));
        const saved = await client.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Policy %'");
        assert.deepEqual(saved, [{ n: state.succeeded }]);
        const open = await (await client.core.org(client.orgId)).bulkJobs.list({ state: 'Open' }, quiet);
        assert.deepEqual(open, [], 'stopping is always allowed');
        const [entry] = await client.core.writes.list();
        assert.deepEqual([entry?.jobId, entry?.reason], [state.jobId, 'policy.readOnly']);
      } finally {
        await client.close();
      }
    });
  }

  it('is rejected at once for a blocked object, whatever the case of its name', async () => {
    await setup.core.policies.set(setup.orgId, { access: 'full', denyObjects: ['CONTACT'] });
    await assert.rejects(run(await spec(1)), { code: 'policy.object' });
    await setup.core.policies.set(setup.orgId, { access: 'full', allowObjects: ['Account'] });
    await assert.rejects(run(await spec(1)), { code: 'policy.object' });
    nothingHappened();
  });

  it('is rejected in every program on this computer once one of them made the org read-only', async () => {
    const other = await setup.newCore();
    await other.policies.set(setup.orgId, { access: 'readOnly' });
    await assert.rejects(run(await spec(1)), { code: 'policy.readOnly' });
    nothingHappened();
    assert.equal((await other.writes.list())[0]?.reason, 'policy.readOnly');
  });

  it('is in the journal with user, object, rows, the hash of its file and its outcome, and without cell values', async () => {
    const file = await setup.csv('who.csv', 'LastName,Email\nSecretive,no e-mail\nFine,\n');
    const state = await run({ ...(await spec(1)), file });
    const { id: _, at, endedAt = 0, ...entry } = await newest();
    const org = await setup.core.orgs.get(setup.orgId);
    assert.deepEqual(entry, {
      orgId: setup.orgId,
      orgLabel: org?.label,
      user: org?.username,
      program: 'a test',
      jobId: state.jobId,
      operations: ['insert'],
      objects: ['Contact'],
      rows: 2,
      outcome: 'partial',
      inputSha256: createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
      counts: { succeeded: 1, failed: 1, unprocessed: 0, unknown: 0 },
    });
    assert.ok(at <= endedAt);
    const folder = join(setup.folder, 'writes');
    const months = await Promise.all((await readdir(folder)).map((month) => readFile(join(folder, month), 'utf8')));
    const text = months.join('');
    assert.ok(text.includes(state.jobId));
    assert.doesNotMatch(text, /Secretive|Fine|no e-mail/);
    assert.ok(!text.includes(setup.practice.accessToken));
  });

  it('stays in the journal as running after a kill, and ends there when it is resumed', async () => {
    const file = await setup.csv('k.csv', rows(12));
    const load = { kind: 'load', file, object: 'Contact', operation: 'insert', api: 'bulk' } as const;
    // created, planned, partCreating, partCreated
    assert.equal(await dieAfter(4, load, setup), 'SIGKILL');
    const core = await setup.newCore();
    const [left] = await core.writes.list();
    assert.deepEqual([left?.outcome, left?.rows, left?.counts], ['running', 12, undefined]);
    await core.jobs.resumeUnfinished();
    const state = await core.jobs.whenFinished(left?.jobId ?? '', signal);
    assert.equal(state.succeeded, 12);
    const entries = await core.writes.list();
    assert.deepEqual(
      entries.map(({ jobId, outcome }) => [jobId, outcome]),
      [[state.jobId, 'completed']],
    );
  });

  it('closes no job when it is resumed after a kill under a stricter policy, so no row is processed', async () => {
    const file = await setup.csv('k.csv', rows(12));
    const contacts = async () => (await setup.rowsOf('SELECT Id FROM Contact')).length;
    const before = await contacts();
    const load = { kind: 'load', file, object: 'Contact', operation: 'insert', api: 'bulk' } as const;
    assert.equal(await dieAfter(4, load, setup), 'SIGKILL');
    await setup.core.policies.set(setup.orgId, { access: 'readOnly' });
    const core = await setup.newCore();
    await core.jobs.resumeUnfinished();
    const [left] = core.jobs.list();
    const state = await core.jobs.whenFinished(left?.jobId ?? '', signal);
    assert.deepEqual([state.error?.code, state.succeeded, state.unprocessed], ['policy.readOnly', 0, 12]);
    assert.equal(await contacts(), before);
    const loads = await (await core.org(setup.orgId)).bulkJobs.list({}, quiet);
    assert.deepEqual(
      loads.map((load) => load.state),
      ['Aborted'],
    );
    assert.deepEqual(
      (await core.writes.list()).map(({ reason }) => reason),
      ['policy.readOnly'],
    );
  });
});
