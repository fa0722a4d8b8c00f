// Finds the field of each column of a file: by its name, its label, what was accepted before, and by similarity.
import { isResultColumn } from '../results/layout';
import { takesValues } from './fieldRules';
import type { ColumnMatch, MatchField, MatchReason, RememberedColumn } from './matchTypes';
import { squash, withoutSuffix, wordsOf } from './names';
import { toParent, toPath, type ParentTarget } from './parentColumns';
import { createSimilarNames, type Similar } from './similarNames';

/**
 * One match for each column, in their order. No two have the same field: the surer one gets it, of equals the first.
 */
export function matchColumns(
  columns: readonly string[],
  fields: readonly MatchField[],
  remembered: readonly RememberedColumn[],
): readonly ColumnMatch[] {
  const found = new Matches(columns);
  found.settle((column) => hopeless(column));
  const before = new Map(remembered.map((entry) => [entry.column.toLowerCase(), entry]));
  found.settle((column) => recalled(column, before.get(column.toLowerCase()), fields));
  const certain = (reason: MatchReason, keysOf: (field: MatchField) => readonly string[], toKey: ToKey): void => {
    const index = indexOf(fields, (field) => keysOf(field).map(toKey));
    found.settle((column) => byKey(column, index.get(toKey(column)), reason));
  };
  certain('apiName', ({ name }) => [name], caseless);
  found.settle((column) => byTarget(column, toPath(column, fields), 'relationship'));
  certain('label', ({ label }) => [label], caseless);
  certain('shortName', ({ name }) => [withoutSuffix(name)], caseless);
  certain('shortName', ({ name }) => [withoutSuffix(name), name], squash);
  certain('label', ({ label }) => [label], squash);
  found.settle((column) => byTarget(column, toParent(column, fields), 'parent'));
  settleSimilar(found, fields);
  return found.all();
}

type ToKey = (text: string) => string;

const caseless: ToKey = (text) => text.trim().toLowerCase();

/** Matches in the order in which they are found: a later one does not get a field of an earlier one. */
class Matches {
  readonly #columns: readonly string[];
  readonly #found: (ColumnMatch | undefined)[];
  readonly #taken = new Set<string>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
    this.#found = columns.map(() => undefined);
  }

  isTaken(field: string): boolean {
    return this.#taken.has(field.toLowerCase());
  }

  open(): readonly { readonly at: number; readonly column: string }[] {
    return this.#columns.map((column, at) => ({ column, at })).filter(({ at }) => this.#found[at] === undefined);
  }

  settle(match: (column: string) => ColumnMatch | undefined): void {
    for (const { at, column } of this.open()) {
      const found = match(column);
      if (found) this.put(at, found);
    }
  }

  put(at: number, match: ColumnMatch): void {
    const { field } = match;
    const isTaken = field !== undefined && this.isTaken(field);
    if (field !== undefined) this.#taken.add(field.toLowerCase());
    this.#found[at] = isTaken ? none(match.column, 'taken', [field]) : match;
  }

  all(): readonly ColumnMatch[] {
    return this.#columns.map((column, at) => this.#found[at] ?? none(column, 'noField'));
  }
}

const none = (column: string, reason: MatchReason, candidates: readonly string[] = []): ColumnMatch => ({
  column,
  confidence: 'none',
  reason,
  ...(candidates.length > 0 && { candidates }),
});

function hopeless(column: string): ColumnMatch | undefined {
  if (column.trim() === '') return none(column, 'noName');
  return isResultColumn(column) ? none(column, 'resultColumn') : undefined;
}

/** A field that the org does not have any more is not recalled. */
function recalled(
  column: string,
  entry: RememberedColumn | undefined,
  fields: readonly MatchField[],
): ColumnMatch | undefined {
  if (!entry) return undefined;
  if (!entry.mapped) return none(column, 'leftOut');
  const { field, lookup } = entry.mapped;
  const isKnown = toPath(field, fields) ?? fields.find((known) => caseless(known.name) === caseless(field));
  if (!isKnown) return undefined;
  return { column, field, ...(lookup && { lookup }), confidence: 'certain', reason: 'remembered' };
}

function indexOf(
  fields: readonly MatchField[],
  keysOf: (field: MatchField) => readonly string[],
): ReadonlyMap<string, readonly MatchField[]> {
  const index = new Map<string, MatchField[]>();
  for (const field of fields)
    for (const key of new Set(keysOf(field))) {
      const known = index.get(key) ?? [];
      known.push(field);
      index.set(key, known);
    }
  return index;
}

function byKey(
  column: string,
  fields: readonly MatchField[] | undefined,
  reason: MatchReason,
): ColumnMatch | undefined {
  if (!fields) return undefined;
  const [field, ...others] = fields.filter(takesValues);
  if (!field) return none(column, 'notWritable', namesOf(fields));
  if (others.length > 0) return none(column, 'severalFields', namesOf([field, ...others]));
  return { column, field: field.name, confidence: 'certain', reason };
}

const namesOf = (fields: readonly MatchField[]): readonly string[] => fields.map(({ name }) => name);

/** A lookup by another field than an external ID may find none or several records, so it is not certain. */
const byTarget = (column: string, target: ParentTarget | undefined, reason: MatchReason): ColumnMatch | undefined =>
  target && { column, ...target, confidence: target.lookup ? 'likely' : 'certain', reason };

/** A lookup field takes IDs, so a column such as `Owner Name` is not similar to it. */
const isIdColumn = (column: string): boolean => wordsOf(column).includes('id');

/** Two fields whose closeness differs by less are equally close. */
const leastLead = 0.05;

function settleSimilar(found: Matches, fields: readonly MatchField[]): void {
  const free = fields.filter((field) => takesValues(field) && field.name !== 'Id' && !found.isTaken(field.name));
  const { closest } = createSimilarNames(
    free.map((field) => ({ field, names: [field.label, withoutSuffix(field.name)] })),
  );
  const similarOf = (column: string): readonly Similar<string>[] =>
    closest(column)
      .filter(({ field }) => field.referenceTo.length === 0 || isIdColumn(column))
      .map(({ field, closeness }) => ({ field: field.name, closeness }));
  const open = found.open().map(({ at, column }) => ({ at, column, similar: similarOf(column) }));
  const closeness = ({ similar: [best] }: { readonly similar: readonly Similar<string>[] }): number =>
    best?.closeness ?? 0;
  for (const { at, column, similar } of [...open].sort((a, b) => closeness(b) - closeness(a))) {
    const [best, second] = similar.filter(({ field }) => !found.isTaken(field));
    const names = similar.slice(0, 5).map(({ field }) => field);
    if (best === undefined) found.put(at, none(column, similar.length > 0 ? 'taken' : 'noField', names));
    else if (second && best.closeness - second.closeness < leastLead)
      found.put(at, none(column, 'severalFields', names));
    else found.put(at, { column, field: best.field, confidence: 'likely', reason: 'similar', candidates: names });
  }
}
