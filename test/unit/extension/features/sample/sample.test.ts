// “Try a Sample”: which file is loaded, and into which org.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../../../fakes/vscode';
import { Uri, type TextDocument } from 'vscode';
import type { Org } from '../../../../../src/core/core';
import { trySample } from '../../../../../src/extension/features/sample/trySample';

const practice = { orgId: '00D1', label: 'Practice org', kind: 'practice' } as Org;
const shipped = '/extension/sample.csv';
const copy = '/storage/sample/accounts.csv';

describe('“Try a Sample”', () => {
  let loads: unknown[];
  beforeEach(() => {
    resetEditor();
    loads = [];
    editor.files.set(shipped, 'Name\nAcme\n');
  });
  const tryIt = (): Promise<void> =>
    trySample(
      { shipped: Uri.file(shipped), copy: Uri.file(copy) },
      {
        startPractice: () => Promise.resolve(practice),
        load: ({ path }, org) => Promise.resolve(void loads.push([path, org])),
      },
    );
  const openUnsaved = (text: string): void => {
    const uri = Uri.file(copy);
    const save = () => Promise.resolve(editor.ran.push({ id: 'save', args: [] }) > 0);
    editor.documents.push({ uri, isDirty: true, lineCount: 3, getText: () => text, save } as unknown as TextDocument);
  };

  it('opens a copy and offers it to the practice org, whatever the current org is', async () => {
    await tryIt();
    assert.equal(editor.files.get(copy), 'Name\nAcme\n');
    assert.deepEqual(
      editor.ran.map(({ id, args }) => [id, (args[0] as Uri).path]),
      [['vscode.open', copy]],
    );
    assert.deepEqual(loads, [[copy, practice]]);
  });

  it('asks nothing while the copy is the original', async () => {
    await tryIt();
    await tryIt();
    assert.equal(loads.length, 2);
  });

  it('keeps an edited copy on Enter', async () => {
    editor.files.set(copy, 'Name\nMine\n');
    editor.answer = ({ choices }) => choices[0]?.label ?? '';
    await tryIt();
    assert.deepEqual([editor.files.get(copy), loads], ['Name\nMine\n', [[copy, practice]]]);
  });

  it('resets an edited copy if the user chooses so', async () => {
    editor.files.set(copy, 'Name\nMine\n');
    editor.answer = () => 'Reset to the Original';
    await tryIt();
    assert.deepEqual([editor.files.get(copy), loads], ['Name\nAcme\n', [[copy, practice]]]);
  });

  it('resets unsaved changes in their editor, where they would stay otherwise', async () => {
    editor.files.set(copy, 'Name\nAcme\n');
    openUnsaved('Name\nUnsaved\n');
    editor.answer = () => 'Reset to the Original';
    await tryIt();
    const [edit, save] = editor.ran;
    assert.deepEqual([edit?.id, edit?.args[2], save?.id], ['applyEdit', 'Name\nAcme\n', 'save']);
  });

  it('changes and loads nothing when the question is closed', async () => {
    editor.files.set(copy, 'Name\nMine\n');
    await assert.rejects(tryIt(), { name: 'AbortError' });
    assert.deepEqual([editor.files.get(copy), loads, editor.ran], ['Name\nMine\n', [], []]);
  });
});
