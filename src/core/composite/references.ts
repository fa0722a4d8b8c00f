// References between parts, `@{ref.id}`: finds them and checks that a part only refers to earlier ones.
import { SalesforceError } from '../errors/salesforceError';
import type { Part } from './parts';

const reference = /@\{([^}]*)\}/g;

/** The names of the parts that this one refers to, each once. */
function namesIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string') {
    for (const [, path = ''] of value.matchAll(reference)) found.add(/^[^.[]*/.exec(path)?.[0] ?? '');
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) namesIn(inner, found);
  }
  return found;
}

/** Part → the parts it refers to, in the order of the request. */
export const usesOf = (parts: readonly Part[]): ReadonlyMap<string, readonly string[]> =>
  new Map(parts.map(({ ref, ...rest }) => [ref, [...namesIn(rest)]]));

/** Throws `request.laterReference` and `request.unknownReference`. */
export function checkOrder(uses: ReadonlyMap<string, readonly string[]>): void {
  const earlier = new Set<string>();
  for (const [part, names] of uses) {
    const name = names.find((one) => !earlier.has(one));
    if (name !== undefined)
      throw new SalesforceError(uses.has(name) ? 'request.laterReference' : 'request.unknownReference', { part, name });
    earlier.add(part);
  }
}

/**
 * A batch has no references: it sends such text as it is. With the name of another part in it, a reference was
 * intended. Throws `request.noReferences`.
 */
export function checkNone(uses: ReadonlyMap<string, readonly string[]>): void {
  for (const [part, names] of uses) {
    const name = names.find((one) => uses.has(one));
    if (name !== undefined) throw new SalesforceError('request.noReferences', { part, name });
  }
}

/** The level of each part, as Salesforce counts: 1 without references. Parts must be in order. */
export function depthsOf(uses: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  for (const [part, names] of uses) depths.set(part, Math.max(0, ...names.map((name) => depths.get(name) ?? 0)) + 1);
  return depths;
}

/** Encodes text for a URL, but leaves references as they are, because Salesforce replaces them. */
export function encode(text: string): string {
  let encoded = '';
  let at = 0;
  for (const found of text.matchAll(reference)) {
    encoded += encodeURIComponent(text.slice(at, found.index)) + found[0];
    at = found.index + found[0].length;
  }
  return encoded + encodeURIComponent(text.slice(at));
}
