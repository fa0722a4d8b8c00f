// What the tests feature needs from the extension.
import type { Core, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import type { StepAnswer, StepTitle } from '../../host/pick';

export interface TestsDeps {
  readonly core: () => Promise<Pick<Core, 'org'>>;
  /** The org of the file's folder, or of the window. */
  readonly currentOrg: (file?: string) => Promise<Org | undefined>;
  readonly pickOrg: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Starts the practice org if it is not running; leaves other orgs alone. */
  readonly ensureRunning: (org: Org) => Promise<Org>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}
