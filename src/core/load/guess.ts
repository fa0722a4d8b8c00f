// Guesses what a CSV is for: the object, the operation, the key and the field of each column, all with their reasons.
import { SalesforceError } from '../errors/salesforceError';
import { isId } from '../kernel/ids';
import {
  matchColumns,
  parentsNamed,
  proposeColumns,
  toParentFields,
  type ColumnMatch,
  type ColumnProposal,
  type ProposalField,
  type RememberedColumn,
} from '../mapping/mapping';
import type { IngestOperation } from '../model/load';
import { isResultColumn } from '../results/layout';

/** What guessing needs of the describes; rest/describe fulfills it. */
export interface GuessSchema {
  readonly objects: () => Promise<
    readonly {
      readonly name: string;
      readonly label: string;
      readonly labelPlural: string;
      readonly keyPrefix: string | null;
      readonly createable: boolean;
    }[]
  >;
  readonly fields: (object: string) => Promise<readonly GuessField[]>;
}

export interface GuessField extends ProposalField {
  readonly nameField: boolean;
  readonly idLookup: boolean;
}

export interface GuessSource {
  /** Name of the file without its folder. */
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly preview: readonly (readonly string[])[];
  /** What was accepted for the columns of earlier loads into the object. */
  readonly remembered?: (object: string) => readonly RememberedColumn[];
}

export interface LoadGuess {
  readonly object: string;
  readonly objectReason: 'id' | 'fileName' | 'columns' | 'chosen';
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  /** Fields by which an upsert can find its records: external ID fields that a column has, then Id. */
  readonly keys: readonly string[];
  /** What each column of the file becomes, in their order. */
  readonly columns: readonly ColumnProposal[];
}

/** The objects that are loaded most, tried when neither an id nor the file's name says which. */
const usual = ['Account', 'Contact', 'Lead', 'Opportunity', 'Case', 'Task', 'Campaign', 'Product2', 'User'];
/** Each candidate costs one describe call. */
const maxCandidates = 8;

/**
 * Undefined when no object has any of the columns. At most nine API calls, all answered from memory the second time.
 */
export async function guessLoad(file: GuessSource, schema: GuessSchema): Promise<LoadGuess | undefined> {
  const source = withoutResultColumns(file);
  const objects = (await schema.objects()).filter((object) => object.createable);
  const prefix = idPrefix(source);
  const byId = prefix === undefined ? undefined : objects.find((object) => object.keyPrefix === prefix);
  if (byId) return toGuess(byId.name, 'id', file, schema);
  const named = objects
    .map((object) => ({ name: object.name, closeness: nameCloseness(source.fileName, object) }))
    .filter(({ closeness }) => closeness > 0);
  named.sort((a, b) => b.closeness - a.closeness || a.name.length - b.name.length);
  const known = new Set(objects.map((object) => object.name));
  const candidates = [...new Set([...named.map(({ name }) => name), ...usual.filter((name) => known.has(name))])].slice(
    0,
    maxCandidates,
  );
  const scored = await Promise.all(
    candidates.map(async (name) => {
      const fields = await schema.fields(name);
      return { name, fit: fitOf(source.columns, fields), isNamed: named.some((object) => object.name === name) };
    }),
  );
  // A matching file name counts more than a few columns, but not more than most of them.
  const score = (object: (typeof scored)[number]): number => object.fit + (object.isNamed ? 0.3 : 0);
  const best = scored.filter((object) => object.fit > 0).sort((a, b) => score(b) - score(a))[0];
  return best && toGuess(best.name, best.isNamed ? 'fileName' : 'columns', file, schema);
}

/** The share of columns that have a field. One that is only likely counts half. */
function fitOf(columns: readonly string[], fields: readonly GuessField[]): number {
  const shares = { certain: 1, likely: 0.5, none: 0 };
  const matched = matchColumns(columns, fields, []).reduce((sum, { confidence }) => sum + shares[confidence], 0);
  return matched / Math.max(1, columns.length);
}

/** The guess for an object that is known. Reads the describes of parents that columns name. */
export async function toGuess(
  object: string,
  objectReason: LoadGuess['objectReason'],
  file: GuessSource,
  schema: GuessSchema,
): Promise<LoadGuess> {
  const fields = await withParents(file.columns, await schema.fields(object), schema);
  const columns = proposeColumns(file, fields, file.remembered?.(object) ?? []);
  const sent = new Set(columns.flatMap(({ field, confidence }) => (confidence === 'none' ? [] : [field])));
  const externalIds = fields.filter(({ name, externalId }) => externalId && sent.has(name)).map(({ name }) => name);
  const [key] = externalIds;
  const hasId = sent.has('Id');
  const named = withoutResultColumns(file).columns;
  const operation: IngestOperation = hasId
    ? named.length === 1
      ? 'delete'
      : 'update'
    : key === undefined
      ? 'insert'
      : 'upsert';
  return {
    object,
    objectReason,
    operation,
    keys: hasId ? [...externalIds, 'Id'] : externalIds,
    columns,
    ...(key !== undefined && { externalIdField: key }),
  };
}

/** The field of each column by its name alone. Reads the describes of parents that columns name. */
export const matchFields = async (
  object: string,
  columns: readonly string[],
  schema: GuessSchema,
): Promise<readonly ColumnMatch[]> =>
  matchColumns(columns, await withParents(columns, await schema.fields(object), schema), []);

/** Each parent costs one describe call. */
const maxParents = 5;

async function withParents(
  columns: readonly string[],
  fields: readonly GuessField[],
  schema: GuessSchema,
): Promise<readonly GuessField[]> {
  const parents = parentsNamed(columns, fields).slice(0, maxParents);
  const known = new Map(
    await Promise.all(
      parents.map(async (object) => [object, toParentFields(object, await visibleFields(object, schema))] as const),
    ),
  );
  return fields.map((field) =>
    field.referenceTo.length > 0 && field.referenceTo.every((object) => known.has(object))
      ? { ...field, parentFields: field.referenceTo.flatMap((object) => known.get(object) ?? []) }
      : field,
  );
}

/** None of an object that the user cannot see: its columns are matched by their names alone. */
async function visibleFields(object: string, schema: GuessSchema): Promise<readonly GuessField[]> {
  try {
    return await schema.fields(object);
  } catch (error) {
    if (error instanceof SalesforceError && error.code === 'request.notFound') return [];
    throw error;
  }
}

/** failed.csv of an earlier load is guessed as the file it came from: our own columns are never sent. */
function withoutResultColumns({ fileName, columns, preview }: GuessSource): GuessSource {
  const own = columns.map(isResultColumn);
  const keep = <T>(values: readonly T[]): readonly T[] => values.filter((_, at) => own[at] !== true);
  return { fileName, columns: keep(columns), preview: preview.map(keep) };
}

function idPrefix({ columns, preview }: GuessSource): string | undefined {
  const at = columns.findIndex((column) => column.toLowerCase() === 'id');
  const id = preview.map((row) => row[at] ?? '').find(isId);
  return id?.slice(0, 3);
}

/**
 * How many letters of a label or name are in the file's name: `accounts-good.csv` → Account, `invoice_lines.csv` →
 * Invoice_Line__c.
 */
function nameCloseness(
  fileName: string,
  object: { readonly name: string; readonly label: string; readonly labelPlural: string },
): number {
  const words = squash(fileName.replace(/\.[^.]*$/, ''));
  const names = [object.name.replace(/__\w+$/, ''), object.label, object.labelPlural].map(squash);
  return Math.max(...names.map((name) => (name.length >= 4 && words.includes(name) ? name.length : 0)));
}

const squash = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
