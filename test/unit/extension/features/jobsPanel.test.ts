// What the job panel and the messages say: phases, counts, the end, and rows for the clipboard.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../fakes/vscode';
import {
  allIn,
  interrupted,
  loadSpec,
  preparing,
  processing,
  refused,
  someFailed,
  uploading,
} from '../../../fakes/jobStates';
import { jobProtocol, type JobSnapshot } from '../../../../src/shared/protocol/job';
import * as z from 'zod/mini';
import { endMessage, troubleSentence } from '../../../../src/extension/features/jobs/follow';
import { rowsText } from '../../../../src/extension/features/jobs/rowsText';
import { toSnapshot } from '../../../../src/extension/features/jobs/snapshot';
import { troubleOf } from '../../../../src/extension/features/jobs/troubles';
import type { JobState, LoadSpec, RowFailure } from '../../../../src/core/core';
import type { RowQuery } from '../../../../src/core/results/rowQuery';

const snapshot = (state: JobState): JobSnapshot =>
  toSnapshot(state, { orgKind: 'practice', nowMs: state.changedAt + 500, error: undefined });
const phases = (state: JobState): readonly string[] =>
  snapshot(state).phases.map(({ name, state: phase, elapsedMs }) => `${name} ${phase} ${elapsedMs}`);

describe('a job’s snapshot', () => {
  it('is what the page can decode, at every place of a job’s life', () => {
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

  it('stands still where the job was interrupted', () => {
    const { phases: shown, secondsLeft } = snapshot(interrupted);
    const now = shown.find(({ state }) => state !== 'done');
    const from = interrupted.phaseStartedAt[interrupted.phase] ?? 0;
    assert.deepEqual(now, { name: interrupted.phase, state: 'interrupted', elapsedMs: interrupted.changedAt - from });
    assert.equal(secondsLeft, undefined);
  });

  it('tells no speed and no end while the job waits for the connection', () => {
    const trouble = { code: 'network.unreachable', details: { host: 'acme' } };
    assert.notEqual(snapshot(processing).secondsLeft, undefined);
    const { secondsLeft, rowsPerSecond } = snapshot({ ...processing, delayed: trouble });
    assert.deepEqual([secondsLeft, rowsPerSecond], [undefined, undefined]);
  });

  it('shows in which phase a job broke', () => {
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
    assert.deepEqual(endMessage(someFailed, undefined), {
      severity: 'warning',
      text: '990 of 1,000 rows of Account upserted in Practice org, 10 failed.',
      commandIds: ['kinetic.jobs.showFailed'],
    });
    assert.equal(endMessage(allIn, undefined).text, '1,000 rows of Account upserted in Practice org.');
    assert.equal(endMessage(allIn, undefined).severity, 'info');
  });

  it('says why a job was refused, by the file’s short name', async () => {
    const { severity, text } = endMessage(refused, await troubleSentence(refused));
    assert.equal(severity, 'error');
    assert.match(text, /Upsert accounts\.csv → Account: data\/accounts\.csv has a header line but no rows/);
  });

  it('offers what helps against the trouble first', () => {
    const { commandIds } = endMessage(refused, 'x', 'kinetic.jobs.readAsWindows1252');
    assert.deepEqual(commandIds, ['kinetic.jobs.readAsWindows1252', 'kinetic.jobs.open']);
  });

  it('offers to take up a job that was interrupted', async () => {
    const { commandIds, text } = endMessage(interrupted, await troubleSentence(interrupted));
    assert.equal(commandIds[0], 'kinetic.jobs.resume');
    assert.match(text, /interrupted: Cannot connect to acme/);
  });
});

describe('a job’s trouble in its panel', () => {
  const advise = () => ({ label: 'Open File', run: () => undefined });

  it('has a button that resumes an interrupted job', async () => {
    resetEditor();
    const trouble = troubleOf(interrupted, advise);
    assert.equal(trouble?.remedy?.label, 'Resume');
    await trouble.remedy.run();
    assert.deepEqual(editor.ran, [{ id: 'kinetic.jobs.resume', args: [interrupted.jobId] }]);
  });

  it('has a button that opens Setup or loads the file anew, where that helps this job', async () => {
    resetEditor();
    const buttons = ['request.noHardDelete', 'input.notUtf8', 'login.expired'].map((code) =>
      troubleOf({ ...refused, error: { code, details: {} } }, advise),
    );
    const labels = buttons.map((trouble) => trouble?.remedy?.label);
    assert.deepEqual(labels, ['Open Setup', 'Load as Windows-1252', 'Open File']);
    for (const trouble of buttons) await trouble?.remedy?.run();
    assert.deepEqual(
      editor.ran.map(({ id, args }) => [id, ...args]),
      [
        ['kinetic.jobs.openSetup', refused.jobId],
        ['kinetic.jobs.readAsWindows1252', refused.jobId],
      ],
    );
  });

  it('has the error’s own button when the job is over, and none without a trouble', () => {
    assert.equal(troubleOf(refused, advise)?.remedy?.label, 'Open File');
    assert.equal(troubleOf(allIn, advise), undefined);
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
