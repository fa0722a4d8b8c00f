// What is sent in the end, from the answers of the load flow.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import { rename } from '../../../../../src/core/core';
import {
  columnsSent,
  gapOf,
  toSpec,
  withGuess,
  withOperation,
  type Draft,
} from '../../../../../src/extension/features/load/draft';
import { offerChoices } from '../../../../../src/extension/features/load/offer';
import { base, guess, guessed, inspection, open, practice, same } from './drafts';

const texts = (draft: Draft): readonly string[] =>
  offerChoices(draft).map((entry) => ('heading' in entry ? `-- ${entry.heading}` : entry.label));
const first = (draft: Draft) => {
  const [choice] = offerChoices(draft);
  assert.ok(choice && 'value' in choice);
  return choice;
};

describe('a changed answer', () => {
  it('finds a key for an upsert, by Id where the file has ids', () => {
    const ofIds = { ...base, inspection: { ...inspection, columns: ['ID', 'Name'] } };
    const byId = withGuess(ofIds, { ...guess, keys: ['Id'] });
    const { externalIdField: _, ...noKey } = byId;
    assert.equal(withOperation({ ...noKey, operation: 'insert' }, 'upsert').externalIdField, 'Id');
  });

  it('drops a key that the new object does not have', () => {
    const { externalIdField: _, ...keyless } = guess;
    const other = withGuess(guessed, { ...keyless, object: 'Contact', operation: 'insert', keys: [] });
    assert.equal(other.externalIdField, undefined);
  });
});

describe('the load that is sent', () => {
  it('has no mapping when every column is a field, so that bytes stay bytes', () => {
    assert.deepEqual(toSpec(guessed, 'Account', 95_000_000), {
      kind: 'load',
      orgId: practice.orgId,
      file: inspection.file,
      object: 'Account',
      operation: 'upsert',
      externalIdField: 'External_Id__c',
      partBytes: 95_000_000,
      parallelParts: 3,
      api: 'auto',
      routeLimits: {},
    });
  });

  it('maps the known columns when others are left out', () => {
    const unknown = withGuess(base, { ...guess, columns: [...same('Name', 'External_Id__c'), ...open('Foo')] });
    assert.deepEqual(toSpec(unknown, 'Account', 1).mapping, {
      fields: [rename('Name', 'Name'), rename('External_Id__c', 'External_Id__c')],
      leaveOut: ['Foo'],
    });
  });

  it('takes the names of the columns from a mapping file that has them', () => {
    const mapping = { headers: ['A', 'B', 'C'], fields: [rename('A', 'Name'), rename('B', 'External_Id__c')] };
    const names = { headers: mapping.headers };
    const named = { ...base, names, inspection: { ...inspection, columns: mapping.headers } };
    const own = withGuess(named, { ...guess, columns: same('A', 'B', 'C') });
    assert.deepEqual(toSpec(own, 'Account', 1).mapping?.headers, mapping.headers);
    const used: Draft = { ...own, mappingFile: { name: 'accounts.kmap.yaml', mapping } };
    assert.equal(gapOf(used), undefined);
    assert.deepEqual(columnsSent(used), ['A', 'B']);
    const [first] = offerChoices(used);
    assert.ok(first && 'detail' in first);
    assert.match(first.detail ?? '', / · C left out$/);
  });

  it('sends what a mapping file says instead of what was proposed', () => {
    const mapping = { fields: [rename('Foo', 'Site')] };
    const used: Draft = { ...guessed, mappingFile: { name: 'accounts.sdl', mapping } };
    assert.equal(toSpec(used, 'Account', 1).mapping, mapping);
    assert.ok(texts(used).includes('Fields: from accounts.sdl'));
  });

  it('leaves it to the core to send only ids for a deletion, and says so', () => {
    const withIds = withGuess({ ...base, inspection: { ...inspection, columns: ['Name', 'Id', 'Foo'] } }, guess);
    for (const operation of ['delete', 'hardDelete'] as const) {
      const deletion = withOperation(withIds, operation);
      assert.equal(toSpec(deletion, 'Account', 1).mapping, undefined);
      assert.match(first(deletion).detail ?? '', / · sends only Id; 2 columns left out$/);
    }
    const onlyIds = withGuess({ ...base, inspection: { ...inspection, columns: ['Id'] } }, guess);
    assert.equal(toSpec(withOperation(onlyIds, 'delete'), 'Account', 1).mapping, undefined);
  });

  it('leaves out the columns of failed.csv that are no fields, without a mapping', () => {
    const columns = ['sf__Id', 'sf__Error', 'sf__Line', 'External_Id__c', 'Name'];
    const failed = withGuess({ ...base, inspection: { ...inspection, columns } }, guess);
    assert.equal(toSpec(failed, 'Account', 1).mapping, undefined);
    assert.match(first(failed).detail ?? '', / · sf__Id, sf__Error, sf__Line left out$/);
  });

  it('says only a choice of its own about blank cells, and none where ids are all that is sent', () => {
    const clearing: Draft = { ...guessed, blanks: 'clear' };
    assert.equal(toSpec(clearing, 'Account', 1).blanks, 'clear');
    assert.equal(toSpec(guessed, 'Account', 1).blanks, undefined);
    assert.equal(toSpec(withOperation(clearing, 'delete'), 'Account', 1).blanks, undefined);
  });

  it('takes no key along for other operations and only the dialect that was chosen', () => {
    const spec = toSpec({ ...withOperation(guessed, 'insert'), dialect: { delimiter: '\t' } }, 'Account', 1);
    assert.equal(spec.externalIdField, undefined);
    assert.deepEqual(spec.dialect, { delimiter: '\t' });
  });
});
