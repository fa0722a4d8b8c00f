// Failed rows are sent again: exactly those, edited or not, as often as needed, through locks and crashes.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobState, RetryChoice, RetryOffer } from '../../../src/core/core';
import { renames } from '../../fakes/renames';
import { adds, openCoreSetup, signal, type CoreSetup } from '../setup/coreSetup';

describe('retrying rows', () => {
  let setup: CoreSetup;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true });
  });
  afterEach(() => setup.close());

  const upsert = { operation: 'upsert', externalIdField: 'External_Id__c' } as const;
  const failed: RetryChoice = { list: 'failed' };
  const offer = (state: JobState, choice = failed): Promise<RetryOffer> =>
    setup.core.jobs.prepareRetry(state.jobId, choice, signal);
  const start = async ({ spec }: RetryOffer): Promise<JobState> =>
    setup.core.jobs.whenFinished(await setup.core.jobs.start(spec), signal);
  const counts = (state: JobState | undefined): readonly unknown[] => [
    state?.outcome,
    state?.succeeded,
    state?.failed,
    state?.unprocessed,
  ];
  const linesOf = async (state: JobState): Promise<readonly number[]> => {
    const page = await setup.core.jobs.rows(state.jobId, { list: 'failed', offset: 0, limit: 100 }, signal);
    return page.rows.map(({ line }) => line);
  };
  const exported = async (state: JobState): Promise<string> => {
    const path = join(setup.folder, 'all.csv');
    await setup.core.jobs.exportAttempts(state.jobId, path, signal);
    return readFile(path, 'utf8');
  };

  it('offers exactly the failed rows, unchanged, and keeps their lines over three attempts', async () => {
    const file = await setup.csv('a.csv', 'External_Id__c,Name,Description\nE1,Moss,\nE2,,"a\nb"\nE3,Lee,\nE4,,x\n');
    const first = await setup.load(file, upsert);
    const one = await offer(first);
    assert.equal(
      await readFile(one.file, 'utf8'),
      'sf__Line,External_Id__c,Name,Description\n3,"E2","","a\nb"\n6,"E4","","x"\n',
    );
    await writeFile(one.file, 'sf__Line,External_Id__c,Name,Description\n3,E2,Now named,"a\nb"\n6,E4,,x\n');
    const second = await start(one);
    assert.deepEqual(counts(second), ['completed', 1, 1, 0]);
    assert.deepEqual(await linesOf(second), [6]);
    assert.equal(setup.core.jobs.lineFile(second.jobId), file);
    const two = await offer(second);
    assert.equal(two.records, 1);
    await writeFile(two.file, (await readFile(two.file, 'utf8')).replace('"E4",""', '"E4","Named"'));
    const third = await start(two);
    assert.deepEqual(counts(third), ['completed', 1, 0, 0]);
    const family = setup.core.jobs.attempts(third.jobId);
    assert.deepEqual(
      family?.attempts.map(({ jobId }) => jobId),
      [first.jobId, second.jobId, third.jobId],
    );
    assert.deepEqual(setup.core.jobs.attempts(first.jobId)?.totals, {
      total: 4,
      succeeded: 4,
      failed: 0,
      unprocessed: 0,
      unknown: 0,
      pending: 0,
      leftOut: 0,
    });
    const rows = (await exported(second)).replace(/"00\w{16}"/g, 'ID').split(/\n(?!b")/);
    assert.deepEqual(rows, [
      'sf__Attempt,sf__Id,sf__Created,sf__Error,sf__Line,External_Id__c,Name,Description',
      '1,ID,"true",,2,"E1","Moss",""',
      '2,ID,"true",,3,"E2","Now named","a\nb"',
      '1,ID,"true",,5,"E3","Lee",""',
      '3,ID,"true",,6,"E4","Named","x"',
      '',
    ]);
  });

  it('saves locked rows once the lock is gone, in parts that are sent one at a time', async () => {
    const rows = Array.from({ length: 450 }, (_, index) => `L${index},${index === 7 ? '' : `Name ${index}`}`);
    const values = rows.slice(0, 430).map((row) => row.slice(0, row.indexOf(',')));
    const unlock = setup.practice.org.locks.add({ object: 'Account', field: 'External_Id__c', values });
    const state = await setup.load(await setup.csv('a.csv', `External_Id__c,Name\n${rows.join('\n')}\n`), upsert);
    assert.equal(state.failed, 430);
    unlock();
    const passing = await offer(state, { list: 'failed', temporary: true });
    assert.equal(passing.records, 430);
    assert.deepEqual([passing.spec.partRecords, passing.spec.parallelParts], [200, 1]);
    const again = await start(passing);
    assert.equal(again.parts.length, 3);
    assert.deepEqual(counts(again), ['completed', 429, 1, 0]);
    assert.deepEqual(await linesOf(again), [9]);
    const totals = setup.core.jobs.attempts(state.jobId)?.totals;
    assert.deepEqual(totals, {
      total: 450,
      succeeded: 449,
      failed: 1,
      unprocessed: 0,
      unknown: 0,
      pending: 0,
      leftOut: 0,
    });
  });

  it('sends one group, one code, or the selected rows', async () => {
    const file = await setup.csv('a.csv', 'LastName,Email\nA,no\n,a@b.example\nC,no\nD,no\n');
    const state = await setup.load(file, { object: 'Contact' });
    assert.equal(state.failed, 4);
    const group = state.groups.findIndex(({ code }) => code === 'REQUIRED_FIELD_MISSING');
    const texts = async (choice: Partial<RetryChoice>): Promise<string> =>
      readFile((await offer(state, { ...failed, ...choice })).file, 'utf8');
    assert.equal(await texts({ group }), 'sf__Line,LastName,Email\n3,"","a@b.example"\n');
    assert.equal(await texts({ code: 'REQUIRED_FIELD_MISSING' }), 'sf__Line,LastName,Email\n3,"","a@b.example"\n');
    const sort = { by: 0, descending: true };
    assert.equal(await texts({ sort, places: [0, 2] }), 'sf__Line,LastName,Email\n2,"A","no"\n5,"D","no"\n');
    await assert.rejects(offer(state, { ...failed, temporary: true }), {
      code: 'job.noMatchingRows',
      message: 'None of the job’s failed rows match, so there is nothing to retry.',
    });
    await assert.rejects(offer(state, { list: 'unprocessed' }), {
      code: 'job.nothingToRetry',
      message: 'The job has no unprocessed rows to retry.',
    });
  });

  it('sends no row twice: rows of another attempt are not offered and not loaded', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'LastName,Email\nA,no\nB,no\nC,\n'), { object: 'Contact' });
    const one = await offer(state, { ...failed, places: [0] });
    const two = await offer(state);
    assert.equal(two.records, 2);
    await start(one);
    await assert.rejects(setup.core.jobs.start(two.spec), { code: 'job.alreadyRetried' });
    assert.equal(await readFile((await offer(state)).file, 'utf8'), 'sf__Line,LastName,Email\n3,"B","no"\n');
    const { jobId } = await start(await offer(state));
    await assert.rejects(offer(state), { code: 'job.rowsTaken', details: { jobId } });
  });

  it('shows the lines of the edited file where a person removed the column of lines', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'LastName,Email\nA,no\nB,no\nC,no\n'), {
      object: 'Contact',
    });
    const edited = await offer(state);
    await writeFile(edited.file, 'Email,LastName\nb@b.example,B\nno,C\n');
    const again = await start(edited);
    assert.deepEqual(await linesOf(again), [3]);
    assert.equal(setup.core.jobs.lineFile(again.jobId), edited.file);
    const totals = setup.core.jobs.attempts(again.jobId)?.totals;
    assert.deepEqual(totals, { total: 3, succeeded: 1, failed: 1, unprocessed: 0, unknown: 0, pending: 0, leftOut: 1 });
    assert.match(await exported(state), /\n2,"\w+","true",,,B,b@b\.example\n2,"",,"INVALID_EMAIL\w+:.*",,C,no\n$/);
  });

  it('keeps the lines of rows that were moved or changed, and counts rows that were removed or added', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F'];
    const file = await setup.csv('a.csv', `LastName,Email\n${names.map((name) => `${name},no\n`).join('')}`);
    const state = await setup.load(file, { object: 'Contact' });
    const edited = await offer(state);
    // A and E are gone, D comes first, C is changed, X and Y are new.
    const rows = ['5,D,no', '3,B,"no"', ',X,no', '4,Changed,no', '7,F,f@b.example', ',Y,y@b.example'];
    await writeFile(edited.file, `sf__Line,LastName,Email\r\n${rows.join('\r\n')}\r\n`);
    const again = await start({ ...edited, spec: { ...edited.spec, partRecords: 4 } });
    const page = await setup.core.jobs.rows(again.jobId, { list: 'failed', offset: 0, limit: 9 }, signal);
    const seen = page.rows.map(({ line, addedLine, values }) => [line, addedLine, values[0]]);
    assert.deepEqual(seen, [
      [3, undefined, 'B'],
      [4, undefined, 'Changed'],
      [5, undefined, 'D'],
      [0, 4, 'X'],
    ]);
    assert.deepEqual(page.columns, ['LastName', 'Email']);
    assert.equal(setup.core.jobs.lineFile(again.jobId), file);
    const totals = setup.core.jobs.attempts(state.jobId)?.totals;
    assert.deepEqual(totals, { total: 8, succeeded: 2, failed: 4, unprocessed: 0, unknown: 0, pending: 0, leftOut: 2 });
    // The added row is tried again: it is neither new nor left out.
    const next = await offer(again, { list: 'failed', places: [2, 3] });
    assert.equal(await readFile(next.file, 'utf8'), 'sf__Line,LastName,Email\r\n5,"D","no"\r\n,"X","no"\r\n');
    const third = await start(next);
    assert.deepEqual(await linesOf(third), [5, 0]);
    assert.deepEqual(setup.core.jobs.attempts(state.jobId)?.totals, totals);
    const lines = (await exported(state)).split('\n').map((line) => line.split(','));
    assert.deepEqual(
      lines.slice(1, -1).map(([attempt, , , , line, name]) => [attempt, line, name?.replaceAll('"', '')]),
      [
        ['2', '3', 'B'],
        ['2', '4', 'Changed'],
        ['3', '5', 'D'],
        ['2', '7', 'F'],
        ['3', '', 'X'],
        ['2', '', 'Y'],
      ],
    );
  });

  it('sends nothing of a retry file that names the line of another row, and says where', async () => {
    const file = await setup.csv('a.csv', 'LastName,Email\nA,no\nB,b@b.example\nC,no\n');
    const state = await setup.load(file, { object: 'Contact' });
    const edited = await offer(state);
    // B, which is saved, is on line 3.
    await writeFile(edited.file, 'sf__Line,LastName,Email\n2,A,a@a.example\n3,C,c@c.example\n');
    const again = await start(edited);
    assert.deepEqual([again.outcome, again.error?.code], ['rejected', 'input.unknownLine']);
    assert.deepEqual(again.error?.details, { file: edited.file, line: 3, value: '3' });
    assert.equal(setup.core.jobs.openRows(state.jobId).failed, 2);
    const held = await setup.rowsOf("SELECT Id FROM Contact WHERE LastName IN ('A', 'C')");
    assert.deepEqual(held, []);
  });

  it('sends none of the columns of result files when a user loads failed.csv', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'LastName,Email\nA,a@b.example\nB,no\n'), {
      object: 'Contact',
    });
    const found = await setup.core.jobs.resultFile(state.jobId, 'failed');
    assert.ok(found);
    const again = await setup.load(found, { object: 'Contact' });
    assert.deepEqual(counts(again), ['completed', 0, 1, 0]);
    assert.deepEqual([again.plan?.columns, await linesOf(again)], [['LastName', 'Email'], [2]]);
  });

  it('writes CRLF loads as they were and sends mapped rows under their fields', async () => {
    const file = await setup.csv('a.csv', 'Nr;Wer\r\nK1;"a\r\nb"\r\n2;\r\n');
    const state = await setup.load(file, { ...upsert, mapping: renames({ Nr: 'External_Id__c', Wer: 'Name' }) });
    assert.equal(state.failed, 1);
    const one = await offer(state);
    assert.equal(await readFile(one.file, 'utf8'), 'sf__Line;External_Id__c;Name\r\n4;"2";""\r\n');
    await writeFile(one.file, 'sf__Line;External_Id__c;Name\r\n4;2;\r\n');
    const again = await start(one);
    assert.deepEqual(await linesOf(again), [4]);
  });

  it('is refused when the load was removed before the retry starts', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'LastName,Email\nA,no\n'), { object: 'Contact' });
    const { spec } = await offer(state);
    await setup.core.jobs.remove(state.jobId);
    await assert.rejects(setup.core.jobs.start(spec), { code: 'job.unknown', details: { jobId: state.jobId } });
    assert.deepEqual(setup.core.jobs.list(), []);
  });

  it('is refused for an export, which has no such rows', async () => {
    const { jobId } = await setup.export('SELECT Id FROM Account');
    await assert.rejects(setup.core.jobs.prepareRetry(jobId, failed, signal), {
      code: 'job.notALoad',
      message: `The job ${jobId} is not a load, so it has no rows to retry and no attempts.`,
    });
  });

  it('is removed together with the load, which has its rows in its folder', async () => {
    const state = await setup.load(await setup.csv('a.csv', 'LastName,Email\nA,no\n'), { object: 'Contact' });
    const again = await start(await offer(state));
    await setup.core.jobs.remove(state.jobId);
    assert.deepEqual(setup.core.jobs.list(), []);
    assert.equal(setup.core.jobs.get(again.jobId), undefined);
    assert.ok(adds(again));
  });
});
