// Opening a class or a trigger of the org in the window: found by its name, and nothing else.
import { strict as assert } from 'node:assert';
import { editor, resetEditor } from '../../fakes/vscode';
import { openCode } from '../../../src/extension/orgCode';

const opened = (): readonly unknown[] =>
  editor.ran
    .filter(({ id }) => id === 'vscode.open')
    .map(({ args: [uri, options] }) => [
      (uri as { readonly path: string }).path,
      (options as { readonly selection: { readonly value: { readonly value: number } } }).selection.value.value,
    ]);

describe('opening code of the org', () => {
  beforeEach(() => {
    resetEditor();
    for (const path of ['main/Orders.cls', 'main/AccountTrigger.trigger', 'more/Twice.cls', 'main/Twice.cls'])
      editor.files.set(`/project/${path}`, '');
  });

  it('opens the file at the line', async () => {
    await openCode('Trigger.AccountTrigger:5');
    assert.deepEqual(opened(), [['/project/main/AccountTrigger.trigger', 4]]);
  });

  it('finds an inner class in the file of the outer one, and a class with the namespace of the org', async () => {
    await openCode('Class.Orders.Line:12');
    await openCode('Class.ns.Orders:3');
    assert.deepEqual(opened(), [
      ['/project/main/Orders.cls', 11],
      ['/project/main/Orders.cls', 2],
    ]);
  });

  it('asks which file, if there are several', async () => {
    editor.answer = () => 'more/Twice.cls';
    await openCode('Class.Twice:1');
    assert.deepEqual(opened(), [['/project/more/Twice.cls', 0]]);
  });

  it('says which file is missing', async () => {
    await openCode('Class.Missing:1');
    assert.match(editor.shown[0]?.text ?? '', /^Missing\.cls is not in the folders of this window\./);
  });

  it('does nothing for a text that names no code', async () => {
    await openCode('Class.**/*:1');
    assert.deepEqual([opened(), editor.shown], [[], []]);
  });
});
