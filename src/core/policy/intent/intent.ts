// What a request would write, seen before it is sent. What is not known to be a read is a write.
import type { Write } from '../../model/writes';
import { compositeWrite } from './composite';
import { readingsOf, requestUrl } from '../../http/requestUrl';
import { field, readBody, textOf, type Json } from './body';
import {
  anyOf,
  behind,
  isAsking,
  isName,
  isReferred,
  raw,
  unseen,
  withoutRows,
  type Asked,
  type Reading,
} from './reading';

const nowhere = new URL('https://org.invalid');
/** Requests in requests; Salesforce takes two floors. */
const deepest = 4;

/** Undefined for a request that changes nothing in the org. `apiVersion` stands where the path says `{v}`. */
export function writeIntent(request: Asked, apiVersion: string, depth = 0): Write | undefined {
  if (depth > deepest) return raw;
  const { path } = request;
  const base = /^https?:\/\//i.test(path) && URL.canParse(path) ? new URL(path) : nowhere;
  if (!URL.canParse(path.replace('{v}', apiVersion), base.href)) return raw;
  const url = requestUrl(request, apiVersion, base);
  // It will not leave: a path is no address of another host. Here it has no meaning that could be trusted.
  if (url.origin !== base.origin) return raw;
  const about = {
    query: url.searchParams,
    body: () => readBody(request),
    text: () => textOf(request),
    part: (inner: Asked) => writeIntent(inner, apiVersion, depth + 1),
  };
  const found = methodsOf(request, url.searchParams).flatMap((method) =>
    readingsOf(url.pathname).map((names) => {
      const keys = names.map((name) => name.toLowerCase());
      return classify({ ...about, method, names, keys });
    }),
  );
  return anyOf(found);
}

/** Salesforce takes another method from the query; other servers from a header. */
function methodsOf({ method, headers = {} }: Asked, query: URLSearchParams): readonly string[] {
  const asked = [...query].filter(([name]) => /^_httpmethod$/i.test(name.trim()));
  const told = Object.entries(headers).filter(([name]) => /^x-(http-)?method(-override)?$/i.test(name.trim()));
  return [method, ...[...asked, ...told].map(([, value]) => value)].map((word) => word.trim().toUpperCase());
}

/** Signing in and out; what else stands there makes apps. */
const session: ReadonlySet<string> = new Set(['token', 'revoke', 'introspect', 'userinfo']);

function classify(reading: Reading): Write | undefined {
  const [first, second] = reading.keys;
  // Who a session belongs to.
  if (first === 'id' && isAsking(reading)) return undefined;
  if (first !== 'services') return raw;
  switch (second) {
    case 'oauth2':
      return isAsking(reading) || session.has(reading.keys[2] ?? '') ? undefined : raw;
    case 'data':
      if (reading.keys.slice(2, 4).some(isReferred)) return raw;
      return isAsking(reading) && reading.keys.length < 4 ? undefined : data(behind(reading, 2));
    case 'async':
      return classicBulk(behind(reading, 3));
    // Code of the org, which may write whatever the method.
    case 'apexrest':
      return unseen('apexRest');
    case 'soap':
      return unseen('soap');
    default:
      return raw;
  }
}

/** Behind `/services/data`. */
function data(reading: Reading): Write | undefined {
  if (!/^v\d+(\.\d+)?$/.test(reading.keys[0] ?? '')) return raw;
  return resource(behind(reading, reading.keys[1] === 'tooling' ? 2 : 1));
}

function resource(reading: Reading): Write | undefined {
  // What an earlier part answered may be the name of anything.
  if (isReferred(reading.keys[0])) return raw;
  const code = codeRun(reading);
  if (code || isAsking(reading)) return code;
  const rest = behind(reading, 1);
  switch (reading.keys[0]) {
    case 'sobjects':
      return record(rest);
    case 'composite':
      return compositeWrite(rest);
    case 'jobs':
      return bulk(rest);
    case 'parameterizedsearch':
      return reading.method === 'POST' && rest.keys.length === 0 ? undefined : raw;
    case 'graphql':
      return graphql(rest);
    case 'metadata':
      return deploy(rest);
    case 'actions':
    case 'process':
    case 'quickactions':
      return unseen('action');
    default:
      return raw;
  }
}

