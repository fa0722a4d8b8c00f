// Several calls in one: /composite with references between them, and /composite/batch (facts §3.7).
import { createCall } from '../call';
import type { Dispatch } from '../dispatch';
import type { Answer, Call, Route } from '../http';
import { ok, refuse, route } from '../http';
import type { JsonRecord } from '../records';
import { isRecord, readRecord } from '../records';
import { MissingReference, resolveReferences } from './references';

const MAX_SUBREQUESTS = 25;
const MAX_QUERIES = 5;

export interface CompositeParts {
  /** Runs a call that the outer one has paid for. */
  readonly included: Dispatch;
  /** Runs a call that counts by itself. */
  readonly metered: Dispatch;
}

export function compositeRoutes(parts: CompositeParts): Route[] {
  const root = '/services/data/{v}/composite';
  return [
    route('POST', root, (call) => composite(parts, call)),
    route('POST', `${root}/batch`, (call) => batch(parts, call)),
  ];
}

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

interface Subresponse {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

function listOf(json: unknown, name: string): JsonRecord[] {
  const list = Array.isArray(json) ? json.filter(isRecord) : [];
  if (list.length === 0) throw refuse(400, 'JSON_PARSER_ERROR', `The request needs a list named ${name}.`);
  if (list.length > MAX_SUBREQUESTS) {
    const message = `The number of subrequests (${list.length}) exceeds the limit of ${MAX_SUBREQUESTS}.`;
    throw refuse(400, 'LIMIT_EXCEEDED', message);
  }
  return list;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function toSubrequest(json: JsonRecord): Subrequest {
  const headers = isRecord(json['httpHeaders']) ? json['httpHeaders'] : {};
  return {
    method: textOf(json['method']).toUpperCase(),
    url: textOf(json['url']),
    referenceId: textOf(json['referenceId']),
    body: json['body'],
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
  };
}

function innerCall(outer: Call, sub: Subrequest, undo: (() => void)[] | undefined): Call {
  const inner = createCall({
    method: sub.method,
    target: sub.url,
    baseUrl: outer.baseUrl,
    header: (name) =>
      sub.headers[name.toLowerCase()] ?? (/^authorization$/i.test(name) ? outer.header(name) : undefined),
    stream: () => oneChunk(sub.body),
  });
  return undo === undefined ? inner : { ...inner, undo };
}

// eslint-disable-next-line @typescript-eslint/require-await -- one chunk, in the shape of a request body
async function* oneChunk(body: unknown): AsyncGenerator<Buffer> {
  if (body !== undefined) yield Buffer.from(JSON.stringify(body));
}

async function composite(parts: CompositeParts, call: Call): Promise<Answer> {
  const body = await readRecord(call);
  const subs = listOf(body['compositeRequest'], 'compositeRequest').map(toSubrequest);
  check(subs, call.version);
  const allOrNone = body['allOrNone'] === true;
  const undo: (() => void)[] = [];
  const answers = new Map<string, unknown>();
  const responses: Subresponse[] = [];
  for (const sub of subs) {
    const response = await runOne(parts, call, { sub, answers, undo });
    responses.push(response);
    if (response.httpStatusCode < 300) answers.set(sub.referenceId, response.body);
    else if (allOrNone) break;
  }
  const isBroken = responses.some((response) => response.httpStatusCode >= 300);
  if (!allOrNone || !isBroken) return ok({ compositeResponse: responses });
  for (const step of undo.reverse()) step();
  return ok({ compositeResponse: subs.map((sub, i) => rolledBack(sub, responses[i])) });
}

function check(subs: readonly Subrequest[], version: number): void {
  const ids = new Set(subs.map((sub) => sub.referenceId));
  if (ids.size < subs.length || ids.has('')) {
    throw refuse(400, 'INVALID_INPUT', 'Each subrequest needs a referenceId of its own.');
  }
  const wrong = subs.find((sub) => !sub.url.toLowerCase().startsWith(`/services/data/v${version}.0/`));
  if (wrong !== undefined)
    throw refuse(400, 'INVALID_INPUT', `The url ${wrong.url} must begin with /services/data/v${version}.0/`);
  const queries = subs.filter((sub) => /\/(?:query|queryAll|composite\/sobjects)\b/i.test(sub.url));
  if (queries.length > MAX_QUERIES) {
    throw refuse(400, 'LIMIT_EXCEEDED', `No more than ${MAX_QUERIES} subrequests may be queries or collections.`);
  }
}

async function runOne(
  parts: CompositeParts,
  call: Call,
  work: { sub: Subrequest; answers: ReadonlyMap<string, unknown>; undo: (() => void)[] },
): Promise<Subresponse> {
  const { sub, answers, undo } = work;
  try {
    const url = resolveReferences(sub.url, answers);
    const resolved = {
      ...sub,
      url: typeof url === 'string' ? url : sub.url,
      body: resolveReferences(sub.body, answers),
    };
    const answer = await parts.included(innerCall(call, resolved, undo));
    return toSubresponse(sub, answer);
  } catch (error) {
    if (!(error instanceof MissingReference)) throw error;
    return halted(sub, error.message);
  }
}

function toSubresponse(sub: Subrequest, answer: Answer): Subresponse {
  const location = answer.headers?.['Location'];
  return {
    body: answer.json ?? null,
    httpHeaders: location === undefined ? {} : { Location: location },
    httpStatusCode: answer.status,
    referenceId: sub.referenceId,
  };
}

function halted(sub: Subrequest, message: string): Subresponse {
  const body = [{ errorCode: 'PROCESSING_HALTED', message }];
  return { body, httpHeaders: {}, httpStatusCode: 400, referenceId: sub.referenceId };
}

function rolledBack(sub: Subrequest, response: Subresponse | undefined): Subresponse {
  if (response !== undefined && response.httpStatusCode >= 300) return response;
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return halted(sub, message);
}

async function batch(parts: CompositeParts, call: Call): Promise<Answer> {
  const body = await readRecord(call);
  const subs = listOf(body['batchRequests'], 'batchRequests').map((json) => ({
    ...toSubrequest({ ...json, body: json['richInput'] }),
    url: `/services/data/${textOf(json['url']).replace(/^\/?(?:services\/data\/)?/, '')}`,
  }));
  const results: { statusCode: number; result: unknown }[] = [];
  for (const sub of subs) {
    const hasFailed = results.some((result) => result.statusCode >= 300);
    results.push(hasFailed && body['haltOnError'] === true ? haltedBatch() : await runBatched(parts, call, sub));
  }
  return ok({ hasErrors: results.some((result) => result.statusCode >= 300), results });
}

async function runBatched(
  parts: CompositeParts,
  call: Call,
  sub: Subrequest,
): Promise<{ statusCode: number; result: unknown }> {
  const answer = await parts.metered(innerCall(call, sub, undefined));
  return { statusCode: answer.status, result: answer.json ?? null };
}

function haltedBatch(): { statusCode: number; result: unknown } {
  const message = 'The subrequest was not executed because a previous subrequest failed and haltOnError is true.';
  return { statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message }] };
}
