// Mapping files are offered for the files that they fit, and what is saved can be read again.
import assert from 'node:assert/strict';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { parseMapping } from '../../../../../src/core/mapping/parseMapping';
import { rename } from '../../../../../src/core/core';
import { useMapping, withGuess } from '../../../../../src/extension/features/load/draft';
import { savedMappings, saveMapping } from '../../../../../src/extension/features/load/savedMappings';
import { notUsed, sdlReport } from '../../../../../src/extension/features/load/sdlWords';
import { base, guess, guessed, inspection, open, same } from './drafts';

const core = { parseMapping: async (text: string) => parseMapping(text) };
const offered = async () => (await savedMappings(guessed, core)).map(({ name }) => name);
const text = (object: string, column: string): string => `version: 1\nobject: ${object}\nfields:\n  Name: ${column}\n`;

describe('saved mapping files', () => {
  beforeEach(() => {
    resetEditor();
    editor.files.clear();
  });
  after(() => editor.files.clear());

  it('are offered when they are for the object and the file has their columns', async () => {
    const folder = inspection.file.replace(/\/[^/]*$/, '');
    editor.files.set(`${folder}/accounts.kmap.yaml`, text('Account', 'Foo'));
    editor.files.set(`${folder}/contacts.kmap.yaml`, text('Contact', 'Foo'));
    editor.files.set(`${folder}/other.kmap.yaml`, text('Account', 'Elsewhere'));
    editor.files.set(`${folder}/broken.kmap.yaml`, 'fields: [');
    editor.files.set('/project/.kinetic/mappings/weekly.kmap.yaml', text('Account', 'Name'));
    assert.deepEqual(await offered(), ['accounts.kmap.yaml', 'weekly.kmap.yaml']);
  });

  it('are offered whatever the case of the object, and only where their conditions have their columns', async () => {
    const folder = inspection.file.replace(/\/[^/]*$/, '');
    const when = (column: string): string =>
      `version: 1\nfields:\n  Name:\n    from: Name\n    steps:\n      - when:\n          - if: { column: ${column}, is: x }\n            then: a\n          - else: b\n`;
    editor.files.set(`${folder}/case.kmap.yaml`, text('account', 'Foo'));
    editor.files.set(`${folder}/met.kmap.yaml`, when('Foo'));
    editor.files.set(`${folder}/unmet.kmap.yaml`, when('Elsewhere'));
    assert.deepEqual(await offered(), ['case.kmap.yaml', 'met.kmap.yaml']);
  });

  it('are offered beside a folder of such a name', async () => {
    const folder = inspection.file.replace(/\/[^/]*$/, '');
    editor.files.set(`${folder}/old.kmap.yaml/notes.txt`, '');
    editor.files.set(`${folder}/accounts.kmap.yaml`, text('Account', 'Foo'));
    assert.deepEqual(await offered(), ['accounts.kmap.yaml']);
  });

  it('do not mention the columns of an earlier result', async () => {
    const result = { column: 'sf__Error', confidence: 'none', reason: 'resultColumn', steps: [] } as const;
    editor.saveAs = '/project/data/saved.kmap.yaml';
    await saveMapping(withGuess(base, { ...guess, columns: [...same('Name'), result] }));
    const { file } = await parseMapping(editor.files.get('/project/data/saved.kmap.yaml') ?? '');
    assert.deepEqual(file?.mapping, { fields: [rename('Name', 'Name')] });
  });

  it('have a key only where the load is an upsert', async () => {
    editor.saveAs = '/project/data/saved.kmap.yaml';
    await saveMapping(withGuess(base, { ...guess, operation: 'update' }));
    const { file } = await parseMapping(editor.files.get('/project/data/saved.kmap.yaml') ?? '');
    assert.deepEqual([file?.operation, file?.externalIdField], ['update', undefined]);
  });

  it('are none in a folder without any', async () => {
    assert.deepEqual(await offered(), []);
  });

  it('have what was accepted, and give the same load again', async () => {
    const draft = withGuess(base, { ...guess, columns: [...same('Name', 'External_Id__c'), ...open('Foo')] });
    editor.saveAs = '/project/data/saved.kmap.yaml';
    assert.equal((await saveMapping(draft))?.name, 'saved.kmap.yaml');
    const { file } = await parseMapping(editor.files.get('/project/data/saved.kmap.yaml') ?? '');
    assert.ok(file);
    assert.deepEqual(file.mapping, {
      fields: [rename('Name', 'Name'), rename('External_Id__c', 'External_Id__c')],
      leaveOut: ['Foo'],
    });
    const used = useMapping({ ...draft, operation: 'insert' }, 'saved.kmap.yaml', file);
    assert.deepEqual([used.operation, used.externalIdField], ['upsert', 'External_Id__c']);
  });

  it('of an update have no key, because a file with one could not be used', async () => {
    const draft = withGuess(base, { ...guess, operation: 'update', columns: same('Id', 'External_Id__c') });
    editor.saveAs = '/project/data/saved.kmap.yaml';
    await saveMapping(draft);
    const { file } = await parseMapping(editor.files.get('/project/data/saved.kmap.yaml') ?? '');
    assert.deepEqual([file?.operation, file?.externalIdField], ['update', undefined]);
  });

  for (const operation of ['insert', 'delete', 'hardDelete', 'undelete'] as const)
    it(`can be read again for ${operation}`, async () => {
      const draft = withGuess(base, { ...guess, operation, columns: same('Id') });
      editor.saveAs = '/project/data/saved.kmap.yaml';
      await saveMapping(draft);
      const { file } = await parseMapping(editor.files.get('/project/data/saved.kmap.yaml') ?? '');
      assert.equal(file?.operation, operation);
    });

  it('have the name that the dialog shows, and get their ending where a name has none', async () => {
    editor.saveAs = '/project/data/kunden.kmap.yaml';
    assert.equal((await saveMapping(guessed))?.name, 'kunden.kmap.yaml');
    editor.saveAs = '/project/data/kunden';
    assert.equal((await saveMapping(guessed))?.name, 'kunden.kmap.yaml');
  });
});

describe('the report on a mapping file of Data Loader', () => {
  it('has every line with what became of it, and the columns that no line names', () => {
    const report = {
      direction: 'load',
      lines: [
        { line: 2, from: 'A', fields: ['Name'], outcome: 'mapped' },
        { line: 3, from: 'B', fields: ['Nothing__c'], outcome: 'unknownField', name: 'Nothing__c' },
        { line: 4, from: 'Gone', fields: ['Site'], outcome: 'unknownColumn', name: 'Gone' },
      ],
      unnamedColumns: ['G'],
    } as const;
    assert.deepEqual(sdlReport(report).split('\n'), [
      'Line 2: A → Name',
      'Line 3: B → Nothing__c: the object has no field Nothing__c',
      'Line 4: not used, because the file has no column Gone',
      'No line names the column G. It is not sent.',
    ]);
    assert.equal(notUsed(report), 3);
  });
});
