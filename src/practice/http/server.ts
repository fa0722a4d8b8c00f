// The HTTP server on the loopback interface: reads requests, injects faults, and sends responses.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAction, FaultStage } from '../org/faults';
import type { Org } from '../org/org';
import { sendAnswer } from './answer';
import { fromRequest } from './call';
import type { Dispatch } from './dispatch';
import type { Answer, Call, Refusal } from './http';
import { refuseForeign } from './origin';
import type { LoggedRequest, RequestLog } from './requestLog';

/** A longer request URI is rejected with status 414 and an HTML page. */
const maxUriBytes = 16_384;
const maxHeaderBytes = 65_536;

export interface ServerParts {
  readonly org: Org;
  readonly dispatch: Dispatch;
  readonly log: RequestLog;
  /** Removes a bulk job, as if another user had deleted it. */
  readonly loseJob: (jobId: string) => void;
}

export interface RunningServer {
  readonly url: string;
  /** Closes all connections and frees the port. */
  readonly close: () => Promise<void>;
}

/** Listens on 127.0.0.1; port 0 selects any free port. */
export async function startServer(parts: ServerParts, port: number): Promise<RunningServer> {
  const server = createServer({ maxHeaderSize: maxHeaderBytes, requestTimeout: 0 }, (request, response) => {
    const foreign = refuseForeign(request, request.socket.localPort ?? 0);
    const ended = foreign === undefined ? handle(parts, request, response) : sendRefusal(response, foreign);
    ended.catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${taken}`, close: () => closeServer(server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Nothing of the request is read, counted or logged. */
function sendRefusal(response: ServerResponse, { status, errors }: Refusal): Promise<void> {
  const answer = { status, json: errors, headers: { Connection: 'close' } };
  return sendAnswer(response, answer, {
    acceptsGzip: false,
    isPretty: false,
    isCut: false,
    msPerKb: 0,
    gzip: undefined,
  });
}

async function handle(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { org, log } = parts;
  const method = request.method ?? 'GET';
  const path = (request.url ?? '/').replace(/^\/{2,}/, '/').split('?')[0] ?? '/';
  const actions = path.startsWith('/practice/') ? [] : org.faults.onRequest(method, path);
  const entry = log.add({ atMs: org.now(), method, path, faults: actions.map((action) => action.kind) });
  const up = msPerKb(actions, 'up');
  const call = fromRequest(request, (bytes) => {
    entry.receivedBytes += bytes;
    return up === 0 ? undefined : new Promise((resolve) => setTimeout(resolve, (up * bytes) / 1024));
  });
  if (await failsAt(parts, { actions, when: 'beforeBody', response })) return;
  if (actions.some(({ kind }) => kind === 'reset' || kind === 'hang') && hasConnectionFault(actions, 'afterBody')) {
    await drain(call);
    if (await failsAt(parts, { actions, when: 'afterBody', response })) return;
  }
  const answer = (await faultAnswer(parts, call, actions)) ?? (await answerTo(parts, request, call));
  if (await failsAt(parts, { actions, when: 'afterAction', response })) return;
  await deliver(response, answer, { call, actions, entry });
}

function answerTo(parts: ServerParts, request: IncomingMessage, call: Call): Answer | Promise<Answer> {
  const isTooLong = (request.url ?? '').length > maxUriBytes;
  return isTooLong
    ? { status: 414, body: '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>' }
    : parts.dispatch(call);
}

async function deliver(
  response: ServerResponse,
  answer: Answer,
  { call, actions, entry }: { call: Call; actions: readonly HttpAction[]; entry: LoggedRequest },
): Promise<void> {
  entry.status = answer.status;
  await sendAnswer(response, answer, {
    acceptsGzip: /\bgzip\b/i.test(call.header('accept-encoding') ?? ''),
    isPretty: call.header('x-prettyprint') === '1',
    isCut: hasConnectionFault(actions, 'midResponse'),
    msPerKb: msPerKb(actions, 'down'),
    gzip: actions.find((action) => action.kind === 'gzip')?.how,
  }).catch(() => response.socket?.resetAndDestroy());
}

function hasConnectionFault(actions: readonly HttpAction[], when: FaultStage): boolean {
  return actions.some((action) => (action.kind === 'reset' || action.kind === 'hang') && action.when === when);
}

/** Injects a reset or a hang of this stage; true when it ended the request. */
async function failsAt(
  { org }: ServerParts,
  { actions, when, response }: { actions: readonly HttpAction[]; when: FaultStage; response: ServerResponse },
): Promise<boolean> {
  const action = actions.find((one) => (one.kind === 'reset' || one.kind === 'hang') && one.when === when);
  if (action === undefined) return false;
  if (action.kind === 'hang') {
    const gone = new Promise<void>((resolve) => response.once('close', resolve));
    await Promise.race([gone, org.faults.cleared()]);
  }
  response.socket?.resetAndDestroy();
  return true;
}

/** The response that a fault sends instead of the org; undefined when the org handles the request. */
function faultAnswer(
  parts: ServerParts,
  call: Call,
  actions: readonly HttpAction[],
): Answer | Promise<Answer> | undefined {
  for (const action of actions) {
    switch (action.kind) {
      case 'answer':
        return { status: action.status, body: action.body ?? '', headers: action.headers ?? {} };
      case 'refuse':
        return { status: action.status, json: [{ message: action.message, errorCode: action.errorCode }] };
      case 'echo':
        return echo(call, action.status);
      case 'maintenance':
        return { status: 503, body: maintenancePage };
      case 'expireSessions':
        parts.org.sessions.endWhere(() => true);
        break;
      case 'loseJob':
        parts.loseJob(/\/(750\w+)/.exec(call.path)?.[1] ?? '');
        break;
      case 'reset':
      case 'hang':
      case 'slow':
      case 'gzip':
        break;
    }
  }
  return undefined;
}

/** An error response that repeats the secrets of the request; a login form gets an OAuth error. */
async function echo(call: Call, status: number): Promise<Answer> {
  const form = new URLSearchParams(await call.text());
  const token = (call.header('authorization') ?? '').replace(/^\w+ /, '');
  const message = `what is ${[token, ...form.values()].filter(Boolean).join(' and ')}`;
  const isLogin = call.path.endsWith('/oauth2/token');
  return isLogin
    ? { status, json: { error: 'invalid_request', error_description: message } }
    : { status, json: [{ message, errorCode: 'UNKNOWN_EXCEPTION' }] };
}

function msPerKb(actions: readonly HttpAction[], direction: 'up' | 'down'): number {
  for (const action of actions) if (action.kind === 'slow' && action.direction === direction) return action.msPerKb;
  return 0;
}

const maintenancePage =
  '<html><head><title>Server Unavailable</title></head><body><h1>Service Unavailable</h1><p>We are down for maintenance.</p></body></html>';

async function drain(call: Call): Promise<void> {
  const chunks = call.stream()[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true);
}
