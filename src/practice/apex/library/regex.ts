// Pattern and Matcher.
import type { LibrarySpec } from '../typeSystem/libraryType';
import type { Transaction } from '../run/transaction';
import { types } from '../typeSystem/apexType';
import { ApexList } from '../values/collections';
import { toRegExp } from './strings';

interface Pattern {
  readonly source: string;
}

interface Matcher {
  readonly pattern: Pattern;
  readonly text: string;
  at: number;
  found: RegExpExecArray | null;
}

function find(matcher: Matcher, tx: Transaction): boolean {
  const expression = toRegExp(matcher.pattern.source, 'g', tx);
  tx.work(1 + (matcher.text.length >> 4));
  expression.lastIndex = matcher.at;
  matcher.found = matcher.at > matcher.text.length ? null : expression.exec(matcher.text);
  if (matcher.found) matcher.at = matcher.found.index + Math.max(1, matcher.found[0].length);
  return matcher.found !== null;
}

function matchWhole(matcher: Matcher, [before, after]: readonly [string, string], tx: Transaction): boolean {
  matcher.found = toRegExp(`${before}(?:${matcher.pattern.source})${after}`, '', tx).exec(matcher.text);
  return matcher.found !== null;
}

function match({ found }: Matcher, tx: Transaction): RegExpExecArray {
  if (found) return found;
  throw tx.error('StringException', 'No match found');
}

const matcherSpec: LibrarySpec = {
  name: 'Matcher',
  methods: {
    'Boolean find()': find,
    'Boolean matches()': (matcher: Matcher, tx: Transaction) => matchWhole(matcher, ['^', '$'], tx),
    'Boolean lookingAt()': (matcher: Matcher, tx: Transaction) => matchWhole(matcher, ['^', ''], tx),
    'String group()': (matcher: Matcher, tx: Transaction) => match(matcher, tx)[0],
    'String group(Integer)': (matcher: Matcher, place: number, tx: Transaction) => match(matcher, tx)[place],
    'Integer groupCount()': (matcher: Matcher, tx: Transaction) =>
      (toRegExp(`${matcher.pattern.source}|`, '', tx).exec('')?.length ?? 1) - 1,
    'Integer start()': (matcher: Matcher, tx: Transaction) => match(matcher, tx).index,
    'Integer end()': (matcher: Matcher, tx: Transaction) => match(matcher, tx).index + match(matcher, tx)[0].length,
    'String replaceAll(String)': ({ pattern, text }: Matcher, by: string, tx: Transaction) =>
      text.replaceAll(toRegExp(pattern.source, 'g', tx), by),
    'String replaceFirst(String)': ({ pattern, text }: Matcher, by: string, tx: Transaction) =>
      text.replace(toRegExp(pattern.source, '', tx), by),
    'Matcher reset()': (matcher: Matcher) => Object.assign(matcher, { at: 0, found: null }),
    'Boolean hitEnd()': ({ at, text }: Matcher) => at >= text.length,
  },
};

export const regexSpecs: readonly LibrarySpec[] = [
  {
    name: 'Pattern',
    methods: {
      'Matcher matcher(String)': (pattern: Pattern, text: string): Matcher => ({ pattern, text, at: 0, found: null }),
      'String pattern()': ({ source }: Pattern) => source,
      'List<String> split(String)': ({ source }: Pattern, text: string, tx: Transaction) =>
        new ApexList(types.string, text.split(toRegExp(source, '', tx))),
    },
    statics: {
      'Pattern compile(String)': (source: string, tx: Transaction): Pattern => {
        toRegExp(source, '', tx);
        return { source };
      },
      'Boolean matches(String, String)': (source: string, text: string, tx: Transaction) =>
        toRegExp(`^(?:${source})$`, '', tx).test(text),
      'String quote(String)': (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&'),
    },
  },
  matcherSpec,
];
