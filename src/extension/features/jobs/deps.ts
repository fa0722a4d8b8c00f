// What the jobs feature gets from outside.
import type { LogOutputChannel, Uri } from 'vscode';
import type { JobPhase, Jobs, JobState, Org, Pace, RemoteJobs } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Adviser, Boundary } from '../../host/errors';
import type { KindOf } from './jobKind';
import type { Memory } from './offers';

export interface JobProgress {
  readonly paceOf: (job: JobState) => Pace;
  readonly phasesOf: (job: JobState) => readonly JobPhase[];
}

export interface JobsDeps {
  /** The jobs of this computer, read from the store before. */
  readonly jobs: () => Promise<Jobs>;
  /** How each kind of job is shown. */
  readonly kindOf: KindOf;
  /** Part of the core, so it is loaded on first use. */
  readonly progress: () => Promise<JobProgress>;
  readonly org: (orgId: string) => Promise<Org | undefined>;
  /** Starts the org if it is a practice org that has stopped. */
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
