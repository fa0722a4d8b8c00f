// The load flow’s answers: what is offered and what is missing.
import { strict as assert } from 'node:assert';
import '../../../../fakes/vscode';
import { Uri } from 'vscode';
import { acceptAll } from '../../../../../src/extension/features/load/columns';
import { gapOf, toSpec, withGuess, withOperation, type Draft } from '../../../../../src/extension/features/load/draft';
import { offerChoices } from '../../../../../src/extension/features/load/offer';
import { offerTitle } from '../../../../../src/extension/features/load/words';
import { countInWords } from '../../../../../src/extension/words/counts';
import { loadTitle } from '../../../../../src/extension/words/operation';
import { rename, type CellCheck, type CsvInspection, type Mapping, type Org } from '../../../../../src/core/core';
import { base, guess, guessed, inspection, open, practice, same } from './drafts';

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
        'Bulk Upsert 12,345 rows → Account by External_Id__c',
        '1.2 MB · 3 columns · semicolon · UTF-8 with BOM · CRLF line endings',
      ],
    );
  });

  it('of a deletion says Delete, what and from where, with its own icon and title', () => {
    const ids = { ...inspection, file: '/project/data/ids.csv', columns: ['Id'], preview: [['001']] };
    const { externalIdField: _, ...keyless } = guess;
    const deletion = withGuess({ ...base, inspection: ids }, { ...keyless, operation: 'delete', keys: ['Id'] });
    const [choice] = offerChoices(deletion, { light: Uri.file('/light.svg'), dark: Uri.file('/dark.svg') });
    assert.ok(choice && 'value' in choice);
    assert.equal(choice.label, 'Delete 12,345 Account records from Practice org');
    assert.equal(typeof choice.icon, 'object');
    assert.equal(first(guessed).icon, 'cloud-upload');
    assert.equal(offerTitle(deletion), 'Delete the records in ids.csv from Practice org');
    assert.equal(
      first(withOperation(deletion, 'hardDelete')).label,
      'Hard Delete 12,345 Account records from Practice org',
    );
    const production = { ...deletion, org: { ...practice, kind: 'production', label: 'Acme' } } as const;
    assert.equal(offerTitle(production), 'Delete the records in ids.csv from Acme (PRODUCTION)');
    assert.equal(offerTitle(withOperation(deletion, 'update')), 'Load ids.csv → Practice org');
  });

  it('is no start when all columns would be left out', () => {
    const asked = withGuess(base, { ...guess, operation: 'insert', columns: open(...inspection.columns) });
    const nothing = { ...asked, columns: acceptAll(asked.columns) };
    assert.deepEqual(gapOf(nothing), { lacks: 'columns' });
    assert.deepEqual(
      [first(nothing).value, first(nothing).label],
      ['object', 'No column of accounts.csv is a field of Account'],
    );
  });

  it('says “about” while the rows of a big file are only estimated', () => {
    const big = withGuess(
      { ...base, inspection: { ...inspection, records: { count: 9_000_000, exact: false } } },
      guess,
    );
    assert.match(first(big).label, /about 9,000,000 rows/);
    for (const [estimate, said] of [
      [316_501, '300,000'],
      [1_462_345, '1,500,000'],
      [12_345, '12,000'],
      [97_000, '100,000'],
    ] as const)
      assert.equal(countInWords({ count: estimate, exact: false }), `about ${said} rows`);
    assert.equal(countInWords({ count: 316_501, exact: true }), '316,501 rows');
  });

  it('says below the first line which rows the load would fail, and leaves Enter as it is', () => {
    const cells: CellCheck = {
      notConverted: {
        rows: 12,
        first: { line: 37, column: 'Foo', columnNumber: 3 },
        problem: '“viel” is no number.',
        stopsLoad: true,
      },
      wrongType: { rows: 1, first: { line: 1200, column: 'Name', columnNumber: 1 } },
      wrongFields: [
        {
          field: 'Staff',
          kind: 'numbers',
          wrong: 1,
          values: 9,
          first: { line: 1200, column: 'Name', columnNumber: 1, value: 'x' },
        },
      ],
      rows: 1_000_000,
      isWhole: false,
    };
    const lines = offerChoices(guessed, undefined, { cells }).flatMap((entry) => ('value' in entry ? [entry] : []));
    assert.equal(lines[0]?.value, 'start');
    assert.deepEqual(
      lines.slice(1, 3).map(({ value, label, description, detail }) => [value, label, description, detail]),
      [
        [
          'openUnmade',
          '12 rows cannot be converted',
          'first in line 37, column Foo (of the first 1,000,000 rows)',
          '“viel” is no number. The load ends before anything is sent.',
        ],
        [
          'openWrongType',
          '1 row has a value of the wrong type',
          'first in line 1,200, column Name (of the first 1,000,000 rows)',
          '“x” does not fit the field Staff. These rows would fail.',
        ],
      ],
    );
  });

  it('says that the file was inserted before, right below the line that inserts it again', () => {
    const before = { jobId: 'j', at: Date.UTC(2026, 10, 30, 20, 21), inserted: 500, unknown: 0 };
    const [, line] = offerChoices(withOperation(guessed, 'insert'), undefined, { before });
    assert.ok(line && 'value' in line);
    assert.equal(line.value, 'openBefore');
    assert.match(line.label, /^Loaded before: 500 rows inserted on Nov 30, 2026, /);
    assert.equal(line.detail, 'Inserted again, each row becomes a second record.');
    const [, upsert] = offerChoices(guessed, undefined, { before: { ...before, inserted: 0, unknown: 1 } });
    assert.ok(upsert && 'value' in upsert);
    assert.match(upsert.label, /^Loaded before: 1 row sent on .* may be inserted$/);
    assert.equal(upsert.detail, undefined);
  });

  it('lets every answer be changed, the key only where there is one', () => {
    assert.deepEqual(texts(guessed).slice(1), [
      '-- Change',
      'Object: Account',
      'Operation: Bulk Upsert',
      'Key: External_Id__c',
      'Fields: sends 3 columns',
      'Blank cells: leave the field unchanged',
      'Org: Practice org',
      'API: Bulk API 2.0, in the background',
      'Saving: no options',
      'File: semicolon, UTF-8',
      'Parallel jobs: up to 3',
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

  it('leads to what can be changed about a mapping file that does not fit, or about a hidden character', () => {
    const used = (mapping: Mapping): Draft => ({ ...guessed, mappingFile: { name: 'a.kmap.yaml', mapping } });
    assert.equal(first(used({ fields: [rename('Gone', 'Name')] })).value, 'mapping');
    assert.equal(first(used({ fields: [rename('Foo', 'Name')], strict: true })).value, 'mapping');
    assert.equal(first(used({ fields: [rename('Foo', 'Na\u200bme')] })).value, 'mapping');
    const hidden = { ...inspection, columns: ['Na\u200bme', 'External_Id__c', 'Foo'] };
    const columns = same(...hidden.columns);
    const { value, label } = first(withGuess({ ...base, inspection: hidden }, { ...guess, columns }));
    assert.deepEqual(
      [value, label],
      [
        'openFile',
        'The name of column 1, Na[U+200B]me, has an invisible character, U+200B. Remove it from the header of accounts.csv',
      ],
    );
  });

  it('cannot be accepted while a column is to be checked, and asks for it first', () => {
    const unknown = withGuess(base, { ...guess, columns: [...same('Name', 'External_Id__c'), ...open('Foo')] });
    const { value, label, description } = first(unknown);
    assert.deepEqual([value, label, description], ['mapping', '1 column to check', 'Foo']);
    assert.equal(first({ ...unknown, columns: acceptAll(unknown.columns) }).value, 'start');
    const [name] = same('Name');
    assert.ok(name);
    const likely = withGuess(base, { ...guess, columns: [{ ...name, confidence: 'likely', reason: 'similar' }] });
    assert.equal(first(likely).label, '1 column to check');
  });

  it('names the columns that are left out, each with its reason', () => {
    const [left] = open('Foo');
    assert.ok(left);
    const columns = [
      ...same('Name', 'External_Id__c'),
      { ...left, reason: 'notWritable' as const, candidates: ['CreatedDate'] },
    ];
    const unknown = withGuess(base, { ...guess, columns });
    assert.match(first(unknown).detail ?? '', / · Foo left out$/);
    const line = offerChoices(unknown).find((entry) => 'value' in entry && entry.value === 'mapping');
    assert.ok(line && 'value' in line);
    assert.equal(line.label, 'Fields: sends 2 columns, leaves 1 out');
    assert.equal(line.description, 'Foo: Salesforce sets the field CreatedDate itself');
  });

  it('counts the columns that are left out where their names would be cut off', () => {
    const names = ['Bar', 'Baz', 'Qux', 'Quux'];
    const wide = { ...base, inspection: { ...inspection, columns: [...inspection.columns, ...names] } };
    const unknown = withGuess(wide, { ...guess, columns: [...guess.columns, ...open(...names)] });
    assert.match(first({ ...unknown, columns: acceptAll(unknown.columns) }).detail ?? '', / · 4 columns left out$/);
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
    assert.ok(texts(clearing).includes('Blank cells: clear the field'));
    assert.match(first(clearing).detail ?? '', / · blank cells clear the field$/);
    const inserting = line(withOperation(guessed, 'insert'));
    assert.ok(inserting && 'label' in inserting);
    assert.equal(inserting.label, 'Blank cells: not sent');
    assert.equal(line(withOperation(clearing, 'delete')), undefined);
  });

  it('says how many cells are #N/A, where the first is and what they do, also where Enter accepts it', () => {
    const line = (draft: Draft) => {
      const found = offerChoices(draft).find((entry) => 'value' in entry && entry.value === 'naCells');
      return found && 'label' in found && 'description' in found ? [found.label, found.description] : undefined;
    };
    assert.equal(line(guessed), undefined);
    const naCells = new Map([
      [1, { count: 2, line: 7 }],
      [2, { count: 1, line: 4 }],
    ]);
    const some = withGuess({ ...base, inspection: { ...inspection, naCells } }, guess);
    assert.deepEqual(line(some), ['#N/A: clears the field', '3 cells, first on line 4 in External_Id__c']);
    assert.match(first(some).detail ?? '', / · #N\/A clears the field$/);
    assert.equal(toSpec(some, 'Account', 1).naCells, undefined);
    const text: Draft = { ...some, naCells: 'text' };
    assert.deepEqual(line(text)?.[0], '#N/A: stored as text');
    assert.equal(toSpec(text, 'Account', 1).naCells, 'text');
    assert.ok(texts(text).includes('API: REST collections, 62 calls'));
    assert.equal(line(withOperation(some, 'delete')), undefined);
    const large = withGuess({ ...base, inspection: { ...inspection, records: { count: 9e6, exact: false } } }, guess);
    assert.deepEqual(line(large), ['#N/A: clears the field', 'none in the first rows']);
  });

  it('cannot be accepted while times have no time zone, and shows the one that they have', () => {
    const called = { column: 'Foo', field: 'Last_Call__c', confidence: 'certain', reason: 'remembered' } as const;
    const steps = [{ kind: 'dateTime', format: 'dd/MM/yyyy HH:mm' }] as const;
    const timed = withGuess(base, { ...guess, columns: [...same('Name', 'External_Id__c'), { ...called, steps }] });
    assert.deepEqual([first(timed).value, first(timed).label], ['timeZone', 'The times of the file need a time zone']);
    const zoned = { ...timed, timeZone: 'Europe/Berlin' };
    assert.equal(first(zoned).value, 'start');
    assert.match(first(zoned).detail ?? '', / · times in Europe\/Berlin$/);
    assert.ok(texts(zoned).includes('Time zone: Europe/Berlin'));
    assert.equal(toSpec(zoned, 'Account', 1).mapping?.timeZone, 'Europe/Berlin');
    const deletion = withOperation(withGuess(base, { ...guess, columns: same('Id') }), 'delete');
    assert.ok(!texts({ ...deletion, timeZone: 'UTC' }).some((text) => text.startsWith('Time zone')));
  });

  it('names the org in every title, production in capitals', () => {
    assert.equal(loadTitle(inspection.file, practice), 'Load accounts.csv → Practice org');
    const production: Org = { ...practice, kind: 'production', label: 'Acme' };
    assert.equal(loadTitle(inspection.file, production), 'Load accounts.csv → Acme (PRODUCTION)');
  });
});
