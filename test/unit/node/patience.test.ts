// Slow networks and slow orgs: the limit of silence that a person set holds for every call, and nonsense changes nothing.
import assert from 'node:assert/strict';
import type { HttpRequest } from '../../../src/core/ports';
import { toIdleTimeoutMs, withPatience } from '../../../src/node/patience';

describe('patience', () => {
  const request: HttpRequest = {
    method: 'GET',
    url: 'https://x',
    headers: {},
    idleTimeoutMs: 60_000,
    signal: new AbortController().signal,
  };

  it('is the person’s where there is one, else the call’s own', async () => {
    const seen: number[] = [];
    const inner = { send: (sent: HttpRequest) => (seen.push(sent.idleTimeoutMs), Promise.reject(new Error('enough'))) };
    let seconds: unknown = '5';
    const patient = withPatience(inner, () => toIdleTimeoutMs(seconds));
    await assert.rejects(patient.send(request));
    for (seconds of [undefined, '', 'soon', -1, 0]) await assert.rejects(patient.send(request));
    assert.deepEqual(seen, [5_000, 60_000, 60_000, 60_000, 60_000, 60_000]);
  });
});
