// The REST API on a scripted network.
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { createRest, type Rest } from '../../../../src/core/rest/rest';
import { createFakeTransport, type FakeTransport, type Script } from '../../../fakes/fakeTransport';
import { createManualClock, type ManualClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

export interface Fixture {
  readonly rest: Rest;
  readonly transport: FakeTransport;
  readonly clock: ManualClock;
}

export function restOf(script: Script): Fixture {
  const transport = createFakeTransport(script);
  const clock = createManualClock();
  const session = { accessToken: 't', instanceUrl: 'https://a.b' };
  const tokens = { current: async () => session, renew: () => Promise.reject(new Error('not asked for')) };
  const client = createOrgClient({
    transport,
    tokens,
    gate: openGate,
    clock,
    log: createRecordingLog(),
    apiVersion: '66.0',
    org: 'a',
  });
  return { rest: createRest(client, clock), transport, clock };
}
