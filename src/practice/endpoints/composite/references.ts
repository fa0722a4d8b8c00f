// Replaces references in subrequests by values from earlier responses: `@{account.id}`, `@{found.records[0].Id}`.
import { isRecord } from '../../dml/jsonRecords';

export class MissingReference extends Error {}

const referencePattern = /@\{([^}.[]+)((?:\.[^}.[]+|\[\d+\])*)\}/g;
/** From this version on, a reference to a null field is valid. */
const firstVersionWithNulls = 52;

export interface Answers {
  /** Bodies by reference id; only of successful subrequests. */
  readonly byId: ReadonlyMap<string, unknown>;
  /** The API version of the outer request. */
  readonly version: number;
}

/** Resolves references in texts, lists and objects; a text that is only a reference becomes the referenced value. */
export function resolveReferences(value: unknown, answers: Answers): unknown {
  if (typeof value === 'string') return resolveText(value, answers);
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, answers));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, answers)]));
}

/** The distinct reference ids in the value. */
export function referencesIn(value: unknown): string[] {
  return [...new Set([...JSON.stringify(value ?? null).matchAll(referencePattern)].map(([, name]) => name ?? ''))];
}

function resolveText(text: string, answers: Answers): unknown {
  const [whole] = [...text.matchAll(referencePattern)];
  if (whole?.[0] === text) return lookUp(whole[1] ?? '', whole[2] ?? '', answers);
  return text.replace(referencePattern, (_, name: string, path: string) => {
    const found = lookUp(name, path, answers) ?? '';
    return typeof found === 'string' ? found : JSON.stringify(found);
  });
}

function lookUp(name: string, path: string, { byId, version }: Answers): unknown {
  let value = byId.get(name);
  for (const [, key, index] of path.matchAll(/\.([^.[]+)|\[(\d+)\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? (value as unknown[])[Number(index)] : undefined;
    else if (key !== undefined) value = isRecord(value) ? value[key] : undefined;
  }
  const isThere = value !== undefined && (value !== null || version >= firstVersionWithNulls);
  if (isThere && byId.has(name)) return value;
  throw new MissingReference(
    `Invalid reference specified. No value for ${name}${path} found in ${name}. ${badReferenceId(`${name}${path}`)}`,
  );
}

export function badReferenceId(id: string): string {
  return `Provided referenceId ('${id}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`;
}
