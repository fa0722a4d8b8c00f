// Reads bodies of requests for what they would write, and trusts none that could be read in two ways.
import type { OrgRequest } from '../../http/client';

export type Json = Readonly<Record<string, unknown>>;

/** Undefined for what is no JSON object, or cannot be read without sending it. */
export function readBody(request: Pick<OrgRequest, 'json' | 'body' | 'headers'>): Json | undefined {
  const text = textOf(request);
  if (text === undefined || !isJson(request.headers)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && hasNoDouble(text, value) ? value : undefined;
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

/** With a name that stands twice, two readers may see two things. Each name outside a string is followed by one colon. */
function hasNoDouble(text: string, value: Json): boolean {
  const colons = text.replace(/"(?:[^"\\]|\\.)*"/gs, '').split(':').length - 1;
  return colons === countNames(value);
}

function countNames(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countNames(item), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, item) => sum + 1 + countNames(item), 0);
}

/** The value of that name; undefined when another spelling of it stands beside or instead. */
export function field(object: Json, name: string): unknown {
  const spellings = Object.keys(object).filter((key) => key.toLowerCase() === name.toLowerCase());
  return spellings.length === 1 ? object[name] : undefined;
}

/** Undefined unless it is a list of objects with at least one. */
export function listOf(object: Json, name: string): readonly Json[] | undefined {
  const value = field(object, name);
  return Array.isArray(value) && value.length > 0 && value.every(isObject) ? value : undefined;
}

/** Objects and number of records, children included; undefined when one does not say what it is. */
export function recordsIn(
  body: Json | undefined,
): { readonly objects: readonly string[]; readonly rows: number } | undefined {
  const records = body && listOf(body, 'records');
  if (!records) return undefined;
  const objects = new Set<string>();
  let rows = 0;
  for (const record of records) {
    const attributes = field(record, 'attributes');
    const type = isObject(attributes) ? field(attributes, 'type') : undefined;
    if (typeof type !== 'string') return undefined;
    objects.add(type);
    rows++;
    for (const value of listsWithin(record)) {
      const children = recordsIn(value);
      if (!children) return undefined;
      children.objects.forEach((object) => objects.add(object));
      rows += children.rows;
    }
  }
  return { objects: [...objects], rows };
}

/** Lists of children, however deep and in whatever spelling. */
function listsWithin(record: Json): readonly Json[] {
  return Object.values(record).flatMap((value) => {
    if (!isObject(value)) return [];
    return Object.keys(value).some((name) => name.toLowerCase() === 'records') ? [value] : listsWithin(value);
  });
}
