// What protects orgs, standing open: for tests of something else.
import type { WriteGate } from '../../src/core/http/guardWrites';
import { writeIntent } from '../../src/core/policy/intent/intent';
import { endOfAnswer, endOfError } from '../../src/core/policy/intent/outcome';
import type { JobGuard } from '../../src/core/jobs/jobRuns';

export const openGate: WriteGate = {
  intentOf: writeIntent,
  endOfAnswer,
  endOfError,
  open: async () => async () => undefined,
};

export const freeJobs: JobGuard = { permit: async () => undefined, ended: async () => undefined };
