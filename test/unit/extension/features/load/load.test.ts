// The load flow’s answers: what is offered, what is missing, and what is sent in the end.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import { gapOf, toSpec, withGuess, withOperation, type Draft } from '../../../../../src/extension/features/load/draft';
import { offerChoices } from '../../../../../src/extension/features/load/offer';
import { loadTitle } from '../../../../../src/extension/words/operation';
import type { CsvInspection, LoadGuess, Org } from '../../../../../src/core/core';

const practice: Org = {
  orgId: '00D5e0000000001EAA-0055e0000000001AAA',
  username: 'admin@practice.example',
  label: 'Practice org',
  instanceUrl: 'http://127.0.0.1:4000',
  kind: 'practice',
  apiVersion: '66.0',
  login: 'practice',
};

const inspection: CsvInspection = {
  file: '/project/data/accounts.csv',
  sizeBytes: 1_234_567,
  modifiedMs: 0,
  dialect: { delimiter: ';', lineEnding: 'CRLF', encoding: 'utf-8', bomBytes: 3 },
  columns: ['Name', 'External_Id__c', 'Foo'],
  preview: [['Acme', 'E1', 'x']],
  records: { count: 12_345, exact: true },
};

const guess: LoadGuess = {
  object: 'Account',
  objectReason: 'columns',
  operation: 'upsert',
  externalIdField: 'External_Id__c',
  keys: ['External_Id__c'],
  unknownColumns: [],
};

const base = {
  org: practice,
  inspection,
  leaveOutUnknown: true,
  dialect: {},
  parallelParts: 3,
  blanks: 'ignore',
  route: { api: 'auto', routeLimits: {} },
} as const;
const guessed = withGuess(base, guess);
const texts = (draft: Draft): readonly string[] =>
  offerChoices(draft).map((entry) => ('heading' in entry ? `-- ${entry.heading}` : entry.label));
const first = (draft: Draft) => {
  const [choice] = offerChoices(draft);
  assert.ok(choice && 'value' in choice);
  return choice;
};

