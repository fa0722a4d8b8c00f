// What the orgs feature needs from the extension.
import type { Memento, Uri } from 'vscode';
import type { Core, Org, Orgs } from '../../../core/core';
import type { Reports } from '../../host/reports';
import type { Disposables } from '../../host/disposables';
import type { Adviser, Boundary } from '../../host/errors';

export interface OrgsDeps {
  readonly orgs: () => Promise<Orgs>;
  readonly core: () => Promise<Pick<Core, 'org' | 'policies' | 'writes'>>;
  readonly memory: Memento;
  readonly reports: Reports;
  readonly boundary: Boundary;
  readonly advise: Adviser;
  readonly disposables: Disposables;
  /** Starts the practice org and connects it; without an org, the first one. */
  readonly startPractice: (org?: Org) => Promise<Org>;
  /** Starts a practice org that is not running, or another one if all are running. */
  readonly addPractice: () => Promise<Org>;
  /** Offers to load a file into the org; without an org, into that of the file's folder or of the window. */
  readonly load: (file: Uri, org: Org | undefined) => Promise<void>;
  /** A step of the walkthrough. */
  readonly done: (step: 'connect') => void;
  /** A practice org whose server is not running. */
  readonly isStopped: (org: Org) => boolean;
}
