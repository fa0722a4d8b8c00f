// Shows long lists of a tree in pages: the last row of an incomplete list shows one more page.
import { l10n } from 'vscode';
import { formatCount } from '../words/quantities';
import type { Row, RowCommand } from './treeView';

/** The node of the row “Show More…”. */
export interface ShowMore {
  readonly listId: string;
  readonly hidden: number;
  readonly showMore: () => void;
}

export interface Paging {
  /** The part of a list that is shown, and the node that shows more of it, if there is more. */
  readonly page: <T>(
    listId: string,
    items: readonly T[],
  ) => { readonly items: readonly T[]; readonly more: ShowMore[] };
  /** Shows at least the first `count` items of a list from now on. */
  readonly include: (listId: string, count: number) => void;
}

export function createPaging(pageRows: number, redraw: () => void): Paging {
  const counts = new Map<string, number>();
  const countOf = (listId: string): number => counts.get(listId) ?? pageRows;
  return {
    page: (listId, items) => {
      const count = countOf(listId);
      const hidden = items.length - count;
      if (hidden <= 0) return { items, more: [] };
      const showMore = (): void => {
        counts.set(listId, count + pageRows);
        redraw();
      };
      return { items: items.slice(0, count), more: [{ listId, hidden, showMore }] };
    },
    include: (listId, count) => void counts.set(listId, Math.max(countOf(listId), count)),
  };
}

export const isShowMore = (node: unknown): node is ShowMore =>
  typeof node === 'object' && node !== null && 'showMore' in node;

/** `command` is run with the node. */
export function moreRow({ listId, hidden }: ShowMore, command: RowCommand): Row {
  const label = l10n.t('Show More…');
  const rest = l10n.t('{0} more', formatCount(hidden));
  return {
    id: `${listId}/more`,
    label,
    description: rest,
    icon: 'ellipsis',
    context: ['more'],
    command,
    spoken: `${label}, ${rest}`,
  };
}
