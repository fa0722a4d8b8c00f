// Slow networks and slow orgs: the idle timeout that the user sets applies to every call, and invalid values do not.
import assert from 'node:assert/strict';
import type { HttpRequest } from '../../../src/core/ports';
import { toIdleTimeoutMs, withIdleTimeout } from '../../../src/node/idleTimeout';

describe('withIdleTimeout', () => {
  const request: HttpRequest = {
    method: 'GET',
    url: 'https://x',
    headers: {},
    idleTimeoutMs: 60_000,
    signal: new AbortController().signal,
  };

  it('uses the timeout of the user if valid, and else the one of the request', async () => {
    const seen: number[] = [];
    const inner = { send: (sent: HttpRequest) => (seen.push(sent.idleTimeoutMs), Promise.reject(new Error('enough'))) };
    let seconds: unknown = '5';
    const transport = withIdleTimeout(inner, () => toIdleTimeoutMs(seconds));
    await assert.rejects(transport.send(request));
    for (seconds of [undefined, '', 'soon', -1, 0]) await assert.rejects(transport.send(request));
    assert.deepEqual(seen, [5_000, 60_000, 60_000, 60_000, 60_000, 60_000]);
  });
});
