// What the page of a job and the messages say: phases, counts, the outcome, and rows for the clipboard.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import {
  allIn,
  interrupted,
  loadSpec,
  preparing,
  processing,
  refused,
  someFailed,
  uploading,
} from '../../../../fakes/jobStates';
import { jobProtocol, type JobSnapshot } from '../../../../../src/shared/protocol/job';
import { kindOf, snapshotOf } from '../../../../fakes/jobViews';
import * as z from 'zod/mini';
import { endMessage } from '../../../../../src/extension/features/jobs/endMessage';
import { errorSentence } from '../../../../../src/extension/features/jobs/errorWords';
import { jobErrorOf } from '../../../../../src/extension/features/jobs/jobError';
import { toRetried } from '../../../../../src/extension/features/jobs/retriedRows';
import { rowsText } from '../../../../../src/extension/features/jobs/loadRowsText';
import type { Attempts, JobState, LoadSpec, LoadState, RowFailure } from '../../../../../src/core/core';
import { freshPart } from '../../../../../src/core/model/parts';
import type { RowQuery } from '../../../../../src/core/results/rowQuery';

const snapshot = (state: JobState): JobSnapshot => snapshotOf(state, { nowMs: state.changedAt + 500 });
const phases = (state: JobState): readonly string[] =>
  snapshot(state).phases.map(({ name, state: phase, elapsedMs }) => `${name} ${phase} ${elapsedMs}`);

describe('a job’s snapshot', () => {
  it('can be decoded by the page in every phase of a job', () => {
    for (const state of [preparing, uploading, processing, allIn, someFailed, interrupted, refused]) {
      z.parse(jobProtocol.toPage, { type: 'snapshot', job: snapshot(state) });
    }
  });

  it('says of each error how many rows no later attempt took, and which attempts took rows', () => {
    const rows = { attempts: ['again'], failed: 2, unprocessed: 0, unknown: 0, groups: [2, 0] };
    const known = {
      attempts: () => ({ attempts: [someFailed, { ...someFailed, jobId: 'again' }] }) as unknown as Attempts,
      unreadable: () => [],
    };
    const shown = toRetried(rows, someFailed.jobId, known);
    const retried = snapshotOf(someFailed, { retried: { rows, shown } });
    z.parse(jobProtocol.toPage, { type: 'snapshot', job: retried });
    assert.deepEqual(
      retried.groups.map(({ count, left }) => [count, left]),
      [
        [9, 7],
        [1, undefined],
      ],
    );
    assert.deepEqual(retried.retried, {
      failed: 2,
      unprocessed: 0,
      unknown: 0,
      attempts: ['1'],
    });
    const unclear = { rows: { ...rows, groups: undefined }, shown };
    assert.ok(snapshotOf(someFailed, { retried: unclear }).groups.every(({ left }) => left === undefined));
    assert.equal(toRetried({ ...rows, attempts: [], failed: 0 }, someFailed.jobId, known), undefined);
  });

  it('gives each phase its time, the running one up to now', () => {
    assert.deepEqual(phases(processing), [
      'preparing done 1000',
      'uploading done 4000',
      'processing running 4500',
      'downloading waiting 0',
      'finished waiting 0',
    ]);
    assert.equal(phases(someFailed).at(-1), 'finished done 0');
  });

  it('stops the clock where the job was interrupted', () => {
    const { phases: shown, secondsLeft } = snapshot(interrupted);
    const now = shown.find(({ state }) => state !== 'done');
    const from = interrupted.phaseStartedAt[interrupted.phase] ?? 0;
    assert.deepEqual(now, { name: interrupted.phase, state: 'interrupted', elapsedMs: interrupted.changedAt - from });
    assert.equal(secondsLeft, undefined);
  });

  it('shows no speed and no time left while the job waits for the connection', () => {
    const delayed = { code: 'network.unreachable', details: { host: 'acme' } };
    assert.notEqual(snapshot(processing).secondsLeft, undefined);
    const { secondsLeft, rowsPerSecond } = snapshot({ ...processing, delayed });
    assert.deepEqual([secondsLeft, rowsPerSecond], [undefined, undefined]);
  });

  it('has the speed of a load over time, and the calls of a load without bulk jobs', () => {
    const processedOverTime = [
      { at: 1, processed: 0 },
      { at: 2, processed: 1000, endsPart: true as const },
    ];
    assert.deepEqual(snapshot({ ...allIn, processedOverTime }).processedOverTime, processedOverTime);
    const calls = { sent: 122, answered: [], inFlight: [], unanswered: [] };
    const byCalls: LoadState = { ...allIn, parts: allIn.parts.map((part) => ({ ...part, calls })) };
    assert.deepEqual([snapshot(byCalls).calls, snapshot(byCalls).processedOverTime], [122, undefined]);
    assert.equal(snapshot(allIn).calls, undefined);
  });

  it('has no part for rows that are not sent', () => {
    const failed = [{ code: 'KINETIC_LOOKUP_FAILED', message: '', fields: [], count: 3 }];
    const plan = { index: 1, start: 1, end: 1, records: 3, firstLine: 2, sha256: '', unsent: failed };
    const state = { ...someFailed, parts: [...someFailed.parts, freshPart(plan)] };
    assert.deepEqual(snapshot(state).parts, snapshot(someFailed).parts);
  });

  it('shows in which phase a job failed', () => {
    assert.deepEqual(phases(refused).slice(0, 2), ['preparing failed 500', 'uploading waiting 0']);
    assert.deepEqual(phases({ ...processing, phase: 'finished', outcome: 'aborted' })[2], 'processing aborted 4000');
  });

  it('says how Salesforce saves the rows, where that was chosen', () => {
    const notesOf = (save: LoadSpec['save']) =>
      snapshot({ ...allIn, spec: { ...loadSpec, ...(save && { save }) } }).notes ?? [];
    assert.ok(notesOf(undefined).every((note) => !note.startsWith('saving')));
    const said = notesOf({ assignmentRule: 'active', allOrNone: true, serial: false, recordsPerCall: 1 });
    assert.equal(said.at(-1), 'saving: active assignment rule, all or none, 1 record per call');
  });

  it('says what blank cells do to their fields, where cells other than ids are sent', () => {
    const said = (change: Partial<LoadSpec>) => snapshot({ ...allIn, spec: { ...loadSpec, ...change } }).blanks;
    assert.deepEqual(
      [said({}), said({ blanks: 'clear' }), said({ operation: 'delete' })],
      ['ignore', 'clear', undefined],
    );
  });

  it('tells speed and time left from the server’s counts', () => {
    const { rowsPerSecond, secondsLeft } = snapshot(processing);
    assert.equal(rowsPerSecond, 150);
    assert.ok(secondsLeft !== undefined && Math.abs(secondsLeft - 400 / 150) < 0.01);
    assert.equal(snapshot({ ...processing, changedAt: 1_700_000_005_100 }).rowsPerSecond, undefined);
  });

  it('names the jobs that unanswered calls may have left, each with what to do', () => {
    const [part] = someFailed.parts;
    assert.ok(part);
    const job = snapshotOf({ ...someFailed, parts: [{ ...part, orphansLeft: ['7505e0000000009AAA'] }] });
    z.parse(jobProtocol.toPage, { type: 'snapshot', job });
    const [orphan, ...others] = job.orphans ?? [];
    assert.deepEqual([orphan?.remoteId, others], ['7505e0000000009AAA', []]);
    assert.match(orphan?.sentence ?? '', /The bulk job 7505e0000000009AAA may come from that call\./);
    assert.equal(snapshotOf(someFailed).orphans, undefined);
  });
});

