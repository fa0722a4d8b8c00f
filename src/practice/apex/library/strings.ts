// String and Id.
// See https://developer.salesforce.com/docs/atlas.en-us.apexref.meta/apexref/apex_methods_system_string.htm
import { isId, toId18 } from '../../data/ids';
import type { LibrarySpec } from '../typeSystem/libraryType';
import { types } from '../typeSystem/apexType';
import { ApexList } from '../values/collections';
import { formatDatetime } from '../values/datetimeFormat';
import type { ApexDate, ApexDatetime } from '../values/moments';
import { ObjectToken } from '../values/tokens';
import { toText } from '../values/text';
import { GuardedRegExp } from './guardedRegExp';
import type { Transaction } from '../run/transaction';

const strings = (items: readonly string[]): ApexList => new ApexList(types.string, [...items]);
const numbers = (items: readonly number[]): ApexList => new ApexList(types.integer, [...items]);

/** UTF-16 units, which are the characters of Apex. */
const lettersOf = (text: string): string[] => Array.from({ length: text.length }, (_, i) => text.charAt(i));

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';

/** Java's hash code, which Apex has too. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

function outOfBounds(tx: Transaction, start: number, end: number): Error {
  return tx.error(
    'StringException',
    `Ending position out of bounds: ${end}`.replace('Ending', end < start ? 'Starting' : 'Ending'),
  );
}

function substring(text: string, [start, end]: readonly [number, number], tx: Transaction): string {
  if (start < 0) throw tx.error('StringException', `Starting position out of bounds: ${start}`);
  if (end > text.length || end < start) throw outOfBounds(tx, start, end);
  return text.slice(start, end);
}

/** A regular expression of Java; JavaScript's is close enough for those that people write. */
export function toRegExp(source: string, flags: string, tx: Transaction): RegExp {
  try {
    const [, inline = '', rest = source] = /^\(\?([ims]+)\)([\s\S]*)$/.exec(source) ?? [];
    const converted = rest
      .replaceAll(/([*+?}])\+/g, '$1')
      .replaceAll('\\p{Alpha}', '[A-Za-z]')
      .replaceAll('\\p{Punct}', '[!-/:-@\\[-`{-~]');
    return new GuardedRegExp(converted, [...new Set(flags + inline)].join(''));
  } catch (error) {
    throw tx.error('StringException', `Invalid regex: ${error instanceof Error ? error.message : source}`);
  }
}

const fold = (text: string): string => text.toLowerCase();
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const before = (text: string, at: number): string => (at < 0 ? text : text.slice(0, at));
const after = (text: string, at: number, length: number): string => (at < 0 ? '' : text.slice(at + length));

function split(text: string, [pattern, limit]: readonly [string, number], tx: Transaction): ApexList {
  if (text === '') return strings(['']);
  const parts = text.split(toRegExp(pattern, '', tx)).map((part) => (part as string | undefined) ?? '');
  if (pattern === '' && parts[0] === '') parts.shift();
  if (limit > 0 && parts.length > limit) {
    const kept = parts.slice(0, limit - 1);
    const matches = [...text.matchAll(toRegExp(pattern, 'g', tx))];
    const last = matches[limit - 2];
    return strings([...kept, last ? text.slice(last.index + last[0].length) : text]);
  }
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return strings(parts);
}

/** `{0}`, with the quotes of MessageFormat. */
function format(pattern: string, values: ApexList): string {
  const plain = pattern.replaceAll("''", '\u0000');
  const filled = plain.replaceAll(/'([^']*)'|\{(\d+)\}/g, (_, quoted: string | undefined, place: string | undefined) =>
    place === undefined ? (quoted ?? '') : toText(values.items[Number(place)] ?? `{${place}}`),
  );
  return filled.replaceAll('\u0000', "'");
}

const isAll =
  (pattern: RegExp) =>
  (text: string): boolean =>
    pattern.test(text);

