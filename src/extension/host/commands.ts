// Registers exactly the commands that a feature's manifest declares. The error boundary catches what they throw.
import { commands } from 'vscode';
import type { FeatureManifest, Handler, HandlersOf } from '../../shared/manifest';
import { createDisposables, type Disposable } from './disposables';
import type { Boundary } from './errors';

export function bindCommands<M extends FeatureManifest>(boundary: Boundary, handlers: HandlersOf<M>): Disposable {
  const bound = createDisposables();
  for (const [id, handler] of Object.entries<Handler>(handlers))
    bound.add(commands.registerCommand(id, (...args: unknown[]) => boundary.run(() => handler(...args))));
  return bound;
}
