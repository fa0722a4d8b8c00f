// A load whose columns are asked about, and answers to the questions.
import assert from 'node:assert/strict';
import { describedField, type DescribedField } from '../../../../fakes/describedField';
import { editor, resetEditor, type Asked } from '../../../../fakes/vscode';
import { back } from '../../../../../src/extension/host/pick';
import { withGuess, type Draft } from '../../../../../src/extension/features/load/draft';
import { askMapping } from '../../../../../src/extension/features/load/mappingStep';
import type { ColumnProposal, Org } from '../../../../../src/core/core';

const field = (name: string, label: string, more: Partial<DescribedField> = {}): DescribedField =>
  describedField(name, { label, length: 80, ...more });
const account = [
  field('Name', 'Account Name', { nillable: false, nameField: true }),
  field('Phone', 'Account Phone'),
  field('AnnualRevenue', 'Annual Revenue', { type: 'currency', length: 0 }),
  field('SLAExpirationDate__c', 'SLA Expiration', { type: 'date', length: 0 }),
  field('Last_Call__c', 'Last Call', { type: 'datetime', length: 0 }),
  field('Ext__c', 'External ID', { externalId: true }),
  field('ParentId', 'Parent Account ID', { referenceTo: ['Account'], relationshipName: 'Parent' }),
  field('CreatedDate', 'Created Date', { createable: false, updateable: false }),
  field('Active__c', 'Active', { type: 'boolean', length: 0, nillable: false }),
];
const org: Org = {
  orgId: '00D-005',
  username: 'pat@acme.example',
  label: 'Acme',
  instanceUrl: 'https://acme.my.salesforce.com',
  kind: 'sandbox',
  apiVersion: '66.0',
  login: 'web',
};
export const columns: readonly ColumnProposal[] = [
  { column: 'Account Name', field: 'Name', confidence: 'certain', reason: 'label', steps: [] },
  { column: 'Phone Number', field: 'Phone', confidence: 'likely', reason: 'similar', steps: [] },
  { column: 'Rev.', confidence: 'none', reason: 'noField', steps: [] },
];
export const draft = withGuess(
  {
    org,
    inspection: {
      file: '/data/accounts.csv',
      sizeBytes: 1,
      modifiedMs: 0,
      dialect: { delimiter: ';', lineEnding: 'LF', encoding: 'utf-8', bomBytes: 0 },
      columns: ['Account Name', 'Phone Number', 'Rev.'],
      preview: [['Acme', '1', '1.234,50']],
      records: { count: 1, exact: true },
      naCells: new Map(),
    },
    dialect: {},
    parallelParts: 1,
    blanks: 'ignore',
    naCells: 'clear',
    route: { api: 'auto', routeLimits: {} },
  },
  { object: 'Account', objectReason: 'columns', operation: 'insert', keys: [], columns },
);

/** Answers the questions in turn, each by the label of a choice. Nothing is found when it is left or closed. */
export async function ask(
  first: Draft,
  ...answers: readonly string[]
): Promise<{ readonly found: Draft | undefined; readonly asked: readonly Asked[] }> {
  resetEditor();
  const asked: Asked[] = [];
  editor.answer = (question) => {
    asked.push(question);
    return answers[asked.length - 1] ?? 'Escape';
  };
  const sources = {
    fieldsOf: () => Promise.resolve(account),
    saved: [],
    read: () => Promise.resolve(undefined),
    save: () => Promise.resolve(),
  };
  const found = await askMapping(first, { title: 'Load', canGoBack: true }, sources).catch(() => undefined);
  return { found: found === back ? undefined : found, asked };
}

export async function accepted(first: Draft, ...answers: readonly string[]): Promise<Draft> {
  const { found } = await ask(first, ...answers, 'Accept These Fields');
  assert.ok(found);
  return found;
}

export const labels = (question: Asked | undefined): readonly string[] =>
  question?.choices.map(({ label }) => label) ?? [];
