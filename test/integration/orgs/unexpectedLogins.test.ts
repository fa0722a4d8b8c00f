// Login servers that are not Salesforce: whatever they answer, the login ends with an error, stores nothing and stops
// reading.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SalesforceError } from '../../../src/core/errors/salesforceError';
import { quietTask } from '../../../src/core/kernel/task';
import { createHastyClock } from '../../fakes/manualClock';
import { openLoginSetup, type LoginSetup } from '../setup/loginSetup';

type Answer = (response: ServerResponse, url: string) => void;

const secret = 'OpaqueSecretCanary';
const page = '<html><head><title>Hotel</title></head><body>Welcome to our Wi-Fi</body></html>';

describe('a login server that is not Salesforce', function () {
  this.timeout(60_000);
  let setup: LoginSetup;
  let server: Server;
  let origin: string;
  let answer: Answer;
  beforeEach(async () => {
    setup = await openLoginSetup({ seedAccounts: 1 }, 0, { clock: createHastyClock() });
    server = createServer((request, response) => answer(response, request.url ?? '')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await setup.close();
  });

  const refusalOf = async (says: Answer): Promise<SalesforceError> => {
    answer = says;
    const before = JSON.stringify(setup.secrets.all());
    const spec = { login: 'clientCredentials', loginUrl: origin, clientId: 'app', clientSecret: secret } as const;
    const caught: unknown = await setup.orgs.add(spec, quietTask()).catch((error: unknown) => error);
    assert.ok(caught instanceof SalesforceError, String(caught));
    assert.notEqual(caught.code, 'bug.unexpected');
    assert.equal(JSON.stringify(setup.secrets.all()), before);
    return caught;
  };

  /** Continues to write as long as the client reads. */
  const endless =
    (status: number, head: string): Answer =>
    (response) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      const more = (): void => {
        while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
      };
      response.on('drain', more);
      response.write(head);
      more();
    };

  for (const [what, code, says] of [
    ['an HTML page', 'server.unexpected', (response) => response.setHeader('Content-Type', 'text/html').end(page)],
    ['an error with status 200', 'server.unexpected', (response) => response.end('{"error":"invalid_grant"}')],
    ['nothing', 'server.unexpected', (response) => response.writeHead(204).end()],
    ['a list', 'server.unexpected', (response) => response.end('[]')],
    ['an endless token', 'server.unexpected', endless(200, '{"access_token":"')],
    ['an endless error', 'request.refused', endless(400, '{"error":"')],
    ['a redirect to itself', 'server.unexpected', (response, url) => response.writeHead(307, { Location: url }).end()],
    ['an invalid redirect', 'server.unexpected', (response) => response.writeHead(302, { Location: 'http://[' }).end()],
  ] as readonly (readonly [string, string, Answer])[])
    it(`is detected when it answers with ${what}`, async () => {
      const { code: found, message } = await refusalOf(says);
      assert.equal(found, code);
      assert.ok(!message.includes(secret), message);
    });

  for (const [what, instance] of [
    ['an invalid URL', 'nowhere at all'],
    ['plain HTTP on another machine', 'http://203.0.113.1'],
  ] as const)
    it(`does not send a session to ${what}`, async () => {
      const says = JSON.stringify({ access_token: '00D000000000001!x', instance_url: instance });
      assert.equal((await refusalOf((response) => response.end(says))).code, 'login.insecureUrl');
    });

  it('cannot redirect a request in a loop or to an invalid URL', async () => {
    let asked = 0;
    const yes = JSON.stringify({ access_token: '00D000000000001!x', instance_url: origin });
    const to =
      (location: string): Answer =>
      (response, url) => {
        if (url.startsWith('/services/oauth2/token')) return response.end(yes);
        asked += 1;
        return response.writeHead(302, { Location: location }).end();
      };
    assert.equal((await refusalOf(to('/services/data'))).code, 'network.notSalesforce');
    assert.equal(asked, 6);
    assert.equal((await refusalOf(to('http://['))).code, 'login.insecureUrl');
  });
});