describe('the message at the end of a job', () => {
  it('counts rows and offers the failed ones', () => {
    assert.deepEqual(endMessage(someFailed, kindOf(someFailed)), {
      severity: 'warning',
      text: '990 of 1,000 rows of Account upserted into Practice org, 10 failed.',
      commandIds: ['kinetic.jobs.showFailed'],
    });
    assert.equal(endMessage(allIn, kindOf(allIn)).text, '1,000 rows of Account upserted into Practice org.');
    assert.equal(endMessage(allIn, kindOf(allIn)).severity, 'info');
    const none: LoadState = { ...someFailed, succeeded: 0, failed: 1000 };
    assert.equal(endMessage(none, kindOf(none)).severity, 'error');
  });

  it('is one whole sentence for each operation, in the singular and the plural', () => {
    const ended = (change: Partial<LoadSpec>, counts: Partial<LoadState>) => {
      const job: LoadState = { ...allIn, spec: { ...loadSpec, ...change }, ...counts };
      return endMessage(job, kindOf(job)).text;
    };
    const one = { succeeded: 1 };
    const oneFailed = { succeeded: 0, failed: 1 };
    assert.equal(ended({}, one), '1 row of Account upserted into Practice org.');
    assert.equal(ended({}, oneFailed), 'The row of Account was not upserted into Practice org.');
    assert.equal(ended({ operation: 'insert' }, one), '1 row of Account inserted into Practice org.');
    assert.equal(ended({ operation: 'update' }, {}), '1,000 rows of Account updated in Practice org.');
    assert.equal(ended({ operation: 'delete' }, {}), '1,000 rows of Account deleted from Practice org.');
    assert.equal(ended({ operation: 'hardDelete' }, one), '1 row of Account permanently deleted from Practice org.');
    assert.equal(
      ended({ operation: 'insert' }, { succeeded: 0, failed: 120 }),
      'None of the 120 rows of Account was inserted into Practice org.',
    );
    assert.equal(
      ended({ operation: 'delete' }, { succeeded: 1, failed: 2 }),
      '1 of 3 rows of Account deleted from Practice org, 2 failed.',
    );
  });

  it('says how far an aborted job came', () => {
    const aborted: JobState = { ...someFailed, outcome: 'aborted', succeeded: 400, unprocessed: 590 };
    const { severity, text } = endMessage(aborted, kindOf(aborted));
    assert.equal(severity, 'warning');
    assert.equal(text, 'Upsert accounts.csv → Account was aborted: 10 failed, 400 succeeded, 590 unprocessed.');
    const early: JobState = { ...preparing, outcome: 'aborted' };
    assert.equal(endMessage(early, kindOf(early)).text, 'Upsert accounts.csv → Account was aborted.');
  });

  it('says why a job was rejected, with the short name of the file', async () => {
    const { severity, text } = endMessage(refused, kindOf(refused), { sentence: await errorSentence(refused, kindOf) });
    assert.equal(severity, 'error');
    assert.match(
      text,
      /^Upsert accounts\.csv → Account was rejected\. data\/accounts\.csv has a header line but no rows/,
    );
  });

  it('offers what helps with the error first', () => {
    const { commandIds } = endMessage(refused, kindOf(refused), {
      sentence: 'x',
      help: 'kinetic.jobs.chooseEncoding',
    });
    assert.deepEqual(commandIds, ['kinetic.jobs.chooseEncoding', 'kinetic.jobs.open']);
  });

  it('offers to resume an interrupted job', async () => {
    const { commandIds, text } = endMessage(interrupted, kindOf(interrupted), {
      sentence: await errorSentence(interrupted, kindOf),
    });
    assert.equal(commandIds[0], 'kinetic.jobs.resume');
    assert.match(text, /^Upsert accounts\.csv → Account was interrupted\. Cannot connect to acme/);
  });
});