/**
 * Runs code whatever the method: the tooling API takes Apex in the query of a GET. A format may hang on the name, as in
 * `executeAnonymous.json`.
 */
function codeRun({ keys: [name = ''] }: Reading): Write | undefined {
  if (name.startsWith('executeanonymous')) return unseen('apex');
  return name.startsWith('runtests') ? withoutRows('tests') : undefined;
}

/** Behind an id stands the name of a relationship, and with it another object. */
const isId = (text: string): boolean => /^(?=.*\d)[a-z0-9]{15}(?:[a-z0-9]{3})?$/i.test(text) || isReferred(text);

/** Behind `sobjects`. */
function record({ method, names, keys }: Reading): Write {
  const [object = '', second, third] = names;
  const about = { ...(isName(object) && { objects: [object] }), rows: 1 };
  const isEvent = /__e$/i.test(object);
  if (second === undefined) return method === 'POST' ? { operations: [isEvent ? 'publish' : 'insert'], ...about } : raw;
  if (keys.includes('quickactions')) return unseen('action');
  if (third !== undefined && isId(second)) return { operations: [method === 'DELETE' ? 'delete' : 'update'], rows: 1 };
  switch (method) {
    case 'PATCH':
      return { operations: [isId(second) ? 'update' : 'upsert'], ...about };
    case 'DELETE':
      return { operations: ['delete'], ...about };
    default:
      return { operations: ['raw'], ...about };
  }
}

const bulkOperations = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;

/** Behind `jobs`. Stopping is always allowed: it ends a write. */
function bulk({ method, keys, body }: Reading): Write | undefined {
  const [kind, id, what] = keys;
  if (kind === 'query') return undefined;
  if (kind !== 'ingest') return raw;
  if (id === undefined) return method === 'POST' ? bulkJob(body()) : raw;
  if (what === 'batches') return method === 'PUT' ? unseen('upload') : raw;
  if (what !== undefined) return raw;
  if (method === 'DELETE') return withoutRows('deleteJob');
  if (method !== 'PATCH') return raw;
  return isState(body(), 'Aborted') ? undefined : unseen('upload');
}

function bulkJob(body: Json = {}): Write {
  const object = field(body, 'object');
  const operation = field(body, 'operation');
  const known = bulkOperations.find((name) => name.toLowerCase() === String(operation).toLowerCase());
  if (!known || typeof object !== 'string' || !isName(object)) return raw;
  return { operations: [known], objects: [object] };
}

const isState = (body: Json | undefined, state: string): boolean =>
  body !== undefined && Object.keys(body).length === 1 && body['state'] === state;

const abortXml =
  /^\s*(?:<\?xml[^<>]*\?>)?\s*<jobInfo(?:\s+xmlns="[^"<>]*")?\s*>\s*<state>Aborted<\/state>\s*<\/jobInfo>\s*$/;

/** Bulk API 1.0, behind its version. */
function classicBulk(reading: Reading): Write | undefined {
  if (isAsking(reading)) return undefined;
  const { keys, method, body, text } = reading;
  if (keys[0] !== 'job' || method !== 'POST') return raw;
  if (keys.length === 2)
    return isState(body(), 'Aborted') || abortXml.test(text() ?? '') ? undefined : unseen('upload');
  if (keys.length > 2) return unseen('upload');
  const created = body() ?? {};
  return /^query(all)?$/i.test(String(field(created, 'operation'))) ? undefined : bulkJob(created);
}

/** A mutation needs that word; without it there are only questions. */
function graphql({ method, body }: Reading): Write | undefined {
  const query = body()?.['query'];
  return method === 'POST' && typeof query === 'string' && !/mutation/i.test(query) ? undefined : raw;
}

/** Behind `metadata`. A deployment of which only the check is wanted runs the org's tests, too. */
function deploy({ method, keys, body }: Reading): Write | undefined {
  if (keys[0] !== 'deployrequest') return raw;
  const result = body()?.['deployResult'];
  const isCancel = method === 'PATCH' && isCanceling(body(), result);
  return isCancel ? undefined : { operations: ['deploy'], rows: 0 };
}

const isCanceling = (body: Json | undefined, result: unknown): boolean =>
  body !== undefined &&
  Object.keys(body).length === 1 &&
  JSON.stringify(result) === JSON.stringify({ status: 'Canceling' });
