// The transport's connections: kept alive for the next call or new for each, with delayed write errors.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ProxyOf } from './proxy';
import { openTunnel } from './tunnel';

export type AgentOf = (url: URL) => HttpAgent;

/** Servers close idle connections without notice, so we close ours sooner. */
const maxIdleMs = 4_000;

/** Connections that are reused for later calls. */
export function createKeptAgents(proxyOf?: ProxyOf): AgentOf {
  const options = { keepAlive: true, timeout: maxIdleMs };
  return pick(
    withDelayedWriteErrors(new HttpAgent(options)),
    tunneled(withDelayedWriteErrors(new HttpsAgent(options)), proxyOf),
  );
}

/**
 * A new connection for each call, so that a large upload never fails on a stale one. It still requests keep-alive: with
 * `Connection: close`, a server can close before its early response is read.
 */
export function createFreshAgents(proxyOf?: ProxyOf): AgentOf {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });
  http.keepSocketAlive = https.keepSocketAlive = () => false;
  return pick(withDelayedWriteErrors(http), tunneled(withDelayedWriteErrors(https), proxyOf));
}

const pick =
  (http: HttpAgent, https: HttpsAgent): AgentOf =>
  (url) =>
    url.protocol === 'http:' ? http : https;

function withDelayedWriteErrors<T extends HttpAgent>(agent: T): T {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    if (socket) delayWriteErrors(socket);
    return socket;
  };
  return agent;
}

/** TLS is end to end with the host, so the proxy cannot read the data. */
function tunneled(agent: HttpsAgent, proxyOf: ProxyOf = () => undefined): HttpsAgent {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const host = options.host ?? '';
    const port = Number(options.port);
    const proxy = proxyOf(host, port);
    if (!proxy) return create(options, callback);
    const done = callback as (error: Error | null, socket?: Duplex) => void;
    // `socket` is an option of TLS connections that the types of plain connections lack.
    const secure = async (): Promise<Duplex | null | undefined> => {
      const throughTunnel = { ...options, socket: await openTunnel(proxy, host, port) };
      return create(throughTunnel);
    };
    secure().then(
      (socket) => done(null, socket ?? undefined),
      (error: unknown) => done(error as Error),
    );
    return undefined;
  };
  return agent;
}

/**
 * A server that rejects an upload responds and closes. Our next write then fails while the response is still unread.
 * Node destroys a socket on the first failed write, so the error is delayed until arrived data is read.
 */
function delayWriteErrors(socket: Duplex): void {
  type Done = (error?: Error | null) => void;
  const delayed =
    (done: Done): Done =>
    (error) => {
      // The current turn of the event loop may be past its poll phase. The second one polls for sure.
      if (error) setImmediate(() => setImmediate(done, error));
      else done();
    };
  const write = socket._write.bind(socket);
  socket._write = (chunk, encoding, done) => write(chunk, encoding, delayed(done));
  const writeMany = socket._writev?.bind(socket);
  if (writeMany) socket._writev = (chunks, done) => writeMany(chunks, delayed(done));
}
