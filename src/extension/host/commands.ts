// Registers exactly the commands that a feature's manifest declares. The error boundary catches what they throw.
import { commands, Disposable } from 'vscode';
import type { FeatureManifest, Handler, HandlersOf } from '../../shared/manifest';
import type { Boundary } from './errors';

export function bindCommands<M extends FeatureManifest>(boundary: Boundary, handlers: HandlersOf<M>): Disposable {
  const bound = Object.entries<Handler>(handlers).map(([id, handler]) =>
    commands.registerCommand(id, (...args: unknown[]) => boundary.run(() => handler(...args))),
  );
  return Disposable.from(...bound);
}
