// Builds the clients: the layers that every call passes through, and JSON on top of them.
import { SalesforceError } from '../errors/salesforceError';
import type { JobPermit } from '../model/writes';
import type { Clock, HttpTransport, Logger } from '../ports';
import { authorize } from './authorize';
import { ForeignAnswer, type OrgClient, type TokenSource } from './client';
import { isDeeperThan } from './depth';
import { createExchange } from './exchange';
import { guardWrites, type WriteGate } from './guardWrites';
import { sendInstead } from './instead';
import { compose, type Interceptor, type Send } from './interceptors';
import { retry } from './retry';

export interface OrgClientParts {
  readonly transport: HttpTransport;
  readonly tokens: TokenSource;
  /** Every write passes through it. */
  readonly gate: WriteGate;
  /** For the client of a job. */
  readonly permit?: JobPermit | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** For example `66.0`. */
  readonly apiVersion: string;
  /** The org's name in messages. */
  readonly org: string;
  /** Spreads the retries; tests set it. */
  readonly random?: () => number;
}

export function createOrgClient({
  transport,
  tokens,
  gate,
  permit,
  clock,
  log,
  apiVersion,
  org,
  random = Math.random,
}: OrgClientParts): OrgClient {
  const guard = guardWrites({ gate, apiVersion, ...(permit && { permit }) });
  const layers = [guard, sendInstead, retry({ clock, log, random }), authorize(tokens), report(clock, log)];
  return toClient({ apiVersion, org }, compose(layers, createExchange({ transport, clock, apiVersion, org })));
}

/** A client without a session, for calls before the login; `baseUrl` is the login host. */
export function createOpenClient({
  transport,
  clock,
  log,
  baseUrl,
  random = Math.random,
}: Omit<OrgClientParts, 'tokens' | 'gate' | 'permit' | 'apiVersion' | 'org'> & {
  readonly baseUrl: string;
}): OrgClient {
  const named = { apiVersion: '', org: new URL(baseUrl).host };
  const exchange = createExchange({ ...named, transport, clock, baseUrl });
  return toClient(named, compose([retry({ clock, log, random }), report(clock, log)], exchange));
}

const maxQuoteLength = 200;
/** Salesforce's own responses have about ten levels. Decoders and writers of JSON are recursive and need a limit. */
const maxDepth = 200;

function toClient({ apiVersion, org }: Pick<OrgClient, 'apiVersion' | 'org'>, send: Send): OrgClient {
  return {
    apiVersion,
    org,
    send: (request, task) => send({ request, isBuffered: false }, task),
    json: async (request, decode, task) => {
      const response = await send({ request, isBuffered: true }, task);
      const text = await response.text();
      const what = `${request.method} ${request.path.replace('{v}', apiVersion)}`;
      try {
        const value = response.json();
        if (isDeeperThan(value, maxDepth)) throw new SalesforceError('server.tooDeep', { what, levels: maxDepth });
        return decode(value, response);
      } catch (error) {
        if (error instanceof SalesforceError) throw error;
        if (error instanceof ForeignAnswer) throw response.toForeign(text);
        const message = response.quote(text, maxQuoteLength);
        // The message of a SyntaxError quotes the text, so it could leak a secret.
        const cause = error instanceof SyntaxError ? undefined : error;
        throw new SalesforceError('server.unexpected', { what, message }, { cause });
      }
    },
  };
}

const report =
  (clock: Clock, log: Logger): Interceptor =>
  (next) =>
  async (call, task) => {
    const { method, path } = call.request;
    const startedAt = clock.now();
    try {
      const response = await next(call, task);
      // Calls without a session are logins, which no limit counts.
      if (call.session) task.called?.();
      log.debug('call', { method, path, status: response.status, elapsedMs: clock.now() - startedAt });
      return response;
    } catch (error) {
      const code = error instanceof SalesforceError ? error.code : 'canceled';
      const isReached = !(error instanceof SalesforceError && error.details['reached'] === 'no');
      if (call.session && isReached) task.called?.();
      log.debug('call failed', { method, path, code, elapsedMs: clock.now() - startedAt });
      throw error;
    }
  };
