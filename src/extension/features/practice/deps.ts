// What the practice feature needs from the extension.
import type { Org, Orgs } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';

export interface PracticeAddress {
  readonly url: string;
  readonly accessToken: string;
}

export interface PracticeDeps {
  readonly orgs: () => Promise<Orgs>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
  /** Path of the practice org's bundle. */
  readonly script: string;
  /** Where practice orgs keep their data, and say that they run. */
  readonly folder: string;
  /** A practice org that another program started, for example the demo. */
  readonly running: PracticeAddress | undefined;
  /** Makes the org the current one. */
  readonly use: (org: Org) => Promise<void>;
  /** The number of jobs of the org that have not ended. */
  readonly openJobs: (org: Org) => Promise<number>;
  /** The practice org has stopped, and its jobs ended with it. */
  readonly stopped: (org: Org) => Promise<void>;
  /** Views that show the practice org have to be redrawn. */
  readonly changed: () => Promise<void>;
}
