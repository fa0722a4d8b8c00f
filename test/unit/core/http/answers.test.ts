// How much of a response is read, how slowly it may arrive, and how deeply its values may be nested.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { OrgClient, OrgRequest } from '../../../../src/core/http/client';
import { createOpenClient, createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import type { HttpResponse, HttpTransport } from '../../../../src/core/ports';
import { createManualClock, type ManualClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const mb = 1024 * 1024;
const task = quietTask();
const request: OrgRequest = { method: 'GET', path: '/services/data/v{v}/query', repeat: 'never' };
const session = { accessToken: '00Dtoken!x', instanceUrl: 'https://ada.my.salesforce.com' };

interface Answer {
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number;
  readonly body: (clock: ManualClock) => AsyncIterable<Uint8Array>;
}

function clientsOf({ headers = {}, status = 200, body }: Answer) {
  const clock = createManualClock();
  const seen = { discarded: 0, bytes: 0, calls: 0 };
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body(clock)) {
      seen.bytes += chunk.byteLength;
      yield chunk;
    }
  }
  const transport: HttpTransport = {
    send: (): Promise<HttpResponse> => {
      seen.calls += 1;
      return Promise.resolve({
        status,
        header: (name) => headers[name.toLowerCase()],
        body: counted(),
        text: () => Promise.reject(new Error('reads without a limit')),
        discard: () => void (seen.discarded += 1),
      });
    },
  };
  const log = createRecordingLog();
  const tokens = { current: async () => session, renew: () => Promise.reject(new Error('not asked for')) };
  const shared = { transport, clock, log };
  const client = createOrgClient({ ...shared, tokens, gate: openGate, apiVersion: '66.0', org: 'ada' });
  return { client, open: createOpenClient({ ...shared, baseUrl: 'https://login.example.com' }), seen, clock };
}

async function* times(
  count: number,
  chunk: string | Uint8Array,
  each?: () => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  for (let i = 0; i < count; i += 1) {
    await each?.();
    yield bytes;
  }
}

const errorOf = async (call: Promise<unknown>): Promise<SalesforceError> => {
  const error = await call.then(
    () => assert.fail('it answered'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof SalesforceError, String(error));
  return error;
};
const read = (client: OrgClient): Promise<unknown> => client.json(request, (value) => value, task);
const drain = async (body: AsyncIterable<Uint8Array>): Promise<number> => {
  let sizeBytes = 0;
  for await (const chunk of body) sizeBytes += chunk.byteLength;
  return sizeBytes;
};

describe('the size of a JSON response', () => {
  it('is limited while it arrives, whatever its length is said to be', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-length': '99' };
    const { client, seen } = clientsOf({ headers, body: () => times(2000, Buffer.alloc(mb, '1')) });
    const error = await errorOf(read(client));
    assert.equal(error.code, 'server.tooLarge');
    assert.match(error.message, /GET \/services\/data\/v66.0\/query is larger than 100 MB/);
    assert.equal(seen.bytes, 101 * mb);
    assert.equal(seen.discarded, 1);
  });

  it('is limited before the first byte if the length is known', async () => {
    const headers = { 'content-length': String(101 * mb) };
    const { client, seen } = clientsOf({ headers, body: () => times(101, Buffer.alloc(mb, '1')) });
    assert.equal((await errorOf(read(client))).code, 'server.tooLarge');
    assert.deepEqual([seen.bytes, seen.discarded], [0, 1]);
  });

  it('may be many megabytes', async () => {
    async function* body(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('"');
      yield* times(20, Buffer.alloc(mb, 'x'));
      yield Buffer.from('"');
    }
    assert.equal(String(await read(clientsOf({ body }).client)).length, 20 * mb);
  });

  it('is a megabyte for a login server and for an error', async () => {
    const endless = { body: () => times(5000, Buffer.alloc(mb / 4, 'x')) };
    const login = clientsOf(endless);
    await errorOf(read(login.open));
    assert.ok(login.seen.bytes <= 2 * mb);
    const refused = clientsOf({ ...endless, status: 400 });
    assert.equal((await errorOf(read(refused.client))).code, 'network.notSalesforce');
    assert.ok(refused.seen.bytes <= 2 * mb);
  });
});

