// What protects orgs, standing open: for tests of something else.
import type { WriteGate } from '../../src/core/http/guardWrites';
import type { JobGuard } from '../../src/core/jobs/jobRuns';

export const openGate: WriteGate = { open: async () => async () => undefined };

export const freeJobs: JobGuard = { permit: async () => undefined, ended: async () => undefined };
