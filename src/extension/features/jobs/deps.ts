// What the jobs feature needs from the house.
import type { LogOutputChannel, Uri } from 'vscode';
import type { Jobs, LoadSpec, Org, RemoteJobs } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Adviser, Boundary } from '../../host/errors';

export interface JobsDeps {
  /** The jobs of the store, read once before they are handed out. */
  readonly jobs: () => Promise<Jobs>;
  readonly org: (orgId: string) => Promise<Org | undefined>;
  /** The last word before a load; false when the person would rather not. */
  readonly confirmLoad: (spec: LoadSpec, org: Org) => Promise<boolean>;
  readonly remoteJobs: (orgId: string) => Promise<RemoteJobs>;
  readonly currentOrg: () => Promise<Org | undefined>;
  readonly advise: Adviser;
  readonly log: Pick<LogOutputChannel, 'info'>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
  readonly extensionUri: Uri;
}
