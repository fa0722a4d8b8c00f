// What the export feature needs from the extension.
import type { Core, ExportSpec, Org } from '../../../core/core';
import type { Disposables } from '../../host/disposables';
import type { Boundary } from '../../host/errors';
import type { StepAnswer, StepTitle } from '../../host/pick';

export interface ExportDeps {
  readonly core: () => Promise<Pick<Core, 'org'>>;
  /** Resolves with the job's id once its journal is on the disk. */
  readonly start: (spec: ExportSpec) => Promise<string>;
  readonly follow: (jobId: string, sizeBytes: number) => void;
  /** The org of the file's folder, or of the window. */
  readonly currentOrg: (file?: string) => Promise<Org | undefined>;
  readonly pickOrg: (step: StepTitle, offered?: Org) => Promise<StepAnswer<Org>>;
  /** Starts the practice org if it is not running; leaves other orgs alone. */
  readonly ensureRunning: (org: Org) => Promise<Org>;
  readonly boundary: Boundary;
  readonly disposables: Disposables;
}
