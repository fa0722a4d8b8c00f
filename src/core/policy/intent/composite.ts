// What a request of the composite APIs would write: all that its parts, records and children would.
import type { Write, WriteOperation } from '../../model/writes';
import { field, isObject, listOf, recordsIn, type Json } from './body';
import { allOf, isName, raw, type Reading } from './reading';

/** Behind `composite`. Undefined when every part only reads. */
export function compositeWrite(reading: Reading): Write | undefined {
  const { method, keys, names, body } = reading;
  if (keys[0] === 'sobjects') return collection(reading);
  if (method !== 'POST') return raw;
  switch (keys[0]) {
    case undefined:
      return parts(body(), { list: 'compositeRequest', body: 'body' }, reading);
    case 'batch':
      return parts(body(), { list: 'batchRequests', body: 'richInput' }, reading);
    case 'graph': {
      const graphs = listOf(body() ?? {}, 'graphs');
      return graphs
        ? allOf(graphs.map((graph) => parts(graph, { list: 'compositeRequest', body: 'body' }, reading)))
        : raw;
    }
    case 'tree':
      return records('insert', reading, names[1]);
    default:
      return raw;
  }
}

interface PartNames {
  readonly list: string;
  readonly body: string;
}

function parts(of: Json | undefined, names: PartNames, { part }: Reading): Write | undefined {
  const list = of && listOf(of, names.list);
  if (!list) return raw;
  return allOf(
    list.map((one) => {
      const [method, url, json, headers] = ['method', 'url', names.body, 'httpHeaders'].map((name) => field(one, name));
      if (typeof method !== 'string' || typeof url !== 'string') return raw;
      return part({ method, path: toPath(url), json, ...(isTexts(headers) && { headers }) });
    }),
  );
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  isObject(value) && Object.values(value).every((text) => typeof text === 'string');

/** Parts of a batch begin at the version. */
function toPath(url: string): string {
  const path = url.trim();
  return /^\/?v\d/i.test(path) ? `/services/data/${path.replace(/^\//, '')}` : path;
}

/** Behind `composite/sobjects`. */
function collection(reading: Reading): Write | undefined {
  const { method, names, query, body } = reading;
  const [, object, key] = names;
  if (method === 'DELETE' && object === undefined)
    return { operations: ['delete'], rows: query.getAll('ids').join(',').split(',').length };
  if (method === 'PATCH') return records(key === undefined ? 'update' : 'upsert', reading, object);
  if (method !== 'POST') return raw;
  if (object === undefined) return records('insert', reading, undefined);
  // Records by their ids: a question too long for an address.
  const asked = Object.keys(body() ?? { unknown: true });
  return asked.every((name) => name === 'ids' || name === 'fields') ? undefined : raw;
}

function records(operation: WriteOperation, { body }: Reading, object: string | undefined): Write {
  const found = recordsIn(body());
  if (!found || (object !== undefined && !isName(object))) return { operations: [operation] };
  const objects = [...new Set([...(object === undefined ? [] : [object]), ...found.objects])];
  const isEvents = operation === 'insert' && objects.every((name) => /__e$/i.test(name));
  return { operations: [isEvents ? 'publish' : operation], objects, rows: found.rows };
}
