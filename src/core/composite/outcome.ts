// The outcome of each part of a request, and which part caused the others to be rolled back.
import type { Part } from './parts';

export interface PartError {
  /** Salesforce's own, such as REQUIRED_FIELD_MISSING; empty when it named none. */
  readonly code: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** Without Salesforce's `attributes`; parents are rows within the row. */
export type Row = Readonly<Record<string, unknown>>;

/** The value of each kind of part when it succeeds. */
interface Values {
  readonly create: { readonly id: string };
  readonly upsert: { readonly id: string; readonly created: boolean };
  readonly update: undefined;
  readonly delete: undefined;
  readonly read: Row;
  /** The first page; `next` is the path of the second. */
  readonly query: { readonly total: number; readonly rows: readonly Row[]; readonly next: string | undefined };
  /** The response of Salesforce. */
  readonly call: unknown;
}

export interface Done<Value> {
  readonly ref: string;
  readonly ok: true;
  readonly value: Value;
}

/** It failed because of its own error. */
export interface Failed {
  readonly ref: string;
  readonly ok: false;
  readonly undone?: undefined;
  readonly errors: readonly PartError[];
}

/** It has no error of its own, but it changed nothing in the org because another part failed. */
export interface Undone {
  readonly ref: string;
  readonly ok: false;
  /** `rolledBack`: with its whole transaction, whether it ran or not. `notRun`: it never ran. */
  readonly undone: 'rolledBack' | 'notRun';
  /** The part that failed; undefined when Salesforce does not say which. */
  readonly because: string | undefined;
  /** Salesforce's errors. */
  readonly errors: readonly PartError[];
}

/** The outcome of a part; its value is typed by the kind of the part. */
export type PartOutcome<Kind extends Part['kind'] = Part['kind']> = Kind extends Part['kind']
  ? Done<Values[Kind]> | Failed | Undone
  : never;

/** One outcome per part, in the order of the parts. */
export type Outcomes<Parts extends readonly Part[]> = {
  readonly [Index in keyof Parts]: PartOutcome<Parts[Index]['kind']>;
};

/** Salesforce's answer to one part, before the cause of a rollback is known. */
export interface Answered {
  readonly ref: string;
  readonly ok: boolean;
  readonly value: unknown;
  readonly errors: readonly PartError[];
  /** Salesforce did not run the part because another one failed, or because the value it refers to is missing. */
  readonly halted: false | 'byAnother' | 'noValue';
}

/** Undone because the part `because` failed. */
export const toUndone = (
  { ref, errors }: Pick<Answered, 'ref' | 'errors'>,
  undone: Undone['undone'],
  because: string | undefined,
): Undone => ({ ref, ok: false, undone, because, errors });

const toFailed = ({ ref, errors }: Answered): Failed => ({ ref, ok: false, errors });
const toDone = ({ ref, value }: Answered): Done<unknown> => ({ ref, ok: true, value });

type Judged = Done<unknown> | Failed | Undone;

/**
 * Outcomes of a transaction that was rolled back. If no part can be identified as the cause, `because` stays undefined.
 */
export function judgeRolledBack(answers: readonly Answered[]): readonly Judged[] {
  const cause =
    answers.find(({ ok, halted }) => !ok && halted === false) ??
    answers.find(({ halted }) => halted === 'noValue') ??
    // A collection has status 200 even if some of its records failed.
    answers.find(({ ok, errors }) => ok && errors.length > 0);
  return answers.map((one) => {
    const isOwn = one === cause || (!one.ok && one.halted === false);
    if (isOwn) return toFailed(one);
    return toUndone(one, cause === undefined ? 'notRun' : 'rolledBack', cause?.ref);
  });
}

/**
 * Outcomes of parts that are saved separately. `uses`: ref → the parts it refers to; if one of them failed, it was not
 * run.
 */
export function judgeSeparately(
  answers: readonly Answered[],
  uses: ReadonlyMap<string, readonly string[]>,
): readonly Judged[] {
  const causes = new Map<string, string>();
  return answers.map((one) => {
    if (one.ok) return toDone(one);
    const because = (uses.get(one.ref) ?? []).map((ref) => causes.get(ref)).find((ref) => ref !== undefined);
    causes.set(one.ref, one.halted === false ? one.ref : (because ?? one.ref));
    return one.halted === false || because === undefined ? toFailed(one) : toUndone(one, 'notRun', because);
  });
}
