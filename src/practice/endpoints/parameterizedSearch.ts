// Parameterized search: converts query parameters or JSON into a SOSL statement.
import { isRecord, readRecord, type JsonRecord } from '../dml/jsonRecords';
import { ok, refuse, type Answer, type Call } from '../http/http';
import type { Org } from '../org/org';
import { search } from '../soql/sosl';

/** One object to search. */
interface SearchedObject {
  readonly name: string;
  readonly fields: readonly string[];
  readonly where: string;
  readonly limit: string;
}

interface SearchRequest {
  readonly words: string;
  readonly group: string;
  readonly places: readonly SearchedObject[];
  readonly limit: string;
}

export async function searchByParameters(org: Org, call: Call): Promise<Answer> {
  const wanted = call.method === 'POST' ? fromJson(await readRecord(call)) : fromAddress(call.query);
  if (wanted.words.trim() === '') throw refuse(400, 'MALFORMED_SEARCH', 'The parameter q is required.');
  const options = { version: call.version, withDeleted: false };
  return ok({ searchRecords: await search(org, toSosl(wanted), options) });
}

function toSosl({ words, group, places, limit }: SearchRequest): string {
  const returning = places.map(({ name, fields, where, limit: ofPlace }) => {
    const filter = where === '' ? '' : ` WHERE ${where}`;
    return `${name}(${fields.join(', ') || 'Id'}${filter}${ofPlace === '' ? '' : ` LIMIT ${ofPlace}`})`;
  });
  const clauses = [
    `FIND {${words.replaceAll(/[{}]/g, '\\$&')}} IN ${group} FIELDS`,
    ...(places.length === 0 ? [] : [`RETURNING ${returning.join(', ')}`]),
    ...(limit === '' ? [] : [`LIMIT ${limit}`]),
  ];
  return clauses.join(' ');
}

/** `?q=Acme&sobject=Account&Account.fields=Id,Name&Account.limit=5` */
function fromAddress(query: URLSearchParams): SearchRequest {
  const get = (name: string): string => query.get(name) ?? '';
  const fields = query.getAll('fields').flatMap((list) => list.split(','));
  const places = query.getAll('sobject').map((name) => ({
    name,
    fields: query.has(`${name}.fields`) ? get(`${name}.fields`).split(',') : fields,
    where: get(`${name}.where`),
    limit: toCount(get(`${name}.limit`) || get('defaultLimit')),
  }));
  return { words: get('q'), group: toGroup(get('in')), places, limit: toCount(get('overallLimit')) };
}

function fromJson(json: JsonRecord): SearchRequest {
  const fields = textsOf(json['fields']);
  const listed = Array.isArray(json['sobjects']) ? json['sobjects'].filter(isRecord) : [];
  const places = listed.map((place) => ({
    name: textOf(place['name']),
    fields: Array.isArray(place['fields']) ? textsOf(place['fields']) : fields,
    where: textOf(place['where']),
    limit: toCount(textOf(place['limit']) || textOf(json['defaultLimit'])),
  }));
  return {
    words: textOf(json['q']),
    group: toGroup(textOf(json['in'])),
    places,
    limit: toCount(textOf(json['overallLimit'])),
  };
}

function toGroup(text: string): string {
  const group = (text || 'ALL').toUpperCase();
  if (['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'].includes(group)) return group;
  throw refuse(400, 'MALFORMED_SEARCH', `unexpected group of fields: ${text}`);
}

function toCount(text: string): string {
  if (/^\d*$/.test(text)) return text;
  throw refuse(400, 'MALFORMED_SEARCH', `a limit must be a number, not ${text}`);
}

function textOf(json: unknown): string {
  return typeof json === 'string' || typeof json === 'number' ? String(json) : '';
}

function textsOf(json: unknown): string[] {
  return Array.isArray(json) ? json.map(textOf) : [];
}