const htmlEntities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const queries: LibrarySpec['methods'] = {
  'Integer length()': (s: string) => s.length,
  'Boolean equals(Object)': (s: string, o: unknown) => s === o,
  'Boolean equalsIgnoreCase(String?)': (s: string, o: string | null) => o !== null && fold(s) === fold(o),
  'Integer compareTo(String)': (s: string, o: string) => (s < o ? -1 : s > o ? 1 : 0),
  'Integer hashCode()': hashOf,
  'Boolean contains(String)': (s: string, part: string) => s.includes(part),
  'Boolean containsIgnoreCase(String)': (s: string, part: string) => fold(s).includes(fold(part)),
  'Boolean containsAny(String)': (s: string, set: string) => lettersOf(set).some((one) => s.includes(one)),
  'Boolean containsNone(String)': (s: string, set: string) => !lettersOf(set).some((one) => s.includes(one)),
  'Boolean containsOnly(String)': (s: string, set: string) => lettersOf(s).every((one) => set.includes(one)),
  'Boolean containsWhitespace()': isAll(/\s/),
  'Boolean startsWith(String)': (s: string, part: string) => s.startsWith(part),
  'Boolean startsWithIgnoreCase(String)': (s: string, part: string) => fold(s).startsWith(fold(part)),
  'Boolean endsWith(String)': (s: string, part: string) => s.endsWith(part),
  'Boolean endsWithIgnoreCase(String)': (s: string, part: string) => fold(s).endsWith(fold(part)),
  'Integer indexOf(String)': (s: string, part: string) => s.indexOf(part),
  'Integer indexOf(String, Integer)': (s: string, part: string, from: number) => s.indexOf(part, from),
  'Integer indexOfIgnoreCase(String)': (s: string, part: string) => fold(s).indexOf(fold(part)),
  'Integer lastIndexOf(String)': (s: string, part: string) => s.lastIndexOf(part),
  'Integer countMatches(String)': (s: string, part: string) => (part === '' ? 0 : s.split(part).length - 1),
  'Boolean isAlpha()': isAll(/^\p{L}+$/u),
  'Boolean isAlphaSpace()': isAll(/^[\p{L} ]*$/u),
  'Boolean isAlphanumeric()': isAll(/^[\p{L}\p{N}]+$/u),
  'Boolean isAlphanumericSpace()': isAll(/^[\p{L}\p{N} ]*$/u),
  'Boolean isNumeric()': isAll(/^\d+$/),
  'Boolean isNumericSpace()': isAll(/^[\d ]*$/),
  'Boolean isAllLowerCase()': isAll(/^\p{Ll}+$/u),
  'Boolean isAllUpperCase()': isAll(/^\p{Lu}+$/u),
  'Boolean isWhitespace()': isAll(/^\s*$/),
  'Integer charAt(Integer)': (s: string, at: number) => s.charCodeAt(at),
  'Integer codePointAt(Integer)': (s: string, at: number) => s.codePointAt(at) ?? 0,
  'List<Integer> getChars()': (s: string) => numbers(lettersOf(s).map((one) => one.charCodeAt(0))),
  'Boolean matches(String)': (s: string, pattern: string, tx: Transaction) =>
    toRegExp(`^(?:${pattern})$`, '', tx).test(s),
  'Integer getLevenshteinDistance(String)': (s: string, other: string) => levenshtein(s, other),
};

