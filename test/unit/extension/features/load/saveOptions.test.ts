// Options for saving in the offer of a load: only those that can be had are listed; what is chosen is said and sent.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import type { CsvInspection, LoadGuess, SaveOptions } from '../../../../../src/core/core';
import { base, inspection } from './drafts';
import { withGuess, withOperation, type Draft, saveOf } from '../../../../../src/extension/features/load/draft';
import { offerChoices } from '../../../../../src/extension/features/load/offer';
import { routeOf } from '../../../../../src/extension/features/load/route';
import { askSave, saveChoice } from '../../../../../src/extension/features/load/saveOptions';

const leadsFile: CsvInspection = {
  ...inspection,
  file: '/project/leads.csv',
  columns: ['Id', 'LastName', 'External_Id__c'],
  preview: [['00Q', 'Kim', 'E1']],
  records: { count: 1000, exact: true },
};
const guess: LoadGuess = {
  object: 'Lead',
  objectReason: 'columns',
  operation: 'insert',
  keys: ['External_Id__c'],
  columns: [],
};
const leads = withGuess({ ...base, inspection: leadsFile }, guess);
const withSave = (draft: Draft, save: SaveOptions): Draft => ({ ...draft, save });
const step = { title: 'Load', canGoBack: true };
const rules = [
  { Id: '01Q000000000001AAA', Name: 'Web Leads', Active: true },
  { Id: '01Q000000000002AAA', Name: 'Old Leads', Active: false },
];
const core = {
  org: () =>
    Promise.resolve({
      rest: {
        query: () =>
          Promise.resolve({
            rows: (async function* () {
              await Promise.resolve();
              yield* rules;
            })(),
          }),
      },
    }),
} as unknown as Parameters<typeof askSave>[2]['core'];

/** Answers the questions in turn by the beginning of a label, and gives the labels that were shown at each. */
async function answer(draft: Draft, ...answers: readonly string[]): Promise<{ draft: Draft; shown: string[][] }> {
  const shown: string[][] = [];
  const left = [...answers];
  editor.answer = ({ choices }) => {
    shown.push(choices.map(({ label }) => label));
    return left.shift() ?? 'Done';
  };
  const changed = await askSave(draft, step, { core });
  assert.ok(typeof changed === 'object');
  return { draft: changed, shown };
}

describe('options for saving in the offer of a load', () => {
  beforeEach(resetEditor);

  it('are one line, also beside the first choice once something is chosen', () => {
    const lines = (draft: Draft) => offerChoices(draft).flatMap((entry) => ('heading' in entry ? [] : [entry]));
    assert.equal(lines(leads).find(({ value }) => value === 'save')?.label, 'Saving: no options');
    const chosen = withSave(leads, { duplicates: 'allow', recordsPerCall: 50 });
    assert.equal(
      lines(chosen).find(({ value }) => value === 'save')?.label,
      'Saving: allow duplicates, 50 records per call',
    );
    assert.match(lines(chosen)[0]?.detail ?? '', / · allow duplicates · 50 records per call$/);
  });

  it('are named by what the operation and the object can have', () => {
    const said = (draft: Draft) => saveChoice(draft, 'save')?.description;
    assert.equal(said(leads), 'assignment rules, duplicate rules, calls');
    assert.equal(said(withOperation(leads, 'delete')), 'calls');
    assert.equal(said({ ...leads, guess: { ...guess, object: 'Account' } }), 'duplicate rules, calls');
  });

  it('lead to the API that has them, and to what it costs', () => {
    assert.equal(routeOf(leads).api, 'bulk');
    const { api, calls, reason } = routeOf(withSave(leads, { recordsPerCall: 50 }));
    assert.deepEqual([api, calls, reason.option], ['collections', 20, 'recordsPerCall']);
  });

  it('are not there for a hard delete, and not sent where the operation does not have them', () => {
    assert.equal(saveChoice(withOperation(leads, 'hardDelete'), 'save'), undefined);
    const save = { duplicates: 'allow', allOrNone: true } as const;
    assert.deepEqual(saveOf(withSave(withOperation(leads, 'delete'), save)), { save: { allOrNone: true } });
    assert.deepEqual(saveOf(withSave({ ...leads, route: { ...leads.route, api: 'bulk' } }, save)), {});
  });

  it('are turned on and off one after the other, until the person is done', async () => {
    const first = await answer(leads, 'Allow duplicates', 'All or none', 'Done');
    assert.deepEqual(first.draft.save, { duplicates: 'allow', allOrNone: true });
    const second = await answer(first.draft, 'Allow duplicates', 'Done');
    assert.deepEqual(second.draft.save, { allOrNone: true });
  });

  it('are listed only while no chosen one excludes them', async () => {
    const upsert = withOperation(leads, 'upsert');
    const { shown } = await answer(upsert, 'Update only', 'Done');
    assert.ok(shown[0]?.includes('All or none'));
    assert.ok(!shown[1]?.includes('All or none') && shown[1]?.includes('Update only'));
    const bulk = await answer({ ...leads, route: { ...leads.route, api: 'bulk' } }, 'Done');
    assert.deepEqual(bulk.shown[0], ['Done', 'Options', 'Run an assignment rule']);
  });

  it('have the assignment rules of the org', async () => {
    const { draft, shown } = await answer(leads, 'Run an assignment rule', 'Old Leads', 'Done');
    assert.deepEqual(shown[1], ['No rule', 'The active rule', 'Web Leads', 'Old Leads']);
    assert.deepEqual(draft.save, { assignmentRule: '01Q000000000002AAA' });
  });
});
