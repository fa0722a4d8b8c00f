// Bayeux messages as they go over the wire, and the replies of the meta channels with Salesforce's error texts.
// See https://developer.salesforce.com/docs/platform/api-streaming/guide/streaming-error-codes.html
import { newestVersion } from '../http/router';

/** One message of a client; its fields are not checked yet. */
export type Received = Readonly<Record<string, unknown>>;

/** One message to a client. */
export type Sent = Readonly<Record<string, unknown>>;

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The fields that a reply repeats, in Salesforce's order around its own ones. */
function reply({ channel, id }: Received, before: Sent, after: Sent): Sent {
  return { ...before, channel, ...(id !== undefined && { id }), ...after };
}

export const accept = (message: Received, before: Sent, after: Sent = {}): Sent =>
  reply(message, before, { ...after, successful: true });

export const reject = (message: Received, error: string, { before = {}, after = {} } = {}): Sent =>
  reply(message, before, { ...after, error, successful: false });

const format = `URI format: '/cometd/${newestVersion}.0'`;

export const errors = {
  noVersion: `400::API version in the URI is mandatory. ${format}`,
  oldVersion: `400::Unsupported API version. Only API versions '37.0' and above are supported. ${format}`,
  connectionType: (type: string) => `400::Invalid connection type {${type}}`,
  noChannel: '400::Channel name not specified',
  noSlash: "400::Channel subscriptions must start with a leading '/'",
  noSuchChannel: (channel: string) => `400::The channel you requested to subscribe to does not exist {${channel}}`,
  noCookie: (clientId: string, cookie: string) =>
    `400::Client ${clientId} has established a session, but no ${cookie} cookie present`,
  noToken: '401::Request requires authentication',
  badToken: '401::Authentication invalid',
  denied: '403::Handshake denied',
  tooManyClients: '403::Organization concurrent user limit exceeded',
  unknownClient: '403::Unknown client',
  unknownChannel: '404::Unknown channel',
  tooLarge: '413::Maximum Request Size Exceeded',
} as const;