function levenshtein(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const changes: LibrarySpec['methods'] = {
  'String toString()': (s: string) => s,
  'String substring(Integer)': (s: string, start: number, tx: Transaction) => substring(s, [start, s.length], tx),
  'String substring(Integer, Integer)': (s: string, start: number, end: number, tx: Transaction) =>
    substring(s, [start, end], tx),
  'String substringBefore(String)': (s: string, part: string) => before(s, s.indexOf(part)),
  'String substringBeforeLast(String)': (s: string, part: string) => before(s, s.lastIndexOf(part)),
  'String substringAfter(String)': (s: string, part: string) => after(s, s.indexOf(part), part.length),
  'String substringAfterLast(String)': (s: string, part: string) => after(s, s.lastIndexOf(part), part.length),
  'String substringBetween(String)': (s: string, tag: string) => s.split(tag)[1] ?? null,
  'String substringBetween(String, String)': (s: string, open: string, close: string) => {
    const from = s.indexOf(open);
    const to = from < 0 ? -1 : s.indexOf(close, from + open.length);
    return to < 0 ? null : s.slice(from + open.length, to);
  },
  'String left(Integer)': (s: string, count: number) => s.slice(0, Math.max(0, count)),
  'String right(Integer)': (s: string, count: number) => (count <= 0 ? '' : s.slice(-count)),
  'String mid(Integer, Integer)': (s: string, from: number, count: number) => s.slice(from, from + count),
  'String toLowerCase()': fold,
  'String toUpperCase()': (s: string) => s.toUpperCase(),
  'String capitalize()': capital,
  'String uncapitalize()': (s: string) => s.charAt(0).toLowerCase() + s.slice(1),
  'String swapCase()': (s: string) =>
    lettersOf(s)
      .map((one) => (one === fold(one) ? one.toUpperCase() : fold(one)))
      .join(''),
  'String trim()': (s: string) => s.trim(),
  'String stripHtmlTags()': (s: string) => s.replaceAll(/<[^>]*>/g, ''),
  'String normalizeSpace()': (s: string) => s.trim().replaceAll(/\s+/g, ' '),
  'String deleteWhitespace()': (s: string) => s.replaceAll(/\s+/g, ''),
  'String replace(String, String)': (s: string, part: string, by: string) => s.replaceAll(part, () => by),
  'String replaceAll(String, String)': (s: string, pattern: string, by: string, tx: Transaction) =>
    s.replaceAll(toRegExp(pattern, 'g', tx), by.replaceAll(/\$(\d)/g, '$$$1').replaceAll('\\$', '$$$$')),
  'String replaceFirst(String, String)': (s: string, pattern: string, by: string, tx: Transaction) =>
    s.replace(toRegExp(pattern, '', tx), by),
  'String remove(String)': (s: string, part: string) => s.replaceAll(part, ''),
  'String removeStart(String)': (s: string, part: string) => (s.startsWith(part) ? s.slice(part.length) : s),
  'String removeEnd(String)': (s: string, part: string) => (s.endsWith(part) ? s.slice(0, s.length - part.length) : s),
  'String removeEndIgnoreCase(String)': (s: string, part: string) =>
    fold(s).endsWith(fold(part)) ? s.slice(0, s.length - part.length) : s,
  'String removeStartIgnoreCase(String)': (s: string, part: string) =>
    fold(s).startsWith(fold(part)) ? s.slice(part.length) : s,
  'String repeat(Integer)': (s: string, times: number, tx: Transaction) => repeated(s, Math.max(0, times), tx),
  'String repeat(String, Integer)': (s: string, between: string, times: number, tx: Transaction) =>
    times <= 0 ? '' : repeated(s + between, times - 1, tx) + s,
  'String reverse()': (s: string) => lettersOf(s).reverse().join(''),
  'String leftPad(Integer)': (s: string, length: number) => s.padStart(length),
  'String leftPad(Integer, String)': (s: string, length: number, by: string) => s.padStart(length, by),
  'String rightPad(Integer)': (s: string, length: number) => s.padEnd(length),
  'String rightPad(Integer, String)': (s: string, length: number, by: string) => s.padEnd(length, by),
  'String center(Integer)': (s: string, length: number) => s.padStart((s.length + length) >> 1).padEnd(length),
  'String center(Integer, String)': (s: string, length: number, by: string) =>
    s.padStart((s.length + length) >> 1, by).padEnd(length, by),
  'String abbreviate(Integer)': (s: string, length: number) => (s.length > length ? `${s.slice(0, length - 3)}...` : s),
  'List<String> split(String)': (s: string, pattern: string, tx: Transaction) => split(s, [pattern, 0], tx),
  'List<String> split(String, Integer)': (s: string, pattern: string, limit: number, tx: Transaction) =>
    split(s, [pattern, limit], tx),
  'List<String> splitByCharacterType()': (s: string) =>
    strings(s.match(/\p{Lu}+|\p{Ll}+|\d+|\s+|[^\p{L}\d\s]+/gu) ?? []),
  'List<String> splitByCharacterTypeCamelCase()': (s: string) =>
    strings(s.match(/(?:\p{Lu}(?!\p{Ll}))+|\p{Lu}?\p{Ll}+|\d+|\s+|[^\p{L}\d\s]+/gu) ?? []),
  'String escapeHtml4()': (s: string) => s.replaceAll(/[&<>"]/g, (one) => htmlEntities[one] ?? one),
  'String escapeHtml3()': (s: string) => s.replaceAll(/[&<>"]/g, (one) => htmlEntities[one] ?? one),
  'String escapeXml()': (s: string) =>
    s.replaceAll(/[&<>"]/g, (one) => htmlEntities[one] ?? one).replaceAll("'", '&apos;'),
  'String escapeJava()': (s: string) => JSON.stringify(s).slice(1, -1),
  'String escapeCsv()': (s: string) => (/[",\n\r]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s),
  'String unescapeHtml4()': unescapeHtml,
  'String unescapeXml()': unescapeHtml,
};

function unescapeHtml(text: string): string {
  const pairs = Object.entries(htmlEntities).reverse();
  return pairs.reduce((rest, [letter, entity]) => rest.replaceAll(entity, letter), text.replaceAll('&apos;', "'"));
}

/** The work grows with the text, so that a loop cannot fill the memory within its CPU time. */
function repeated(text: string, times: number, tx: Transaction): string {
  const length = text.length * times;
  tx.useText(length);
  tx.work(length >> 4);
  return text.repeat(times);
}

const statics: LibrarySpec['statics'] = {
  'Boolean isBlank(String?)': isBlank,
  'Boolean isNotBlank(String?)': (text: string | null) => !isBlank(text),
  'Boolean isEmpty(String?)': (text: string | null) => text === null || text === '',
  'Boolean isNotEmpty(String?)': (text: string | null) => text !== null && text !== '',
  'String valueOf(Date)': (date: ApexDate) => date.iso,
  'String valueOf(Object)': (value: unknown) => (value === null ? null : toText(value)),
  'String valueOfGmt(Datetime)': (value: ApexDatetime) => formatDatetime(value.ms, 'yyyy-MM-dd HH:mm:ss'),
  'String join(Object, String)': (items: { items: unknown[] }, by: string) =>
    items.items.map((one) => (one === null ? '' : toText(one))).join(by),
  'String format(String, List<Object>)': format,
  'String escapeSingleQuotes(String)': (text: string) => text.replaceAll("'", "\\'"),
  'String fromCharArray(List<Integer>)': (codes: ApexList) => String.fromCharCode(...(codes.items as number[])),
  'String getCommonPrefix(List<String>)': (texts: ApexList) => commonPrefix(texts.items as string[]),
};

function commonPrefix(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  while (length > 0 && !others.every((one) => one.startsWith(first.slice(0, length)))) length--;
  return first.slice(0, length);
}

const idSpec: LibrarySpec = {
  name: 'Id',
  methods: {
    'Schema.SObjectType getSObjectType()': (id: string, tx: Transaction) => {
      const def = tx.org.schema.objectOfId(id);
      if (def === undefined) throw tx.error('SObjectException', `Cannot locate Apex Type for ID: ${id}`);
      return new ObjectToken(def);
    },
    'String to15()': (id: string) => id.slice(0, 15),
  },
  statics: {
    'Id valueOf(String)': (text: string, tx: Transaction) => {
      if (!isId(text)) throw tx.error('StringException', `Invalid id: ${text}`);
      return toId18(text.slice(0, 15));
    },
  },
};

export const stringSpecs: readonly LibrarySpec[] = [
  { name: 'String', methods: { ...queries, ...changes }, statics },
  { ...idSpec, methods: { ...queries, ...changes, ...idSpec.methods } },
];
