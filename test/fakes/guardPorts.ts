// The ports around writes with every write confirmed, on disk in a folder that several cores and processes may share.
import { join } from 'node:path';
import type { Ports } from '../../src/core/ports';
import { createFilePolicies } from '../../src/node/filePolicies';
import { createFileWriteLog } from '../../src/node/fileWriteLog';
import { createSha256 } from '../../src/node/sha256';
import { createFakeConsent } from './fakeConsent';

export const createGuardPorts = (folder: string): Pick<Ports, 'policies' | 'writeLog' | 'consent' | 'sha256'> => ({
  policies: createFilePolicies(join(folder, 'policies')),
  writeLog: createFileWriteLog(join(folder, 'writes')),
  consent: createFakeConsent(),
  sha256: createSha256,
});
