// What a request would write, found out before it is sent. Every request that is not known to be a read is a write.
import { interpretPath, requestUrl } from '../../http/requestUrl';
import type { Write } from '../../model/writes';
import { field, readBody, textOf, type Json } from './body';
import { compositeWrite } from './composite';
import {
  anyOf,
  deletedLogs,
  dropSegments,
  hasReference,
  isName,
  isRead,
  ofNoRows,
  ofUnknownRows,
  unknownWrite,
  type Interpretation,
  type RequestToCheck,
} from './interpretation';
import { queryJobWrite, queryWrite, searchWrite } from './query';

const placeholderBase = new URL('https://org.invalid');
/** Requests within requests; Salesforce allows two levels. */
const maxDepth = 4;

/** Undefined for a request that changes nothing in the org. `apiVersion` replaces `{v}` in the path. */
export function writeIntent(request: RequestToCheck, apiVersion: string, depth = 0): Write | undefined {
  if (depth > maxDepth) return unknownWrite;
  const base =
    /^https?:\/\//i.test(request.path) && URL.canParse(request.path) ? new URL(request.path) : placeholderBase;
  if (!URL.canParse(request.path.replace('{v}', apiVersion), base.href)) return unknownWrite;
  const url = requestUrl(request, apiVersion, base);
  // Such a request is never sent, because a path must not name another host.
  if (url.origin !== base.origin) return unknownWrite;
  const content = {
    query: url.searchParams,
    body: () => readBody(request),
    text: () => textOf(request),
    soap: request.soap,
    rollsBack: request.rollsBack,
    part: (inner: RequestToCheck) => writeIntent(inner, apiVersion, depth + 1),
  };
  const other = request.instead && writeIntent(request.instead.request, apiVersion, depth + 1);
  const found = methodsOf(request, url.searchParams).flatMap((method) =>
    interpretPath(url.pathname).map((path) => {
      const lowerPath = path.map((segment) => segment.toLowerCase());
      return classify({ ...content, method, path, lowerPath });
    }),
  );
  return anyOf([...found, other]);
}

/** Salesforce reads another method from the query (`_HttpMethod`), other servers from a header. */
function methodsOf({ method, headers = {} }: RequestToCheck, query: URLSearchParams): readonly string[] {
  const inQuery = [...query].filter(([name]) => /^_httpmethod$/i.test(name.trim()));
  const inHeaders = Object.entries(headers).filter(([name]) => /^x-(http-)?method(-override)?$/i.test(name.trim()));
  return [method, ...[...inQuery, ...inHeaders].map(([, value]) => value)].map((word) => word.trim().toUpperCase());
}

/** The OAuth endpoints that only sign in and out. The others register apps. */
const sessionEndpoints: ReadonlySet<string> = new Set(['token', 'revoke', 'introspect', 'userinfo']);

function classify(request: Interpretation): Write | undefined {
  const [first, second, third = ''] = request.lowerPath;
  // The identity URL, which tells the user of a session.
  if (first === 'id' && isRead(request)) return undefined;
  if (first !== 'services') return unknownWrite;
  switch (second) {
    case 'oauth2':
      return isRead(request) || sessionEndpoints.has(third) ? undefined : unknownWrite;
    case 'data':
      if (request.lowerPath.slice(2, 4).some(hasReference)) return unknownWrite;
      return isRead(request) && request.lowerPath.length < 4 ? undefined : dataWrite(dropSegments(request, 2));
    case 'async':
      return bulkV1Write(dropSegments(request, 3));
    // Code of the org, which may write with any method.
    case 'apexrest':
      return ofUnknownRows('apexRest');
    case 'soap':
      return soapWrite(request);
    default:
      return unknownWrite;
  }
}

