// The generic tree: rows become items, and a tree that cannot be read says so.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor } from '../../../fakes/vscode';
import { SalesforceError } from '../../../../src/core/core';
import { createBoundary } from '../../../../src/extension/host/errors';
import { createTree, type TreeSpec } from '../../../../src/extension/host/treeView';

const spec: TreeSpec<string> = {
  viewId: 'kinetic.test',
  roots: () => ['a', 'b'],
  children: (node) => [`${node}1`],
  row: (node) => ({
    id: `id-${node}`,
    label: node,
    context: ['x', node],
    spoken: `the letter ${node}`,
    children: 'collapsed',
  }),
  badge: (roots) => ({ value: roots.length, tooltip: `${roots.length} letters` }),
};

const provider = () => {
  const found = editor.trees.get('kinetic.test');
  assert.ok(found);
  return found;
};

describe('a tree view', () => {
  beforeEach(resetEditor);
  const boundary = () => createBoundary(recordingChannel().channel, () => undefined);

  it('gives each row its id, its words for menus and what a screen reader says', async () => {
    const tree = createTree(spec, boundary());
    const item = (await provider().getTreeItem('a')) as unknown as Record<string, unknown>;
    assert.deepEqual(
      [item['id'], item['contextValue'], item['accessibilityInformation'], item['collapsibleState']],
      ['id-a', 'x a', { label: 'the letter a' }, 1],
    );
    assert.deepEqual(await provider().getChildren('a'), ['a1']);
    tree.dispose();
    assert.equal(editor.trees.size, 0);
  });

  it('shows its badge when its roots are read', async () => {
    createTree(spec, boundary());
    assert.deepEqual(await provider().getChildren(), ['a', 'b']);
    assert.deepEqual(editor.badge, { value: 2, tooltip: '2 letters' });
  });

  it('says in a row why it cannot be read, instead of a message at every redraw', async () => {
    const roots = () => Promise.reject(new SalesforceError('server.unavailable', { status: 503 }));
    createTree({ ...spec, roots }, boundary());
    const [row] = (await provider().getChildren()) ?? [];
    const item = (await provider().getTreeItem(row)) as { readonly label: string };
    assert.match(item.label, /not available/);
    assert.equal(editor.shown.length, 0);
    assert.deepEqual(await provider().getChildren(row), []);
  });

  it('keeps its rows until the new ones are there, so that a click in between hits what it meant', async () => {
    const reads: ((found: string[]) => void)[] = [];
    const roots = () => new Promise<string[]>((resolve) => reads.push(resolve));
    const tree = createTree({ ...spec, roots }, boundary());
    const events: unknown[] = [];
    const told = new Promise<void>((resolve) =>
      provider().onDidChangeTreeData?.((event) => {
        events.push(event);
        resolve();
      }),
    );
    tree.refresh();
    tree.refresh();
    reads[1]?.(['new']);
    reads[0]?.(['old']);
    assert.deepEqual(events, []);
    await told;
    assert.deepEqual(await provider().getChildren(), ['new']);
    assert.equal(reads.length, 2, 'they are not read once more');
    tree.dispose();
  });
});
