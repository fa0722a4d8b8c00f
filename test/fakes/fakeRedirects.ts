// A redirect listener without a socket: the test is the browser.
import { SalesforceError, type RedirectListener } from '../../src/core/ports';
import type { Browser } from '../../src/node/redirectListener';

export interface FakeRedirects extends RedirectListener {
  /** A browser calls a port; false if no listener there accepts the request. */
  readonly comeBack: (port: number, query: Readonly<Record<string, string>>) => boolean;
  readonly openPorts: () => readonly number[];
}

export function createFakeRedirects(browser: Browser): FakeRedirects {
  const doors = new Map<number, (query: Readonly<Record<string, string>>) => boolean>();
  return {
    listen: async (wanted, state) => {
      const port = wanted || 50_000 + doors.size;
      if (doors.has(port)) throw new SalesforceError('login.portBusy', { port });
      let taken = false;
      const answer = new Promise<Readonly<Record<string, string>>>((resolve) => {
        doors.set(port, (query) => {
          if (taken || query['state'] !== state) return false;
          taken = true;
          resolve(query);
          return true;
        });
      });
      const uri = await browser.toExternal(`http://localhost:${port}/OauthRedirect`);
      return { uri, show: browser.show, answer, close: async () => void doors.delete(port) };
    },
    comeBack: (port, query) => doors.get(port)?.(query) ?? false,
    openPorts: () => [...doors.keys()],
  };
}