/** Only the calls in the form that core/soap and core/apex write are known; any other may do anything. */
function soapWrite(request: Interpretation): Write {
  const { method, lowerPath, soap: { header = '', body } = { body: '' } } = request;
  if (isAnonymousApex(request)) return anonymousApex(request);
  const ids = /^<undelete>((?:<ids>\w{15,18}<\/ids>)+)<\/undelete>$/.exec(body)?.[1];
  const isPartner = method === 'POST' && lowerPath[2] === 'u' && lowerPath.length === 4;
  const isPlain = /^(?:<AllOrNoneHeader><allOrNone>true<\/allOrNone><\/AllOrNoneHeader>)?$/.test(header);
  if (ids === undefined || !isPartner || !isPlain) return ofUnknownRows('soap');
  return { operations: ['undelete'], rows: ids.split('</ids>').length - 1 };
}

/** Its question says that code runs, which says more than “SOAP”. */
const isAnonymousApex = ({ method, lowerPath, soap }: Interpretation): boolean =>
  method === 'POST' &&
  lowerPath[2] === 's' &&
  /^<executeAnonymous><apexcode>[^<>]*<\/apexcode><\/executeAnonymous>$/.test(soap?.body ?? '');

const anonymousApex = ({ rollsBack }: Interpretation): Write => ofUnknownRows(rollsBack ? 'apexRollback' : 'apex');

/** The path starts after `/services/data`. */
function dataWrite(request: Interpretation): Write | undefined {
  if (!/^v\d+(\.\d+)?$/.test(request.lowerPath[0] ?? '')) return unknownWrite;
  return resourceWrite(dropSegments(request, request.lowerPath[1] === 'tooling' ? 2 : 1));
}

function resourceWrite(request: Interpretation): Write | undefined {
  // The reference may be replaced with the name of any resource.
  if (hasReference(request.lowerPath[0])) return unknownWrite;
  const code = codeRun(request) ?? queryWrite(request);
  if (code || isRead(request)) return code;
  const rest = dropSegments(request, 1);
  switch (request.lowerPath[0]) {
    case 'sobjects':
      return recordWrite(rest);
    case 'composite':
      return compositeWrite(rest);
    case 'jobs':
      return bulkWrite(rest);
    case 'parameterizedsearch':
      return request.method === 'POST' && rest.path.length === 0 ? searchWrite(request.body()) : unknownWrite;
    case 'graphql':
      return graphqlWrite(rest);
    case 'metadata':
      return metadataWrite(rest);
    case 'actions':
    case 'process':
    case 'quickactions':
      return ofUnknownRows('action');
    default:
      return unknownWrite;
  }
}

/**
 * Code runs with any method: the Tooling API accepts Apex in the query of a GET. The name may have a format, as in
 * `executeAnonymous.json`.
 */
function codeRun(request: Interpretation): Write | undefined {
  const [name = ''] = request.lowerPath;
  if (name.startsWith('executeanonymous')) return anonymousApex(request);
  return name.startsWith('runtests') ? ofNoRows('tests') : undefined;
}

const isId = (text: string): boolean => /^(?=.*\d)[a-z0-9]{15}(?:[a-z0-9]{3})?$/i.test(text) || hasReference(text);

/** In `Account/External_Id__c/quickActions` the word is the value of a key. */
function isAction(lowerPath: Interpretation['lowerPath']): boolean {
  const [, second = ''] = lowerPath;
  const isKey = lowerPath.length === 3 && second !== 'quickactions' && !isId(second);
  return lowerPath.includes('quickactions') && !isKey;
}

/** The path starts after `sobjects`. */
function recordWrite({ method, path, lowerPath }: Interpretation): Write {
  const [object = '', second, third] = path;
  const target = { ...(isName(object) && { objects: [object] }), rows: 1 };
  const isEvent = /__e$/i.test(object);
  const ofLogs = third === undefined ? logWrite(object, method) : undefined;
  if (ofLogs) return ofLogs;
  if (second === undefined)
    return method === 'POST' ? { operations: [isEvent ? 'publish' : 'insert'], ...target } : unknownWrite;
  if (isAction(lowerPath)) return ofUnknownRows('action');
  // A segment after an id is a relationship, which leads to a record of another object.
  if (third !== undefined && isId(second)) return { operations: [method === 'DELETE' ? 'delete' : 'update'], rows: 1 };
  switch (method) {
    case 'PATCH':
      return { operations: [isId(second) ? 'update' : 'upsert'], ...target };
    case 'DELETE':
      return { operations: ['delete'], ...target };
    default:
      return { operations: ['unknown'], ...target };
  }
}

