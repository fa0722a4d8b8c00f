// The command line behind a company's proxy: all bytes go through the proxy, it can read none, and errors name it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { startPracticeOrg, type PracticeOrg } from '../../../src/practice/practice';
import { selfSigned } from '../setup/certificate';

const host = 'acme.my.salesforce.com';
const portOf = (server: { readonly address: () => unknown }): number => (server.address() as AddressInfo).port;

describe('behind a proxy, the command line', function () {
  this.timeout(240_000);
  let practice: PracticeOrg;
  let home: string;
  let proxy: Server;
  /** The address of the org itself, with its certificate. */
  let front: TlsServer;
  /** The hosts that the proxy was asked for, with the credentials that were sent. */
  let asked: string[];
  /** The bytes that it forwarded. */
  let passed: string;
  /** Its answer instead of a connection. */
  let refusal: string | undefined;
  const closing: (() => unknown)[] = [];

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'kinetic-proxy-'));
    const { key, cert } = selfSigned(host);
    await writeFile(join(home, 'root.pem'), cert);
    // For clients that look up the host themselves, it is this computer.
    const lookup = `(name, ...more) => lookup(name === ${JSON.stringify(host)} ? '127.0.0.1' : name, ...more)`;
    const resolve = `const dns = require('node:dns'); const { lookup } = dns; dns.lookup = ${lookup};`;
    await writeFile(join(home, 'resolve.cjs'), resolve);
    practice = await startPracticeOrg({ seedAccounts: 3 });
    front = createTlsServer({ key, cert }, (socket) => {
      // The practice org accepts its own address only.
      const own = new URL(practice.url);
      const asOwn = new Transform({
        transform: (chunk: Buffer, _, done) =>
          done(null, Buffer.from(chunk.toString('latin1').replace(/^Host: .*$/m, `Host: ${own.host}`), 'latin1')),
      });
      const org = connect(Number(own.port), '127.0.0.1').on('error', () => socket.destroy());
      socket.on('error', () => org.destroy());
      socket.pipe(asOwn).pipe(org).pipe(socket);
    }).listen(0, '127.0.0.1');
    proxy = createServer().listen(0, '127.0.0.1');
    proxy.on('connect', ({ url, headers }, socket: Socket) => {
      asked.push(`${url} ${headers['proxy-authorization'] ?? ''}`.trim());
      socket.on('error', () => undefined);
      if (refusal !== undefined) return void socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.on('data', (chunk: Buffer) => (passed += chunk.toString('latin1')));
      connectBoth(socket, connect(portOf(front), '127.0.0.1'));
    });
    await Promise.all([once(front, 'listening'), once(proxy, 'listening')]);
    closing.push(
      () => proxy.close(),
      () => proxy.closeAllConnections(),
      () => front.close(),
      practice.close,
      () => rm(home, { recursive: true, force: true }),
    );
  });
  after(async () => {
    for (const close of closing) await close();
  });
  beforeEach(() => {
    [asked, passed, refusal] = [[], '', undefined];
  });

  function connectBoth(one: Socket, other: Socket): void {
    one.on('error', () => other.destroy()).pipe(other);
    other.on('error', () => one.destroy()).pipe(one);
  }

  async function run(
    words: readonly string[],
    environment: Readonly<Record<string, string>>,
  ): Promise<{ code: number; said: string }> {
    const clean = Object.entries(process.env).filter(([name]) => !/_proxy$/i.test(name));
    const child = spawn(process.execPath, [join(process.cwd(), 'dist', 'kinetic.js'), ...words], {
      env: {
        ...Object.fromEntries(clean),
        KINETIC_HOME: join(home, 'data'),
        NODE_EXTRA_CA_CERTS: join(home, 'root.pem'),
        SF_INSTANCE_URL: `https://${host}`,
        SF_ACCESS_TOKEN: practice.accessToken,
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)));
    const [code] = (await once(child, 'close')) as [number];
    return { code, said };
  }
  const count = ['query', 'SELECT COUNT() FROM Account'];
  const address = (login = ''): string => `http://${login}127.0.0.1:${portOf(proxy)}`;

  it('queries through HTTPS_PROXY, which sees neither token nor records', async () => {
    const { code, said } = await run(count, { HTTPS_PROXY: address() });
    assert.equal(said, 'count\n3\n');
    assert.equal(code, 0);
    assert.ok(asked.length > 0 && asked.every((one) => one === `${host}:443`));
    assert.ok(passed.length > 1000);
    assert.doesNotMatch(passed, /Bearer|SELECT|00D\w+!/);
  });

  it('loads through it, parts and results too', async () => {
    const file = join(home, 'contacts.csv');
    await writeFile(file, `LastName,Email\n${'Moss,a@example.com\n'.repeat(5000)}`);
    const words = ['load', file, '--object', 'Contact', '--part-records', '2000', '--json'];
    const { code, said } = await run(words, { HTTPS_PROXY: address() });
    assert.equal(code, 0, said);
    assert.match(said, /"succeeded": 5000/);
    assert.doesNotMatch(passed, /Moss/);
  });

  it('sends the credentials in the proxy’s URL to the proxy and to no other host', async () => {
    const { code } = await run(count, { https_proxy: address('ada:p%40ss@') });
    assert.equal(code, 0);
    assert.equal(asked[0], `${host}:443 Basic ${Buffer.from('ada:p@ss').toString('base64')}`);
    const { said } = await run(count, { KINETIC_LOG: 'debug', https_proxy: 'http://ada:Canary7@127.0.0.1:1' });
    assert.match(said, /the proxy 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/);
    assert.doesNotMatch(said, /Canary7|Q2FuYXJ5/);
  });

  it('says that the proxy refused, and repeats its message', async () => {
    refusal = '407 Proxy Authentication Required';
    const { code, said } = await run(count, { HTTPS_PROXY: address() });
    assert.equal(code, 2);
    assert.match(said, /The proxy did not connect to acme.*407 Proxy Authentication Required.*HTTPS_PROXY/);
    assert.equal(asked.length, 1, 'a refusal is not asked for again and again');
  });

  it('uses no proxy for hosts in NO_PROXY or for this computer', async () => {
    const direct = await run(count, {
      HTTPS_PROXY: address(),
      NO_PROXY: '.salesforce.com',
      SF_INSTANCE_URL: `https://${host}:${portOf(front)}`,
      NODE_OPTIONS: `--require ${JSON.stringify(join(home, 'resolve.cjs'))}`,
    });
    assert.equal(direct.said, 'count\n3\n');
    const here = await run(count, { HTTPS_PROXY: address(), SF_INSTANCE_URL: practice.url });
    assert.equal(here.said, 'count\n3\n');
    assert.deepEqual(asked, []);
  });

  it('does not trust a proxy that answers for the org', async () => {
    const { code, said } = await run(count, { HTTPS_PROXY: address(), NODE_EXTRA_CA_CERTS: '' });
    assert.equal(code, 2);
    assert.match(said, /Cannot make a secure connection to acme/);
    assert.doesNotMatch(passed, /Bearer/);
  });

  it('says what is wrong with a proxy’s URL, without the password in it', async () => {
    const { code, said } = await run(count, { HTTPS_PROXY: 'socks5://ada:Canary7@proxy' });
    assert.equal(code, 2);
    assert.match(said, /HTTPS_PROXY must be like http:\/\/proxy\.example\.com:8080/);
    assert.doesNotMatch(said, /Canary7|inside Kinetic/);
  });
});
