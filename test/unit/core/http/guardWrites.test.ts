// What the gate is told of a write that had to be sent more than once.
import assert from 'node:assert/strict';
import type { WriteEnd } from '../../../../src/core/http/guardWrites';
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

/** How the journal would have it that a record was deleted. */
async function endOf(...answers: readonly (FakeAnswer | NoAnswerError)[]): Promise<WriteEnd | undefined> {
  let told: WriteEnd | undefined;
  const client = createOrgClient({
    transport: createFakeTransport(inOrder(...answers)),
    tokens: { current: async () => session, renew: () => Promise.reject(new Error('not asked for')) },
    gate: { ...openGate, open: async () => async (end) => void (told = end) },
    clock: createHastyClock(0),
    log: createRecordingLog(),
    apiVersion: '66.0',
    org: 'a',
    random: () => 1,
  });
  const path = '/services/data/v{v}/sobjects/Lead/00Q000000000001AAA';
  await client.json({ method: 'DELETE', path, repeat: 'safe' }, () => undefined, quietTask()).catch(() => undefined);
  return told;
}

describe('a deletion that is sent again', () => {
  it('is not called refused when the first sending may have deleted the record', async () => {
    assert.deepEqual(await endOf(lost, gone), { outcome: 'unknown', reason: 'request.notFound' });
  });

  it('is called refused when nobody was there the first time', async () => {
    assert.deepEqual(await endOf(unreached, gone), { outcome: 'rejected', reason: 'request.notFound' });
    assert.deepEqual(await endOf(gone), { outcome: 'rejected', reason: 'request.notFound' });
  });

  it('is complete when the repeat says so', async () => {
    assert.deepEqual(await endOf(lost, { status: 204 }), { outcome: 'completed' });
  });
});