describe('a response that arrives slowly', () => {
  const everySecond = (clock: ManualClock) => () => clock.advance(1000);

  it('of a byte a second is given up after five minutes, and the call is not repeated', async () => {
    const { client, seen, clock } = clientsOf({ body: (time) => times(100_000, ' ', everySecond(time)) });
    const started = clock.now();
    const error = await errorOf(client.json({ ...request, repeat: 'safe' }, (value) => value, task));
    assert.equal(error.code, 'network.tooSlow');
    assert.match(
      error.message,
      /ada\.my\.salesforce\.com arrives too slowly: less than 100 bytes a second for 5 minutes\./,
    );
    assert.equal(clock.now() - started, 5 * 60_000);
    assert.equal(seen.calls, 1);
  });

  it('is given up as an error and as a download, too', async () => {
    const slow = { body: (time: ManualClock) => times(100_000, ' ', everySecond(time)) };
    assert.equal((await errorOf(read(clientsOf({ ...slow, status: 500 }).client))).code, 'network.tooSlow');
    const { body } = await clientsOf(slow).client.send(request, task);
    assert.equal((await errorOf(drain(body))).code, 'network.tooSlow');
  });

  it('after a fast start is given up, too', async () => {
    const { client } = clientsOf({
      body: async function* (time) {
        yield* times(1, Buffer.alloc(mb));
        yield* times(100_000, ' ', everySecond(time));
      },
    });
    const { body } = await client.send(request, task);
    assert.equal((await errorOf(drain(body))).code, 'network.tooSlow');
  });

  it('for days is read to its end if it makes progress', async () => {
    const { client, clock } = clientsOf({
      body: (time) => times(2000, 'x'.repeat(10_000), () => time.advance(50_000)),
    });
    const started = clock.now();
    const { body } = await client.send(request, task);
    assert.equal(await drain(body), 20_000_000);
    assert.equal(clock.now() - started, 100_000_000);
  });

  it('is not slow because its reader is', async () => {
    const { client, clock } = clientsOf({ body: () => times(100, ' ') });
    const { body } = await client.send(request, task);
    let sizeBytes = 0;
    for await (const chunk of body) {
      await clock.advance(3_600_000);
      sizeBytes += chunk.byteLength;
    }
    assert.equal(sizeBytes, 100);
  });

  it('is not slow because this computer slept', async () => {
    let naps = 0;
    const nap = (time: ManualClock) => () => time.advance(naps++ === 1 ? 8 * 3_600_000 : 10);
    const { client } = clientsOf({ body: (time) => times(5, '1', nap(time)) });
    assert.equal(await read(client), 11_111);
  });
});

describe('a JSON response that is nested', () => {
  const nested = (levels: number, open = '[', close = ']'): string => open.repeat(levels) + close.repeat(levels);
  const deep: readonly (readonly [what: string, text: string])[] = [
    ['a hundred thousand lists', nested(100_000)],
    ['a hundred thousand objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['201 levels beside ordinary records', `{"records":[{"Name":"a"},${nested(199)}]}`],
  ];
  for (const [what, text] of deep) {
    it(`in ${what} is a clear error`, async () => {
      const error = await errorOf(read(clientsOf({ body: () => times(1, text) }).client));
      assert.equal(error.code, 'server.tooDeep');
      assert.match(error.message, /GET \/services\/data\/v66.0\/query cannot be read: .* more than 200 levels/);
    });
  }

  it('in two hundred levels is read, and so are brackets in text', async () => {
    for (const text of [nested(200), JSON.stringify(nested(5000))]) {
      assert.deepEqual(await read(clientsOf({ body: () => times(1, text) }).client), JSON.parse(text));
    }
  });
});
