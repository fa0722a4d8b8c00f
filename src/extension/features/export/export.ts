// The export feature: finds the query to export and starts the questions about it.
import { bindCommands } from '../../host/commands';
import type { ExportDeps } from './deps';
import { exportQuery } from './flow';
import type { manifest } from './manifest';
import { findSource } from './source';

export function registerExport(deps: ExportDeps): void {
  const start = async (clicked: unknown): Promise<void> => exportQuery(await findSource(clicked), deps);
  deps.disposables.add(bindCommands<typeof manifest>(deps.boundary, { 'kinetic.query.export': start }));
}
