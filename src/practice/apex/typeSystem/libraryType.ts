// A class of Salesforce's library: its methods by their signatures, as in Salesforce's reference.
import type { LibraryFunction, LibraryType, Signature } from './model';

export interface LibrarySpec {
  /** `Database.SaveResult`, or a name of the namespace System without it. */
  readonly name: string;
  /** The names of type parameters: `T`, `K`, `V`. */
  readonly generics?: readonly string[];
  readonly isInterface?: boolean;
  /** `Integer length()`: the receiver is the first argument of the function. */
  readonly methods?: Readonly<Record<string, LibraryFunction>>;
  readonly statics?: Readonly<Record<string, LibraryFunction>>;
  /** `(String, Integer)`. */
  readonly constructors?: Readonly<Record<string, LibraryFunction>>;
  /** `Integer size`: read-only properties. */
  readonly properties?: Readonly<Record<string, LibraryFunction>>;
  readonly staticProperties?: Readonly<Record<string, LibraryFunction>>;
  /** Properties that can be written: receiver and value. */
  readonly setters?: Readonly<Record<string, LibraryFunction>>;
  /** Static properties that can be written: value and transaction. */
  readonly staticSetters?: Readonly<Record<string, LibraryFunction>>;
}

export function toLibraryType(spec: LibrarySpec): LibraryType {
  return {
    name: spec.name,
    generics: spec.generics ?? [],
    isInterface: spec.isInterface ?? false,
    methods: byName(spec.methods ?? {}),
    statics: byName(spec.statics ?? {}),
    constructors: Object.entries(spec.constructors ?? {}).map(([text, run]) => toSignature(`void new${text}`, run)),
    properties: single(spec.properties ?? {}),
    staticProperties: single(spec.staticProperties ?? {}),
    setters: lowerCased(spec.setters ?? {}),
    staticSetters: lowerCased(spec.staticSetters ?? {}),
  };
}

const lowerCased = (specs: Readonly<Record<string, LibraryFunction>>): Map<string, LibraryFunction> =>
  new Map(Object.entries(specs).map(([name, run]) => [name.toLowerCase(), run]));

function byName(specs: Readonly<Record<string, LibraryFunction>>): Map<string, Signature[]> {
  const found = new Map<string, Signature[]>();
  for (const [text, run] of Object.entries(specs)) {
    const signature = toSignature(text, run);
    const key = signature.name.toLowerCase();
    found.set(key, [...(found.get(key) ?? []), signature]);
  }
  return found;
}

function single(specs: Readonly<Record<string, LibraryFunction>>): Map<string, Signature> {
  const entries = Object.entries(specs).map(([text, run]) => toSignature(`${text}()`, run));
  return new Map(entries.map((signature) => [signature.name.toLowerCase(), signature]));
}

/** `Integer compareTo(String, Object?)`: null is allowed where the type has a question mark, or is no plain value. */
function toSignature(text: string, run: LibraryFunction): Signature {
  const [, returns = '', name = '', list = ''] = /^(\S+) (\w+)\((.*)\)$/.exec(text) ?? [];
  const written = splitTopLevel(list);
  const parameters = written.map((one) => one.replace(/\?$/, ''));
  const required = written.map((one) =>
    /^(?:String|Integer|Long|Double|Decimal|Boolean|Id|Date|Datetime|Time|Blob)$/.test(one),
  );
  return { name, returns, parameters, required, run };
}

/** The parts between commas that are not inside angle brackets. */
export function splitTopLevel(list: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= list.length; i++) {
    const letter = list[i];
    if (letter === '<') depth++;
    if (letter === '>') depth--;
    if (letter !== undefined && (letter !== ',' || depth > 0)) continue;
    const part = list.slice(from, i).trim();
    if (part !== '') parts.push(part);
    from = i + 1;
  }
  return parts;
}
