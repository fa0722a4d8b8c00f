// The URL of a request, and every way in which a server might interpret its path.
import type { OrgRequest } from './client';

/** `apiVersion` replaces `{v}` in the path. */
export function requestUrl(
  { path, query = {} }: Pick<OrgRequest, 'path' | 'query'>,
  apiVersion: string,
  base: URL,
): URL {
  const url = new URL(path.replace('{v}', apiVersion), base);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

/** A path without its slashes; names of objects are kept as they are written. */
export type PathSegments = readonly string[];

/**
 * Two interpretations: split and then decoded once, and as by a server that decodes everything before it looks for
 * slashes, dots and parameters. Most paths have only one.
 */
export function interpretPath(pathname: string): readonly PathSegments[] {
  const plain = pathname.split('/').filter(Boolean).map(decodeOnce);
  const eager = resolve(decodeFully(pathname));
  return plain.join('\n') === eager.join('\n') ? [eager] : [plain, eager];
}

function decodeFully(text: string): string {
  const next = decodeOnce(text);
  return next === text ? text : decodeFully(next);
}

/** Leaves invalid escapes as they are: a value may contain a percent sign. */
function decodeOnce(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

function resolve(path: string): PathSegments {
  const segments: string[] = [];
  for (const part of path.normalize('NFKC').split(/[/\\]/)) {
    const segment = part.replace(/;.*$/s, '').replace(/[\s\p{Cc}\p{Cf}]/gu, '');
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments;
}
