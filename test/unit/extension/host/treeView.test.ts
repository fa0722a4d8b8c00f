// The generic tree: rows become items, and a tree that cannot be read says so.
import { strict as assert } from 'node:assert';
import { editor, recordingChannel, resetEditor, showViews } from '../../../fakes/vscode';
import { MarkdownString } from 'vscode';
import { SalesforceError } from '../../../../src/core/core';
import { createBoundary } from '../../../../src/extension/host/errors';
import { joinTrees } from '../../../../src/extension/host/joinTrees';
import { plain } from '../../../../src/extension/host/markdown';
import { createPaging, moreRow } from '../../../../src/extension/host/paging';
import { plainText } from '../../../../src/extension/host/plainText';
import { createTree, type TreeNodes, type TreeSpec } from '../../../../src/extension/host/treeView';

interface Letter {
  readonly name: string;
}
const a: Letter = { name: 'a' };
const b: Letter = { name: 'b' };

const spec: TreeSpec<Letter> = {
  viewId: 'kinetic.test',
  roots: () => [a, b],
  children: ({ name }) => [{ name: `${name}1` }],
  row: ({ name }) => ({
    id: `id-${name}`,
    label: name,
    context: ['x', name],
    spoken: `the letter ${name}`,
    children: 'collapsed',
  }),
  badge: () => ({ value: 2, tooltip: '2 letters' }),
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
    const item = (await provider().getTreeItem(a)) as unknown as Record<string, unknown>;
    assert.deepEqual(
      [item['id'], item['contextValue'], item['accessibilityInformation'], item['collapsibleState']],
      ['id-a', 'x a', { label: 'the letter a' }, 1],
    );
    assert.deepEqual(await provider().getChildren(a), [{ name: 'a1' }]);
    tree.dispose();
    assert.equal(editor.trees.size, 0);
  });

  it('shows names and messages as plain text', async () => {
    const hostile = '[x](command:evil)\n$(trash)\u202e';
    const row = () => ({
      id: 'a',
      label: hostile,
      description: hostile,
      spoken: hostile,
      context: [],
      tooltip: plain(hostile),
    });
    createTree({ ...spec, row }, boundary());
    const item = (await provider().getTreeItem(a)) as unknown as Record<string, unknown>;
    const shown = plainText(hostile);
    assert.deepEqual(
      [item['label'], item['description'], item['accessibilityInformation']],
      [shown, shown, { label: shown }],
    );
    assert.deepEqual(item['tooltip'], new MarkdownString(plain(hostile)));
  });

  it('says why it cannot be read in plain text', async () => {
    const message = '[x](command:evil) <img src="https://x.example">';
    const roots = () => Promise.reject(new SalesforceError('job.failed', { message }));
    createTree({ ...spec, roots }, boundary());
    const [row] = (await provider().getChildren()) ?? [];
    const item = (await provider().getTreeItem(row)) as { readonly label: string; readonly tooltip: { value: string } };
    assert.equal(item.label, plainText(`Salesforce ended the job: ${message}`));
    assert.doesNotMatch(item.tooltip.value, /\]\(|(?<!\\)</);
    assert.ok(item.tooltip.value.includes('\\<img'), item.tooltip.value);
  });

  it('shows its badge when its roots are read', async () => {
    createTree(spec, boundary());
    assert.deepEqual(await provider().getChildren(), [a, b]);
    assert.deepEqual(editor.badge, { value: 2, tooltip: '2 letters' });
  });

  it('gives files that are dropped on a row to its feature, and shows what goes wrong', async () => {
    const dropped: unknown[] = [];
    createTree(
      {
        ...spec,
        drop: (files, node) =>
          dropped.push(
            files.map(({ path }) => path),
            node,
          ),
      },
      boundary(),
    );
    const transfer = (list: string) => new Map([['text/uri-list', { asString: () => Promise.resolve(list) }]]);
    const drop = (node: unknown, list: string) =>
      editor.drops?.handleDrop?.(node, transfer(list) as never, undefined as never);
    assert.deepEqual(editor.drops?.dropMimeTypes, ['text/uri-list']);
    await drop(a, '# from the Explorer\r\nfile:///data/a.csv\r\nfile:///data/b.csv\r\n');
    await drop(undefined, 'file:///data/c.csv');
    assert.deepEqual(dropped, [['/data/a.csv', '/data/b.csv'], a, ['/data/c.csv'], undefined]);
    createTree({ ...spec, drop: () => Promise.reject(SalesforceError.of('login.missing', {})) }, boundary());
    const shown = new Promise((resolve) => (editor.choose = resolve));
    await drop(a, 'file:///data/a.csv');
    await shown;
    assert.equal(editor.shown.length, 1);
  });

  it('takes no files when its feature does not', () => {
    createTree(spec, boundary());
    assert.equal(editor.drops, undefined);
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

  it('keeps its rows until the new ones have been read, so that a click in between hits the right one', async () => {
    const reads: ((found: Letter[]) => void)[] = [];
    const roots = () => new Promise<Letter[]>((resolve) => reads.push(resolve));
    const tree = createTree({ ...spec, roots }, boundary());
    const events: unknown[] = [];
    const changed = new Promise<void>((resolve) =>
      provider().onDidChangeTreeData?.((event) => {
        events.push(event);
        resolve();
      }),
    );
    tree.refresh();
    tree.refresh();
    reads[1]?.([b]);
    reads[0]?.([a]);
    assert.deepEqual(events, []);
    await changed;
    assert.deepEqual(await provider().getChildren(), [b]);
    assert.equal(reads.length, 2, 'the roots are not read a third time');
    tree.dispose();
  });

  it('knows the parent of each row, and reveals a row only while the view is visible', async () => {
    const tree = createTree(spec, boundary());
    const [child] = (await provider().getChildren(a)) ?? [];
    assert.equal(await provider().getParent?.(child), a);
    assert.equal(await provider().getParent?.(a), undefined);
    showViews(false);
    await tree.reveal(a);
    assert.deepEqual(editor.revealed, []);
    showViews(true);
    await tree.reveal(a);
    assert.deepEqual(editor.revealed, [a]);
  });

  it('reads only its badge while it is hidden', async () => {
    let reads = 0;
    const roots = () => {
      reads += 1;
      return [a];
    };
    const tree = createTree({ ...spec, roots }, boundary());
    showViews(false);
    const changed = new Promise((resolve) => provider().onDidChangeTreeData?.(resolve));
    tree.refresh();
    await changed;
    assert.deepEqual([editor.badge?.value, reads], [2, 0]);
    assert.deepEqual(await provider().getChildren(), [a], 'VS Code asks when the view is shown');
  });

  it('aborts reads when it is hidden, and reads again when it is shown', async () => {
    const children = (_: Letter, visible: AbortSignal) =>
      new Promise<Letter[]>((_resolve, reject) => {
        visible.addEventListener('abort', () => reject(new Error('aborted')));
      });
    const { channel, lines } = recordingChannel();
    createTree(
      { ...spec, children },
      createBoundary(channel, () => undefined),
    );
    const reading = provider().getChildren(a);
    showViews(false);
    assert.deepEqual(await reading, []);
    assert.deepEqual(lines, [], 'that is no error');
    const changed = new Promise((resolve) => provider().onDidChangeTreeData?.(resolve));
    showViews(true);
    await changed;
  });
});

