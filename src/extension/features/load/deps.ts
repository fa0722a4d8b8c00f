// What the load feature needs from the extension.
import type { Core, LoadSpec, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import type { StepAnswer, StepTitle } from '../../host/pick';

export interface LoadDeps {
  readonly core: () => Promise<LoadCore>;
  /** Resolves with the job's id once its journal is on the disk. */
  readonly start: (spec: LoadSpec) => Promise<string>;
  readonly follow: (jobId: string, sizeBytes: number) => void;
  /** The org of the file's folder, or of the window. */
  readonly currentOrg: (file: string) => Promise<Org | undefined>;
  readonly pickOrg: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Starts the practice org if it is not running; leaves other orgs alone. */
  readonly wake: (org: Org) => Promise<Org>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}

/** What inspects the file and asks the org before a load. */
export type LoadCore = Pick<Core, 'inspect' | 'guess' | 'guessFor' | 'org'>;
