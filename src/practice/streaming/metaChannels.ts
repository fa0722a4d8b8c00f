// What the org replies to the messages of a client: handshake, connect, subscribe, unsubscribe and disconnect.
// See https://developer.salesforce.com/docs/atlas.en-us.api_streaming.meta/api_streaming/using_streaming_api_client_connection.htm
import { bearerOf, type Call, type Session } from '../http/http';
import type { Org } from '../org/org';
import { accept, errors, reject, textOf, type Received, type Sent } from './message';
import { StreamClient } from './streamClient';
import { maxClients, randomText, type StreamClients } from './streamClients';

/** A connect waits so long for events. */
const holdMs = 110_000;
export const cookieName = 'BAYEUX_BROWSER';

export interface Exchange {
  readonly org: Org;
  readonly clients: StreamClients;
  readonly call: Call;
  /** The channels that a client can subscribe to. */
  readonly channels: ReadonlySet<string>;
  /** The only message of its request: only then a connect waits for events. */
  readonly isAlone: boolean;
  /** Receives the value of the cookie that the response sets. */
  readonly setCookie: (value: string) => void;
}

type Handler = (message: Received, exchange: Exchange) => readonly Sent[] | Promise<readonly Sent[]>;

/** Undefined when the client sent none. */
const cookieOf = ({ header }: Call): string | undefined =>
  new RegExp(`(?:^|;\\s*)${cookieName}=([^;]+)`).exec(header('cookie') ?? '')?.[1];

function sessionOf({ org, call }: Exchange): Session | string {
  const token = bearerOf(call);
  return token === undefined ? errors.noToken : (org.sessions.find(token) ?? errors.badToken);
}

const handshake: Handler = (message, exchange) => {
  const session = sessionOf(exchange);
  if (typeof session === 'string') {
    const before = { ext: { sfdc: { failureReason: session } }, advice: { reconnect: 'none' } };
    return [reject(message, errors.denied, { before })];
  }
  const types = message['supportedConnectionTypes'];
  if (!Array.isArray(types) || !types.includes('long-polling')) {
    return [reject(message, errors.connectionType(Array.isArray(types) ? types.join(', ') : ''))];
  }
  const { clients, call } = exchange;
  if (clients.count >= maxClients) return [reject(message, errors.tooManyClients)];
  const browser = cookieOf(call) ?? randomText();
  exchange.setCookie(browser);
  const client = clients.open(session.userId, browser);
  const before = {
    ext: { replay: true, 'payload.format': true },
    minimumVersion: '1.0',
    clientId: client.id,
    supportedConnectionTypes: ['long-polling'],
  };
  return [accept(message, before, { version: '1.0' })];
};

const loggedOut = (message: Received, error: string): Sent =>
  reject(message, error, {
    before: { clientId: textOf(message['clientId']), advice: { reconnect: 'none', interval: 0 } },
  });

/** The client of a message; a reply with the reason when there is none. */
function clientOf(message: Received, exchange: Exchange): StreamClient | Sent {
  const id = textOf(message['clientId']);
  const session = sessionOf(exchange);
  if (typeof session === 'string') return loggedOut(message, session);
  const client = exchange.clients.find(id);
  const cookie = cookieOf(exchange.call);
  if (client && cookie === undefined) return reject(message, errors.noCookie(id, cookieName));
  if (client?.userId === session.userId && client.browser === cookie) return client;
  return reject(message, errors.unknownClient, { before: { advice: { interval: 0, reconnect: 'handshake' } } });
}

const withClient =
  (run: (message: Received, exchange: Exchange, client: StreamClient) => Sent): Handler =>
  (message, exchange) => {
    const client = clientOf(message, exchange);
    return [client instanceof StreamClient ? run(message, exchange, client) : client];
  };

const connect: Handler = async (message, exchange) => {
  const client = clientOf(message, exchange);
  if (!(client instanceof StreamClient)) return [client];
  const type = textOf(message['connectionType']);
  if (type !== 'long-polling')
    return [reject(message, errors.connectionType(type), { before: { clientId: client.id } })];
  const { isNew } = client;
  client.isNew = false;
  const events = await client.take(isNew || !exchange.isAlone ? 0 : holdOf(message));
  exchange.clients.seen(client);
  const before = { clientId: client.id };
  if (exchange.clients.find(client.id) === undefined)
    return [accept(message, { ...before, advice: { reconnect: 'none' } })];
  // Its login may have ended while it waited.
  const session = sessionOf(exchange);
  if (typeof session === 'string') return [loggedOut(message, session)];
  const advice = { interval: 0, timeout: holdMs, reconnect: 'retry' };
  return [...events, accept(message, { ...before, ...(isNew && { advice }) })];
};

/** A client can ask for an earlier response, as CometD's own clients do when they check the connection. */
function holdOf({ advice }: Received): number {
  const asked = typeof advice === 'object' && advice !== null && 'timeout' in advice ? advice.timeout : undefined;
  return typeof asked === 'number' && asked >= 0 ? Math.min(asked, holdMs) : holdMs;
}

function channelError(channel: string, channels: ReadonlySet<string>): string | undefined {
  if (channel === '') return errors.noChannel;
  if (!channel.startsWith('/')) return errors.noSlash;
  return channels.has(channel) ? undefined : errors.noSuchChannel(channel);
}

const subscribe = withClient((message, { channels }, client) => {
  const { subscription } = message;
  const before = { clientId: client.id };
  const names = (Array.isArray(subscription) ? subscription : [subscription]).map(textOf);
  const error = names.map((name) => channelError(name, channels)).find((one) => one !== undefined);
  if (error !== undefined) return reject(message, error, { before, after: { subscription } });
  for (const name of names) client.subscriptions.add(name);
  return accept(message, before, { subscription });
});

const unsubscribe = withClient((message, _exchange, client) => {
  const { subscription } = message;
  const names = Array.isArray(subscription) ? subscription : [subscription];
  for (const name of names) client.subscriptions.delete(textOf(name));
  return accept(message, { clientId: client.id }, { subscription });
});

const disconnect = withClient((message, { clients }, client) => {
  clients.end(client);
  return accept(message, { clientId: client.id });
});

const handlers: Readonly<Record<string, Handler>> = {
  '/meta/handshake': handshake,
  '/meta/connect': connect,
  '/meta/subscribe': subscribe,
  '/meta/unsubscribe': unsubscribe,
  '/meta/disconnect': disconnect,
};

/** The replies to one message, after the events that come with them. Clients cannot publish. */
export async function repliesTo(message: Received, exchange: Exchange): Promise<readonly Sent[]> {
  const handler = handlers[textOf(message['channel'])];
  return handler === undefined ? [reject(message, errors.unknownChannel)] : handler(message, exchange);
}
