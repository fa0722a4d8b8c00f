// The outcome that the gate receives for a write that was sent more than once.
import assert from 'node:assert/strict';
import type { WriteResult } from '../../../../src/core/http/guardWrites';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import { NoAnswerError } from '../../../../src/core/ports';
import { createFakeTransport, inOrder, type FakeAnswer } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const session = { accessToken: 't', instanceUrl: 'https://a.b' };
const lost = new NoAnswerError('reset', 'maybe');
const unreached = new NoAnswerError('refused', 'no');
const gone = { status: 404, body: [{ errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted' }] };

/** The outcome of a deletion, as the journal would record it. */
async function resultOf(...answers: readonly (FakeAnswer | NoAnswerError)[]): Promise<WriteResult | undefined> {
  let result: WriteResult | undefined;
  const client = createOrgClient({
    transport: createFakeTransport(inOrder(...answers)),
    tokens: { current: async () => session, renew: () => Promise.reject(new Error('not asked for')) },
    gate: { ...openGate, open: async () => async (received) => void (result = received) },
    clock: createHastyClock(0),
    log: createRecordingLog(),
    apiVersion: '66.0',
    org: 'a',
    random: () => 1,
  });
  const path = '/services/data/v{v}/sobjects/Lead/00Q000000000001AAA';
  await client.json({ method: 'DELETE', path, repeat: 'safe' }, () => undefined, quietTask()).catch(() => undefined);
  return result;
}

describe('a deletion that is sent again', () => {
  it('is not rejected when the first try may have deleted the record', async () => {
    assert.deepEqual(await resultOf(lost, gone), { outcome: 'unknown', reason: 'request.notFound' });
  });

  it('is rejected when the first try never reached the server', async () => {
    assert.deepEqual(await resultOf(unreached, gone), { outcome: 'rejected', reason: 'request.notFound' });
    assert.deepEqual(await resultOf(gone), { outcome: 'rejected', reason: 'request.notFound' });
  });

  it('is completed when the second try says so', async () => {
    assert.deepEqual(await resultOf(lost, { status: 204 }), { outcome: 'completed' });
  });
});