describe('the offer of a load', () => {
  it('is the whole guess in one line, with what the file is like below it', () => {
    const { value, label, detail } = first(guessed);
    assert.deepEqual(
      [value, label, detail],
      [
        'start',
        '$(cloud-upload) Bulk Upsert 12,345 rows → Account by External_Id__c',
        '1.2 MB · 3 columns · semicolon · UTF-8 with BOM · CRLF line endings',
      ],
    );
  });

  it('says “about” while the rows of a big file are only estimated', () => {
    const big = withGuess(
      { ...base, inspection: { ...inspection, records: { count: 9_000_000, exact: false } } },
      guess,
    );
    assert.match(first(big).label, /about 9,000,000 rows/);
  });

  it('lets every answer be changed, the key only where there is one', () => {
    assert.deepEqual(texts(guessed).slice(1), [
      '-- Change',
      '$(database) Object: Account',
      '$(arrow-swap) Operation: Bulk Upsert',
      '$(key) Key: External_Id__c',
      '$(circle-slash) Blank cells: leave the field unchanged',
      '$(cloud) Org: Practice org',
      '$(milestone) Route: Bulk API, in the background',
      '$(file) File: semicolon, UTF-8',
      '$(list-unordered) Parts: up to 3 in parallel',
    ]);
    assert.ok(!texts(withOperation(guessed, 'insert')).some((text) => text.includes('Key:')));
  });

  it('cannot be accepted without an object, a key or an Id column, and says which', () => {
    const { guess: _, ...noObject } = guessed;
    assert.deepEqual(gapOf(noObject), { lacks: 'object' });
    assert.equal(first(noObject).value, 'object');
    assert.deepEqual(gapOf(withOperation(guessed, 'update')), { lacks: 'column', column: 'Id' });
    assert.match(
      first(withOperation(guessed, 'hardDelete')).label,
      /Bulk Hard Delete needs a column named Id, which accounts\.csv/,
    );
    const { externalIdField: _key, ...noKey } = guessed;
    assert.deepEqual(gapOf(noKey), { lacks: 'externalId' });
    assert.equal(gapOf(withOperation(guessed, 'insert')), undefined);
  });

  it('names the columns that are left out because the object has no such field', () => {
    const unknown = withGuess(base, { ...guess, unknownColumns: ['Foo'] });
    assert.ok(texts(unknown).includes('$(warning) Leaving out 1 column that Account does not have'));
    assert.match(first(unknown).detail ?? '', / · leaves out Foo$/);
    const sending = '$(warning) Also sending 1 column that Account does not have';
    assert.ok(texts({ ...unknown, leaveOutUnknown: false }).includes(sending));
  });

  it('counts the columns that are left out where their names would be cut off', () => {
    const names = ['Bar', 'Baz', 'Qux', 'Quux'];
    const wide = { ...base, inspection: { ...inspection, columns: [...inspection.columns, ...names] } };
    const unknown = withGuess(wide, { ...guess, unknownColumns: names });
    assert.match(first(unknown).detail ?? '', / · leaves out 4 columns$/);
    const line = offerChoices(unknown).find((entry) => 'value' in entry && entry.value === 'columns');
    assert.ok(line && 'value' in line);
    assert.equal(line.label, '$(warning) Leaving out 4 columns that Account does not have');
    assert.equal(line.description, 'Bar, Baz, Qux, Quux');
  });

  it('says what blank cells do and how many there are, also where Enter accepts it', () => {
    const line = (draft: Draft) => offerChoices(draft).find((entry) => 'value' in entry && entry.value === 'blanks');
    const said = (preview: readonly (readonly string[])[], records: CsvInspection['records']) => {
      const found = line(withGuess({ ...base, inspection: { ...inspection, preview, records } }, guess));
      return found && 'description' in found && found.description;
    };
    const rows = [
      ['Acme', 'E1', ''],
      ['Umbrella', 'E2', 'x'],
    ];
    assert.equal(said(rows, { count: 2, exact: true }), '17% of the cells');
    assert.equal(said(rows.slice(1), { count: 1, exact: true }), 'no blank cells');
    assert.equal(said(rows, { count: 9000, exact: false }), '17% of the cells in the first 2 rows');
    assert.equal(said([...rows.slice(1), ...rows.slice(1)], { count: 9000, exact: false }), 'none in the first 2 rows');
    const clearing: Draft = { ...guessed, blanks: 'clear' };
    assert.ok(texts(clearing).includes('$(warning) Blank cells: clear the field'));
    assert.match(first(clearing).detail ?? '', / · blank cells clear the field$/);
    const inserting = line(withOperation(guessed, 'insert'));
    assert.ok(inserting && 'label' in inserting);
    assert.equal(inserting.label, '$(circle-slash) Blank cells: not sent');
    assert.equal(line(withOperation(clearing, 'delete')), undefined);
  });

  it('names the org in every title, production in capitals', () => {
    assert.equal(loadTitle(inspection.file, practice), 'Load accounts.csv → Practice org');
    const production: Org = { ...practice, kind: 'production', label: 'Acme' };
    assert.equal(loadTitle(inspection.file, production), 'Load accounts.csv → Acme (PRODUCTION)');
  });
});

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
    const unknown = withGuess(base, { ...guess, unknownColumns: ['Foo'] });
    assert.deepEqual(toSpec(unknown, 'Account', 1).mapping, { Name: 'Name', External_Id__c: 'External_Id__c' });
    assert.equal(toSpec({ ...unknown, leaveOutUnknown: false }, 'Account', 1).mapping, undefined);
  });

  it('leaves it to the core to send only ids for a deletion, and says so', () => {
    const withIds = withGuess({ ...base, inspection: { ...inspection, columns: ['Name', 'Id', 'Foo'] } }, guess);
    for (const operation of ['delete', 'hardDelete'] as const) {
      const deletion = withOperation(withIds, operation);
      assert.equal(toSpec(deletion, 'Account', 1).mapping, undefined);
      assert.match(first(deletion).detail ?? '', / · sends only Id, leaves out 2 columns$/);
    }
    const onlyIds = withGuess({ ...base, inspection: { ...inspection, columns: ['Id'] } }, guess);
    assert.equal(toSpec(withOperation(onlyIds, 'delete'), 'Account', 1).mapping, undefined);
  });

  it('leaves out the columns of failed.csv that are no fields, without a mapping', () => {
    const columns = ['sf__Id', 'sf__Error', 'sf__Line', 'External_Id__c', 'Name'];
    const failed = withGuess({ ...base, inspection: { ...inspection, columns } }, guess);
    assert.equal(toSpec(failed, 'Account', 1).mapping, undefined);
    assert.match(first(failed).detail ?? '', / · leaves out sf__Id, sf__Error, sf__Line$/);
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
