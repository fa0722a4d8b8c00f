// A connect that waits for events: how long it waited must not cost the client its events.
import assert from 'node:assert/strict';
import { repliesTo, type Exchange } from '../../../../src/practice/streaming/metaChannels';
import { StreamClients } from '../../../../src/practice/streaming/streamClients';

describe('a connect of the Streaming API', () => {
  it('brings its events, and keeps its client, when it waited longer than a client may stay away', async () => {
    let nowMs = Date.parse('2026-03-01T12:00:00Z');
    const clients = new StreamClients(() => nowMs);
    const client = clients.open('005000000000001AAA', 'browser');
    client.isNew = false;
    client.subscriptions.add('/systemTopic/Logging');
    const headers: Readonly<Record<string, string>> = {
      authorization: 'Bearer token',
      cookie: 'BAYEUX_BROWSER=browser',
    };
    const exchange = {
      org: { sessions: { find: () => ({ userId: client.userId }) } },
      clients,
      call: { header: (name: string) => headers[name.toLowerCase()] },
      channels: new Set<string>(),
      isAlone: true,
      setCookie: () => undefined,
    } as unknown as Exchange;
    const message = { channel: '/meta/connect', clientId: client.id, connectionType: 'long-polling' };
    const waiting = repliesTo(message, exchange);
    nowMs += 60_000;
    clients.publish('/systemTopic/Logging', { log: 1 });
    const [event, reply] = await waiting;
    assert.deepEqual(event, { data: { log: 1 }, channel: '/systemTopic/Logging' });
    assert.equal(reply?.['successful'], true);
    nowMs += 40_000;
    assert.equal(clients.find(client.id), client);
  });
});
