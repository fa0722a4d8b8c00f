// A response that Salesforce cannot have written says nothing about the call, whatever its status.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import { ForeignAnswer, type OrgRequest } from '../../../../src/core/http/client';
import { createOpenClient, createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import { createFakeTransport, inOrder, type FakeAnswer, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const task = quietTask();
const page = '<!DOCTYPE html><html><title>Guest network</title><body>Please sign in.</body></html>';
const job: OrgRequest = { method: 'GET', path: '/services/data/v{v}/jobs/ingest/750', repeat: 'never' };
const results: OrgRequest = { ...job, expects: 'csv' };

function clientOf(script: Script) {
  const transport = createFakeTransport(script);
  const clock = createHastyClock();
  const log = createRecordingLog();
  const session = { accessToken: '00Dtoken!x', instanceUrl: 'https://ada.my.salesforce.com' };
  const tokens = { current: async () => session, renew: () => Promise.reject(SalesforceError.of('login.expired', {})) };
  const client = createOrgClient({ transport, tokens, gate: openGate, clock, log, apiVersion: '66.0', org: 'ada' });
  return { client, transport, open: createOpenClient({ transport, clock, log, baseUrl: 'https://login.example.com' }) };
}

const errorOf = async (call: Promise<unknown>): Promise<SalesforceError> => {
  const error = await call.then(
    () => assert.fail('it was taken for an answer of Salesforce'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof SalesforceError, String(error));
  return error;
};
const read = (answer: FakeAnswer): Promise<unknown> =>
  clientOf(inOrder(answer)).client.json(job, (value) => value, task);
const download = async (answer: FakeAnswer): Promise<string> => {
  const { body } = await clientOf(inOrder(answer)).client.send(results, task);
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
};

const fault = (code: string, sentence: string): string =>
  `<e><faultcode>${code}</faultcode><faultstring>${sentence}</faultstring></e>`;

const foreign: readonly (readonly [what: string, answer: FakeAnswer])[] = [
  ['a page with status 200', { body: page }],
  ['a page with a byte order mark', { body: `\uFEFF\n${page}` }],
  ['a redirect that cannot be followed', { status: 302 }],
  ['a page with status 400', { status: 400, body: page }],
  ['a page with status 401', { status: 401, body: page }],
  ['a page with status 403', { status: 403, body: page }],
  ['a page with status 404', { status: 404, body: page }],
  ['a page with status 410', { status: 410, body: page }],
  ['nothing with status 404', { status: 404 }],
  ['words with status 403', { status: 403, body: 'Blocked by the administrator' }],
  ['the error of a gateway', { status: 404, body: { error: 'Not Found', message: 'no route' } }],
  ['an error that has only a status', { status: 404, body: { statusCode: 404, message: 'Not Found' } }],
  ['words with status 401', { status: 401, body: 'Unauthorized' }],
  ['nothing with status 401', { status: 401 }],
  ['an OAuth error', { status: 401, body: { error: 'invalid_token', error_description: 'expired' } }],
  ['the code of a gateway in a list', { status: 400, body: [{ errorCode: 'GatewayError', message: 'x' }] }],
  ['a rejected request line', { status: 400, body: '<h1>Bad Message 400</h1><pre>reason: Bad Request</pre>' }],
  ['an address that is too long, with another status', { status: 400, body: '<h1>Bad Message 414</h1>' }],
  ['JSON that is cut', { status: 404, body: '[{"errorCode":"NOT_FOUND"' }],
];

describe('a response that is not Salesforce’s', () => {
  for (const [what, answer] of foreign)
    it(`is ${what}: a network error that may pass, for a job as for its results`, async () => {
      for (const error of [await errorOf(read(answer)), await errorOf(download(answer))]) {
        assert.deepEqual([error.code, error.retryable], ['network.notSalesforce', true]);
        assert.match(
          error.message,
          /GET \/services\/data\/v66\.0\/jobs\/ingest\/750 is not one of Salesforce: HTTP \d{3}/,
        );
      }
    });

  it('is an empty body or cut JSON where JSON is expected, unless the status says that there is none', async () => {
    for (const answer of [{ body: '' }, { body: '{"id":"750' }])
      assert.equal((await errorOf(read(answer))).code, 'network.notSalesforce');
    assert.equal(await read({ status: 204 }), undefined);
  });

  it('is JSON, or any other type, where a CSV file is expected', async () => {
    for (const answer of [
      { body: { a: 1 } },
      { body: '[]' },
      { body: 'Please sign in', headers: { 'content-type': 'text/plain' } },
    ])
      assert.equal((await errorOf(download(answer))).code, 'network.notSalesforce');
  });

  it('is another status than the one that Salesforce documents', async () => {
    const { client } = clientOf(inOrder({ status: 200 }));
    const upload = { ...job, method: 'PUT', body: 'Name\nA', expects: 201 } as const;
    assert.equal((await errorOf(client.send(upload, task))).code, 'network.notSalesforce');
  });

  it('is what a redirect leads to, when that is a page', async () => {
    const login = { status: 302, headers: { Location: 'https://portal.example.com/' } };
    for (const request of [job, results]) {
      const { client } = clientOf(inOrder(login, { body: page }));
      const call = request === job ? client.json(job, (value) => value, task) : client.send(results, task);
      assert.equal((await errorOf(call)).code, 'network.notSalesforce');
    }
  });

  it('is one that its decoder rejects as such', async () => {
    const decode = (): never => {
      throw new ForeignAnswer('the answer is about another job');
    };
    const error = await errorOf(clientOf(inOrder({ body: { id: 'x' } })).client.json(job, decode, task));
    assert.equal(error.code, 'network.notSalesforce');
  });

  it('says what the page says, without markup and without the session', async () => {
    const error = await errorOf(read({ status: 403, body: '<p>Blocked: 00Dtoken!x</p>' }));
    assert.match(error.message, /HTTP 403, “Blocked: \[secret\]”\./);
  });

  it('is for login servers what it was: they are not held to the form of an org', async () => {
    const error = await errorOf(clientOf(inOrder({ status: 404, body: page })).open.send(job, task));
    assert.equal(error.code, 'request.notFound');
  });
});

const upstream = 'upstream connect error or disconnect/reset before headers';
describe('a response of a busy or broken server on the way', () => {
  for (const [what, answer, code] of [
    ['words', { status: 503, body: upstream }, 'server.unavailable'],
    ['an OAuth error', { status: 503, body: { error: 'x', message: 'no healthy upstream' } }, 'server.unavailable'],
    ['an object', { status: 503, body: { errorCode: 'SERVER_UNAVAILABLE' } }, 'server.unavailable'],
    ['a code of its own', { status: 500, body: { errorCode: 'GatewayError', message: 'x' } }, 'server.failed'],
    ['a code in words', { status: 500, body: 'INVALID_SESSION_ID' }, 'server.failed'],
    ['a fault', { status: 500, body: fault('env:Server', 'INVALID_SESSION_ID') }, 'server.failed'],
    ['words of Salesforce', { status: 500, body: { message: 'ExceededQuota : x' } }, 'server.failed'],
    ['nothing', { status: 420 }, 'server.unavailable'],
    ['a limit of its own', { status: 429, body: { error: 'rate limited' } }, 'limit.concurrent'],
  ] as const)
    it(`is worth another try and leaves open what Salesforce did: ${what}`, async () => {
      const error = await errorOf(read(answer));
      assert.deepEqual([error.code, error.retryable, error.details['errorCode']], [code, true, '']);
    });

  it('is no word of Salesforce that it did not process a call that changes data, so the call is not repeated', async () => {
    for (const status of [420, 429, 500, 503]) {
      const { client, transport } = clientOf(inOrder({ status }, { body: {} }));
      await errorOf(client.json({ ...job, method: 'POST', json: {} }, (value) => value, task));
      assert.equal(transport.sent.length, 1);
    }
  });
});

describe('a response of Salesforce', () => {
  for (const [what, answer, code] of [
    [
      'a job that does not exist',
      { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'x' }] },
      'request.notFound',
    ],
    ['a refusal', { status: 400, body: [{ errorCode: 'INVALIDJOBSTATE', message: 'x' }] }, 'request.refused'],
    ['a missing permission', { status: 403, body: [{ errorCode: 'API_DISABLED_FOR_ORG' }] }, 'request.noAccess'],
    [
      'a URL that is too long',
      { status: 414, body: '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>' },
      'request.refused',
    ],
    ['a fault of SOAP', { status: 500, body: fault('sf:API_DISABLED_FOR_ORG', 'x') }, 'request.noAccess'],
    ['a message that SOAP rejects', { status: 500, body: fault('soapenv:Client', 'x') }, 'server.failed'],
    ['an object', { status: 400, body: { errorCode: 'API_ERROR', message: 'x' } }, 'request.refused'],
    ['a session that userinfo rejects', { status: 403, body: 'Missing_OAuth_Token' }, 'login.expired'],
    ['too long headers', { status: 431, body: '<h1>Bad Message 431</h1><pre>reason: x</pre>' }, 'request.refused'],
    ['maintenance', { status: 503, body: page }, 'server.unavailable'],
    ['several records with one key', { status: 300, body: ['/services/data/v66.0/sobjects/A/1'] }, 'server.unexpected'],
  ] as const)
    it(`keeps its code: ${what}`, async () => {
      assert.equal((await errorOf(read(answer))).code, code);
    });

  it('is a CSV file with or without its type, byte order mark or content', async () => {
    for (const body of ['"sf__Id","sf__Error",Name\n', '\uFEFFName\n', '\n', ''])
      for (const headers of [{}, { 'content-type': 'text/csv; charset=UTF-8' }])
        assert.equal(await download({ body, headers }), body);
  });
});
