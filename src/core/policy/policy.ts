// Front door of what protects an org: its policy, and the journal of what was written to it.
import type { JobState } from '../kernel/job';
import type { Clock, Ports } from '../ports';
import { createPolicies, type Policies } from './policies';
import { createWriteJournal, type Writes } from './writes';

export type { Policies, Writes };
export type { WriteFilter } from './writes';

export interface Protection {
  readonly policies: Policies;
  readonly writes: Writes;
}

export interface ProtectionParts extends Pick<Ports, 'policies' | 'writeLog'> {
  readonly clock: Clock;
  /** Also true of an organization that is not known. */
  readonly isProduction: (organization: string) => Promise<boolean>;
  /** How a job stands, as far as it is still known. */
  readonly jobOf: (jobId: string) => Promise<JobState | undefined>;
}

export function createProtection({ policies, writeLog, clock, isProduction, jobOf }: ProtectionParts): Protection {
  return {
    policies: createPolicies(policies, isProduction),
    writes: createWriteJournal({ log: writeLog, clock, jobOf }),
  };
}
