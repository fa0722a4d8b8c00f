// The one tree provider: a feature gives functions over its state, this turns their rows into VS Code's items.
import {
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  type TreeDataProvider,
  type TreeView,
} from 'vscode';
import type { Disposable } from './disposables';
import type { Boundary } from './errors';
import { acceptFiles, type OnDrop } from './fileDrop';
import { plain, type Markdown } from './markdown';
import { plainText } from './plainText';
import { signalOf } from './task';
import { toBadgeUri, type RowBadge } from './rowBadges';

export interface Row {
  /** The same for as long as the node exists: VS Code keeps selection and expansion by it. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: string;
  /** The id of a theme color. */
  readonly iconColor?: string;
  /** Stays visible when the side bar is narrow; needs the badges of the feature to be registered. */
  readonly badge?: RowBadge;
  readonly tooltip?: Markdown;
  /** Words that when-clauses look for in `viewItem`. */
  readonly context: readonly string[];
  readonly children?: 'collapsed' | 'expanded';
  readonly command?: RowCommand;
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
}

export interface RowCommand {
  readonly id: string;
  readonly title: string;
}

type Found<T> = T | Promise<T>;

export interface TreeNodes<N extends object> {
  readonly roots: () => Found<readonly N[]>;
  /**
   * `visible` aborts when the view is hidden. A read that rejects after that shows no error, and VS Code asks again as
   * soon as the view is visible.
   */
  readonly children: (node: N, visible: AbortSignal) => Found<readonly N[]>;
  readonly row: (node: N) => Row;
}

export interface TreeSpec<N extends object> extends TreeNodes<N> {
  readonly viewId: `kinetic.${string}`;
  /** Read when the pointer rests on a row without a tooltip. Aborted when it leaves. */
  readonly tooltip?: (node: N, signal: AbortSignal) => Promise<Markdown | undefined>;
  /** Beside the title of the view. */
  readonly description?: () => Found<string>;
  /** The number on the view's icon, with its meaning in words. Read for hidden views, too. */
  readonly badge?: () => Found<ViewBadge | undefined>;
  /** Commands get the clicked node, then all selected ones. */
  readonly canSelectMany?: boolean;
  /** Files are dropped on a node. Without it, nothing can be dropped on the view. */
  readonly drop?: OnDrop<N>;
}

export interface ViewBadge {
  readonly value: number;
  readonly tooltip: string;
}

export interface Tree<N> extends Disposable {
  /** Reads everything again, or one node with its children. */
  readonly refresh: (node?: N) => void;
  /** Selects a root, or a node that the tree has shown before. Does nothing while the view is hidden. */
  readonly reveal: (node: N) => Promise<void>;
}

/** The row for nodes that could not be read. */
class Failure {
  constructor(readonly sentence: string) {}
}

export function createTree<N extends object>(spec: TreeSpec<N>, boundary: Boundary): Tree<N> {
  const changed = new EventEmitter<N | undefined>();
  const closed = new AbortController();
  const reader = createReader(spec, boundary);
  /** The roots for the next call of getChildren, when they have been read already. */
  let ready: readonly (N | Failure)[] | undefined;
  const takeReady = (): typeof ready => {
    const roots = ready;
    ready = undefined;
    return roots;
  };
  const showBadge = (): Promise<void> => boundary.runQuietly(() => showTitle(view, spec, closed.signal));
  const provider: TreeDataProvider<N | Failure> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => (node instanceof Failure ? toFailure(node) : toItem(spec.row(node), node)),
    ...resolveTooltips(spec),
    getParent: (node) => reader.parentOf(node),
    getChildren: async (node) => [...(await (node === undefined ? (takeReady() ?? roots()) : reader.children(node)))],
  };
  const roots = (): ReturnType<typeof reader.roots> => {
    void showBadge();
    return reader.roots();
  };
  const view: TreeView<N | Failure> = window.createTreeView(spec.viewId, {
    treeDataProvider: provider,
    canSelectMany: spec.canSelectMany ?? false,
    ...(spec.drop && { dragAndDropController: acceptFiles(ontoNodes(spec.drop), boundary) }),
  });
  let reads = 0;
  // VS Code drops its rows before it asks for new ones, and a click in between is lost. So the new ones are read first.
  const reread = async (): Promise<void> => {
    const read = (reads += 1);
    const found = view.visible ? await roots() : undefined;
    if (!found) await showBadge();
    if (read !== reads || closed.signal.aborted) return;
    ready = found;
    changed.fire(undefined);
  };
  const watching = view.onDidChangeVisibility(({ visible }) => {
    if (!visible) reader.hide();
    else if (reader.takeIncomplete()) void reread();
  });
  return {
    refresh: (node) => (node === undefined ? void reread() : changed.fire(node)),
    reveal: async (node) => {
      if (!view.visible) return;
      // VS Code waits for a running refresh, and cannot reveal a row that it has never been given.
      await reread();
      await view.reveal(node, { select: true, focus: false });
    },
    dispose: () => {
      closed.abort();
      reader.hide();
      watching.dispose();
      view.dispose();
      changed.dispose();
    },
  };
}

