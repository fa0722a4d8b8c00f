// A job can only be changed with a login to its own org.
import { SalesforceError, type JobState, type Org } from '../core/core';

/** Throws `input.badArgument` with both orgs. */
export function requireOwnOrg({ jobId, spec, orgLabel }: JobState, org: Org): void {
  if (spec.orgId === org.orgId) return;
  const message = `The job ${jobId} belongs to the org ${orgLabel}, not to ${org.label}.`;
  throw new SalesforceError('input.badArgument', { message });
}
