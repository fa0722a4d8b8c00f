// Requests that a web page makes a browser send to this machine are rejected; those of clients are not.
import assert from 'node:assert/strict';
import http from 'node:http';
import { networkInterfaces } from 'node:os';
import { onlyError, startOrg, type OrgCaller } from './orgCaller';

type Headers = Readonly<Record<string, string | readonly string[]>>;

describe('requests to the practice org from elsewhere', () => {
  let org: OrgCaller;
  let port = '';
  beforeEach(async () => {
    org = await startOrg({ seedAccounts: 0 });
    port = new URL(org.practice.url).port;
  });
  afterEach(() => org.close());

  /** Sends the headers exactly as they are given; fetch would not let a test set Host or Origin. */
  const send = (headers: Headers, path = '/services/data', method = 'GET', body = ''): Promise<[number, string]> =>
    new Promise((resolve, reject) => {
      const names = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one]));
      const options = { host: '127.0.0.1', port, path, method, headers: names.flat(), setHost: false };
      const request = http.request(options as http.RequestOptions, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve([response.statusCode ?? 0, text]));
      });
      request.on('error', reject);
      request.end(body);
    });
  const own = (): Headers => ({ Host: `127.0.0.1:${port}` });
  const authorized = (): Headers => ({ ...own(), Authorization: `Bearer ${org.practice.accessToken}` });
  const isForbidden = async (answer: Promise<[number, string]>): Promise<void> => {
    const [status, text] = await answer;
    assert.equal(status, 403, text);
    assert.equal(onlyError(JSON.parse(text))['errorCode'], 'FORBIDDEN');
  };

  describe('name this machine in their Host header', () => {
    const names: readonly [what: string, host: () => string][] = [
      ['as 127.0.0.1', () => `127.0.0.1:${port}`],
      ['as localhost', () => `localhost:${port}`],
      ['as [::1], through which a port may be forwarded', () => `[::1]:${port}`],
      ['in uppercase', () => `LOCALHOST:${port}`],
    ];
    for (const [what, host] of names) {
      it(`${what}: accepted`, async () => assert.equal((await send({ Host: host() }))[0], 200));
    }

    const others: readonly [what: string, host: () => string][] = [
      ['a domain that resolves to this machine', () => `evil.example:${port}`],
      ['a subdomain of localhost', () => `evil.localhost:${port}`],
      ['a domain that starts like this machine', () => `127.0.0.1.evil.example:${port}`],
      ['localhost with a trailing dot', () => `localhost.:${port}`],
      ['this machine without the port', () => '127.0.0.1'],
      ['another port of this machine', () => '127.0.0.1:1'],
      ['another address of this machine', () => `127.0.0.2:${port}`],
      ['this machine as a number', () => `2130706433:${port}`],
      ['nothing', () => ''],
    ];
    for (const [what, host] of others) {
      it(`and not ${what}`, () => isForbidden(send({ ...authorized(), Host: host() })));
    }

    it('and not two hosts', async () => {
      const [status] = await send({ Host: [`127.0.0.1:${port}`, `evil.example:${port}`] });
      assert.ok([400, 403].includes(status), String(status));
    });

    it('and not a domain in the login, where a page could then read the session', async () => {
      const form = new URLSearchParams({ grant_type: 'password', username: 'a', password: 'practice-password' });
      await isForbidden(send({ Host: `evil.example:${port}` }, '/services/oauth2/token', 'POST', form.toString()));
      await isForbidden(send({ Host: `evil.example:${port}` }, '/services/Soap/u/60.0', 'POST', '<login/>'));
    });
  });

  describe('have no foreign Origin header', () => {
    const origins: readonly [what: string, origin: () => string | readonly string[]][] = [
      ['that of another site', () => 'http://evil.example'],
      ['null, as a page in a sandboxed frame sends', () => 'null'],
      ['NULL in uppercase', () => 'NULL'],
      ['that of another program on this machine', () => 'http://localhost:1'],
      ['this machine over https', () => `https://127.0.0.1:${port}`],
      ['this machine with a trailing dot', () => `http://localhost.:${port}`],
      ['this machine as the username of another site', () => `http://127.0.0.1:${port}@evil.example`],
      ['an own and another one', () => [`http://127.0.0.1:${port}`, 'http://evil.example']],
      ['one without a text', () => ''],
      ['an extension of a browser', () => 'chrome-extension://abcdefghijklmnop'],
    ];
    for (const [what, origin] of origins) {
      it(`such as ${what}`, async () => {
        await isForbidden(send({ ...authorized(), Origin: origin() }));
        await isForbidden(send({ ...authorized(), Origin: origin() }, '/practice/reset', 'POST'));
        await isForbidden(send({ ...own(), Origin: origin() }, '/practice/sessions', 'POST'));
      });
    }

    it('but the origin of our own pages is accepted', async () => {
      assert.equal((await send({ ...own(), Origin: `http://127.0.0.1:${port}` }))[0], 200);
      assert.equal((await send({ ...own(), Origin: `HTTP://LocalHost:${port}` }))[0], 200);
    });

    it('and a browser that asks first gets no permission', async () => {
      const asks = { 'Access-Control-Request-Method': 'DELETE', 'Access-Control-Request-Headers': 'authorization' };
      await isForbidden(send({ ...own(), ...asks, Origin: 'http://evil.example' }, '/practice/faults', 'OPTIONS'));
    });
  });

  it('are not sent as an image or a frame of another site, but as a link', async () => {
    const from = (site: string, mode: string, dest: string): Promise<[number, string]> =>
      send({ ...own(), 'Sec-Fetch-Site': site, 'Sec-Fetch-Mode': mode, 'Sec-Fetch-Dest': dest });
    await isForbidden(from('cross-site', 'no-cors', 'image'));
    await isForbidden(from('same-site', 'no-cors', 'script'));
    await isForbidden(from('cross-site', 'navigate', 'iframe'));
    assert.equal((await from('cross-site', 'navigate', 'document'))[0], 200);
    assert.equal((await from('same-origin', 'cors', 'empty'))[0], 200);
    assert.equal((await from('none', 'navigate', 'document'))[0], 200);
  });

  it('do not arrive through another address of this computer', async () => {
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2';
    await assert.rejects(fetch(`http://${outside}:${port}/services/data`));
  });

  it('do not reach the request log or a fault', async () => {
    const spec = { action: { kind: 'maintenance' } };
    assert.equal((await org.json('POST', '/practice/faults', spec)).status, 200);
    const before = org.practice.requests.all.length;
    await isForbidden(send({ Host: `evil.example:${port}` }));
    assert.equal(org.practice.requests.all.length, before);
    assert.equal(org.practice.faults.list()[0]?.hits, 0);
  });

  describe('under /practice', () => {
    const json = { 'Content-Type': 'application/json' };
    const fault = JSON.stringify({ action: { kind: 'maintenance' } });
    const changes: readonly [method: string, path: string][] = [
      ['POST', '/practice/reset'],
      ['POST', '/PRACTICE/reset'],
      ['GET', '/practice/faults'],
      ['DELETE', '/practice/faults'],
      ['GET', '/practice/requests'],
      ['PATCH', '/practice/limits'],
      ['POST', '/practice/sessions/expire'],
      ['POST', '/practice/stop'],
      ['POST', '/practice/faults?_HttpMethod=DELETE'],
    ];
    for (const [method, path] of changes) {
      it(`need a session for ${method} ${path}`, async () => {
        const [status, text] = await send({ ...own(), ...json }, path, method, method === 'PATCH' ? '{}' : '');
        assert.equal(status, 401);
        assert.equal(onlyError(JSON.parse(text))['errorCode'], 'INVALID_SESSION_ID');
        const wrong = { ...own(), ...json, Authorization: 'Bearer 00D000000000001!wrong' };
        assert.equal((await send(wrong, path, method))[0], 401);
      });
    }

    it('accept the token of the start after every session has ended', async () => {
      assert.equal((await org.json('POST', '/practice/sessions/expire')).status, 204);
      assert.equal((await org.get('limits')).status, 401);
      assert.equal((await org.json('GET', '/practice/faults')).status, 200);
    });

    it('open a session for a program on this machine, which could also log in with the public password', async () => {
      const [status, text] = await send({ ...own(), ...json }, '/practice/sessions', 'POST', '{}');
      assert.equal(status, 200);
      const { accessToken } = JSON.parse(text) as { readonly accessToken: string };
      const session = { ...own(), Authorization: `Bearer ${accessToken}` };
      assert.equal((await send(session, '/services/data/v66.0/limits'))[0], 200);
      assert.equal(
        (await send({ ...own(), 'Content-Type': 'text/plain' }, '/practice/sessions', 'POST', '{}'))[0],
        415,
      );
    });

    const types: readonly [what: string, type: Headers][] = [
      ['as plain text', { 'Content-Type': 'text/plain' }],
      ['as plain text that mentions JSON', { 'Content-Type': 'text/plain; json' }],
      ['as a form', { 'Content-Type': 'application/x-www-form-urlencoded' }],
      ['as a multipart form', { 'Content-Type': 'multipart/form-data; boundary=json' }],
      ['without a type', {}],
      ['with a method in a header', { 'Content-Type': 'text/plain', 'X-HTTP-Method-Override': 'PATCH' }],
    ];
    for (const [what, type] of types) {
      it(`do not change anything ${what}`, async () => {
        const [status, text] = await send({ ...authorized(), ...type }, '/practice/faults', 'POST', fault);
        assert.equal(status, 415);
        assert.equal(onlyError(JSON.parse(text))['errorCode'], 'UNSUPPORTED_MEDIA_TYPE');
        assert.deepEqual(org.practice.faults.list(), []);
        assert.equal((await send({ ...authorized(), ...type }, '/practice/reset', 'POST'))[0], 415);
      });
    }

    it('ignore a method in a header', async () => {
      const override = { ...authorized(), ...json, 'X-HTTP-Method-Override': 'DELETE' };
      assert.equal((await send(override, '/practice/faults', 'POST', fault))[0], 200);
      assert.equal(org.practice.faults.list().length, 1);
    });
  });
});
