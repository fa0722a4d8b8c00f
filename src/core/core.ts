// Front door: wires every subsystem from the ports and exports the public types.
import type { Jobs } from './jobs/jobs';
import type { Orgs } from './auth/orgs';

export interface Core {
  readonly orgs: Orgs;
  readonly jobs: Jobs;
}
