// Counts the failures of a part by cause, without knowing how many causes there will be.
import { readRowError, withoutRowDetails } from '../errors/rowError';
import type { FailureGroup } from '../kernel/job';
import { groupMark } from '../kernel/resultFiles';

/** More causes than a person reads, or than a journal should hold, fall together by their code. */
const mostGroups = 200;
const mostTexts = 2_000;

interface Counted {
  readonly group: Omit<FailureGroup, 'count'>;
  readonly mark: number;
  count: number;
}

export class FailureGroups {
  readonly #byMark = new Map<number, Counted>();
  /** Most failures of a load have one of a few texts. */
  #byText = new Map<string, Counted>();

  /** Counts a failed row by its sf__Error and gives the mark of its group. */
  add(text: string): number {
    let counted = this.#byText.get(text);
    if (!counted) {
      counted = this.#find(text);
      if (this.#byText.size >= mostTexts) this.#byText = new Map();
      this.#byText.set(text, counted);
    }
    counted.count++;
    return counted.mark;
  }

  #find(text: string): Counted {
    const error = withoutRowDetails(readRowError(text));
    const known = this.#byMark.get(groupMark(error));
    if (known) return known;
    return this.#open(this.#byMark.size < mostGroups ? error : { code: error.code, message: '…', fields: [] });
  }

  #open(group: Omit<FailureGroup, 'count'>): Counted {
    const mark = groupMark(group);
    const counted = this.#byMark.get(mark) ?? { group, mark, count: 0 };
    this.#byMark.set(mark, counted);
    return counted;
  }

  /** The commonest first. */
  list(): readonly FailureGroup[] {
    return [...this.#byMark.values()]
      .map(({ group, count }) => ({ ...group, count }))
      .sort((a, b) => b.count - a.count);
  }
}
