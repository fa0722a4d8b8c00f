// The export among the kinds of jobs: named by its object and file, with the phases it has and no lists of rows.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import * as z from 'zod/mini';
import type { ExportState } from '../../../../../src/core/core';
import { endMessage } from '../../../../../src/extension/features/jobs/endMessage';
import { errorSentence } from '../../../../../src/extension/features/jobs/errorWords';
import { jobNodes } from '../../../../../src/extension/features/jobs/tree';
import { jobStateInWords } from '../../../../../src/extension/features/jobs/words';
import { jobProtocol } from '../../../../../src/shared/protocol/job';
import { itemOf, kindOf, snapshotOf } from '../../../../fakes/jobViews';
import { partState, preparing } from '../../../../fakes/jobStates';

const begun = preparing.createdAt;
const { groups: _, ...common } = preparing;
const waiting: ExportState = {
  ...common,
  kind: 'export',
  unit: 'records',
  object: 'Contact',
  spec: { kind: 'export', orgId: 'o', soql: 'SELECT Id FROM Contact', file: '/data/contacts.csv', format: 'csv' },
};
const downloading: ExportState = {
  ...waiting,
  phase: 'downloading',
  total: 1000,
  processed: 1000,
  succeeded: 250,
  downloaded: 500,
  written: { bytes: 12_345, next: { by: 'chain', locator: 'x', skip: 0 } },
  phaseStartedAt: { preparing: begun, processing: begun + 1000, downloading: begun + 2000 },
  changedAt: begun + 4000,
  parts: [partState({ phase: 'downloading', remoteState: 'JobComplete', processed: 1000 })],
};
const done: ExportState = { ...downloading, phase: 'finished', outcome: 'completed', succeeded: 1000 };

describe('an export among the jobs', () => {
  it('is named by its object and the file it writes', () => {
    assert.equal(kindOf(waiting).label(waiting), 'Export Contact');
    assert.equal(kindOf(waiting).title(waiting), 'Export Contact → contacts.csv');
  });

  it('says how much has arrived', () => {
    assert.equal(
      jobStateInWords(downloading, kindOf(downloading), itemOf(downloading).pace),
      'Downloading 50% · 250 records/s',
    );
  });

  it('has a snapshot that the page can decode, without an upload and without lists of rows', () => {
    for (const job of [waiting, downloading, done]) {
      const made = snapshotOf(job);
      z.parse(jobProtocol.toPage, { type: 'snapshot', job: made });
      assert.deepEqual(
        made.phases.map(({ name }) => name),
        ['preparing', 'processing', 'downloading', 'finished'],
      );
      assert.deepEqual([made.operation, made.rows.succeeded], ['query', 0]);
    }
  });

  it('over REST has no phase in which Salesforce processes a job', () => {
    const { phases } = snapshotOf({ ...done, spec: { ...done.spec, rest: true } });
    assert.deepEqual(
      phases.map(({ name }) => name),
      ['preparing', 'downloading', 'finished'],
    );
  });

  it('ends with the number of its records, and offers the file', () => {
    const { severity, text, commandIds } = endMessage(done, kindOf(done));
    assert.deepEqual(
      [severity, text],
      ['info', '1,000 records of Contact exported from Practice org: contacts.csv, 12.3 kB.'],
    );
    assert.deepEqual(commandIds, ['kinetic.jobs.openFile', 'kinetic.jobs.revealFile']);
  });

  it('says that no record matches instead of a zero', () => {
    const { text } = endMessage({ ...done, total: 0, succeeded: 0 }, kindOf(done));
    assert.equal(text, 'No records of Contact in Practice org match the query. contacts.csv contains only the header.');
  });

  it('says when it had to start again at the first record', async () => {
    const again = { ...done, restarted: { code: 'job.locatorExpired', details: {} } };
    assert.match(
      endMessage(again, kindOf(again), { sentence: await errorSentence(again, kindOf) }).text,
      /12\.3 kB\. The query locator expired/,
    );
  });

  it('has its file below it in the Jobs view once it is there, and no lists of rows', () => {
    const tree = jobNodes(kindOf);
    const labels = (job: ExportState) => tree.children(itemOf(job)).map((node) => tree.row(node).label);
    assert.deepEqual(labels(done), ['1,000 records exported', 'Salesforce job']);
    assert.deepEqual(labels({ ...done, succeeded: 1 })[0], '1 record exported');
    assert.deepEqual(labels({ ...done, outcome: 'aborted' }), ['Salesforce job']);
    assert.deepEqual(tree.row(itemOf(done)).context.slice(0, 3), ['job', 'finished', 'exported']);
  });
});
