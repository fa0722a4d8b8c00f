// What the jobs feature gets from outside.
import type { Event, Uri } from 'vscode';
import type { Core, JobPhase, Jobs, JobState, Org, Pace, RemoteJobs } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Adviser, Boundary } from '../../host/errors';
import type { Log } from '../../host/log';
import type { KindOf } from './jobKind';
import type { Memory } from './offers';

export interface JobProgress {
  readonly paceOf: (job: JobState) => Pace;
  readonly phasesOf: (job: JobState) => readonly JobPhase[];
}

export interface JobsDeps {
  /** The jobs of this computer, read from the store before. */
  readonly jobs: () => Promise<Jobs>;
  /** What reads a file again, loaded on first use. */
  readonly core: () => Promise<Pick<Core, 'encodingsOf'>>;
  /** How each kind of job is shown. */
  readonly kindOf: KindOf;
  /** Part of the core, so it is loaded on first use. */
  readonly progress: () => Promise<JobProgress>;
  readonly org: (orgId: string) => Promise<Org | undefined>;
  /** A practice org that does not run; its jobs ended with it. */
  readonly isStopped: (org: Org) => Promise<boolean>;
  /** Starts the org if it is a practice org that has stopped. */
  readonly ensureRunning: (org: Org) => Promise<Org>;
  /** A step of the walkthrough. */
  readonly done: (step: 'sample' | 'load' | 'failed') => void;
  /** The file of “Try a Sample”. */
  readonly isSample: (file: string) => boolean;
  readonly remoteJobs: (orgId: string) => Promise<RemoteJobs>;
  readonly currentOrg: () => Promise<Org | undefined>;
  /** Another org became the current one. */
  readonly onOrgChange: Event<void>;
  readonly advise: Adviser;
  readonly log: Pick<Log, 'info'>;
  readonly memory: Memory;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
  readonly extensionUri: Uri;
}
