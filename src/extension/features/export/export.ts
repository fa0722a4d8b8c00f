// The export feature: finds the query to export and starts the questions about it.
import { bindCommands } from '../../host/commands';
import type { ExportDeps } from './deps';
import type { manifest } from './manifest';

export function registerExport(deps: ExportDeps): void {
  const start = async (clicked: unknown): Promise<void> => {
    // Loaded on first need, so that the extension starts with little code.
    const { findSource } = await import('./source');
    const source = await findSource(clicked);
    const { exportQuery } = await import('./flow');
    await exportQuery(source, deps);
  };
  deps.disposables.add(bindCommands<typeof manifest>(deps.boundary, { 'kinetic.query.export': start }));
}
