// A job that kills its own process right after its nth event is on disk. Run as a child: one JSON argument.
import { createCore, type ExportSpec, type LoadSpec } from '../../src/core/core';
import { quietTask } from '../../src/core/kernel/task';
import { createFileJobStore } from '../../src/node/fileJobStore';
import { createHttpTransport } from '../../src/node/httpTransport';
import { createJwtSigner } from '../../src/node/jwtSigner';
import { createDisk, createProcessSecrets } from '../../src/node/localPorts';
import type { JobStore } from '../../src/core/ports';
import { createHastyClock } from '../fakes/manualClock';
import { createRecordingLog } from '../fakes/recordingLog';

export interface DyingAsk {
  readonly jobs: string;
  readonly instanceUrl: string;
  readonly accessToken: string;
  readonly spec: Omit<LoadSpec, 'orgId'> | Omit<ExportSpec, 'orgId'>;
  /** Which event is the last one; the process ends normally when there are fewer. */
  readonly lastEvent: number;
}

/** SIGKILL: no handler runs, nothing is flushed, as when the power goes. */
function dying(store: JobStore, lastEvent: number): JobStore {
  let count = 0;
  return {
    ...store,
    append: async (jobId, event) => {
      await store.append(jobId, event);
      if (++count === lastEvent) process.kill(process.pid, 'SIGKILL');
    },
  };
}

async function main(ask: DyingAsk): Promise<void> {
  const core = createCore({
    http: createHttpTransport(),
    clock: createHastyClock(Date.now()),
    secrets: createProcessSecrets(),
    files: createDisk(),
    jobStore: dying(createFileJobStore(ask.jobs, {}), ask.lastEvent),
    log: createRecordingLog(),
    jwt: createJwtSigner(),
  });
  const org = await core.orgs.add(
    { login: 'practice', instanceUrl: ask.instanceUrl, accessToken: ask.accessToken },
    quietTask(),
  );
  const jobId = await core.jobs.start({ ...ask.spec, orgId: org.orgId });
  await core.jobs.finished(jobId, quietTask().signal);
  await core.jobs.close();
}

if (process.argv[2] !== undefined) void main(JSON.parse(process.argv[2]) as DyingAsk);
