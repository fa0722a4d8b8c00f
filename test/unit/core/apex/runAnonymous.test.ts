// Anonymous Apex: one call with its log, the other API once where SOAP is refused, and one question for both.
import { strict as assert } from 'node:assert';
import { createApex, type Apex } from '../../../../src/core/apex/apex';
import { SalesforceError } from '../../../../src/core/errors/salesforceError';
import type { TokenSource } from '../../../../src/core/http/client';
import type { WriteGate, WriteResult } from '../../../../src/core/http/guardWrites';
import { createOrgClient } from '../../../../src/core/http/orgClient';
import { quietTask } from '../../../../src/core/kernel/task';
import type { Write } from '../../../../src/core/model/writes';
import { NoAnswerError } from '../../../../src/core/ports';
import {
  createFakeTransport,
  inOrder,
  type FakeAnswer,
  type FakeTransport,
  type Script,
} from '../../../fakes/fakeTransport';
import { createHastyClock } from '../../../fakes/manualClock';
import { openGate } from '../../../fakes/openGate';
import { createRecordingLog } from '../../../fakes/recordingLog';

const task = quietTask();

interface Given {
  readonly token?: string;
  readonly open?: WriteGate['open'];
}

interface Opened {
  readonly apex: Apex;
  readonly transport: FakeTransport;
  readonly renewed: string[];
}

function apexOf(script: Script, { token = '00D!session', open = openGate.open }: Given = {}): Opened {
  const session = (accessToken: string) => ({ accessToken, instanceUrl: 'https://a.b' });
  const renewed: string[] = [];
  const tokens: TokenSource = {
    current: async () => session(renewed.length > 0 ? `${token}2` : token),
    renew: async (rejected) => {
      renewed.push(rejected);
      return session(`${token}2`);
    },
  };
  const transport = createFakeTransport(script);
  const parts = { transport, tokens, clock: createHastyClock(), log: createRecordingLog() };
  const client = createOrgClient({ ...parts, gate: { ...openGate, open }, apiVersion: '66.0', org: 'Acme' });
  return {
    apex: createApex({ client, clock: parts.clock, organization: '00D000000000001AAA', userId: '005000000000001AAA' }),
    transport,
    renewed,
  };
}

const soapAnswer = (result: string, log = ''): FakeAnswer => ({
  body: `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/08/apex" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header><DebuggingInfo><debugLog>${log}</debugLog></DebuggingInfo></soapenv:Header><soapenv:Body><executeAnonymousResponse><result>${result}</result></executeAnonymousResponse></soapenv:Body></soapenv:Envelope>`,
});

const nil = (name: string): string => `<${name} xsi:nil="true"/>`;
const succeeded = `<column>-1</column>${nil('compileProblem')}<compiled>true</compiled>${nil('exceptionMessage')}${nil('exceptionStackTrace')}<line>-1</line><success>true</success>`;
const notCompiled = `<column>5</column><compileProblem>Unexpected token &apos;&lt;&apos;.</compileProblem><compiled>false</compiled>${nil('exceptionMessage')}${nil('exceptionStackTrace')}<line>2</line><success>false</success>`;
const stack = 'Class.Orders.close: line 3, column 1\nAnonymousBlock: line 1, column 1';
const threw = `<column>1</column>${nil('compileProblem')}<compiled>true</compiled><exceptionMessage>System.DmlException: no &amp; no</exceptionMessage><exceptionStackTrace>${stack}</exceptionStackTrace><line>1</line><success>false</success>`;
const tooling = {
  line: -1,
  column: -1,
  compiled: true,
  success: true,
  compileProblem: null,
  exceptionStackTrace: null,
  exceptionMessage: null,
};
const fault = (code: string, status = 500): FakeAnswer => ({
  status,
  body: `<e><faultcode>sf:${code}</faultcode><faultstring>${code}: refused</faultstring></e>`,
});

const withCode = (code: string) => (error: unknown) => error instanceof SalesforceError && error.code === code;

