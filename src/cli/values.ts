// Reads the values of options. Each mistake throws `input.badArgument` with a sentence that says what is accepted.
import { SalesforceError } from '../core/core';

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
