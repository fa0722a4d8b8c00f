// The redirect target of a browser login: a loopback server that accepts one redirect.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SalesforceError, type Redirect, type RedirectListener } from '../core/ports';

export interface Browser {
  /** Opens a page for the user. */
  readonly show: (url: string) => Promise<void>;
  /** The URL at which the browser reaches a URL of this machine; another one when the browser runs elsewhere. */
  readonly toExternal: (url: string) => Promise<string>;
}

/** The callback path of the Salesforce CLI's connected app. */
const path = '/OauthRedirect';

export function createRedirectListener(browser: Browser): RedirectListener {
  return {
    listen: async (port, state) => {
      let taken = false;
      let take: (query: Readonly<Record<string, string>>) => void = () => undefined;
      const answer = new Promise<Readonly<Record<string, string>>>((resolve) => (take = resolve));
      const server = createServer((request, response) => {
        const query = taken ? undefined : toQuery(request, state);
        if (query) {
          taken = true;
          // The caller closes the server on the answer, so the page must reach the browser first.
          response.once('close', () => take(query));
        }
        reply(response, query);
      });
      await listenOnLoopback(server, port);
      return toRedirect(server, answer, browser);
    },
  };
}

async function toRedirect(server: Server, answer: Redirect['answer'], browser: Browser): Promise<Redirect> {
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  try {
    // Callback URLs are registered with `localhost`, and Salesforce requires an exact match.
    const uri = await browser.toExternal(`http://localhost:${port}${path}`);
    return { uri, show: browser.show, answer, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listenOnLoopback(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new SalesforceError('login.portBusy', { port }, { cause })));
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** The query of the redirect of this login; undefined for any other request. */
function toQuery({ method, url = '' }: IncomingMessage, state: string): Readonly<Record<string, string>> | undefined {
  const base = 'http://localhost';
  const target = URL.canParse(url, base) ? new URL(url, base) : undefined;
  if (method !== 'GET' || target?.pathname !== path) return undefined;
  const query = Object.fromEntries(target.searchParams);
  return query['state'] === state ? query : undefined;
}

function reply(response: ServerResponse, query: Readonly<Record<string, string>> | undefined): void {
  const [status, text] = !query
    ? ([404, 'This page does not exist.'] as const)
    : query['code']
      ? ([200, 'You can close this tab. The login continues in the program that started it.'] as const)
      : ([
          200,
          'The login did not work. You can close this tab. The program that started it shows the reason.',
        ] as const);
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    // The URL of this page contains the authorization code.
    'Referrer-Policy': 'no-referrer',
    Connection: 'close',
  });
  response.end(page(text));
}

const page = (text: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Kinetic for Salesforce</title>
<style>:root{color-scheme:light dark}body{font:16px system-ui;max-width:32rem;margin:20vh auto;padding:0 1rem}</style></head>
<body><h1>Kinetic for Salesforce</h1><p>${text}</p></body></html>`;
