// Encodes requests with several parts for Salesforce and decodes its answers. Source:
// https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_composite.htm
import * as z from 'zod';
import { SalesforceError } from '../errors/salesforceError';
import type { Answered, PartError, Row } from './outcome';
import type { Fields, Part } from './parts';
import { encode } from './references';

export interface Subrequest {
  readonly method: string;
  /** The path after `/services/data/vNN.0`. */
  readonly path: string;
  readonly body: unknown;
}

export function toSubrequest(part: Part): Subrequest {
  switch (part.kind) {
    case 'create':
      return { method: 'POST', path: pathOf(part.object), body: part.fields };
    case 'read': {
      const query = part.fields === undefined ? '' : `?fields=${part.fields.map(encode).join(',')}`;
      return { method: 'GET', path: pathOf(part.object, part.id) + query, body: undefined };
    }
    case 'update':
      return { method: 'PATCH', path: pathOf(part.object, part.id), body: part.fields };
    case 'upsert': {
      const path = pathOf(part.object, part.field, part.value);
      return { method: 'PATCH', path, body: without(part.field, part.fields) };
    }
    case 'delete':
      return { method: 'DELETE', path: pathOf(part.object, part.id), body: undefined };
    case 'query':
      return { method: 'GET', path: `/query${part.all === true ? 'All' : ''}?q=${encode(part.soql)}`, body: undefined };
    case 'call':
      if (!part.path.startsWith('/')) throw badPathSegment(part.path);
      return { method: part.method, path: part.path, body: part.body };
  }
}

const pathOf = (...segments: readonly string[]): string => ['/sobjects', ...segments.map(toSegment)].join('/');

/** An empty value, `.` and `..` cannot be encoded in a path. */
function toSegment(text: string): string {
  if (/^\.{0,2}$/.test(text)) throw badPathSegment(text);
  return encode(text);
}

const badPathSegment = (text: string): SalesforceError =>
  new SalesforceError('input.badArgument', { message: `“${text}” cannot be part of a URL.` });

/** Salesforce refuses the external id field in the body. */
const without = (key: string, fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name.toLowerCase() !== key.toLowerCase()));

/** For `/composite` and `/composite/graph`. */
export const encodeParts = (parts: readonly Part[], apiVersion: string): unknown =>
  parts.map((part) => {
    const { method, path, body } = toSubrequest(part);
    const url = `/services/data/v${apiVersion}${path}`;
    return { method, url, referenceId: part.ref, ...(body !== undefined && { body }) };
  });

/** For `/composite/batch`. */
export const encodeBatch = (parts: readonly Part[], apiVersion: string): unknown =>
  parts.map((part) => {
    const { method, path, body } = toSubrequest(part);
    return { method, url: `v${apiVersion}${path}`, ...(body !== undefined && { richInput: body }) };
  });

const compositeResponse = z.lazy(() =>
  z.object({
    compositeResponse: z.array(
      z.object({ body: z.unknown(), httpStatusCode: z.number(), referenceId: z.string().nullable() }),
    ),
  }),
);

const graphResponse = z.lazy(() =>
  z.object({
    graphs: z.array(z.object({ graphId: z.string(), isSuccessful: z.boolean(), graphResponse: compositeResponse })),
  }),
);

const batchResponse = z.lazy(() =>
  z.object({ results: z.array(z.object({ statusCode: z.number(), result: z.unknown() })) }),
);

/**
 * One answer per part, in the order of the parts. Throws `request.refused` when Salesforce refused the whole request:
 * then it returns a single entry that belongs to no part.
 */
export function decodeComposite(value: unknown, parts: readonly Part[]): readonly Answered[] {
  const entries = compositeResponse.parse(value).compositeResponse;
  const ofAllParts = entries.find(({ referenceId }) => referenceId === null);
  if (ofAllParts !== undefined) throw refusal(ofAllParts.httpStatusCode, readErrors(ofAllParts.body)[0]);
  return parts.map((part) => {
    const entry = entries.find(({ referenceId }) => referenceId === part.ref);
    if (entry === undefined) throw new TypeError(`no answer for the part ${part.ref}`);
    return toAnswered(part, entry.httpStatusCode, entry.body);
  });
}

