// What the orgs feature needs from the extension.
import type { Memento } from 'vscode';
import type { Core, Org, Orgs } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Adviser, Boundary } from '../../host/errors';

export interface OrgsDeps {
  readonly orgs: () => Promise<Orgs>;
  readonly core: () => Promise<Pick<Core, 'org' | 'policies' | 'writes'>>;
  readonly memory: Memento;
  readonly boundary: Boundary;
  readonly advise: Adviser;
  readonly disposables: Disposables;
  /** Starts the practice org and connects it. */
  readonly startPractice: () => Promise<Org>;
  /** A practice org whose server is not running. */
  readonly isStopped: (org: Org) => boolean;
}
