// A mapping file is used for the load that it is for, and for no other.
import assert from 'node:assert/strict';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { Uri } from 'vscode';
import { rename, type MappingFile, type SdlReport } from '../../../../../src/core/core';
import { toSpec } from '../../../../../src/extension/features/load/draft';
import { useMappingFile, type MappingReader } from '../../../../../src/extension/features/load/mappingFile';
import { guess, guessed, inspection, same } from './drafts';

const counted = { count: 12_346, exact: true };
const fields = ['Name', 'Site'].map((name) => ({ name, relationshipName: null }));

async function use(file: MappingFile, report?: SdlReport) {
  resetEditor();
  const shown: unknown[] = [];
  const reader: MappingReader = {
    core: {
      readMapping: () => Promise.resolve({ file, ...(report && { report }) }),
      inspect: ({ names }) =>
        Promise.resolve({ ...inspection, columns: names?.headers ?? inspection.columns, records: counted }),
      guessFor: (_org, object, { columns }) =>
        Promise.resolve({ ...guess, object, columns: same(...columns), objectReason: 'chosen' }),
    },
    remembered: { of: () => [], timeZoneOf: () => undefined, remember: () => Promise.resolve() },
    reports: { show: (text) => Promise.resolve(void shown.push(text)), dispose: () => undefined },
    fields: fields as never,
  };
  editor.choose = ([first]) => first;
  const draft = await useMappingFile(guessed, Uri.file('/data/accounts.sdl'), reader);
  await new Promise((resolve) => setImmediate(resolve));
  return { draft, shown, said: editor.shown.map(({ text }) => text) };
}

describe('a mapping file that is used', () => {
  it('decides about all columns', async () => {
    const mapping = { fields: [rename('Foo', 'Site')] };
    const { draft, said } = await use({ object: 'account', operation: 'insert', mapping });
    assert.deepEqual(draft?.mappingFile, { name: 'accounts.sdl', mapping });
    assert.equal(draft.operation, 'insert');
    assert.deepEqual(said, []);
  });

  it('is refused for another object', async () => {
    const { draft, said } = await use({ object: 'Contact', mapping: { fields: [rename('Foo', 'Site')] } });
    assert.equal(draft, undefined);
    assert.deepEqual(said, [
      'accounts.sdl is a mapping for Contact, and the rows go into Account. Choose a mapping for Account, or load into Contact.',
    ]);
  });

  it('is refused when it names a field that the object does not have', async () => {
    const { draft, said } = await use({ mapping: { fields: [rename('Foo', 'Gone__c')] } });
    assert.equal(draft, undefined);
    assert.deepEqual(said, [
      'accounts.sdl: Gone__c is not a field of Account, or the user cannot see it. Correct the field, or remove it from the mapping.',
    ]);
  });

  it('that names the columns changes what is known of the file', async () => {
    const mapping = { headers: ['A', 'B', 'C'], firstLine: 'data', fields: [rename('A', 'Site')] } as const;
    const { draft } = await use({ mapping });
    assert.deepEqual(draft?.inspection.columns, mapping.headers);
    assert.equal(draft.inspection.records, counted);
    assert.deepEqual(draft.names, { headers: mapping.headers, firstLine: 'data' });
    assert.deepEqual(
      draft.columns.map(({ column }) => column),
      mapping.headers,
    );
    const { mappingFile: _, ...own } = draft;
    assert.deepEqual(toSpec(own, 'Account', 1).mapping?.firstLine, 'data');
  });

  it('of Data Loader says how many lines are not used as they stand, and shows the report', async () => {
    const line = { line: 1, from: 'Gone', fields: ['Site'], outcome: 'unknownColumn', name: 'Gone' } as const;
    const report = { direction: 'load', lines: [line], unnamedColumns: ['Name'] } as const;
    const { said, shown } = await use({ mapping: { fields: [rename('Foo', 'Site')] } }, report);
    assert.deepEqual(said, ['2 lines or columns of accounts.sdl are not sent as the file says']);
    assert.equal(shown.length, 1);
  });
});
