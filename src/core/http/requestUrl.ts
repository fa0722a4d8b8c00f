// The address that a request goes to, and every way in which a server might read it.
import type { OrgRequest } from './client';

/** `apiVersion` stands where the path says `{v}`. */
export function requestUrl(
  { path, query = {} }: Pick<OrgRequest, 'path' | 'query'>,
  apiVersion: string,
  base: URL,
): URL {
  const url = new URL(path.replace('{v}', apiVersion), base);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, String(value));
  return url;
}

/** A path as its segments; names of objects are kept as they are written. */
export type Segments = readonly string[];

/**
 * The readings of a path: as it stands, each segment decoded once, and as a server reads it that decodes everything before
 * it looks for slashes, dots and parameters. Most paths have only one.
 */
export function readingsOf(pathname: string): readonly Segments[] {
  const plain = pathname.split('/').filter(Boolean).map(decodeOnce);
  const eager = resolve(decodeFully(pathname));
  return plain.join('\n') === eager.join('\n') ? [eager] : [plain, eager];
}

function decodeFully(text: string): string {
  const next = decodeOnce(text);
  return next === text ? text : decodeFully(next);
}

/** What is no escape of UTF-8 stays as it is: somebody's value may hold a percent sign. */
function decodeOnce(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}

function resolve(path: string): Segments {
  const segments: string[] = [];
  for (const part of path.normalize('NFKC').split(/[/\\]/)) {
    const segment = part.replace(/;.*$/s, '').replace(/[\s\p{Cc}\p{Cf}]/gu, '');
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments;
}
