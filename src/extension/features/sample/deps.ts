// What the sample feature needs from the extension.
import type { Uri } from 'vscode';
import type { Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';

export interface SampleDeps {
  readonly extensionUri: Uri;
  /** A folder of the extension, for all windows. */
  readonly storage: Uri;
  /** Connects the practice org; starts it if it is not running. */
  readonly startPractice: () => Promise<Org>;
  /** Offers to load the file into the org. */
  readonly load: (file: Uri, org: Org) => Promise<void>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}
