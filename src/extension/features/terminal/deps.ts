// What the terminal feature needs from the extension.
import type { EnvironmentVariableCollection, Uri } from 'vscode';
import type { Jobs } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';

export interface TerminalDeps {
  readonly variables: () => EnvironmentVariableCollection;
  readonly extensionUri: Uri;
  readonly jobs: () => Promise<Pick<Jobs, 'get'>>;
  /** Opens a file at a place, in the encoding in which it was loaded. */
  readonly openLine: (path: string, at: { readonly line: number; readonly column: number }) => Promise<void>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}