/** What belongs to the whole view: the number on its icon, and the text beside its title. */
async function showTitle<N extends object>(
  view: TreeView<N | Failure>,
  spec: Pick<TreeSpec<N>, 'badge' | 'description'>,
  closed: AbortSignal,
): Promise<void> {
  const badge = await spec.badge?.();
  const description = await spec.description?.();
  if (closed.aborted) return;
  view.badge = badge;
  if (description !== undefined) view.description = plainText(description);
}

function resolveTooltips<N extends object>({
  tooltip,
}: Pick<TreeSpec<N>, 'tooltip'>): Pick<TreeDataProvider<N | Failure>, 'resolveTreeItem'> {
  if (!tooltip) return {};
  return {
    resolveTreeItem: async (item, node, token) => {
      const text = node instanceof Failure ? undefined : await tooltip(node, signalOf(token));
      if (text !== undefined) item.tooltip = new MarkdownString(text);
      return item;
    },
  };
}

/** A row that says why there are no others is no node. */
const ontoNodes =
  <N>(drop: OnDrop<N>): OnDrop<N | Failure> =>
  (files, node) =>
    drop(files, node instanceof Failure ? undefined : node);

interface Reader<N> {
  readonly roots: () => Promise<readonly (N | Failure)[]>;
  readonly children: (node: N | Failure) => Promise<readonly (N | Failure)[]>;
  readonly parentOf: (node: N | Failure) => N | undefined;
  /** Aborts the reads of children. */
  readonly hide: () => void;
  /** True once after reads were aborted. */
  readonly takeIncomplete: () => boolean;
}

/** Reads nodes and remembers their parents. A failed read gives a row that says why. */
function createReader<N extends object>(nodes: TreeNodes<N>, boundary: Boundary): Reader<N> {
  const parents = new WeakMap<object, N>();
  let visible = new AbortController();
  let isIncomplete = false;
  const orFailure = async (read: () => Found<readonly N[]>): Promise<readonly (N | Failure)[]> => {
    const { signal } = visible;
    try {
      return await read();
    } catch (error) {
      if (signal.aborted) {
        isIncomplete = true;
        return [];
      }
      await boundary.runQuietly(() => Promise.reject(error));
      const { explain } = await import('../words/errors');
      return [new Failure(explain(error))];
    }
  };
  return {
    roots: () => orFailure(nodes.roots),
    children: async (node) => {
      if (node instanceof Failure) return [];
      if (visible.signal.aborted) visible = new AbortController();
      const found = await orFailure(() => nodes.children(node, visible.signal));
      for (const child of found) parents.set(child, node);
      return found;
    },
    parentOf: (node) => parents.get(node),
    hide: () => visible.abort(),
    takeIncomplete: () => {
      const was = isIncomplete;
      isIncomplete = false;
      return was;
    },
  };
}

function toFailure({ sentence }: Failure): TreeItem {
  const item = new TreeItem(plainText(sentence));
  item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  item.tooltip = new MarkdownString(plain(sentence));
  return item;
}

function toItem(row: Row, node: unknown): TreeItem {
  const item = new TreeItem(plainText(row.label), toCollapsible(row.children));
  item.id = row.id;
  item.contextValue = row.context.join(' ');
  item.accessibilityInformation = { label: plainText(row.spoken) };
  if (row.description !== undefined) item.description = plainText(row.description);
  if (row.icon) item.iconPath = new ThemeIcon(row.icon, row.iconColor ? new ThemeColor(row.iconColor) : undefined);
  if (row.badge) item.resourceUri = toBadgeUri(row.id, row.badge);
  if (row.tooltip !== undefined) item.tooltip = new MarkdownString(row.tooltip);
  if (row.command) item.command = { command: row.command.id, title: row.command.title, arguments: [node] };
  return item;
}

function toCollapsible(children: Row['children']): TreeItemCollapsibleState {
  if (children === undefined) return TreeItemCollapsibleState.None;
  return children === 'expanded' ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
