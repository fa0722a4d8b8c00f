// What the jobs feature needs from the house.
import type { LogOutputChannel, Uri } from 'vscode';
import type { Jobs, Org, RemoteJobs } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Adviser, Boundary } from '../../host/errors';
import type { Memory } from './offers';

export interface JobsDeps {
  /** The jobs of the store, read once before they are handed out. */
  readonly jobs: () => Promise<Jobs>;
  readonly org: (orgId: string) => Promise<Org | undefined>;
  /** Makes sure that the org can answer. */
  readonly wake: (org: Org) => Promise<Org>;
  readonly remoteJobs: (orgId: string) => Promise<RemoteJobs>;
  readonly currentOrg: () => Promise<Org | undefined>;
  readonly advise: Adviser;
  readonly log: Pick<LogOutputChannel, 'info'>;
  readonly memory: Memory;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
  readonly extensionUri: Uri;
}
