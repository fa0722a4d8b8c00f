// Says in sentences where a value of a mapping file does not fit its schema.
import type * as z from 'zod';
import type { Path } from './yamlText';

export interface SchemaProblem {
  readonly path: Path;
  readonly message: string;
  /** The key is wrong, not its value. */
  readonly atKey: boolean;
}

type Issue = z.core.$ZodIssue;

/** A key with a mistake in its name is named first: it is the reason why another one is missing. */
export const schemaProblems = (issues: readonly Issue[], value: unknown): readonly SchemaProblem[] =>
  issues
    .flatMap((issue) => problemsOf(issue, [], value))
    .toSorted((one, other) => Number(other.atKey) - Number(one.atKey));

function problemsOf(issue: Issue, above: Path, whole: unknown): readonly SchemaProblem[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const at = (message: string): readonly SchemaProblem[] => [{ path, message, atKey: false }];
  const found = valueAt(whole, path);
  const name = path.at(-1);
  if (issue.code !== 'unrecognized_keys' && found === undefined) return at(`${quoted(name)} is missing.`);
  if (issue.code !== 'unrecognized_keys' && found === null)
    return at(`${quoted(name)} has no value. Write "" for an empty text.`);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `Unknown key “${key}”. ${issue.message}`,
        atKey: true,
      }));
    case 'invalid_union':
      return problemsOfUnion(issue, path, whole) ?? at(`${quoted(name)} has the wrong form.`);
    case 'invalid_type':
      return at(`${quoted(name)} must be ${kinds[issue.expected] ?? issue.expected}.`);
    case 'invalid_value':
      return at(`${quoted(name)} must be ${anyOf(issue.values)}.`);
    case 'too_small':
    case 'too_big':
      return at(`${quoted(name)} is out of range: ${issue.message}.`);
    default:
      return at(/[.]$/.test(issue.message) ? issue.message : `${issue.message}.`);
  }
}

/** Those of the form that the value seems to have: the one with the fewest, if it is of that type at all. */
function problemsOfUnion(
  { errors }: Extract<Issue, { readonly code: 'invalid_union' }>,
  path: Path,
  whole: unknown,
): readonly SchemaProblem[] | undefined {
  const [listed] = errors.flatMap((issues) => issues.filter(({ code }) => code === 'invalid_value'));
  const forms = errors.filter((issues) => issues.every(({ code, path: at }) => at.length > 0 || !isOtherType(code)));
  const [best] = forms.toSorted((one, other) => one.length - other.length);
  return (best ?? (listed && [listed]))?.flatMap((issue) => problemsOf(issue, path, whole));
}

const isOtherType = (code: Issue['code']): boolean =>
  code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

function anyOf(values: readonly unknown[]): string {
  const words = values.map((value) => `“${String(value)}”`);
  return words.length > 2 ? `${words.slice(0, -1).join(', ')}, or ${words.at(-1)}` : words.join(' or ');
}

const quoted = (name: string | number | undefined): string =>
  name === undefined ? 'The file' : typeof name === 'number' ? `Entry ${name + 1}` : `“${name}”`;

const valueAt = (whole: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, part) => (value as Readonly<Record<string, unknown>> | null)?.[part], whole);
