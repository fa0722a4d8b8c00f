// Drafts of a load of 12,345 accounts, as they are offered first.
import '../../../../fakes/vscode';
import { withGuess } from '../../../../../src/extension/features/load/draft';
import type { ColumnProposal, CsvInspection, LoadGuess, Org } from '../../../../../src/core/core';

export const practice: Org = {
  orgId: '00D5e0000000001EAA-0055e0000000001AAA',
  username: 'admin@practice.example',
  label: 'Practice org',
  instanceUrl: 'http://127.0.0.1:4000',
  kind: 'practice',
  apiVersion: '66.0',
  login: 'practice',
};

export const inspection: CsvInspection = {
  file: '/project/data/accounts.csv',
  sizeBytes: 1_234_567,
  modifiedMs: 0,
  dialect: { delimiter: ';', lineEnding: 'CRLF', encoding: 'utf-8', bomBytes: 3 },
  columns: ['Name', 'External_Id__c', 'Foo'],
  preview: [['Acme', 'E1', 'x']],
  records: { count: 12_345, exact: true },
  naCells: new Map(),
};

/** Columns whose names are those of fields. */
export const same = (...names: readonly string[]): readonly ColumnProposal[] =>
  names.map((column) => ({ column, field: column, confidence: 'certain', reason: 'apiName', steps: [] }));
export const open = (...names: readonly string[]): readonly ColumnProposal[] =>
  names.map((column) => ({ column, confidence: 'none', reason: 'noField', steps: [] }));

export const guess: LoadGuess = {
  object: 'Account',
  objectReason: 'columns',
  operation: 'upsert',
  externalIdField: 'External_Id__c',
  keys: ['External_Id__c'],
  columns: same('Name', 'External_Id__c', 'Foo'),
};

export const base = {
  org: practice,
  inspection,
  dialect: {},
  parallelParts: 3,
  blanks: 'ignore',
  naCells: 'clear',
  route: { api: 'auto', routeLimits: {} },
} as const;
export const guessed = withGuess(base, guess);
