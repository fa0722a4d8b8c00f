// Files that are dropped on a tree view, from the Explorer or from the file manager of the system.
import { Uri, type DataTransfer, type TreeDragAndDropController } from 'vscode';
import type { Boundary } from './errors';

const uriList = 'text/uri-list';

/** `node` is undefined when the files are dropped below the rows. */
export type OnDrop<N> = (files: readonly Uri[], node: N | undefined) => unknown;

/** Nothing can be dragged out of the tree. */
export const acceptFiles = <N>(onDrop: OnDrop<N>, boundary: Boundary): TreeDragAndDropController<N> => ({
  dragMimeTypes: [],
  dropMimeTypes: [uriList],
  handleDrop: async (node, dropped) => {
    await boundary.run(async () => onDrop(await filesIn(dropped), node));
  },
});

async function filesIn(dropped: DataTransfer): Promise<readonly Uri[]> {
  const list = await dropped.get(uriList)?.asString();
  return (list ?? '')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => Uri.parse(line, true));
}
