// Reads what a request body would write. A body that two parsers could read differently counts as unreadable.
import type { OrgRequest } from '../../http/client';

export type Json = Readonly<Record<string, unknown>>;

/** Undefined for a stream and for anything that is not a JSON object. */
export function readBody(request: Pick<OrgRequest, 'json' | 'body' | 'headers'>): Json | undefined {
  const text = textOf(request);
  if (text === undefined || !isJson(request.headers)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && hasUniqueNames(text, value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Undefined for a stream. */
export function textOf({ json, body }: Pick<OrgRequest, 'json' | 'body'>): string | undefined {
  if (json !== undefined) return JSON.stringify(json);
  if (typeof body === 'string') return body;
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function isJson(headers: OrgRequest['headers'] = {}): boolean {
  return Object.entries(headers).every(([name, value]) => {
    if (/^content-encoding$/i.test(name)) return false;
    return !/^content-type$/i.test(name) || /^application\/json(?:;\s*charset="?utf-8"?)?\s*$/i.test(value);
  });
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Of a name that occurs twice, one parser takes the first value and another the last. `JSON.parse` hides the
 * repetition, so the text is checked: outside of strings each name is followed by exactly one colon.
 */
function hasUniqueNames(text: string, value: Json): boolean {
  const colons = text.replace(/"(?:[^"\\]|\\.)*"/gs, '').split(':').length - 1;
  return colons === countNames(value);
}

function countNames(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countNames(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + 1 + countNames(item), 0);
}

/** The value under that name; undefined when the object has the name in another or in several spellings. */
export function field(object: Json, name: string): unknown {
  const spellings = Object.keys(object).filter((key) => key.toLowerCase() === name.toLowerCase());
  return spellings.length === 1 ? object[name] : undefined;
}

/** The non-empty list of objects under that name; undefined for anything else. */
export function objectsAt(object: Json, name: string): readonly Json[] | undefined {
  const value = field(object, name);
  return Array.isArray(value) && value.length > 0 && value.every(isObject) ? value : undefined;
}

/** The objects and the number of records, children included; undefined when a record does not name its object. */
export function recordCount(
  body: Json | undefined,
): { readonly objects: readonly string[]; readonly rows: number } | undefined {
  const records = body && objectsAt(body, 'records');
  if (!records) return undefined;
  const objects = new Set<string>();
  let rows = 0;
  for (const record of records) {
    const attributes = field(record, 'attributes');
    const type = isObject(attributes) ? field(attributes, 'type') : undefined;
    if (typeof type !== 'string') return undefined;
    objects.add(type);
    rows++;
    for (const value of childLists(record)) {
      const children = recordCount(value);
      if (!children) return undefined;
      children.objects.forEach((object) => objects.add(object));
      rows += children.rows;
    }
  }
  return { objects: [...objects], rows };
}

/** Lists of children at any depth and in any spelling. */
function childLists(record: Json): readonly Json[] {
  return Object.values(record).flatMap((value) => {
    if (!isObject(value)) return [];
    return Object.keys(value).some((name) => name.toLowerCase() === 'records') ? [value] : childLists(value);
  });
}
