// The sample feature: the first load of a new user, with a file that ships and the practice org.
import { Uri } from 'vscode';
import { bindCommands } from '../../host/commands';
import type { manifest } from './manifest';
import type { SampleDeps } from './deps';

export interface SampleFeature {
  readonly isSample: (file: string) => boolean;
}

export function registerSample(deps: SampleDeps): SampleFeature {
  const copy = (): Uri => Uri.joinPath(deps.storage, 'sample', 'accounts.csv');
  const tryIt = async (): Promise<void> => {
    const { trySample } = await import('./trySample');
    await trySample(
      { shipped: Uri.joinPath(deps.extensionUri, 'media', 'sample', 'accounts.csv'), copy: copy() },
      deps,
    );
  };
  deps.disposables.add(bindCommands<typeof manifest>(deps.boundary, { 'kinetic.sample.try': tryIt }));
  return { isSample: (file) => file === copy().fsPath };
}
