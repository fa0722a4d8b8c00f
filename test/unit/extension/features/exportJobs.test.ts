// An export among the jobs: named by its object and file, with the phases it has and no lists of rows.
import { strict as assert } from 'node:assert';
import '../../../fakes/vscode';
import * as z from 'zod/mini';
import type { JobState } from '../../../../src/core/core';
import { endMessage } from '../../../../src/extension/features/jobs/follow';
import { toSnapshot } from '../../../../src/extension/features/jobs/snapshot';
import { jobLabel, jobStanding, jobTitle } from '../../../../src/extension/features/jobs/words';
import { jobProtocol, type JobSnapshot } from '../../../../src/shared/protocol/job';
import { partState, preparing } from '../../../fakes/jobStates';

const begun = preparing.createdAt;
const waiting: JobState = {
  ...preparing,
  object: 'Contact',
  spec: { kind: 'export', orgId: 'o', soql: 'SELECT Id FROM Contact', file: '/data/contacts.csv', format: 'csv' },
};
const collecting: JobState = {
  ...waiting,
  phase: 'collecting',
  total: 1000,
  processed: 1000,
  succeeded: 250,
  received: 500,
  written: { bytes: 12_345, next: { by: 'chain', locator: 'x', skip: 0 } },
  phaseStartedAt: { preparing: begun, processing: begun + 1000, collecting: begun + 2000 },
  changedAt: begun + 4000,
  parts: [partState({ phase: 'collecting', remoteState: 'JobComplete', processed: 1000 })],
};
const done: JobState = { ...collecting, phase: 'finished', end: 'complete', succeeded: 1000 };

const snapshot = (job: JobState): JobSnapshot =>
  toSnapshot(job, { orgKind: 'practice', nowMs: job.changedAt, trouble: undefined });

describe('an export among the jobs', () => {
  it('is named by its object and the file it writes', () => {
    assert.equal(jobLabel(waiting), 'Export Contact');
    assert.equal(jobTitle(waiting), 'Export Contact → contacts.csv');
  });

  it('says how much has arrived', () => {
    assert.equal(jobStanding(collecting), 'collecting results 50 % · 250 rows/s');
  });

  it('is a snapshot that the page can decode, without an upload and without lists of rows', () => {
    for (const job of [waiting, collecting, done]) {
      const made = snapshot(job);
      z.parse(jobProtocol.toPage, { type: 'snapshot', job: made });
      assert.deepEqual(
        made.phases.map(({ name }) => name),
        ['preparing', 'processing', 'collecting', 'finished'],
      );
      assert.deepEqual([made.operation, made.rows.succeeded], ['query', 0]);
    }
  });

  it('ends with the number of its records', () => {
    const { severity, text } = endMessage(done, undefined);
    assert.deepEqual([severity, text], ['info', '1,000 rows of Contact exported in Practice org.']);
  });
});
