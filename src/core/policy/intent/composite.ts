// What a request of the composite APIs would write: everything that its parts, records and children write.
import type { Write, WriteOperation } from '../../model/writes';
import { field, isObject, objectsAt, recordCount, type Json } from './body';
import { allOf, deletedLogs, isName, unknownWrite, type Interpretation } from './interpretation';

/** The path starts after `composite`. Undefined when every part only reads. */
export function compositeWrite(request: Interpretation): Write | undefined {
  const { method, path, lowerPath, body } = request;
  if (lowerPath[0] === 'sobjects') return collectionWrite(request);
  if (method !== 'POST') return unknownWrite;
  switch (lowerPath[0]) {
    case undefined:
      return partsWrite(body(), { list: 'compositeRequest', body: 'body' }, request);
    case 'batch':
      return partsWrite(body(), { list: 'batchRequests', body: 'richInput' }, request);
    case 'graph': {
      const graphs = objectsAt(body() ?? {}, 'graphs');
      return graphs
        ? allOf(graphs.map((graph) => partsWrite(graph, { list: 'compositeRequest', body: 'body' }, request)))
        : unknownWrite;
    }
    case 'tree':
      return recordsWrite('insert', request, path[1]);
    default:
      return unknownWrite;
  }
}

interface PartNames {
  readonly list: string;
  readonly body: string;
}

function partsWrite(from: Json | undefined, names: PartNames, { part }: Interpretation): Write | undefined {
  const list = from && objectsAt(from, names.list);
  if (!list) return unknownWrite;
  return allOf(
    list.map((one) => {
      const [method, url, json, headers] = ['method', 'url', names.body, 'httpHeaders'].map((name) => field(one, name));
      if (typeof method !== 'string' || typeof url !== 'string') return unknownWrite;
      return part({ method, path: toPath(url), json, ...(isTexts(headers) && { headers }) });
    }),
  );
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string');

/** The URLs in a batch start with the version. */
function toPath(url: string): string {
  const path = url.trim();
  return /^\/?v\d/i.test(path) ? `/services/data/${path.replace(/^\//, '')}` : path;
}

/** The path starts at `sobjects`. */
function collectionWrite(request: Interpretation): Write | undefined {
  const { method, path, query, body } = request;
  const [, object, key] = path;
  if (method === 'DELETE' && object === undefined) return collectionDelete(query.getAll('ids').join(',').split(','));
  if (method === 'PATCH' && object === undefined && isTestAbort(body())) return undefined;
  if (method === 'PATCH') return recordsWrite(key === undefined ? 'update' : 'upsert', request, object);
  if (method !== 'POST') return unknownWrite;
  if (object === undefined) return recordsWrite('insert', request, undefined);
  // A POST with ids and fields reads records: a list of ids can be too long for a URL.
  const names = Object.keys(body() ?? { unknown: true });
  return names.every((name) => name === 'ids' || name === 'fields') ? undefined : unknownWrite;
}

/** The first characters of an ID say the object: 07L is ApexLog in every org. */
const collectionDelete = (ids: readonly string[]): Write =>
  ids.every((id) => /^07L\w{12}(?:\w{3})?$/.test(id))
    ? deletedLogs(ids.length)
    : { operations: ['delete'], rows: ids.length };

function recordsWrite(operation: WriteOperation, { body }: Interpretation, object: string | undefined): Write {
  const found = recordCount(body());
  if (!found || (object !== undefined && !isName(object))) return { operations: [operation] };
  const objects = [...new Set([...(object === undefined ? [] : [object]), ...found.objects])];
  const isEvents = operation === 'insert' && objects.every((name) => /__e$/i.test(name));
  return { operations: [isEvents ? 'publish' : operation], objects, rows: found.rows };
}

/** Aborting a run of Apex tests takes its classes from the queue. Any other field would be a write. */
function isTestAbort(body: Json | undefined): boolean {
  const records = body && objectsAt(body, 'records');
  if (!records) return false;
  return records.every(({ attributes, id, Status, ...others }) => {
    const isItem = isObject(attributes) && JSON.stringify(attributes) === '{"type":"ApexTestQueueItem"}';
    return isItem && typeof id === 'string' && Status === 'Aborted' && Object.keys(others).length === 0;
  });
}
