// The ports around writes, all in memory and all agreeing: for tests of something else.
import type { Ports } from '../../src/core/ports';
import { createSha256 } from '../../src/node/sha256';
import { createFakeConsent } from './fakeConsent';
import { createMemoryPolicies } from './memoryPolicies';
import { createMemoryWriteLog } from './memoryWriteLog';

export const createGuardPorts = (): Pick<Ports, 'policies' | 'writeLog' | 'consent' | 'sha256'> => ({
  policies: createMemoryPolicies(),
  writeLog: createMemoryWriteLog(),
  consent: createFakeConsent(),
  sha256: createSha256,
});