function refusal(status: number, error: PartError | undefined): SalesforceError {
  const { code = '', message = '', fields = [] } = error ?? {};
  return new SalesforceError('request.refused', { status, errorCode: code, message, fields: fields.join(',') });
}

export interface DecodedGraph {
  readonly isSuccessful: boolean;
  readonly answers: readonly Answered[];
}

export function decodeGraphs(
  value: unknown,
  graphs: readonly { readonly id: string; readonly parts: readonly Part[] }[],
): readonly DecodedGraph[] {
  const found = graphResponse.parse(value).graphs;
  return graphs.map(({ id, parts }) => {
    const graph = found.find(({ graphId }) => graphId === id);
    if (graph === undefined) throw new TypeError(`no answer for the graph ${id}`);
    return { isSuccessful: graph.isSuccessful, answers: decodeComposite(graph.graphResponse, parts) };
  });
}

/** The results of a batch are in the order of its parts. */
export function decodeBatch(value: unknown, parts: readonly Part[]): readonly Answered[] {
  const { results } = batchResponse.parse(value);
  return parts.map((part, index) => {
    const entry = results[index];
    if (entry === undefined) throw new TypeError(`no answer for the part ${part.ref}`);
    return toAnswered(part, entry.statusCode, entry.result);
  });
}

function toAnswered(part: Part, status: number, body: unknown): Answered {
  const { ref } = part;
  if (status < 300) {
    const errors = part.kind === 'call' ? errorsOfRows(body) : [];
    return { ref, ok: true, value: valueOf(part, body), errors, halted: false };
  }
  const errors = readErrors(body);
  return { ref, ok: false, value: undefined, errors, halted: haltOf(errors[0]) };
}

function haltOf(error: PartError | undefined): Answered['halted'] {
  if (error?.code === 'BATCH_PROCESSING_HALTED') return 'byAnother';
  if (error?.code !== 'PROCESSING_HALTED') return false;
  return /^Invalid reference/i.test(error.message) ? 'noValue' : 'byAnother';
}

const created = z.lazy(() => z.object({ id: z.string() }));
const upserted = z.lazy(() => z.object({ id: z.string(), created: z.boolean() }));
const row = z.lazy(() => z.record(z.string(), z.unknown()));
const page = z.lazy(() =>
  z.object({ totalSize: z.number(), records: z.array(row), nextRecordsUrl: z.string().nullish() }),
);

function valueOf({ kind }: Part, body: unknown): unknown {
  switch (kind) {
    case 'create':
      return created.parse(body);
    case 'upsert':
      return upserted.parse(body);
    case 'update':
    case 'delete':
      return undefined;
    case 'read':
      return toRow(row.parse(body));
    case 'query': {
      const { totalSize, records, nextRecordsUrl } = page.parse(body);
      return { total: totalSize, rows: records.map(toRow), next: nextRecordsUrl ?? undefined };
    }
    case 'call':
      return body;
  }
}

function toRow(record: Readonly<Record<string, unknown>>): Row {
  const entries = Object.entries(record).filter(([name]) => name !== 'attributes');
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isRecord(value) && 'attributes' in value ? toRow(value) : value]),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** From a list of errors, a single error, or any other body. */
export const readErrors = (body: unknown): readonly PartError[] =>
  (Array.isArray(body) ? (body as unknown[]) : [body]).map(toError);

function toError(value: unknown): PartError {
  if (!isRecord(value)) return { code: '', message: typeof value === 'string' ? value : '', fields: [] };
  const { errorCode, statusCode, message, fields } = value;
  const code = errorCode ?? statusCode;
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
    fields: Array.isArray(fields) ? fields.map(String) : [],
  };
}

/** The errors of single records in a collection within a composite request. */
const errorsOfRows = (body: unknown): readonly PartError[] =>
  Array.isArray(body)
    ? body.filter(isRecord).flatMap(({ success, errors }) => (success === false ? readErrors(errors) : []))
    : [];
