// Calls of the SOAP API: the session is in the envelope, and an answer that is not understood is no success.
import { strict as assert } from 'node:assert';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { TokenSource } from '../../../../src/core/http/client';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import { createSoap } from '../../../../src/core/soap/soap';
import { createFakeTransport, inOrder, type Script } from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const task = quietTask();
const id = '001000000000001AAA';
const restored = `<s:Envelope><undeleteResponse><result><id>${id}</id><success>true</success></result></undeleteResponse></s:Envelope>`;
const expired = {
  status: 500,
  body: '<e><faultcode>sf:INVALID_SESSION_ID</faultcode><faultstring>INVALID_SESSION_ID: Invalid Session ID</faultstring></e>',
};

function soapOf(script: Script, { token = 'a<b', apiVersion = '66.0' } = {}) {
  const session = (accessToken: string) => ({ accessToken, instanceUrl: 'https://a.b' });
  const tokens: TokenSource = { current: async () => session(token), renew: async () => session('new') };
  const transport = createFakeTransport(script);
  const parts = { transport, tokens, clock: createHastyClock(), log: createRecordingLog() };
  const client = createOrgClient({ ...parts, gate: openGate, apiVersion, org: 'Acme' });
  return { soap: createSoap(client), transport };
}

const withCode = (code: string) => (error: unknown) => error instanceof SalesforceError && error.code === code;

describe('the SOAP API', () => {
  it('gets the session in the envelope and in no header', async () => {
    const { soap, transport } = soapOf(inOrder({ body: restored }));
    assert.deepEqual(await soap.undelete({ ids: [id], allOrNone: true }, task), [{ ok: true, id }]);
    const [{ method, url, headers, body } = assert.fail()] = transport.sent;
    assert.deepEqual([method, url.href], ['POST', 'https://a.b/services/Soap/u/66.0']);
    assert.deepEqual(
      [headers['authorization'], headers['soapaction'], headers['content-type']],
      [undefined, '""', 'text/xml; charset=UTF-8'],
    );
    assert.match(body, /<SessionHeader><sessionId>a&lt;b<\/sessionId><\/SessionHeader><AllOrNoneHeader>/);
    assert.match(body, new RegExp(`<undelete><ids>${id}</ids></undelete></soapenv:Body>`));
  });

  it('gets a renewed session after one that has expired', async () => {
    const { soap, transport } = soapOf(inOrder(expired, { body: restored }));
    await soap.undelete({ ids: [id] }, task);
    assert.match(transport.sent[1]?.body ?? '', /<sessionId>new<\/sessionId>/);
  });

  it('is not called with a session that it would call expired', async () => {
    const { soap, transport } = soapOf(inOrder({ body: restored }), { token: 'eyJhbGciOi' });
    await assert.rejects(soap.undelete({ ids: [id] }, task), withCode('request.jwtInSoap'));
    assert.equal(transport.sent.length, 0);
    const later = soapOf(inOrder({ body: restored }), { token: 'eyJhbGciOi', apiVersion: '68.0' });
    assert.equal((await later.soap.undelete({ ids: [id] }, task)).length, 1);
  });

  it('is called with 200 ids at most, and not for none', async () => {
    const { soap, transport } = soapOf(inOrder());
    const many = soap.undelete({ ids: Array.from({ length: 201 }, () => id) }, task);
    await assert.rejects(many, withCode('request.tooManyRecords'));
    assert.deepEqual(await soap.undelete({ ids: [] }, task), []);
    assert.equal(transport.sent.length, 0);
  });

  it('takes a page of a network for no answer of Salesforce, so the records are unknown and not failed', async () => {
    const { soap } = soapOf(inOrder({ body: '<html><body>Log in to the guest network</body></html>' }));
    await assert.rejects(soap.undelete({ ids: [id] }, task), (error) => {
      assert.ok(error instanceof SalesforceError);
      assert.deepEqual([error.code, error.details['reached']], ['network.notSalesforce', 'maybe']);
      assert.match(error.message, /Log in to the guest network/);
      return true;
    });
  });

  it('has no success in an answer of another length', async () => {
    const { soap } = soapOf(inOrder({ body: restored }));
    await assert.rejects(soap.undelete({ ids: [id, id] }, task), withCode('server.unexpected'));
  });
});
