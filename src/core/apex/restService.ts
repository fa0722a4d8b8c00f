// Calls a REST service that is written in Apex. Its class decides about status and body of the answer.
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient, OrgRequest } from '../http/client';
import type { Task } from '../kernel/task';

export type ServiceMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

interface ServiceCall {
  readonly method: ServiceMethod;
  /** After `/services/apexrest`, which it may begin with; with its query, for example `/orders?open=true`. */
  readonly path: string;
  /** Text is sent as it is, with the type JSON; any other value is serialized. */
  readonly data: unknown;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly body: string;
}

const root = '/services/apexrest';
/** A transaction may take ten minutes, with callouts. */
const idleTimeoutMs = 660_000;

export async function callRestService(call: ServiceCall, client: OrgClient, task: Task): Promise<ServiceAnswer> {
  const response = await client.send(toRequest(call), task);
  return { status: response.status, body: await response.text() };
}

function toRequest({ method, path, data }: ServiceCall): OrgRequest {
  if (data !== undefined && method === 'GET')
    throw new SalesforceError('input.badArgument', { message: 'A GET has no body. Choose another method.' });
  return {
    method,
    path: toPath(path),
    headers: { Accept: 'application/json', ...(typeof data === 'string' && { 'Content-Type': 'application/json' }) },
    ...(typeof data === 'string' ? { body: data } : data !== undefined && { json: data }),
    // Code of the org may save records with any method.
    repeat: 'never',
    idleTimeoutMs,
    isAnswer: isOfService,
  };
}

/** Dots in the path must not lead to another API. */
function toPath(path: string): string {
  const below = path.startsWith(`${root}/`) ? path.slice(root.length) : path;
  const { pathname } = new URL(`${root}${below}`, 'https://org.invalid');
  if (!below.startsWith('/') || !pathname.startsWith(`${root}/`) || pathname.includes('{v}'))
    throw new SalesforceError('input.badArgument', {
      message: `“${path}” is not the path of an Apex REST service. Write it with a slash, such as /orders/open.`,
    });
  return `${root}${below}`;
}

/** What Salesforce itself says, before a service runs. */
const ofPlatform =
  /"errorCode"\s*:\s*"(?:INVALID_SESSION_ID|INVALID_AUTH_HEADER|REQUEST_LIMIT_EXCEEDED|API_\w+|SERVER_UNAVAILABLE)"/;

/** A page in HTML comes from a server before the org. */
const isOfService = (text: string, status: number): boolean =>
  status >= 400 &&
  status !== 401 &&
  !text.trimStart().startsWith('<') &&
  !(text === '' && status > 500) &&
  !ofPlatform.test(text);
