// One job in its own process. It can wait for input before it starts, and kill itself right after its nth event.
import { once } from 'node:events';
import { dirname } from 'node:path';
import { toSalesforceError } from '../../../src/core/errors/salesforceError';
import { quietTask } from '../../../src/core/kernel/task';
import { createDisk } from '../../../src/node/disk';
import { createFileJobStore } from '../../../src/node/fileJobStore';
import { createHttpTransport } from '../../../src/node/httpTransport';
import { createJwtSigner } from '../../../src/node/jwtSigner';
import { createProcessSecrets } from '../../../src/node/processSecrets';
import { createSystemClock } from '../../../src/node/systemClock';
import { createCore, type ExportSpec, type LoadSpec } from '../../../src/core/core';
import type { Clock, JobStore } from '../../../src/core/ports';
import { createGuardPorts } from '../../fakes/guardPorts';
import { createHastyClock } from '../../fakes/manualClock';
import { createRecordingLog } from '../../fakes/recordingLog';

export type ChildSpec = Omit<LoadSpec, 'orgId'> | Omit<ExportSpec, 'orgId'>;

export interface ChildRequest {
  readonly jobs: string;
  readonly instanceUrl: string;
  readonly accessToken: string;
  readonly spec: ChildSpec;
  /** The number of the last event. The process ends normally if there are fewer events, or if it is missing. */
  readonly lastEvent?: number;
  /** Prints `ready` and starts at any input. */
  readonly waits?: boolean;
}

/**
 * The last line of the child's output: the job that it ran to the end, or the code of the error that prevented its
 * start.
 */
export interface ChildWord {
  readonly jobId?: string;
  readonly error?: string;
}

/** SIGKILL: no handler runs and nothing is flushed, as in a power failure. */
function dying(store: JobStore, lastEvent = Infinity): JobStore {
  let count = 0;
  return {
    ...store,
    append: async (jobId, event) => {
      await store.append(jobId, event);
      if (++count === lastEvent) process.kill(process.pid, 'SIGKILL');
    },
  };
}

/** Longer waits are between polls of Salesforce, or before a call is repeated. */
const longestWaitForAnotherMs = 100;

/** Waits for Salesforce end at once. Waits for another process take real time, since that process needs it. */
function createChildClock(): Clock {
  const hasty = createHastyClock(Date.now());
  const real = createSystemClock();
  const sleep: Clock['sleep'] = (waitMs, signal) =>
    (waitMs <= longestWaitForAnotherMs ? real : hasty).sleep(waitMs, signal);
  return { now: hasty.now, sleep };
}

async function main({ jobs, instanceUrl, accessToken, spec, lastEvent, waits }: ChildRequest): Promise<void> {
  const core = createCore({
    http: createHttpTransport(),
    clock: createChildClock(),
    secrets: createProcessSecrets(),
    files: createDisk(),
    jobStore: dying(createFileJobStore(jobs, {}), lastEvent),
    log: createRecordingLog(),
    jwt: createJwtSigner(),
    ...createGuardPorts(dirname(jobs)),
  });
  const { orgId } = await core.orgs.add({ login: 'practice', instanceUrl, accessToken }, quietTask());
  await core.jobs.load();
  if (waits) {
    process.stdout.write('ready\n');
    await once(process.stdin, 'data');
  }
  const say = (word: ChildWord): boolean => process.stdout.write(`${JSON.stringify(word)}\n`);
  try {
    const jobId = await core.jobs.start({ ...spec, orgId });
    await core.jobs.whenFinished(jobId, quietTask().signal);
    say({ jobId });
  } catch (error) {
    say({ error: toSalesforceError(error).code });
  }
  await core.jobs.close();
  process.stdin.destroy();
}

if (process.argv[2] !== undefined) void main(JSON.parse(process.argv[2]) as ChildRequest);