describe('the error of a job on its page', () => {
  const advise = () => ({ label: 'Open File', run: () => undefined });

  it('has a button that resumes an interrupted job', async () => {
    resetEditor();
    const error = jobErrorOf(interrupted, advise);
    assert.equal(error?.remedy?.label, 'Resume');
    await error.remedy.run();
    assert.deepEqual(editor.ran, [{ id: 'kinetic.jobs.resume', args: [interrupted.jobId] }]);
  });

  it('has a button that opens Setup or loads the file again, where that helps this job', async () => {
    resetEditor();
    const buttons = ['request.noHardDelete', 'input.unknownEncoding', 'login.expired'].map((code) =>
      jobErrorOf({ ...refused, error: { code, details: {} } }, advise),
    );
    const labels = buttons.map((error) => error?.remedy?.label);
    assert.deepEqual(labels, ['Open Setup', 'Choose Encoding…', 'Open File']);
    for (const error of buttons) await error?.remedy?.run();
    assert.deepEqual(
      editor.ran.map(({ id, args }) => [id, ...args]),
      [
        ['kinetic.jobs.openSetup', refused.jobId],
        ['kinetic.jobs.chooseEncoding', refused.jobId],
      ],
    );
  });

  it('lists the places of several values that cannot be converted, without the folder of the file', () => {
    const first = '“x” is not JSON.';
    const details = { file: '/project/a.csv', line: 2, column: 'A', problem: first, count: 2 };
    const places = '/project/a.csv:2, column A: “x” is not JSON.\n/project/a.csv:5, column A: “y” is not JSON.';
    const errorOf = (more: object) =>
      jobErrorOf({ ...refused, error: { code: 'input.cannotConvert', details: { ...details, ...more } } }, advise);
    assert.deepEqual(errorOf({ places })?.places, [
      'a.csv:2, column A: “x” is not JSON.',
      'a.csv:5, column A: “y” is not JSON.',
    ]);
    assert.equal(errorOf({ places: '/project/a.csv:2, column A: “x” is not JSON.' })?.places, undefined);
  });

  it('has the button of the error when the job has ended, and none without an error', () => {
    assert.equal(jobErrorOf(refused, advise)?.remedy?.label, 'Open File');
    assert.equal(jobErrorOf(allIn, advise), undefined);
  });
});

describe('rows for the clipboard', () => {
  const failure = (line: number): RowFailure => ({
    line,
    recordId: '',
    code: 'X',
    message: 'a "bad"\tone',
    fields: ['Name', 'Phone'],
    values: [`n${line}`, 'two\nlines'],
  });
  const rows = Array.from({ length: 2500 }, (_, at) => failure(at + 2));
  const jobs = {
    rows: (_: string, { offset, limit }: RowQuery) =>
      Promise.resolve({ total: rows.length, columns: ['Name', 'Note'], rows: rows.slice(offset, offset + limit) }),
  };

  it('hold every row of every page below one header, quoted as a spreadsheet reads them', async () => {
    const request = { jobId: 'j', filter: { list: 'failed' } } as const;
    const text = await rowsText(jobs, request, new AbortController().signal);
    assert.ok(text.startsWith('Line\tRecord ID\tError\tMessage\tFields\tName\tNote\n'));
    assert.ok(text.includes('2\t\tX\t"a ""bad""\tone"\tName, Phone\tn2\t"two\nlines"\n'));
    assert.equal(text.match(/\tn\d+\t/g)?.length, 2500);
  });

  it('leave the error columns out where there are no errors', async () => {
    const request = { jobId: 'j', filter: { list: 'succeeded' } } as const;
    const text = await rowsText(jobs, request, new AbortController().signal);
    assert.ok(text.startsWith('Line\tRecord ID\tName\tNote\n2\t\tn2\t'));
  });
});
