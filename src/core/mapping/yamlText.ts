// A mapping file as YAML: its values, and where each of them is in the text.
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Node, type YAMLMap } from 'yaml';
import type { MappingProblem } from './mappingFile';
import { maxTableRows } from './readTables';

/** Keys and indexes that lead to a value. */
export type Path = readonly (string | number)[];

export interface YamlText {
  /** What is no YAML. */
  readonly problems: readonly MappingProblem[];
  readonly value: unknown;
  /** At the value, or at its key where `atKey`; else at the nearest value around it. */
  readonly problemAt: (path: Path, message: string, atKey?: boolean) => MappingProblem;
}

type Range = readonly [start: number, end: number];

export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  // The package compares each key with all before it, which takes minutes for some files of 1 MB.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: false, uniqueKeys: false });
  const place = ([start, end]: Range, message: string): MappingProblem => {
    const from = lines.linePos(start);
    const to = lines.linePos(Math.max(start + 1, end));
    return { line: from.line, column: from.col, endLine: to.line, endColumn: to.col, message };
  };
  const problems: MappingProblem[] = [...document.errors, ...document.warnings].map(({ pos: [start, end], message }) =>
    place([start, end], `This is not YAML: ${message.replace(/\.$/, '')}.`),
  );
  visit(document, {
    Alias: (_, { source, range }) =>
      void problems.push(place([range?.[0] ?? 0, range?.[1] ?? 0], `Write the value itself instead of *${source}.`)),
    Map: (_, map) => {
      for (const { at, message } of flawsOfKeys(map)) problems.push(place(ownRange(at) ?? [0, 1], message));
    },
  });
  return {
    problems,
    value: problems.length > 0 ? undefined : toValue(document.contents),
    problemAt: (path, message, atKey) => place(rangeOf(document.contents, path, atKey) ?? [0, 1], message),
  };
}

function* flawsOfKeys(map: YAMLMap): Generator<{ readonly at: unknown; readonly message: string }> {
  if (map.items.length > maxTableRows) {
    yield { at: map, message: `Here are ${map.items.length} keys. At most ${maxTableRows} are possible.` };
    return;
  }
  const names = new Set<string>();
  for (const { key } of map.items) {
    const name = keyOf(key);
    if (names.has(name)) yield { at: key, message: `“${name}” is there twice. Remove one of them.` };
    // Objects of JavaScript have another meaning for it, and its value would be lost.
    if (name === '__proto__') yield { at: key, message: '“__proto__” cannot be a key.' };
    names.add(name);
  }
}

/**
 * Numbers and booleans only where the text is their usual form: `007` and `1.50` are texts, so no digit is lost.
 * Aliases are not followed: a small file could become a large value.
 */
function toValue(node: unknown): unknown {
  if (isMap(node)) return Object.fromEntries(node.items.map(({ key, value }) => [keyOf(key), toValue(value)]));
  if (isSeq(node)) return node.items.map(toValue);
  if (!isScalar(node)) return undefined;
  const { value, source } = node;
  const isPlain = typeof value === 'string' || source === undefined || String(value) === source;
  return isPlain ? value : (value ?? null) === null ? null : source;
}

const keyOf = (key: unknown): string => (isScalar(key) ? (key.source ?? String(key.value)) : String(key));

function rangeOf(contents: unknown, path: Path, atKey = false): Range | undefined {
  let node: unknown = contents;
  let range = ownRange(contents);
  for (const [at, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => keyOf(key) === String(part));
      if (!pair) return range;
      const isLast = at === path.length - 1;
      range = (isLast && atKey ? ownRange(pair.key) : (ownRange(pair.value) ?? ownRange(pair.key))) ?? range;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      range = ownRange(node) ?? range;
    } else return range;
  }
  return range;
}

function ownRange(node: unknown): Range | undefined {
  const range = (node as Node | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
}
