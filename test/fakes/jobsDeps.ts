// What jobs need besides their kinds, in memory: one org, which is known, and a clock on which no wait takes time.
import type { JobsDeps } from '../../src/core/jobs/context';
import type { JobState } from '../../src/core/model/job';
import { createSha256 } from '../../src/node/sha256';
import { createHastyClock } from './manualClock';
import { createMemoryFiles } from './memoryFiles';
import { createMemoryJobStore } from './memoryJobStore';
import { freeJobs } from './openGate';
import { createRecordingLog } from './recordingLog';

export const jobsDeps = (): Omit<JobsDeps<JobState>, 'kinds'> => ({
  sha256: createSha256,
  guard: freeJobs,
  store: createMemoryJobStore(),
  clock: createHastyClock(),
  log: createRecordingLog(),
  files: createMemoryFiles(),
  orgLabel: async () => 'My org',
  knowsOrg: async () => true,
  onOrgsChange: () => () => undefined,
});
