// A gate that allows every write, for tests of something else.
import type { WriteGate } from '../../src/core/http/guardWrites';
import { writeIntent } from '../../src/core/policy/intent/intent';
import { resultOfAnswer, resultOfError } from '../../src/core/policy/intent/outcome';
import type { JobGuard } from '../../src/core/jobs/context';

export const openGate: WriteGate = {
  intentOf: writeIntent,
  resultOfAnswer,
  resultOfError,
  open: async () => async () => undefined,
};

export const freeJobs: JobGuard = { approve: async () => undefined, finished: async () => undefined };
