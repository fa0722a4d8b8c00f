// Reads a value out of JSON by a path such as `address.city` or `phones.0`.
import { plainNumber } from '../kernel/plainNumber';
import { failure, type Converted } from './failure';

/** A part that is missing or null gives a blank value. */
export function pathReader(path: string): (value: string) => Converted {
  const names = path.split('.');
  return (value) => {
    let at: unknown;
    try {
      at = parseExactly(value);
    } catch {
      return failure(value, 'is not JSON.');
    }
    for (const name of names) {
      if (at === null || at === undefined) return '';
      if (typeof at !== 'object' || at instanceof NumberText || !Object.hasOwn(at, name)) return '';
      at = (at as Readonly<Record<string, unknown>>)[name];
    }
    return toText(at, value, path);
  };
}

function toText(found: unknown, value: string, path: string): Converted {
  switch (typeof found) {
    case 'string':
      return noText.test(found) ? failure(value, `has characters at ${path} that are not text.`) : found;
    case 'boolean':
      return String(found);
    case 'object':
      if (found instanceof NumberText) return plainNumber(found.text);
      return found === null ? '' : failure(value, `has no single value at ${path}.`);
    default:
      return '';
  }
}

/** A number as it is written: JavaScript's numbers lose digits. */
class NumberText {
  constructor(readonly text: string) {}
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
/** No key of real data. */
const numberKey = '\0number';

/** Each number is a {@link NumberText}. Throws for text that is not JSON. */
function parseExactly(text: string): unknown {
  const read: unknown = JSON.parse(text);
  if (!/\d/.test(text)) return read;
  const wrapped = text.replace(stringOrNumber, (found) =>
    found.startsWith('"') ? found : JSON.stringify({ [numberKey]: found }),
  );
  return JSON.parse(wrapped, (_, found: unknown) =>
    typeof found === 'object' && found !== null && numberKey in found
      ? new NumberText(String(found[numberKey]))
      : found,
  );
}

/** Half of a character, or NUL: JSON can have them, and a CSV cannot. */
const noText = /[\p{Surrogate}\0]/u;