/** What is logged is no data, and debug logs are deleted by Salesforce after a week. */
function logWrite(object: string, method: string): Write | undefined {
  if (/^(?:TraceFlag|DebugLevel)$/i.test(object)) return { operations: ['traceFlags'], objects: [object], rows: 1 };
  return /^ApexLog$/i.test(object) && method === 'DELETE' ? deletedLogs(1) : undefined;
}

const bulkOperations = ['insert', 'update', 'upsert', 'delete', 'hardDelete'] as const;

/** The path starts after `jobs`. Aborting is always allowed, because it ends a write. */
function bulkWrite({ method, lowerPath, body }: Interpretation): Write | undefined {
  const [kind, id, resource] = lowerPath;
  if (kind === 'query') return id === undefined && method === 'POST' ? queryJobWrite(body()) : undefined;
  if (kind !== 'ingest') return unknownWrite;
  if (id === undefined) return method === 'POST' ? newBulkJob(body()) : unknownWrite;
  if (resource === 'batches') return method === 'PUT' ? ofUnknownRows('upload') : unknownWrite;
  if (resource !== undefined) return unknownWrite;
  if (method === 'DELETE') return ofNoRows('deleteJob');
  if (method !== 'PATCH') return unknownWrite;
  return isState(body(), 'Aborted') ? undefined : ofUnknownRows('upload');
}

function newBulkJob(body: Json = {}): Write {
  const object = field(body, 'object');
  const operation = String(field(body, 'operation')).toLowerCase();
  const known = bulkOperations.find((name) => name.toLowerCase() === operation);
  if (!known || typeof object !== 'string' || !isName(object)) return unknownWrite;
  return { operations: [known], objects: [object] };
}

const isState = (body: Json | undefined, state: string): boolean =>
  body !== undefined && Object.keys(body).length === 1 && body['state'] === state;

const abortXml =
  /^\s*(?:<\?xml[^<>]*\?>)?\s*<jobInfo(?:\s+xmlns="[^"<>]*")?\s*>\s*<state>Aborted<\/state>\s*<\/jobInfo>\s*$/;

/** Bulk API 1.0. The path starts after the version. */
function bulkV1Write(request: Interpretation): Write | undefined {
  if (isRead(request)) return undefined;
  const { lowerPath, method, body, text } = request;
  if (lowerPath[0] !== 'job' || method !== 'POST') return unknownWrite;
  if (lowerPath.length === 2)
    return isState(body(), 'Aborted') || abortXml.test(text() ?? '') ? undefined : ofUnknownRows('upload');
  if (lowerPath.length > 2) return ofUnknownRows('upload');
  const created = body() ?? {};
  return /^query(all)?$/i.test(String(field(created, 'operation'))) ? undefined : newBulkJob(created);
}

/** A document without the word `mutation` only queries. */
function graphqlWrite({ method, body }: Interpretation): Write | undefined {
  const query = body()?.['query'];
  return method === 'POST' && typeof query === 'string' && !/mutation/i.test(query) ? undefined : unknownWrite;
}

/** The path starts after `metadata`. A validation (checkOnly) is a write too, because it runs the tests of the org. */
function metadataWrite({ method, lowerPath, body }: Interpretation): Write | undefined {
  if (lowerPath[0] !== 'deployrequest') return unknownWrite;
  const isCancel = method === 'PATCH' && isCanceling(body());
  return isCancel ? undefined : { operations: ['deploy'], rows: 0 };
}

const isCanceling = (body: Json | undefined): boolean =>
  body !== undefined &&
  Object.keys(body).length === 1 &&
  JSON.stringify(body['deployResult']) === JSON.stringify({ status: 'Canceling' });
