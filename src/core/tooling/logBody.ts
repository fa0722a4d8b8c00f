// The text of a debug log, as a stream, or only its first bytes.
import { notSalesforce } from '../errors/fromResponse';
import { SalesforceError } from '../errors/salesforceError';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';
import type { HttpResponse } from '../ports';
import { root } from './wire';

const pathOf = (logId: string): string => {
  if (!/^07L[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/.test(logId))
    throw new SalesforceError('input.badArgument', { message: `“${logId}” is not the ID of a debug log.` });
  return `${root}/sobjects/ApexLog/${logId}/Body`;
};

/** Can be read once. Throws `request.notFound` for a log that was deleted. */
export async function logBody(client: OrgClient, logId: string, task: Task): Promise<AsyncIterable<Uint8Array>> {
  return (await open(client, { logId }, task)).body;
}

interface BodyRequest {
  readonly logId: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page of another server, such as the login page of a network, is no log: it must not be kept as one. */
async function open(client: OrgClient, { logId, headers = {} }: BodyRequest, task: Task): Promise<HttpResponse> {
  const path = pathOf(logId);
  const response = await client.send({ method: 'GET', path, headers, repeat: 'safe' }, task);
  if (!/html/i.test(response.header('content-type') ?? '')) return response;
  response.discard();
  const what = `GET ${path.replace('{v}', client.apiVersion)}`;
  throw notSalesforce({ status: response.status, text: '' }, { what, org: client.org });
}

/**
 * The text of the first bytes. The rest is not sent, or not read where a server on the way ignores the range. A
 * character that is cut at the end is left out.
 */
export async function logHead(client: OrgClient, logId: string, maxBytes: number, task: Task): Promise<string> {
  const headers = { Range: `bytes=0-${maxBytes - 1}` };
  const response = await open(client, { logId, headers }, task);
  const decoder = new TextDecoder();
  let text = '';
  let left = maxBytes;
  for await (const chunk of response.body) {
    text += decoder.decode(chunk.subarray(0, left), { stream: true });
    left -= chunk.length;
    if (left > 0) continue;
    response.discard();
    break;
  }
  return text;
}
