// Binds a feature's handlers to exactly the commands its manifest declares, each inside the error boundary.
import { commands, Disposable } from 'vscode';
import type { FeatureManifest, Handler, HandlersOf } from '../../shared/manifest';
import type { Boundary } from './errors';

export function bindCommands<M extends FeatureManifest>(boundary: Boundary, handlers: HandlersOf<M>): Disposable {
  const bound = Object.entries<Handler>(handlers).map(([id, handler]) =>
    commands.registerCommand(id, (...args: unknown[]) => boundary.run(() => handler(...args))),
  );
  return Disposable.from(...bound);
}
