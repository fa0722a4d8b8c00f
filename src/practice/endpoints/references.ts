// Puts earlier answers into later subrequests: `@{account.id}`, `@{found.records[0].Id}` (facts §3.7).
import { isRecord } from '../records';

export class MissingReference extends Error {}

const REFERENCE = /@\{([^}.[]+)((?:\.[^}.[]+|\[\d+\])*)\}/g;

/** Walks texts, lists and objects; a value that is nothing but a reference keeps the type of what it names. */
export function resolveReferences(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return resolveText(value, answers);
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, answers));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolveReferences(item, answers)]));
}

function resolveText(text: string, answers: ReadonlyMap<string, unknown>): unknown {
  const [whole] = [...text.matchAll(REFERENCE)];
  if (whole?.[0] === text) return lookUp(whole[1] ?? '', whole[2] ?? '', answers);
  return text.replace(REFERENCE, (_, name: string, path: string) => {
    const found = lookUp(name, path, answers);
    return typeof found === 'string' ? found : JSON.stringify(found);
  });
}

function lookUp(name: string, path: string, answers: ReadonlyMap<string, unknown>): unknown {
  let value = answers.get(name);
  for (const [, key, index] of path.matchAll(/\.([^.[]+)|\[(\d+)\]/g)) {
    if (index !== undefined) value = Array.isArray(value) ? (value as unknown[])[Number(index)] : undefined;
    else if (key !== undefined) value = isRecord(value) ? value[key] : undefined;
  }
  if (value !== undefined && value !== null) return value;
  throw new MissingReference(`Invalid reference specified. No value for ${name}${path} found in ${name}`);
}