describe('anonymous Apex', () => {
  it('runs in one call that asks for the log and has the code escaped', async () => {
    const { apex, transport } = apexOf(inOrder(soapAnswer(succeeded, '66.0 APEX_CODE,DEBUG\n1 &lt; 2')));
    const result = await apex.runAnonymous(
      "if (1 < 2) System.debug('&');",
      { debugLevels: { apexCode: 'finest' } },
      task,
    );
    assert.deepEqual(result, { compiled: true, success: true, log: '66.0 APEX_CODE,DEBUG\n1 < 2' });
    const [{ method, url, body } = assert.fail()] = transport.sent;
    assert.deepEqual([method, url.pathname], ['POST', '/services/Soap/s/66.0/00D000000000001AAA']);
    assert.ok(body.includes('<soapenv:Header xmlns="http://soap.sforce.com/2006/08/apex">'));
    assert.ok(
      body.includes(
        '<DebuggingHeader><categories><category>Apex_code</category><level>Finest</level></categories></DebuggingHeader>',
      ),
    );
    assert.ok(body.includes("<apexcode>if (1 &lt; 2) System.debug('&amp;');</apexcode>"));
    assert.equal(transport.sent.length, 1);
  });

  it('gives a compile error with its place', async () => {
    const { apex } = apexOf(inOrder(soapAnswer(notCompiled)));
    const { compiled, success, problem } = await apex.runAnonymous('x', {}, task);
    assert.deepEqual([compiled, success], [false, false]);
    assert.deepEqual(problem, { message: "Unexpected token '<'.", line: 2, column: 5 });
  });

  it('gives an exception with the frames of its stack', async () => {
    const { apex } = apexOf(inOrder(soapAnswer(threw)));
    const { compiled, success, exception } = await apex.runAnonymous('x', {}, task);
    assert.deepEqual([compiled, success], [true, false]);
    assert.deepEqual(exception, {
      message: 'System.DmlException: no & no',
      stack,
      frames: [
        {
          text: 'Class.Orders.close: line 3, column 1',
          kind: 'class',
          name: 'Orders',
          method: 'close',
          line: 3,
          column: 1,
        },
        { text: 'AnonymousBlock: line 1, column 1', kind: 'anonymous', line: 1, column: 1 },
      ],
    });
  });

  it('is not sent when it is longer than any class', async () => {
    const { apex, transport } = apexOf(inOrder());
    await assert.rejects(apex.runAnonymous(' '.repeat(1_000_001), {}, task), withCode('input.apexTooLong'));
    assert.equal(transport.sent.length, 0);
  });

  it('is never sent again when it may have run', async () => {
    const { apex, transport } = apexOf(inOrder(new NoAnswerError('reset', 'maybe')));
    await assert.rejects(apex.runAnonymous('x', {}, task), withCode('network.connectionLost'));
    assert.equal(transport.sent.length, 1);
  });

  it('has not succeeded with an answer that does not say so', async () => {
    const { apex } = apexOf(inOrder(soapAnswer('<compiled>true</compiled>')));
    await assert.rejects(apex.runAnonymous('x', {}, task), withCode('server.unexpected'));
  });
});

describe('anonymous Apex in an org that refuses SOAP', () => {
  const queryPath = '/services/data/v66.0/tooling/query';
  const noFlags = { body: { records: [] } };
  const toolingPath = '/services/data/v66.0/tooling/executeAnonymous/';

  for (const [what, answer] of [
    ['the API is off', fault('API_DISABLED_FOR_ORG', 403)],
    ['there is no such API', { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'no such resource' }] }],
  ] as const)
    it(`runs over the Tooling API, without a log, when ${what}`, async () => {
      const { apex, transport } = apexOf(inOrder(answer, { body: tooling }, noFlags));
      const { compiled, success, log, noLog } = await apex.runAnonymous('a + b', {}, task);
      assert.deepEqual([compiled, success, log, noLog], [true, true, undefined, 'noTraceFlag']);
      const { method, url } = transport.sent[1] ?? assert.fail();
      assert.deepEqual([method, url.pathname, url.searchParams.get('anonymousBody')], ['GET', toolingPath, 'a + b']);
    });

  it('does not send a JSON web token to SOAP', async () => {
    const { apex, transport } = apexOf(inOrder({ body: tooling }, noFlags), { token: 'eyJhbGciOi' });
    assert.equal((await apex.runAnonymous('x', {}, task)).success, true);
    assert.deepEqual(
      transport.sent.map(({ url }) => url.pathname),
      [toolingPath, queryPath],
    );
  });

  it('renews the session once, then uses the Tooling API', async () => {
    const refused = fault('INVALID_SESSION_ID');
    const { apex, transport, renewed } = apexOf(inOrder(refused, refused, { body: tooling }, noFlags));
    assert.equal((await apex.runAnonymous('x', {}, task)).success, true);
    assert.deepEqual(renewed, ['00D!session']);
    assert.deepEqual(
      transport.sent.map(({ method }) => method),
      ['POST', 'POST', 'GET', 'GET'],
    );
  });

  it('fails when the Tooling API refuses it, too', async () => {
    const refused = fault('API_DISABLED_FOR_ORG', 403);
    const rest = { status: 403, body: [{ errorCode: 'API_DISABLED_FOR_ORG', message: 'no API' }] };
    const { apex, transport } = apexOf(inOrder(refused, rest));
    await assert.rejects(apex.runAnonymous('x', {}, task), withCode('request.noAccess'));
    assert.equal(transport.sent.length, 2);
  });

  it('says that the code is too long for a URL', async () => {
    const { apex, transport } = apexOf(inOrder(fault('API_DISABLED_FOR_ORG', 403)));
    await assert.rejects(apex.runAnonymous('x'.repeat(12_001), {}, task), withCode('input.apexTooLongForTooling'));
    assert.equal(transport.sent.length, 1);
  });
});

describe('anonymous Apex as a write', () => {
  it('asks once, also when it goes over both APIs, and journals what became of it', async () => {
    const asked: Write[] = [];
    const ended: WriteResult[] = [];
    const open: WriteGate['open'] = async (write) => {
      asked.push(write);
      return async (result) => void ended.push(result);
    };
    const failed = { ...tooling, success: false, exceptionMessage: 'System.X: y', exceptionStackTrace: '' };
    const { apex } = apexOf(inOrder(fault('API_DISABLED_FOR_ORG', 403), { body: failed }), { open });
    await apex.runAnonymous('x', {}, task);
    assert.deepEqual(asked, [{ operations: ['apex'] }]);
    assert.deepEqual(ended, [{ outcome: 'failed' }]);
  });

  it('is sent over no API when the policy forbids it', async () => {
    const { apex, transport } = apexOf(inOrder(), {
      open: () => Promise.reject(new SalesforceError('policy.readOnly', { org: 'Acme', what: 'run anonymous Apex' })),
    });
    await assert.rejects(apex.runAnonymous('x', {}, task), withCode('policy.readOnly'));
    assert.equal(transport.sent.length, 0);
  });
});
