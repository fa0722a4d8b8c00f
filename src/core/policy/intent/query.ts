// Queries and searches that change the org: their clauses for recently viewed records and for article statistics.
import type { Write } from '../../model/writes';
import { field, type Json } from './body';
import { hasReference, isRead, ofUnknownRows, unknownWrite, type Interpretation } from './interpretation';

/**
 * Such a clause sets the date of the last view or reference of each record, or counts views and searches of articles.
 */
const trackingClause = /\bFOR\s+(?:VIEW|REFERENCE)\b|\bUPDATE\s+(?:TRACKING|VIEWSTAT)\b/i;

const soqlTexts = /'(?:[^'\\]|\\[\s\S])*'/g;
/** SOSL searches for the text between braces, and its conditions have strings. */
const soslTexts = /\{(?:[^{}\\]|\\[\s\S])*\}|'(?:[^'\\]|\\[\s\S])*'/g;
/** Salesforce has none here. If it had, they would stand where a space may. */
const comments = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|--[^\n]*/g;

/** The path starts at the resource. */
export function queryWrite(request: Interpretation): Write | undefined {
  const [name = ''] = request.lowerPath;
  if (!isRead(request)) return undefined;
  if (name.startsWith('query')) return anyTracks(valuesOf(request.query, 'q'), soqlTexts);
  if (name.startsWith('search') && request.lowerPath.length === 1)
    return anyTracks(valuesOf(request.query, 'q'), soslTexts);
  return name.startsWith('parameterizedsearch') ? trackedSearch([...request.query]) : undefined;
}

/** The body of a new query job. */
export function queryJobWrite(body: Json | undefined): Write | undefined {
  const query = body && field(body, 'query');
  return typeof query === 'string' ? anyTracks([query], soqlTexts) : unknownWrite;
}

/** A search with parameters instead of SOSL. */
export const searchWrite = (body: Json | undefined): Write | undefined =>
  body ? trackedSearch(Object.entries(body)) : unknownWrite;

const valuesOf = (query: URLSearchParams, name: string): readonly string[] =>
  [...query].filter(([key]) => key.trim().toLowerCase() === name).map(([, value]) => value);

function anyTracks(texts: readonly string[], literals: RegExp): Write | undefined {
  for (const text of texts) {
    const code = text.replace(literals, "''").replace(comments, ' ');
    // What replaces a reference outside of a string may be a clause.
    if (hasReference(code)) return unknownWrite;
    if (trackingClause.test(code)) return ofUnknownRows('trackViews');
  }
  return undefined;
}

const trackedSearch = (parameters: readonly (readonly [string, unknown])[]): Write | undefined =>
  parameters.some(([name, value]) => /^update(?:tracking|viewstat)$/i.test(name.trim()) && String(value) !== 'false')
    ? ofUnknownRows('trackViews')
    : undefined;
