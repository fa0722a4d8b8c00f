// A server on the way answers for Salesforce, which has saved the rows: they are never sent again.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import type { HttpResponse, HttpTransport } from '../../../src/core/ports';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

type Failure = readonly [status: number, body: string];

const failures: Readonly<Record<string, Failure>> = {
  'no connection to Salesforce': [503, 'upstream connect error or disconnect/reset before headers'],
  'an error in JSON': [503, '{"error":"x","message":"no healthy upstream"}'],
  'a code that is not Salesforce’s': [500, '{"errorCode":"GatewayError","message":"x"}'],
  'a page': [503, '<html><h1>503 Service Temporarily Unavailable</h1></html>'],
  'a limit of its own': [429, 'rate limited'],
  'no route': [420, ''],
  'a session it does not know': [401, 'Unauthorized'],
  'a token it does not know': [401, '{"error":"invalid_token","error_description":"expired"}'],
  'a request it cannot read': [400, '<h1>Bad Message 400</h1><pre>reason: Bad Request</pre>'],
};

/** Salesforce processes the writes that create records, but the answer is another one. */
const answeredOnTheWay = (transport: HttpTransport, failure: () => Failure): HttpTransport => ({
  send: async (request) => {
    const response = await transport.send(request);
    const isInsert = request.method === 'POST' && /\/sobjects(?:\/Contact)?$/.test(new URL(request.url).pathname);
    if (!isInsert) return response;
    await response.text();
    const [status, body] = failure();
    const bytes = Readable.from(body === '' ? [] : [Buffer.from(body)]);
    return { ...response, status, header: () => undefined, body: bytes, text: async () => body } satisfies HttpResponse;
  },
});

describe('an insert whose answer comes from a server on the way, after Salesforce saved the rows', () => {
  let setup: CoreSetup;
  let failure: Failure;
  beforeEach(async () => {
    setup = await openCoreSetup({ hasty: true, through: (transport) => answeredOnTheWay(transport, () => failure) });
  });
  afterEach(() => setup.close());

  const saved = async (): Promise<unknown> =>
    (await setup.rowsOf("SELECT COUNT(Id) n FROM Contact WHERE LastName LIKE 'Row %'"))[0]?.['n'];

  for (const api of ['rest', 'collections'] as const)
    for (const [what, answer] of Object.entries(failures))
      it(`over ${api}: ${what}; the rows are unknown and are in the org once`, async () => {
        failure = answer;
        const file = await setup.csv('a.csv', 'LastName\nRow 1\nRow 2\n');
        const state = await setup.load(file, { object: 'Contact', api });
        assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.outcomeUnknown']);
        assert.deepEqual([state.succeeded, state.failed, state.unknown, await saved()], [0, 0, 2, 2]);
      });

  for (const [what, ids] of [
    ['no IDs', [undefined, undefined]],
    ['one ID twice', ['003000000000001AAA', '003000000000001AAA']],
    ['IDs of another object', ['001000000000001AAA', '001000000000002AAA']],
  ] as const)
    it(`over collections: success with ${what}; the rows are unknown and are in the org once`, async () => {
      failure = [200, JSON.stringify(ids.map((id) => ({ id, success: true, errors: [] })))];
      const file = await setup.csv('a.csv', 'LastName\nRow 1\nRow 2\n');
      const state = await setup.load(file, { object: 'Contact', api: 'collections' });
      assert.deepEqual([state.outcome, state.error?.code], ['failed', 'job.outcomeUnknown']);
      assert.deepEqual([state.succeeded, state.failed, state.unknown, await saved()], [0, 0, 2, 2]);
    });
});
