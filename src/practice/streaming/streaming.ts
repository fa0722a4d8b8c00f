// The Streaming API of one org: CometD over long polling, with the channels of the org and the events for them.
import { refuseOtherThanJson } from '../http/call';
import { refuse, route, type Answer, type Call, type Route } from '../http/http';
import { newestVersion } from '../http/router';
import type { Org } from '../org/org';
import { errors, reject, type Received, type Sent } from './message';
import { cookieName, repliesTo, type Exchange } from './metaChannels';
import { StreamClients } from './streamClients';
import { systemData, systemTopics, type SystemEvent } from './systemTopics';

export interface Streaming {
  readonly routes: readonly Route[];
  readonly publish: (event: SystemEvent) => void;
  /** Ends the connects that wait for events, and forgets all clients. */
  readonly close: () => void;
}

const maxBodyBytes = 32_768;
/** Calls to versions before 37.0, which are retired, are served by the newest one. */
const oldestVersion = 23;

export function createStreaming(org: Org): Streaming {
  const clients = new StreamClients(org.now);
  const channels = new Set<string>(systemTopics);
  const serve = (call: Call): Promise<Answer> => exchange(call, { org, clients, channels });
  return {
    routes: ['', '/:version', '/:version/:kind'].map((end) => route('POST', `/cometd${end}`, serve, { open: true })),
    publish: (event) => clients.publish(event.topic, systemData(event, org.now())),
    close: () => clients.clear(),
  };
}

async function exchange(call: Call, parts: Pick<Exchange, 'org' | 'clients' | 'channels'>): Promise<Answer> {
  refuseOtherThanJson(call.header('content-type'), call.path);
  const text = await call.text();
  if (Buffer.byteLength(text) > maxBodyBytes) {
    return { status: 413, json: [{ error: errors.tooLarge, successful: false }] };
  }
  const messages = messagesIn(text);
  const problem = versionError(call.params['version']);
  if (problem !== undefined) return { status: 200, json: messages.map((message) => reject(message, problem)) };
  let cookie: string | undefined;
  const setCookie = (value: string): void => void (cookie = value);
  const replies: Sent[] = [];
  for (const message of messages) {
    const isAlone = messages.length === 1;
    replies.push(...(await repliesTo(message, { ...parts, call, isAlone, setCookie })));
  }
  const headers = cookie === undefined ? {} : { 'Set-Cookie': `${cookieName}=${cookie}; Path=/cometd/; HttpOnly` };
  return { status: 200, json: replies, headers };
}

/** One message, or a list of them. */
function messagesIn(text: string): readonly Received[] {
  try {
    const json: unknown = JSON.parse(text);
    const list: readonly unknown[] = Array.isArray(json) ? json : [json];
    if (list.every((one) => typeof one === 'object' && one !== null)) return list as readonly Received[];
  } catch {
    // The same refusal as for JSON that is no message.
  }
  throw refuse(400, 'JSON_PARSER_ERROR', 'The body must be one Bayeux message or a list of them.');
}

function versionError(text: string | undefined): string | undefined {
  if (text === undefined || /^(?:handshake|connect|disconnect)$/.test(text)) return errors.noVersion;
  const version = /^\d+\.0$/.test(text) ? Number(text) : 0;
  return version >= oldestVersion && version <= newestVersion ? undefined : errors.oldVersion;
}
