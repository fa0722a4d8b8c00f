// Which proxy is used for which host, and what its answers to CONNECT mean.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { SalesforceError } from '../../../src/core/ports';
import { proxyOfEnvironment } from '../../../src/node/proxy';
import { openTunnel } from '../../../src/node/tunnel';
import { startSockets, type Loopback } from './loopback';

const proxy = { HTTPS_PROXY: 'http://proxy.example:8080' };

describe('proxyOfEnvironment', () => {
  const proxyHostFor = (environment: Readonly<Record<string, string>>, host: string, port = 443): string | undefined =>
    proxyOfEnvironment(environment)(host, port)?.host;

  it('uses no proxy when none is set', () => assert.equal(proxyHostFor({}, 'login.salesforce.com'), undefined));

  for (const environment of [
    { HTTPS_PROXY: 'http://proxy.example:8080' },
    { https_proxy: 'proxy.example:8080' },
    { HTTP_PROXY: 'http://proxy.example:8080' },
    { all_proxy: 'https://proxy.example:8080', HTTPS_PROXY: '' },
    { https_proxy: 'http://proxy.example:8080', HTTPS_PROXY: 'http://other.example' },
  ])
    it(`reads ${JSON.stringify(environment)}`, () =>
      assert.equal(proxyHostFor(environment, 'login.salesforce.com'), 'proxy.example:8080'));

  for (const [noProxy, host, direct] of [
    ['*', 'login.salesforce.com', true],
    ['salesforce.com', 'login.salesforce.com', true],
    ['.salesforce.com', 'login.salesforce.com', true],
    ['*.salesforce.com', 'LOGIN.salesforce.com', true],
    ['salesforce.com', 'login.evilsalesforce.com', false],
    ['a.example, login.salesforce.com:443', 'login.salesforce.com', true],
    ['login.salesforce.com:8443', 'login.salesforce.com', false],
    ['127.0.0.1;*.salesforce.com', 'login.salesforce.com', true],
    ['a.example; b.example ,*.salesforce.com;', 'login.salesforce.com', true],
    ['salesforce.com.', 'login.salesforce.com', true],
    ['salesforce.com', 'login.salesforce.com.', true],
    ['*salesforce.com', 'login.evilsalesforce.com', true],
    ['login.*.com', 'login.salesforce.com', true],
    ['login.*.com', 'login.salesforce.mil', false],
    ['log.n.salesforce.com', 'login.salesforce.com', false],
    ['*.salesforce.com:443', 'login.salesforce.com', true],
    ['https://login.salesforce.com/', 'login.salesforce.com', true],
    ['10.0.0.0/8', '10.20.30.40', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['10.0.0.0/8', '10.example.com', false],
    ['10.*', '10.20.30.40', true],
    ['fd00::/8', 'fd12::1', true],
    ['fd12::1', 'fd12::1', true],
    ['[fd12::1]:443', 'fd12::1', true],
    ['[fd12::1]:8443', 'fd12::1', false],
    ['<local>', 'intranet', true],
    ['<local>', 'login.salesforce.com', false],
    ['bücher.example', 'login.salesforce.com', false],
    ['', 'localhost', true],
    ['', '127.0.0.1', true],
    ['', '127.0.0.1.example', false],
  ] as const)
    it(`connects ${direct ? 'directly' : 'through the proxy'} to ${host} with NO_PROXY=${noProxy}`, () =>
      assert.equal(proxyHostFor({ ...proxy, NO_PROXY: noProxy }, host) === undefined, direct));

  for (const noProxy of [
    '10.0.0.0/33',
    'a.example,fd00::/129',
    'a.example|b.example',
    'salesforce/8',
    'a.example:port',
  ])
    it(`says that NO_PROXY=${noProxy} cannot be read, and which entry`, () =>
      assert.throws(
        () => proxyOfEnvironment({ ...proxy, NO_PROXY: noProxy }),
        (error) => {
          assert.ok(error instanceof SalesforceError);
          const entry = noProxy.split(',').at(-1) ?? '';
          return error.code === 'input.badArgument' && error.message.includes(`cannot be read: ${entry}.`);
        },
      ));

  for (const httpsProxy of ['socks5://ada:Canary7@proxy', 'http://ada:Canary7@', '::'])
    it(`rejects ${httpsProxy.replace(/\w+:\w+@/, '…@')} without its password in the message`, () =>
      assert.throws(
        () => proxyOfEnvironment({ HTTPS_PROXY: httpsProxy }),
        (error) => {
          assert.ok(error instanceof SalesforceError);
          return error.code === 'input.badArgument' && !error.message.includes('Canary7');
        },
      ));
});

describe('openTunnel', () => {
  const open: Loopback[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close();
  });
  async function through(answer: string | undefined): ReturnType<typeof openTunnel> {
    const server = await startSockets((socket) =>
      socket.once('data', () => (answer === undefined ? socket.destroy() : socket.write(answer))),
    );
    open.push(server);
    return openTunnel(new URL(server.url), 'org.example', 443);
  }

  for (const [what, answer, sentence] of [
    ['refuses', 'HTTP/1.1 403 Forbidden\r\n\r\n', /refused: 403 Forbidden$/],
    ['fails', 'HTTP/1.0 502\r\nX: y\r\n\r\n', /refused: 502$/],
    ['is no proxy', 'SSH-2.0-OpenSSH\r\n\r\n', /is not an HTTP proxy$/],
    ['sends an endless header', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(5000)}`, /is not an HTTP proxy$/],
    ['closes the connection', undefined, /closed the connection$|cannot be reached \(ECONNRESET\)$/],
  ] as const)
    it(`reports a proxy that ${what}`, async () => {
      await assert.rejects(through(answer), (error: Error) => sentence.test(error.message) && 'code' in error);
    });

  it('passes on data of the host that arrives together with the proxy’s answer', async () => {
    const socket = await through('HTTP/1.1 200 OK\r\nVia: x\r\n\r\nhello');
    const [first] = (await once(socket.resume(), 'data')) as [Buffer];
    assert.equal(first.toString(), 'hello');
    socket.destroy();
  });
});
