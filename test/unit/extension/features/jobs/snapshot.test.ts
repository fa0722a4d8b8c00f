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
import { rowsText } from '../../../../../src/extension/features/jobs/loadRowsText';
import type { JobState, LoadSpec, LoadState, RowFailure } from '../../../../../src/core/core';
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

  it('shows in which phase a job failed', () => {
    assert.deepEqual(phases(refused).slice(0, 2), ['preparing failed 500', 'uploading waiting 0']);
    assert.deepEqual(phases({ ...processing, phase: 'finished', outcome: 'aborted' })[2], 'processing aborted 4000');
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
});

describe('the message at the end of a job', () => {
  it('counts rows and offers the failed ones', () => {
    assert.deepEqual(endMessage(someFailed, kindOf(someFailed)), {
      severity: 'warning',
      text: '990 of 1,000 rows of Account upserted in Practice org, 10 failed.',
      commandIds: ['kinetic.jobs.showFailed'],
    });
    assert.equal(endMessage(allIn, kindOf(allIn)).text, '1,000 rows of Account upserted in Practice org.');
    assert.equal(endMessage(allIn, kindOf(allIn)).severity, 'info');
  });

  it('is one whole sentence for each operation, in the singular and the plural', () => {
    const ended = (change: Partial<LoadSpec>, counts: Partial<LoadState>) => {
      const job: LoadState = { ...allIn, spec: { ...loadSpec, ...change }, ...counts };
      return endMessage(job, kindOf(job)).text;
    };
    const one = { succeeded: 1 };
    const oneFailed = { succeeded: 0, failed: 1 };
    assert.equal(ended({}, one), '1 row of Account upserted in Practice org.');
    assert.equal(ended({}, oneFailed), 'The row of Account was not upserted in Practice org.');
    assert.equal(ended({ operation: 'insert' }, one), '1 row of Account inserted in Practice org.');
    assert.equal(ended({ operation: 'update' }, {}), '1,000 rows of Account updated in Practice org.');
    assert.equal(ended({ operation: 'delete' }, {}), '1,000 rows of Account deleted from Practice org.');
    assert.equal(ended({ operation: 'hardDelete' }, one), '1 row of Account permanently deleted from Practice org.');
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
      help: 'kinetic.jobs.readAsWindows1252',
    });
    assert.deepEqual(commandIds, ['kinetic.jobs.readAsWindows1252', 'kinetic.jobs.open']);
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
    const buttons = ['request.noHardDelete', 'input.notUtf8', 'login.expired'].map((code) =>
      jobErrorOf({ ...refused, error: { code, details: {} } }, advise),
    );
    const labels = buttons.map((error) => error?.remedy?.label);
    assert.deepEqual(labels, ['Open Setup', 'Load as Windows-1252', 'Open File']);
    for (const error of buttons) await error?.remedy?.run();
    assert.deepEqual(
      editor.ran.map(({ id, args }) => [id, ...args]),
      [
        ['kinetic.jobs.openSetup', refused.jobId],
        ['kinetic.jobs.readAsWindows1252', refused.jobId],
      ],
    );
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
    const ask = { jobId: 'j', filter: { list: 'failed' } } as const;
    const text = await rowsText(jobs, ask, new AbortController().signal);
    assert.ok(text.startsWith('Line\tRecord ID\tError\tMessage\tFields\tName\tNote\n'));
    assert.ok(text.includes('2\t\tX\t"a ""bad""\tone"\tName, Phone\tn2\t"two\nlines"\n'));
    assert.equal(text.match(/\tn\d+\t/g)?.length, 2500);
  });

  it('leave the error columns out where there are no errors', async () => {
    const ask = { jobId: 'j', filter: { list: 'succeeded' } } as const;
    const text = await rowsText(jobs, ask, new AbortController().signal);
    assert.ok(text.startsWith('Line\tRecord ID\tName\tNote\n2\t\tn2\t'));
  });
});
