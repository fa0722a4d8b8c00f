// GET requests whose query string is longer than a URL may be.
import * as z from 'zod';
import { fromResponse } from '../errors/fromResponse';
import type { OrgClient } from '../http/client';
import type { Task } from '../kernel/task';

/**
 * Salesforce rejects a URL and headers of more than 16,384 bytes together with status 414 or 431, and a proxy on the
 * way may allow only half of that.
 */
const longestQueryString = 6_000;

/** Salesforce may take up to ten minutes for such a request and sends nothing until then. */
const idleTimeoutMs = 11 * 60_000;

const answer = z.lazy(() =>
  z.object({
    compositeResponse: z.tuple([z.object({ body: z.unknown(), httpStatusCode: z.number() })]),
  }),
);

export interface GetRequest {
  /** After `/services/data/vNN.0`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The decoded JSON of the response. A long request is the only part of a composite request, which holds it in its body.
 * Errors are the same both ways. Source:
 * https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite_composite.htm
 */
export function getJson<T>(
  client: OrgClient,
  { path, query, headers = {} }: GetRequest,
  decode: (value: unknown) => T,
  task: Task,
): Promise<T> {
  const params = new URLSearchParams(query).toString();
  if (params.length <= longestQueryString) {
    const get = { method: 'GET', path: `/services/data/v{v}${path}`, query, headers, repeat: 'safe' } as const;
    return client.json(get, decode, task);
  }
  const url = `/services/data/v${client.apiVersion}${path}`;
  const part = { method: 'GET', url: `${url}?${params}`, referenceId: 'get', httpHeaders: headers };
  const request = {
    method: 'POST',
    path: '/services/data/v{v}/composite',
    json: { compositeRequest: [part] },
    repeat: 'safe',
    idleTimeoutMs,
    isAnswer: (text: string, status: number) => status === 400 && text.includes('"compositeResponse"'),
  } as const;
  return client.json(
    request,
    (value) => {
      const [{ body, httpStatusCode: status }] = answer.parse(value).compositeResponse;
      if (status < 300) return decode(body);
      const response = { status, header: () => undefined, text: JSON.stringify(body) };
      throw fromResponse(response, { what: `GET ${url}`, org: client.org });
    },
    task,
  );
}
