// What the Apex feature needs from the extension.
import type { Event, Uri } from 'vscode';
import type { Core, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import type { StepAnswer, StepTitle } from '../../host/pick';
import type { Reports } from '../../host/reports';

export interface ApexDeps {
  readonly core: () => Promise<Pick<Core, 'org'>>;
  /** The org of the file's folder, or of the window. */
  readonly currentOrg: (file?: string) => Promise<Org | undefined>;
  readonly onOrgChange: Event<void>;
  readonly pickOrg: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Several of the known orgs; `checked` is checked at first. */
  readonly pickOrgs: (step: StepTitle, checked: Org | undefined) => Promise<StepAnswer<readonly Org[]>>;
  /** Starts the practice org if it is not running; leaves other orgs alone. */
  readonly ensureRunning: (org: Org) => Promise<Org>;
  readonly reports: Pick<Reports, 'show'>;
  /** The folder of the extension for the history. */
  readonly storage: Uri;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}
