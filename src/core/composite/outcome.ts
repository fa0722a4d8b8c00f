// What became of each part of a request, and which part is to blame when others were taken back with it.
import type { Part } from './parts';

export interface PartError {
  /** Salesforce's own, such as REQUIRED_FIELD_MISSING; empty when it named none. */
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** Without Salesforce's `attributes`; parents are rows within the row. */
export type Row = Readonly<Record<string, unknown>>;

/** What each kind of part gives when it goes well. */
interface Values {
  readonly create: { readonly id: string };
  readonly upsert: { readonly id: string; readonly created: boolean };
  readonly update: undefined;
  readonly delete: undefined;
  readonly read: Row;
  /** The first page; `next` is the path of the one behind it. */
  readonly query: { readonly total: number; readonly rows: readonly Row[]; readonly next: string | undefined };
  /** As Salesforce answered. */
  readonly call: unknown;
}

export interface Done<Value> {
  readonly ref: string;
  readonly ok: true;
  readonly value: Value;
}

/** It failed by itself: here is something to mend. */
export interface Failed {
  readonly ref: string;
  readonly ok: false;
  readonly undone?: undefined;
  readonly errors: readonly PartError[];
}

/** Nothing is wrong with it, but it left nothing in the org because another part failed. */
export interface Undone {
  readonly ref: string;
  readonly ok: false;
  /** `rolledBack`: with everything else of its transaction, whether it had its turn or not. `notRun`: it never had its turn. */
  readonly undone: 'rolledBack' | 'notRun';
  /** The part that failed by itself; undefined when Salesforce does not say which. */
  readonly because: string | undefined;
  /** Salesforce's words for it. */
  readonly errors: readonly PartError[];
}

/** Of one kind of part. A parent's value is typed by the kind of part it came from. */
export type PartOutcome<Kind extends Part['kind'] = Part['kind']> = Kind extends Part['kind']
  ? Done<Values[Kind]> | Failed | Undone
  : never;

/** One outcome a part, at the part's place. */
export type Outcomes<Parts extends readonly Part[]> = {
  readonly [Index in keyof Parts]: PartOutcome<Parts[Index]['kind']>;
};

/** What Salesforce answered to one part, before anybody asked whose fault it was. */
export interface Answered {
  readonly ref: string;
  readonly ok: boolean;
  readonly value: unknown;
  readonly errors: readonly PartError[];
  /** Salesforce says that it stopped here for another part's sake, or for want of another part's answer. */
  readonly halted: false | 'byAnother' | 'noValue';
}

/** Undone because of the part of that name. */
export const toUndone = (
  { ref, errors }: Pick<Answered, 'ref' | 'errors'>,
  undone: Undone['undone'],
  because: string | undefined,
): Undone => ({ ref, ok: false, undone, because, errors });

const toFailed = ({ ref, errors }: Answered): Failed => ({ ref, ok: false, errors });
const toDone = ({ ref, value }: Answered): Done<unknown> => ({ ref, ok: true, value });

type Judged = Done<unknown> | Failed | Undone;

/** All or nothing, and nothing it is. `culprits` are tried in order; nobody is blamed when none of them fits. */
export function judgeBroken(answers: readonly Answered[]): readonly Judged[] {
  const culprit =
    answers.find(({ ok, halted }) => !ok && halted === false) ??
    answers.find(({ halted }) => halted === 'noValue') ??
    // A collection says 200 for itself although some of its records failed.
    answers.find(({ ok, errors }) => ok && errors.length > 0);
  return answers.map((one) => {
    const isOwn = one === culprit || (!one.ok && one.halted === false);
    if (isOwn) return toFailed(one);
    return toUndone(one, culprit === undefined ? 'notRun' : 'rolledBack', culprit?.ref);
  });
}

/** Each for itself; a part that needed a failed one's answer was not run. `uses`: ref → the parts it refers to. */
export function judgeEach(
  answers: readonly Answered[],
  uses: ReadonlyMap<string, readonly string[]>,
): readonly Judged[] {
  const blamed = new Map<string, string>();
  return answers.map((one) => {
    if (one.ok) return toDone(one);
    const because = (uses.get(one.ref) ?? []).map((ref) => blamed.get(ref)).find((ref) => ref !== undefined);
    blamed.set(one.ref, one.halted === false ? one.ref : (because ?? one.ref));
    return one.halted === false || because === undefined ? toFailed(one) : toUndone(one, 'notRun', because);
  });
}
