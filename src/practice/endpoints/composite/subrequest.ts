// The subrequests of composite requests and graphs: parses them, runs them, and wraps their responses.
import { Readable } from 'node:stream';
import { isRecord, type JsonRecord } from '../../dml/jsonRecords';
import { createCall } from '../../http/call';
import type { Dispatch } from '../../http/dispatch';
import { refuse, type Call } from '../../http/http';
import { badReferenceId, MissingReference, resolveReferences } from './references';

export interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Subresponse {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string | null;
}

const methods: readonly string[] = ['POST', 'PUT', 'PATCH', 'GET', 'DELETE'];
const inheritedHeaders = ['accept', 'authorization', 'content-type'];
const firstVersionWithStrictIds = 52;

export function listOf(json: unknown, name: string): JsonRecord[] {
  const list = Array.isArray(json) ? json.filter(isRecord) : [];
  if (list.length === 0) throw refuse(400, 'JSON_PARSER_ERROR', `The request needs a list named ${name}.`);
  return list;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function toSubrequest(json: JsonRecord): Subrequest {
  const headers = isRecord(json['httpHeaders']) ? json['httpHeaders'] : {};
  return {
    method: textOf(json['method']),
    url: textOf(json['url']),
    referenceId: textOf(json['referenceId']),
    body: json['body'],
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
  };
}

/** Throws for a subrequest that invalidates the whole request; `version` is that of the outer request. */
export function checkSubrequests(subs: readonly Subrequest[], version: number): void {
  const ids = new Set(subs.map((sub) => sub.referenceId));
  if (ids.size < subs.length || ids.has('')) {
    throw refuse(400, 'INVALID_INPUT', 'Each subrequest needs a referenceId of its own.');
  }
  const odd = [...ids].find((id) => !/^[A-Za-z0-9]\w*$/.test(id));
  if (odd !== undefined && version >= firstVersionWithStrictIds)
    throw refuse(400, 'JSON_PARSER_ERROR', badReferenceId(odd));
  for (const sub of subs) {
    if (!methods.includes(sub.method)) throw refuse(400, 'INVALID_INPUT', `Not a method: ${sub.method}`);
    if (!/^\/services\/data\/v\d+\.0\//i.test(sub.url)) {
      throw refuse(400, 'INVALID_INPUT', `The url ${sub.url} must begin with /services/data/vXX.X/`);
    }
    const header = inheritedHeaders.find((name) => name in sub.headers);
    if (header !== undefined) throw refuse(400, 'INVALID_INPUT', `A subrequest cannot have the header ${header}.`);
  }
}

export function innerCall(outer: Call, sub: Subrequest, undo?: (() => void)[]): Call {
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

const oneChunk = (body: unknown): Readable =>
  Readable.from(body === undefined ? [] : [Buffer.from(JSON.stringify(body))]);

export interface Transaction {
  readonly responses: readonly Subresponse[];
  /** Everything was rolled back because a subrequest failed. */
  readonly isUndone: boolean;
}

/** Runs subrequests in order. With `allOrNone`, the first failure rolls back everything and halts the rest. */
export async function runTransaction(
  run: Dispatch,
  outer: Call,
  { subs, allOrNone }: { readonly subs: readonly Subrequest[]; readonly allOrNone: boolean },
): Promise<Transaction> {
  const undo: (() => void)[] = [];
  const byId = new Map<string, unknown>();
  const responses: Subresponse[] = [];
  for (const sub of subs) {
    const response = await runOne(run, outer, { sub, answers: { byId, version: outer.version }, undo });
    responses.push(response);
    if (response.httpStatusCode < 300) byId.set(sub.referenceId, response.body);
    if (allOrNone && hasFailed(response)) break;
  }
  if (!allOrNone || !responses.some(hasFailed)) return { responses, isUndone: false };
  for (const step of undo.reverse()) step();
  const shown = subs.map((sub, i) => {
    const response = responses[i];
    return response !== undefined && hasFailed(response) ? response : halted(sub.referenceId, rolledBackMessage);
  });
  return { responses: shown, isUndone: true };
}

const rolledBackMessage = 'The transaction was rolled back since another operation in the same transaction failed.';

/** A collections call returns 200 even when records failed; the transaction counts it as failed. */
function hasFailed({ httpStatusCode, body }: Subresponse): boolean {
  return (
    httpStatusCode >= 300 || (Array.isArray(body) && body.some((row) => isRecord(row) && row['success'] === false))
  );
}

async function runOne(
  run: Dispatch,
  outer: Call,
  work: { sub: Subrequest; answers: Parameters<typeof resolveReferences>[1]; undo: (() => void)[] },
): Promise<Subresponse> {
  const { sub, answers, undo } = work;
  try {
    const url = resolveReferences(sub.url, answers);
    const body = resolveReferences(sub.body, answers);
    const answer = await run(innerCall(outer, { ...sub, url: typeof url === 'string' ? url : sub.url, body }, undo));
    const location = answer.headers?.['Location'];
    return {
      body: answer.json ?? null,
      httpHeaders: location === undefined ? {} : { Location: location },
      httpStatusCode: answer.status,
      referenceId: sub.referenceId,
    };
  } catch (error) {
    if (!(error instanceof MissingReference)) throw error;
    return halted(sub.referenceId, error.message);
  }
}

export function halted(referenceId: string, message: string): Subresponse {
  return {
    body: [{ errorCode: 'PROCESSING_HALTED', message }],
    httpHeaders: {},
    httpStatusCode: 400,
    referenceId,
  };
}
