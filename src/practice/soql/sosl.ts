// A subset of SOSL: FIND {words} IN … FIELDS RETURNING Object(fields WHERE … ORDER BY … LIMIT n).
import type { FieldDef, SObjectDef } from '../data/schema';
import { refuse } from '../http/http';
import type { Org } from '../org/org';
import type { WireRecord } from './shape';
import { compileQuery, type QueryOptions, type RecordQuery } from './soql';
import { finish, type Steps } from './steps';

const maxRecords = 2000;
const statement =
  /^\s*FIND\s*\{([\s\S]*?[^\\])\}\s*(?:IN\s+(\w+)\s+FIELDS\s*)?(?:RETURNING\s+([\s\S]*?))?(?:\s+LIMIT\s+(\d+))?\s*$/i;

/** One object of RETURNING: `Account(Id, Name WHERE … LIMIT 5)`. */
interface ReturnedObject {
  readonly query: RecordQuery;
  readonly limit: number;
}

/** The rows of one object of RETURNING. */
export interface FoundRows {
  readonly query: RecordQuery;
  readonly rows: readonly number[];
}

export interface SearchOptions extends QueryOptions {
  /** The ids that are found whatever the words are; undefined for a search by the words. */
  readonly fixedIds?: ReadonlySet<string> | undefined;
}

/** Throws MALFORMED_SEARCH, or the error of a WHERE clause or a field inside RETURNING. */
export async function search(org: Org, text: string, options: QueryOptions): Promise<WireRecord[]> {
  const found = await finish(searchRows(org, text, options));
  return found.flatMap(({ query: { scope, selection }, rows }) =>
    rows.map((row) => selection.shape.write({ table: scope.table, row })),
  );
}

/** One entry for each object of RETURNING, in its order. Throws as {@link search}. */
export function* searchRows(org: Org, text: string, options: SearchOptions): Steps<FoundRows[]> {
  const found = statement.exec(text);
  if (!found) throw malformedSearch('No search term found. The search term must be enclosed in braces.');
  const [, term = '', group = 'ALL', returning = '', limit] = found;
  const matches = toMatcher(term);
  const results: FoundRows[] = [];
  let left = Math.min(maxRecords, Number(limit ?? maxRecords));
  const wanted = returning.trim() === '' ? everywhere(org, options) : readReturning(org, returning, options);
  for (const { query, limit: ofObject } of wanted) {
    const { table } = query.scope;
    const fields = searched(table.def, group.toUpperCase());
    const rows = yield* query.rows();
    const { fixedIds } = options;
    const hits = rows.filter((row) =>
      fixedIds
        ? fixedIds.has(table.idOf(row))
        : matches(fields.map((field) => table.value(row, field) ?? '').join('\n')),
    );
    const kept = hits.slice(0, Math.min(ofObject, left));
    left -= kept.length;
    results.push({ query, rows: kept });
  }
  return results;
}

function malformedSearch(message: string) {
  return refuse(400, 'MALFORMED_SEARCH', message);
}

/** Matches text with all words, in any order and letter case; supports `OR` and the wildcards `*` and `?`. */
function toMatcher(term: string): (text: string) => boolean {
  const choices = term.split(/\sOR\s/).map((choice) => Array.from(choice.matchAll(/"[^"]*"|\S+/g), ([word]) => word));
  if (choices.some((words) => words.join('').replaceAll(/[*?"\\]/g, '').length < 2)) {
    throw malformedSearch(`search term must be longer than one character: ${term}`);
  }
  const patterns = choices.map((words) => words.filter((word) => word.toUpperCase() !== 'AND').map(toPattern));
  return (text) => patterns.some((words) => words.every((word) => word.test(text)));
}

function toPattern(word: string): RegExp {
  const bare = word.replaceAll('"', '');
  const source = bare.replaceAll(/\\?[\s\S]/g, (piece) => {
    if (piece === '*') return '[^\\s]*';
    if (piece === '?') return '[^\\s]';
    return piece.slice(-1).replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  });
  return new RegExp(`(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`, 'iu');
}

function searched(def: SObjectDef, group: string): readonly FieldDef[] {
  return def.fields.filter((field) => {
    const isName = field.nameField || field.compoundFieldName === 'Name';
    switch (group) {
      case 'NAME':
        return isName;
      case 'EMAIL':
        return field.type === 'email';
      case 'PHONE':
        return field.type === 'phone';
      case 'SIDEBAR':
        return isName || field.type === 'phone';
      default:
        return ['string', 'textarea', 'email', 'phone', 'url'].includes(field.type);
    }
  });
}

function everywhere(org: Org, options: QueryOptions): ReturnedObject[] {
  const named = org.schema.objects.filter((def) => def.createable && def.nameField);
  return named.map((def) => ({
    query: compileRecords(org, `SELECT Id FROM ${def.name}`, options),
    limit: maxRecords,
  }));
}

function readReturning(org: Org, returning: string, options: QueryOptions): ReturnedObject[] {
  return Array.from(returning.matchAll(/(\w+)\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?\s*(?:,|$)/g), (match) => {
    const [, object = '', inside = ''] = match;
    const [, fields = '', clauses = ''] =
      /^([\s\S]*?)((?:\s(?:WHERE|ORDER|LIMIT|OFFSET)\s[\s\S]*)?)$/i.exec(inside) ?? [];
    const limit = /\sLIMIT\s+(\d+)\s*$/i.exec(clauses);
    const soql = `SELECT ${fields.trim() || 'Id'} FROM ${object} ${clauses.slice(0, limit?.index)}`;
    return { query: compileRecords(org, soql, options), limit: Number(limit?.[1] ?? maxRecords) };
  });
}

function compileRecords(org: Org, soql: string, options: QueryOptions): RecordQuery {
  const query = compileQuery(org, soql, options);
  if (query.kind !== 'records') throw malformedSearch('RETURNING takes fields, no functions');
  return query;
}
