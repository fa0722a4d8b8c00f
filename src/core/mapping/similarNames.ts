// Finds the fields whose words are closest to those of a column. Only words that share a first letter are compared.
import { wordsOf } from './names';

export interface NamedField<F> {
  readonly field: F;
  /** Label and API name; the closer of them counts. */
  readonly names: readonly string[];
}

export interface Similar<F> {
  readonly field: F;
  /** 1 for the same words, 0 for no common word. */
  readonly closeness: number;
}

export interface SimilarNames<F> {
  /** The closest first, none below {@link leastCloseness}. */
  readonly closest: (column: string) => readonly Similar<F>[];
}

export const leastCloseness = 0.55;

/** What people write in headers for a word of Salesforce's labels. */
const otherWords: Readonly<Record<string, string>> = {
  acct: 'account',
  amt: 'amount',
  cell: 'mobile',
  dob: 'birthdate',
  mail: 'email',
  nr: 'number',
  no: 'number',
  num: 'number',
  qty: 'quantity',
  tel: 'phone',
  telephone: 'phone',
  url: 'website',
  zip: 'postal',
};
/** Words that tell fields apart only together with others. */
const weakWords = new Set(['code', 'date', 'field', 'id', 'name', 'number', 'of', 'the', 'type', 'value']);
const weakShare = 0.4;

interface Name {
  /** Number of its field. */
  readonly at: number;
  readonly words: readonly string[];
}

export function createSimilarNames<F>(fields: readonly NamedField<F>[]): SimilarNames<F> {
  const names = fields.flatMap(({ names }, at): Name[] => names.map((name) => ({ at, words: wordsOf(name) })));
  const places = placesOf(names);
  const weigh = (word: string): number =>
    (weakWords.has(word) ? weakShare : 1) / (1 + Math.log2(Math.max(1, places.get(word)?.fields.size ?? 1)));
  const similarWords = createSimilarWords([...places.keys()]);
  const weights = names.map(({ words }) => words.reduce((sum, word) => sum + weigh(word), 0));
  const closest = (column: string): readonly Similar<F>[] => {
    const words = [...new Set(wordsOf(column))].map((word) => {
      const matches = similarWords(word);
      return { matches, weight: weigh(matches[0]?.word ?? word) };
    });
    const total = words.reduce((sum, { weight }) => sum + weight, 0);
    const shares = new Shares(names.length);
    for (const { matches, weight } of words) {
      shares.nextWord();
      for (const { word, likeness } of matches) {
        const ofName = weigh(word) * likeness;
        for (const name of places.get(word)?.names ?? []) shares.add(name, weight * likeness, ofName);
      }
    }
    const best = new Map<number, number>();
    for (const name of shares.touched) {
      const { at } = names[name] ?? { at: -1 };
      const closeness = shares.closeness(name, total, weights[name] ?? 1);
      if (closeness >= Math.max(leastCloseness, best.get(at) ?? 0)) best.set(at, closeness);
    }
    return [...best]
      .flatMap(([at, closeness]) => fields.slice(at, at + 1).map(({ field }) => ({ field, closeness })))
      .sort((one, other) => other.closeness - one.closeness);
  };
  return { closest };
}

/** How much of one column's words each name has, and how much of the name's words the column has. */
class Shares {
  readonly touched: number[] = [];
  readonly #ofColumn: Float64Array;
  readonly #ofName: Float64Array;
  readonly #lastWord: Uint16Array;
  #word = 0;

  constructor(names: number) {
    this.#ofColumn = new Float64Array(names);
    this.#ofName = new Float64Array(names);
    this.#lastWord = new Uint16Array(names);
  }

  nextWord(): void {
    this.#word++;
  }

  /** The likest word of a name comes first and is the only one that counts. */
  add(name: number, ofColumn: number, ofName: number): void {
    const last = this.#lastWord[name] ?? 0;
    if (last === this.#word) return;
    if (last === 0) this.touched.push(name);
    this.#lastWord[name] = this.#word;
    this.#ofColumn[name] = (this.#ofColumn[name] ?? 0) + ofColumn;
    this.#ofName[name] = (this.#ofName[name] ?? 0) + ofName;
  }

  /** The share of the column counts more: labels have words that headers leave out. */
  closeness(name: number, columnWeight: number, nameWeight: number): number {
    const covered = Math.min(1, (this.#ofName[name] ?? 0) / nameWeight);
    return (0.6 * (this.#ofColumn[name] ?? 0)) / columnWeight + 0.4 * covered;
  }
}

interface WordMatch {
  readonly word: string;
  readonly likeness: number;
}

interface Places {
  /** Numbers of the names that have the word. */
  readonly names: number[];
  readonly fields: Set<number>;
}

function placesOf(names: readonly Name[]): ReadonlyMap<string, Places> {
  const places = new Map<string, Places>();
  names.forEach(({ at, words }, name) => {
    for (const word of new Set(words)) {
      const known = places.get(word) ?? { names: [], fields: new Set<number>() };
      known.names.push(name);
      known.fields.add(at);
      places.set(word, known);
    }
  });
  return places;
}

/** Each word is compared once, however many columns have it. */
function createSimilarWords(vocabulary: readonly string[]): (word: string) => readonly WordMatch[] {
  const byLetter = new Map<string, string[]>();
  for (const word of vocabulary) {
    const letter = word.charAt(0);
    const known = byLetter.get(letter) ?? [];
    known.push(word);
    byLetter.set(letter, known);
  }
  const known = new Map<string, readonly WordMatch[]>();
  return (word) => {
    const seen = known.get(word);
    if (seen) return seen;
    const other = Object.hasOwn(otherWords, word) ? otherWords[word] : undefined;
    const matches = [word, ...(other === undefined ? [] : [other])].flatMap((asked) =>
      (byLetter.get(asked.charAt(0)) ?? []).flatMap((candidate): WordMatch[] => {
        const likeness = likenessOf(asked, candidate);
        return likeness > 0 ? [{ word: candidate, likeness }] : [];
      }),
    );
    matches.sort((one, other) => other.likeness - one.likeness);
    known.set(word, matches);
    return matches;
  };
}

/** The same word, an abbreviation of three letters or more, or one typing mistake in five letters or more. */
function likenessOf(one: string, other: string): number {
  if (one === other) return 1;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length >= 3 && long.startsWith(short)) return 0.6 + (0.4 * short.length) / long.length;
  return short.length >= 5 && isOneEdit(short, long) ? 0.85 : 0;
}

/** One letter more, another letter, or two letters exchanged. */
function isOneEdit(short: string, long: string): boolean {
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