describe('two trees in one view', () => {
  const digits: TreeNodes<{ readonly digit: number }> = {
    roots: () => [{ digit: 1 }],
    children: ({ digit }) => [{ digit: digit * 10 }],
    row: ({ digit }) => ({ id: `${digit}`, label: `${digit}`, context: [], spoken: `${digit}` }),
  };
  const joined = joinTrees(spec, digits, (node) => 'digit' in node);
  const { signal } = new AbortController();

  it('show the roots of the upper before those of the lower, each with its own rows and children', async () => {
    const roots = await joined.roots();
    assert.deepEqual(roots, [a, b, { digit: 1 }]);
    const children = await Promise.all(roots.map(async (root) => joined.children(root, signal)));
    assert.deepEqual(children.flat(), [{ name: 'a1' }, { name: 'b1' }, { digit: 10 }]);
    assert.deepEqual(
      roots.map((root) => joined.row(root).label),
      ['a', 'b', '1'],
    );
    assert.deepEqual(await joined.badge?.(), { value: 2, tooltip: '2 letters' });
  });
});

describe('a long list in a tree', () => {
  const items = Array.from({ length: 250 }, (_, index) => index);

  it('is shown in pages: a row at its end shows one more', () => {
    let redraws = 0;
    const paging = createPaging(100, () => (redraws += 1));
    const first = paging.page('list', items);
    assert.equal(first.items.length, 100);
    const [more] = first.more;
    assert.ok(more);
    const row = moreRow(more, { id: 'kinetic.test.more', title: 'Show More' });
    assert.deepEqual([row.label, row.description, row.spoken], ['Show More…', '150 more', 'Show More…, 150 more']);
    more.showMore();
    assert.equal(redraws, 1);
    assert.equal(paging.page('list', items).items.length, 200);
    paging.page('list', items).more[0]?.showMore();
    assert.deepEqual([paging.page('list', items).items.length, paging.page('list', items).more], [250, []]);
    assert.equal(paging.page('another list', items).items.length, 100);
  });

  it('grows to include an item', () => {
    const paging = createPaging(100, () => undefined);
    paging.include('list', 20);
    assert.equal(paging.page('list', items).items.length, 100);
    paging.include('list', 130);
    assert.equal(paging.page('list', items).items.length, 130);
  });
});
