// What the mapping feature needs from the extension.
import type { Memento, Uri } from 'vscode';
import type { Core, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';

export interface MappingDeps {
  readonly core: () => Promise<MappingCore>;
  /** The org of the file's folder, or of the window. */
  readonly currentOrg: (file: string) => Promise<Org | undefined>;
  /** Remembers the CSV of each mapping file. */
  readonly memory: Pick<Memento, 'get' | 'update'>;
  readonly extensionUri: Uri;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}

export type MappingCore = Pick<Core, 'inspect' | 'encodingsOf' | 'org' | 'parseMapping'>;
