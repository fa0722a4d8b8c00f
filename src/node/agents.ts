// The connections under the transport: kept for the next call, or fresh for each, and patient when writing fails.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Duplex } from 'node:stream';
import type { ProxyOf } from './proxy';
import { openTunnel } from './tunnel';

export type AgentOf = (url: URL) => HttpAgent;

/** Servers close idle connections without a word; ours go first. */
const longestFreeMs = 4_000;

/** Connections that serve one call after the other. */
export function createKeptAgents(proxyOf?: ProxyOf): AgentOf {
  const options = { keepAlive: true, timeout: longestFreeMs };
  return pick(patient(new HttpAgent(options)), tunnelled(patient(new HttpsAgent(options)), proxyOf));
}

/**
 * A connection a call, for large uploads: none of them may die of an old connection. It asks to be kept alive all the
 * same, because a server that means to close may close before its early answer was read.
 */
export function createFreshAgents(proxyOf?: ProxyOf): AgentOf {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });
  http.keepSocketAlive = https.keepSocketAlive = () => false;
  return pick(patient(http), tunnelled(patient(https), proxyOf));
}

const pick =
  (http: HttpAgent, https: HttpsAgent): AgentOf =>
  (url) =>
    url.protocol === 'http:' ? http : https;

function patient<T extends HttpAgent>(agent: T): T {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = create(options, callback);
    if (socket) hearOut(socket);
    return socket;
  };
  return agent;
}

/** TLS is spoken with the host itself: the proxy between carries bytes that it cannot read. */
function tunnelled(agent: HttpsAgent, proxyOf: ProxyOf = () => undefined): HttpsAgent {
  const create = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const host = options.host ?? '';
    const port = Number(options.port);
    const proxy = proxyOf(host, port);
    if (!proxy) return create(options, callback);
    const give = callback as (error: Error | null, socket?: Duplex) => void;
    // A socket to speak over is an option of TLS, which the types of plain connections do not know.
    const secure = async (): Promise<Duplex | null | undefined> => {
      const throughTunnel = { ...options, socket: await openTunnel(proxy, host, port) };
      return create(throughTunnel);
    };
    secure().then(
      (socket) => give(null, socket ?? undefined),
      (error: unknown) => give(error as Error),
    );
    return undefined;
  };
  return agent;
}

/**
 * A server that refuses an upload answers and closes, and our next write fails while its answer is already here, unread.
 * Node gives a socket up at the first failed write, so the news is held back for one look at what has arrived.
 */
function hearOut(socket: Duplex): void {
  type Done = (error?: Error | null) => void;
  const hold =
    (done: Done): Done =>
    (error) => {
      // One turn of the loop may already be past its look at the sockets; the second one is not.
      if (error) setImmediate(() => setImmediate(done, error));
      else done();
    };
  const write = socket._write.bind(socket);
  socket._write = (chunk, encoding, done) => write(chunk, encoding, hold(done));
  const writeMany = socket._writev?.bind(socket);
  if (writeMany) socket._writev = (chunks, done) => writeMany(chunks, hold(done));
}
