// The options of the command line and the functions that read their values.
import { parseArgs } from 'node:util';
import { SalesforceError } from '../core/core';

const options = {
  object: { type: 'string' },
  operation: { type: 'string' },
  'external-id': { type: 'string' },
  map: { type: 'string', multiple: true },
  blanks: { type: 'string' },
  encoding: { type: 'string' },
  api: { type: 'string' },
  'rest-up-to': { type: 'string' },
  'collections-up-to': { type: 'string' },
  'part-bytes': { type: 'string' },
  'part-records': { type: 'string' },
  parallel: { type: 'string' },
  'no-wait': { type: 'boolean', default: false },
  'timeout-minutes': { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string' },
  rest: { type: 'boolean', default: false },
  overwrite: { type: 'boolean', default: false },
  group: { type: 'string' },
  code: { type: 'string' },
  temporary: { type: 'boolean', default: false },
  unprocessed: { type: 'boolean', default: false },
  'even-unknown': { type: 'boolean', default: false },
  remote: { type: 'boolean', default: false },
  state: { type: 'string' },
  user: { type: 'string' },
  days: { type: 'string' },
  access: { type: 'string' },
  'max-rows': { type: 'string' },
  allow: { type: 'string', multiple: true },
  deny: { type: 'string', multiple: true },
  default: { type: 'boolean', default: false },
  yes: { type: 'boolean', short: 'y', default: false },
  'confirm-org': { type: 'string' },
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  practice: { type: 'boolean', default: false },
  'target-org': { type: 'string', short: 'o' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', default: false },
} as const;

export type Values = ReturnType<typeof parse>['values'];

/** Names of the given options, without their dashes. */
export type Given = readonly string[];

function parse(words: readonly string[]) {
  const { tokens, ...read } = parseArgs({ args: [...words], options, allowPositionals: true, tokens: true });
  const given: Given = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []));
  return { ...read, given };
}

/** Throws `input.badArgument`. */
export function parseOptions(words: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(words);
  } catch (error) {
    throw badArgument(error instanceof Error ? sentenceOf(error) : String(error));
  }
}

/** Node's message names the option, for example “Option '-o, --target-org <value>' argument missing”. */
function sentenceOf({ message, code }: Error & { readonly code?: string }): string {
  const [option] = /--[\w-]+/.exec(message) ?? /-[^\s',]+/.exec(message) ?? [''];
  if (option === '') return message;
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return `${option} is not an option. For the options, run kinetic --help.`;
  if (/does not take an argument/.test(message)) return `${option} takes no value.`;
  return `${option} needs a value. If the value begins with a dash, write ${option}=VALUE.`;
}

export const badArgument = (message: string): SalesforceError => new SalesforceError('input.badArgument', { message });

const alternatives = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

/** The allowed word, in the case of the list. */
export function oneOf<T extends string>(option: string, text: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word.toLowerCase() === text.toLowerCase());
  if (found === undefined) throw badArgument(`${option} must be ${alternatives(allowed)}, not “${text}”.`);
  return found;
}

export function number<K extends string>(key: K, option: string, text: string | undefined): Partial<Record<K, number>> {
  if (text === undefined) return {};
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw badArgument(`${option} must be a whole number greater than zero, not “${text}”.`);
  return { [key]: value } as Record<K, number>;
}

/** Fractions are allowed: scripts and tests use less than a minute. */
export function positive<K extends string>(
  key: K,
  option: string,
  text: string | undefined,
): Partial<Record<K, number>> {
  if (text === undefined) return {};
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value))
    throw badArgument(`${option} must be a number greater than zero, not “${text}”.`);
  return { [key]: value } as Record<K, number>;
}
