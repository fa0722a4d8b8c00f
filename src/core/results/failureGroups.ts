// Counts the failures of a part by cause, in limited memory for any number of causes.
import { errorPatternOf, readCause } from '../errors/rowError';
import type { FailureGroup } from '../model/load';
import { groupMark } from './layout';

/** Causes beyond this number are grouped by their code alone, so that the journal stays small. */
const maxGroups = 200;
const maxPatterns = 2_000;

interface Counted {
  readonly group: Omit<FailureGroup, 'count'>;
  readonly mark: number;
  /** From 1, in order of appearance. */
  readonly number: number;
  count: number;
}

export class FailureGroups {
  readonly #byMark = new Map<number, Counted>();
  #byPattern = new Map<string, Counted>();

  /** Counts a failed row by its sf__Error. Returns the number of its group, from 1. */
  add(text: string): number {
    const pattern = errorPatternOf(text);
    let counted = this.#byPattern.get(pattern);
    if (!counted) {
      counted = this.#find(pattern);
      if (this.#byPattern.size >= maxPatterns) this.#byPattern = new Map();
      this.#byPattern.set(pattern, counted);
    }
    counted.count++;
    return counted.number;
  }

  #find(pattern: string): Counted {
    const cause = readCause(pattern);
    const isFull = this.#byMark.size >= maxGroups && !this.#byMark.has(groupMark(cause));
    return this.#open(isFull ? { code: cause.code, message: '…', fields: [] } : cause);
  }

  #open(group: Omit<FailureGroup, 'count'>): Counted {
    const mark = groupMark(group);
    const counted = this.#byMark.get(mark) ?? { group, mark, number: this.#byMark.size + 1, count: 0 };
    this.#byMark.set(mark, counted);
    return counted;
  }

  /** {@link groupMark} of each group by its number; 0 for none. */
  marks(): readonly number[] {
    return [0, ...Array.from(this.#byMark.values(), ({ mark }) => mark)];
  }

  /** The most frequent first. */
  list(): readonly FailureGroup[] {
    return [...this.#byMark.values()]
      .map(({ group, count }) => ({ ...group, count }))
      .sort((a, b) => b.count - a.count);
  }
}
