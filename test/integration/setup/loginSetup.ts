// A practice org in this process, and the core's orgs connected to it over real sockets.
import { createOrgs, type Org, type Orgs, type OrgsParts } from '../../../src/core/auth/orgs';
import type { JwtSigner } from '../../../src/core/ports';
import { quietTask } from '../../../src/core/kernel/task';
import { createRest, type Rest } from '../../../src/core/rest/rest';
import { createHttpTransport } from '../../../src/node/httpTransport';
import { createJwtSigner } from '../../../src/node/jwtSigner';
import { startPracticeOrg, type PracticeOrg, type PracticeOrgOptions } from '../../../src/practice/practice';
import { createHastyClock } from '../../fakes/manualClock';
import { createMemorySecrets, type MemorySecrets } from '../../fakes/memorySecrets';
import { openGate } from '../../fakes/openGate';
import { createRecordingLog, type RecordingLog } from '../../fakes/recordingLog';

export interface LoginSetup {
  readonly practice: PracticeOrg;
  readonly orgs: Orgs;
  readonly secrets: MemorySecrets;
  readonly log: RecordingLog;
  /** The administrator's login, and REST on top of it. */
  readonly admin: () => Promise<{ readonly org: Org; readonly rest: Rest }>;
  readonly close: () => Promise<void>;
}

/**
 * `clockOffsetMs` is the difference of this computer's clock to the org's. Waits between repeated calls take no time.
 */
export async function openLoginSetup(
  options: PracticeOrgOptions = {},
  clockOffsetMs = 0,
  parts: Partial<OrgsParts> = {},
): Promise<LoginSetup> {
  const practice = await startPracticeOrg(options);
  const clock = createHastyClock(Date.now() + clockOffsetMs);
  const secrets = createMemorySecrets();
  const log = createRecordingLog();
  const ports = { transport: createHttpTransport(), secrets, clock, log, signer: offBy(clockOffsetMs) };
  const orgs = createOrgs({ ...ports, gateOf: () => openGate, ...parts });
  return {
    practice,
    orgs,
    secrets,
    log,
    admin: async () => {
      const spec = { login: 'practice', instanceUrl: practice.url, accessToken: practice.accessToken } as const;
      const org = await orgs.add(spec, quietTask());
      return { org, rest: createRest(await orgs.client(org.orgId), clock) };
    },
    close: practice.close,
  };
}

/** A signer on a machine whose clock is wrong. */
function offBy(clockOffsetMs: number): JwtSigner {
  const signer = createJwtSigner();
  return {
    sign: ({ expiresInSeconds, ...claims }, key) =>
      signer.sign({ ...claims, expiresInSeconds: expiresInSeconds + clockOffsetMs / 1000 }, key),
  };
}
