// What the query feature needs from the house.
import type { Core, ExportSpec, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import type { StepAnswer, StepTitle } from '../../host/pick';

export interface ExportDeps {
  readonly core: () => Promise<Pick<Core, 'org'>>;
  /** Resolves with the job's id once it is certain to be found again. */
  readonly start: (spec: ExportSpec) => Promise<string>;
  readonly follow: (jobId: string, sizeBytes: number) => void;
  /** The current org, for that file where files have orgs of their own. */
  readonly currentOrg: (file?: string) => Promise<Org | undefined>;
  readonly pickOrg: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Makes sure that the org can answer. */
  readonly wake: (org: Org) => Promise<Org>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}
