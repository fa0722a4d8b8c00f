// The logs feature: the Debug Logs view, and the collection of new logs.
import { bindCommands } from '../../host/commands';
import { once } from '../../host/once';
import { createTree } from '../../host/treeView';
import type { Handler, HandlersOf } from '../../../shared/manifest';
import type { LogsDeps } from './deps';
import type { manifest } from './manifest';
import type { LogsNode } from './nodes';

export interface LogsFeature {
  /** Removes the trace flag of a running collection. */
  readonly close: () => Promise<void>;
}

export function registerLogs(deps: LogsDeps): LogsFeature {
  const { boundary, disposables } = deps;
  const redraw = (): void => tree.refresh();
  // Loaded on first need, so that the extension starts with little code.
  const view = once(async () => (await import('./view')).createLogsView({ ...deps, redraw }));
  const collecting = once(async () => {
    const shown = await view();
    return (await import('./collect')).createCollecting({ ...deps, add: shown.add });
  });
  const actions = once(async () => {
    const parts = { ...deps, view: await view(), collecting: await collecting() };
    return (await import('./actions')).createActions(parts);
  });
  let isUsed = false;
  const lazily =
    (id: keyof HandlersOf<typeof manifest>): Handler =>
    async (...args) => {
      isUsed = true;
      return (await actions())[id](...args);
    };
  const tree = disposables.add(
    createTree<LogsNode>(
      {
        viewId: 'kinetic.logs',
        roots: async () => (await view()).roots(),
        children: (node) => node.children?.() ?? [],
        row: ({ row }) => row,
        tooltip: async (node, signal) => (await view()).tooltip(node, signal),
        description: async () => (isUsed ? (await view()).description() : ''),
        canSelectMany: true,
      },
      boundary,
    ),
  );
  disposables.add(deps.onOrgChange(redraw));
  disposables.add(
    bindCommands<typeof manifest>(boundary, {
      'kinetic.logs.collect': lazily('kinetic.logs.collect'),
      'kinetic.logs.collectOfUser': lazily('kinetic.logs.collectOfUser'),
      'kinetic.logs.stop': lazily('kinetic.logs.stop'),
      'kinetic.logs.search': lazily('kinetic.logs.search'),
      'kinetic.logs.clearSearch': lazily('kinetic.logs.clearSearch'),
      'kinetic.logs.filter': lazily('kinetic.logs.filter'),
      'kinetic.logs.clearFilter': lazily('kinetic.logs.clearFilter'),
      'kinetic.logs.refresh': lazily('kinetic.logs.refresh'),
      'kinetic.logs.showMore': lazily('kinetic.logs.showMore'),
      'kinetic.logs.open': lazily('kinetic.logs.open'),
      'kinetic.logs.openAnalyzer': lazily('kinetic.logs.openAnalyzer'),
      'kinetic.logs.replay': lazily('kinetic.logs.replay'),
      'kinetic.logs.copyId': lazily('kinetic.logs.copyId'),
      'kinetic.logs.delete': lazily('kinetic.logs.delete'),
      'kinetic.logs.deleteAll': lazily('kinetic.logs.deleteAll'),
    }),
  );
  return {
    close: async () => {
      if (isUsed) await boundary.runQuietly(async () => (await collecting()).stop());
    },
  };
}
