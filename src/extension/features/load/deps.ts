// What the load feature needs from the extension.
import type { Memento, Uri } from 'vscode';
import type { Core, LoadSpec, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import type { StepAnswer, StepTitle } from '../../host/pick';
import type { Reports } from '../../host/reports';

export interface LoadDeps {
  readonly core: () => Promise<LoadCore>;
  /** Resolves once the jobs of this computer were read. */
  readonly jobs: () => Promise<unknown>;
  /** Resolves with the job's id once its journal is on the disk. */
  readonly start: (spec: LoadSpec) => Promise<string>;
  readonly follow: (jobId: string, sizeBytes: number) => void;
  /** The org of the file's folder, or of the window. */
  readonly currentOrg: (file: string) => Promise<Org | undefined>;
  readonly pickOrg: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Starts the practice org if it is not running; leaves other orgs alone. */
  readonly ensureRunning: (org: Org) => Promise<Org>;
  /** Of this computer, for all windows. */
  readonly globalMemory: Pick<Memento, 'get' | 'update'>;
  readonly reports: Reports;
  readonly extensionUri: Uri;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}

/** What inspects the file and asks the org before a load. */
export type LoadCore = Pick<
  Core,
  | 'inspect'
  | 'encodingsOf'
  | 'guess'
  | 'guessFor'
  | 'org'
  | 'readMapping'
  | 'parseMapping'
  | 'checkCells'
  | 'loadedBefore'
>;
