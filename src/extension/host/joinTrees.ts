// Two trees in one view, one below the other.
import type { TreeNodes, TreeSpec } from './treeView';

/** The view id, the badge and the selection are those of the upper tree. Nothing can be dropped on the view. */
export function joinTrees<U extends object, L extends object>(
  upper: Omit<TreeSpec<U>, 'drop' | 'tooltip'>,
  lower: TreeNodes<L>,
  isLower: (node: U | L) => node is L,
): TreeSpec<U | L> {
  return {
    ...upper,
    roots: async () => [...(await upper.roots()), ...(await lower.roots())],
    children: (node, visible) => (isLower(node) ? lower.children(node, visible) : upper.children(node, visible)),
    row: (node) => (isLower(node) ? lower.row(node) : upper.row(node)),
  };
}
