// Apex on the command line against an org that answers as Salesforce's documentation says: the practice org, with the
// two Apex APIs in front of it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { writeFile } from 'node:fs/promises';
import type { WriteEntry } from '../../../src/core/core';
import { runCli, type Ran } from '../setup/cliRun';
import { openCoreSetup, type CoreSetup } from '../setup/coreSetup';

const soap = (result: string, log: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://soap.sforce.com/2006/08/apex" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Header><DebuggingInfo><debugLog>${log}</debugLog></DebuggingInfo></soapenv:Header><soapenv:Body><executeAnonymousResponse><result>${result}</result></executeAnonymousResponse></soapenv:Body></soapenv:Envelope>`;

const ended = (compiled: boolean, success: boolean, more: string): string =>
  `<compiled>${compiled}</compiled><success>${success}</success>${more}`;
const log = '10:00:00.1 (2)|USER_DEBUG|[1]|DEBUG|a &lt; b';

/** By the code. */
const answers: Readonly<Record<string, string>> = {
  good: soap(ended(true, true, '<line>-1</line><column>-1</column>'), log),
  wrong: soap(
    ended(false, false, '<compileProblem>Unexpected token.</compileProblem><line>1</line><column>7</column>'),
    '',
  ),
  throws: soap(
    ended(
      true,
      false,
      '<exceptionMessage>System.X: no</exceptionMessage><exceptionStackTrace>AnonymousBlock: line 1, column 3</exceptionStackTrace><line>1</line><column>3</column>',
    ),
    log,
  ),
};

interface ApexOrg {
  readonly url: string;
  /** Paths of the calls of both Apex APIs. */
  readonly called: string[];
  readonly close: () => Promise<void>;
}

async function openApexOrg(practiceUrl: string): Promise<ApexOrg> {
  const called: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = '', method = 'GET' } = request;
    const body = await text(request);
    if (/^\/services\/(Soap\/s|apexrest)\//.test(url)) called.push(`${method} ${url}`);
    if (url.startsWith('/services/Soap/s/')) {
      response.setHeader('content-type', 'text/xml');
      response.end(answers[/<apexcode>(\w*)/.exec(body)?.[1] ?? ''] ?? assert.fail(body));
    } else if (url.startsWith('/services/apexrest/')) {
      response.writeHead(url.includes('closed') ? 422 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ method, body }));
    } else await forward(`${practiceUrl}${url}`, { request, body }, response);
  };
  const server: Server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    called,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Received {
  readonly request: IncomingMessage;
  readonly body: string;
}

async function forward(url: string, { request, body }: Received, response: ServerResponse): Promise<void> {
  const { method = 'GET', headers } = request;
  const { authorization = '' } = headers;
  const answer = await fetch(url, { method, headers: { authorization }, ...(body !== '' && { body }) });
  response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
  response.end(await answer.text());
}

describe('Apex on the command line', function () {
  this.timeout(120_000);
  let setup: CoreSetup;
  let org: ApexOrg;
  beforeEach(async () => {
    setup = await openCoreSetup();
    org = await openApexOrg(setup.practice.url);
  });
  afterEach(async () => {
    await org.close();
    await setup.close();
  });
  const run = (words: readonly string[], stdin?: string): Promise<Ran> =>
    runCli(setup, words, { environment: { SF_INSTANCE_URL: org.url }, ...(stdin !== undefined && { stdin }) });
  const journal = async (): Promise<readonly unknown[]> =>
    (JSON.parse((await run(['writes', '--json'])).stdout) as readonly WriteEntry[]).map(({ operations, outcome }) => [
      operations.join(),
      outcome,
    ]);

  it('runs code from stdin and prints what it wrote', async () => {
    const { code, stdout, stderr } = await run(['apex', 'run', '-'], 'good');
    assert.deepEqual([code, stdout], [0, '[1] DEBUG: a < b\n'], stderr);
    assert.deepEqual(await journal(), [['apex', 'completed']]);
    assert.match(org.called.join(), /^POST \/services\/Soap\/s\/\d+\.0\/00D\w{12,15}$/);
  });

  it('says where a file was not compiled', async () => {
    const file = join(setup.folder, 'script.apex');
    await writeFile(file, 'wrong');
    const { code, stdout, stderr } = await run(['apex', 'run', file]);
    assert.deepEqual([code, stdout], [1, '']);
    assert.ok(stderr.endsWith(`${file}:1:7: Unexpected token.\n`), stderr);
    assert.deepEqual(await journal(), [['apex', 'rejected']]);
  });

  it('prints an exception as JSON, too', async () => {
    const { code, stdout } = await run(['apex', 'run', '-', '--json'], 'throws');
    const result = JSON.parse(stdout) as { readonly outcome: string; readonly exitCode: number };
    assert.deepEqual([code, result.outcome, result.exitCode], [1, 'exception', 1]);
    assert.deepEqual(await journal(), [['apex', 'failed']]);
  });

  it('runs nothing that the policy of the org does not allow', async () => {
    assert.equal((await run(['policy', '--access', 'readOnly'])).code, 0);
    for (const words of [
      ['apex', 'run', '-'],
      ['apex', 'rest', 'GET', '/orders'],
    ])
      assert.equal((await run(words, 'good')).code, 2);
    assert.deepEqual(org.called, []);
  });

  it('runs nothing without the confirmation that the policy requires', async () => {
    assert.equal((await run(['policy', '--access', 'confirm'])).code, 0);
    const refused = await run(['apex', 'run', '-', '--yes'], 'good');
    const name = /--confirm-org (\S+)\./.exec(refused.stderr)?.[1] ?? assert.fail(refused.stderr);
    assert.deepEqual([refused.code, org.called], [2, []]);
    assert.equal((await run(['apex', 'run', '-', '--confirm-org', name], 'good')).code, 0);
    assert.equal(org.called.length, 1);
  });

  it('calls a REST service and prints its answer', async () => {
    const sent = await run(['apex', 'rest', 'POST', '/orders', '--data', '-'], '{"a":1}');
    assert.deepEqual([sent.code, JSON.parse(sent.stdout)], [0, { method: 'POST', body: '{"a":1}' }]);
    const refused = await run(['apex', 'rest', 'GET', '/orders/closed', '--json']);
    assert.deepEqual(
      [refused.code, JSON.parse(refused.stdout)],
      [1, { status: 422, body: { method: 'GET', body: '' }, exitCode: 1 }],
    );
  });
});
