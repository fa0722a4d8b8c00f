// What the load feature needs from the house.
import type { Core, LoadSpec, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import type { StepAnswer, StepTitle } from '../../host/pick';

export interface LoadDeps {
  readonly core: () => Promise<LoadCore>;
  /** Resolves with the job's id once it is certain to be found again. */
  readonly start: (spec: LoadSpec) => Promise<string>;
  readonly follow: (jobId: string, sizeBytes: number) => void;
  /** Of the folder that the file lies in. */
  readonly currentOrg: (file: string) => Promise<Org | undefined>;
  readonly pickOrg: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Makes sure that the org can answer. */
  readonly wake: (org: Org) => Promise<Org>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}

/** What there is to know before a load: about the file, and about the org that shall take it. */
export type LoadCore = Pick<Core, 'inspect' | 'guess' | 'guessFor' | 'org'>;
