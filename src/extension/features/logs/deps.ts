// What the logs feature needs from the extension.
import type { Event } from 'vscode';
import type { Core, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import type { Log } from '../../host/log';
import type { StepAnswer, StepTitle } from '../../host/pick';

export interface LogsDeps {
  readonly core: () => Promise<Pick<Core, 'org'>>;
  readonly currentOrg: () => Promise<Org | undefined>;
  /** Another org became the current one. */
  readonly onOrgChange: Event<void>;
  readonly pickOrg: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Starts the practice org if it is not running; leaves other orgs alone. */
  readonly ensureRunning: (org: Org) => Promise<Org>;
  /** Where logs are saved that were opened or searched. */
  readonly folder: string;
  readonly log: Pick<Log, 'info'>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}
