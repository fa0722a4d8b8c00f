// The one tree provider: a feature gives pure functions over its state, this makes VS Code's items of them.
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
import { toBadgeUri, type RowBadge } from './rowBadges';

export interface Row {
  /** Stable for as long as the thing lives: keeps selection and expansion through redraws. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly icon?: string;
  /** A theme colour's id. */
  readonly iconColor?: string;
  /** Stays in sight when the side bar is narrow; shown where the view's feature registered badges. */
  readonly badge?: RowBadge;
  /** Markdown. */
  readonly tooltip?: string;
  /** Words that when-clauses look for in `viewItem`. */
  readonly context: readonly string[];
  readonly children?: 'collapsed' | 'expanded';
  readonly command?: { readonly id: string; readonly title: string };
  /** What a screen reader says instead of label and description. */
  readonly spoken: string;
}

export interface TreeSpec<N> {
  readonly viewId: `kinetic.${string}`;
  readonly roots: () => readonly N[] | Promise<readonly N[]>;
  readonly children: (node: N) => readonly N[] | Promise<readonly N[]>;
  readonly row: (node: N) => Row;
  /** The number on the view's icon, with its meaning in words. */
  readonly badge?: (roots: readonly N[]) => { readonly value: number; readonly tooltip: string } | undefined;
}

export interface Tree<N> extends Disposable {
  /** Everything anew, or one node with what is below it. */
  readonly refresh: (node?: N) => void;
}

/** Stands in the tree where something could not be read. */
class Failure {
  constructor(readonly sentence: string) {}
}

export function createTree<N>(spec: TreeSpec<N>, boundary: Boundary): Tree<N> {
  const changed = new EventEmitter<N | undefined>();
  const orFailure = async (find: () => readonly N[] | Promise<readonly N[]>): Promise<(N | Failure)[]> => {
    try {
      return [...(await find())];
    } catch (error) {
      await boundary.runQuietly(() => Promise.reject(error));
      const { explain } = await import('../words/errors');
      return [new Failure(explain(error))];
    }
  };
  const closed = new AbortController();
  /** The rows of the next answer, where they were read already. */
  let ready: (N | Failure)[] | undefined;
  const take = (): typeof ready => {
    const taken = ready;
    ready = undefined;
    return taken;
  };
  const roots = async (): Promise<readonly N[]> => {
    const found = await spec.roots();
    if (!closed.signal.aborted) view.badge = spec.badge?.(found);
    return found;
  };
  const provider: TreeDataProvider<N | Failure> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node) => (node instanceof Failure ? toFailure(node) : toItem(spec.row(node), node)),
    getChildren: async (node) => {
      if (node === undefined) return take() ?? (await orFailure(roots));
      return node instanceof Failure ? [] : await orFailure(() => spec.children(node));
    },
  };
  const view: TreeView<N | Failure> = window.createTreeView(spec.viewId, { treeDataProvider: provider });
  let asked = 0;
  // VS Code forgets the rows it has before it asks for new ones, and a click meanwhile would hit none of them.
  const prepare = async (): Promise<void> => {
    const turn = (asked += 1);
    const found = await orFailure(roots);
    if (turn !== asked || closed.signal.aborted) return;
    ready = found;
    changed.fire(undefined);
  };
  return {
    refresh: (node) => (node === undefined ? void prepare() : changed.fire(node)),
    dispose: () => {
      closed.abort();
      view.dispose();
      changed.dispose();
    },
  };
}

function toFailure({ sentence }: Failure): TreeItem {
  const item = new TreeItem(sentence);
  item.iconPath = new ThemeIcon('error', new ThemeColor('list.errorForeground'));
  item.tooltip = sentence;
  return item;
}

function toItem(row: Row, node: unknown): TreeItem {
  const item = new TreeItem(row.label, toCollapsible(row.children));
  item.id = row.id;
  item.contextValue = row.context.join(' ');
  item.accessibilityInformation = { label: row.spoken };
  if (row.description !== undefined) item.description = row.description;
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
