// Job states for tests of views: a load of 1,000 rows in each phase, to be changed a little by each test.
import type { LoadSpec, LoadState } from '../../src/core/core';

type PartState = LoadState['parts'][number];

export const loadSpec: LoadSpec = {
  kind: 'load',
  orgId: '00D5e0000000001EAA-0055e0000000001AAA',
  file: '/project/data/accounts.csv',
  object: 'Account',
  operation: 'upsert',
  externalIdField: 'External_Id__c',
};

const begun = 1_700_000_000_000;

export const partState = (change: Partial<PartState> = {}): PartState => ({
  plan: { index: 0, start: 40, end: 100_040, records: 1000, firstLine: 2, sha256: '' },
  phase: 'uploading',
  remoteId: '7505e0000000001AAA',
  sentBytes: 0,
  processed: 0,
  processedFailed: 0,
  apiTimeMs: 0,
  abandoned: [],
  succeeded: 0,
  failed: 0,
  unprocessed: 0,
  unknown: 0,
  ...change,
});

export const preparing: LoadState = {
  jobId: '20261120-094710-3f9a1c',
  kind: 'load',
  spec: loadSpec,
  unit: 'rows',
  object: 'Account',
  orgLabel: 'Practice org',
  phase: 'preparing',
  aborting: false,
  createdAt: begun,
  changedAt: begun,
  parts: [],
  partsLeft: { toUpload: 0, toProcess: 0 },
  groups: [],
  processedOverTime: [],
  processed: 0,
  succeeded: 0,
  failed: 0,
  unprocessed: 0,
  unknown: 0,
  phaseStartedAt: { preparing: begun },
};

const plan: NonNullable<LoadState['plan']> = {
  records: 1000,
  sizeBytes: 100_040,
  modifiedMs: begun,
  sha256: '',
  dialect: { delimiter: ',', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
  columns: ['Name', 'External_Id__c'],
  rewritten: false,
};

/** 45 % sent after two seconds. */
export const uploading: LoadState = {
  ...preparing,
  phase: 'uploading',
  plan,
  total: 1000,
  changedAt: begun + 3000,
  phaseStartedAt: { preparing: begun, uploading: begun + 1000 },
  parts: [partState({ sentBytes: 45_000 })],
};

/** 600 of 1,000 rows after four seconds, 5 of them failed. */
export const processing: LoadState = {
  ...uploading,
  phase: 'processing',
  changedAt: begun + 9000,
  phaseStartedAt: { ...uploading.phaseStartedAt, processing: begun + 5000 },
  processed: 600,
  failed: 5,
  parts: [partState({ phase: 'processing', remoteState: 'InProgress', sentBytes: 100_000, processed: 600 })],
};

/** 990 rows in, 10 failed for two reasons. */
export const someFailed: LoadState = {
  ...processing,
  phase: 'finished',
  outcome: 'completed',
  changedAt: begun + 11_000,
  phaseStartedAt: { ...processing.phaseStartedAt, downloading: begun + 10_000, finished: begun + 11_000 },
  processed: 1000,
  succeeded: 990,
  failed: 10,
  groups: [
    { code: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Name]', fields: ['Name'], count: 9 },
    { code: 'STRING_TOO_LONG', message: 'data value too large: …', fields: [], count: 1 },
  ],
  parts: [partState({ phase: 'finished', remoteState: 'JobComplete', processed: 1000, apiTimeMs: 1234 })],
};

export const allIn: LoadState = { ...someFailed, succeeded: 1000, failed: 0, groups: [] };

const { outcome: _end, ...unfinished } = processing;

export const interrupted: LoadState = {
  ...unfinished,
  interrupted: { code: 'network.unreachable', details: { host: 'acme.my.salesforce.com', reason: 'rejected' } },
};

/** Rejected before anything was sent. */
export const refused: LoadState = {
  ...preparing,
  phase: 'finished',
  outcome: 'rejected',
  phaseStartedAt: { preparing: begun, finished: begun + 500 },
  changedAt: begun + 500,
  error: { code: 'input.noRows', details: { file: '/project/data/accounts.csv' } },
};
