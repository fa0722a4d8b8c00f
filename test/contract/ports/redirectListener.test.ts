// The contract of every RedirectListener, run against the fake and the loopback server.
import { strict as assert } from 'node:assert';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { SalesforceError, type Redirect, type RedirectListener } from '../../../src/core/ports';
import { createRedirectListener, type Browser } from '../../../src/node/redirectListener';
import { createFakeRedirects } from '../../fakes/fakeRedirects';

interface Bench {
  readonly listener: RedirectListener;
  /** Whether the redirect of a browser is accepted. */
  readonly visit: (redirect: Redirect, query: Readonly<Record<string, string>>) => Promise<boolean>;
}

const here: Browser = { show: async () => undefined, toExternal: async (url) => url };
const portOf = ({ uri }: Redirect): number => Number(new URL(uri).port);

function fake(browser = here): Bench {
  const listener = createFakeRedirects(browser);
  return { listener, visit: async (redirect, query) => listener.comeBack(portOf(redirect), query) };
}

function onLoopback(browser = here): Bench {
  const visit: Bench['visit'] = async (redirect, query) =>
    (await get(`/OauthRedirect?${new URLSearchParams(query).toString()}`, portOf(redirect))).status === 200;
  return { listener: createRedirectListener(browser), visit };
}

function get(path: string, port: number, { host = '127.0.0.1', method = 'GET' } = {}) {
  return new Promise<{ status: number | undefined; text: string; header: string }>((resolve, reject) => {
    request({ host, port, path, method, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, text, header: JSON.stringify(response.headers) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

for (const [name, create] of [
  ['the fake', fake],
  ['the server on loopback', onLoopback],
] as const)
  describe(`RedirectListener contract: ${name}`, () => {
    it('accepts the redirect of its own login, and only the first', async () => {
      const { listener, visit } = create();
      const redirect = await listener.listen(0, 'state');
      assert.equal(await visit(redirect, { code: 'aPrx', state: 'state' }), true);
      assert.deepEqual(await redirect.answer, { code: 'aPrx', state: 'state' });
      assert.equal(await visit(redirect, { code: 'another', state: 'state' }), false);
      await redirect.close();
    });

    it('continues to wait after the redirect of another login', async () => {
      const { listener, visit } = create();
      const redirect = await listener.listen(0, 'state');
      assert.equal(await visit(redirect, { code: 'planted', state: 'guessed' }), false);
      assert.equal(await visit(redirect, { code: 'planted' }), false);
      assert.equal(await visit(redirect, { error: 'access_denied', state: 'state' }), true);
      assert.equal((await redirect.answer)['error'], 'access_denied');
      await redirect.close();
    });

    it('says which port is in use, and frees it when closed', async () => {
      const { listener } = create();
      const first = await listener.listen(0, 'a');
      const port = portOf(first);
      await assert.rejects(
        listener.listen(port, 'b'),
        (error) =>
          error instanceof SalesforceError && error.code === 'login.portBusy' && error.details['port'] === port,
      );
      await first.close();
      await (await listener.listen(port, 'b')).close();
    });

    it('gives the address to which a browser on another machine returns', async () => {
      const { listener } = create({
        ...here,
        toExternal: async (url) => url.replace('http://localhost', 'https://far'),
      });
      const redirect = await listener.listen(0, 'state');
      assert.match(redirect.uri, /^https:\/\/far:\d+\/OauthRedirect$/);
      await redirect.close();
    });
  });

describe('the server on loopback', () => {
  const open = (): Promise<Redirect> => createRedirectListener(here).listen(0, 'state');

  it('tells the user that the tab can be closed, without any text of the redirect', async () => {
    const redirect = await open();
    const page = await get('/OauthRedirect?code=aPrxCanary&state=state', portOf(redirect));
    assert.match(page.text, /You can close this tab/);
    assert.doesNotMatch(page.text + page.header, /Canary/);
    assert.match(page.header, /no-store.*no-referrer/);
    await redirect.close();
  });

  it('tells the user when the login did not work', async () => {
    const redirect = await open();
    const page = await get('/OauthRedirect?error=access_denied&state=state', portOf(redirect));
    assert.match(page.text, /did not work/);
    await redirect.close();
  });

  it('accepts no other paths, methods or damaged URLs', async () => {
    const redirect = await open();
    const port = portOf(redirect);
    assert.equal((await get('/other?code=x&state=state', port)).status, 404);
    assert.equal((await get('/OauthRedirect?code=x&state=state', port, { method: 'POST' })).status, 404);
    assert.equal((await get('//', port)).status, 404);
    await redirect.close();
  });

  it('cannot be reached from the network', async () => {
    const redirect = await open();
    const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const outside = addresses.find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2';
    await assert.rejects(get('/OauthRedirect?code=x&state=state', portOf(redirect), { host: outside }));
    await redirect.close();
  });

  it('ends at once when it is closed, even with an open connection', async () => {
    const redirect = await open();
    const held = get('/OauthRedirect', portOf(redirect)).catch(() => undefined);
    await redirect.close();
    await held;
    await assert.rejects(get('/OauthRedirect', portOf(redirect)));
  });
});
