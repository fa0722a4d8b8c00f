// Guesses what a CSV is for: the object, the operation and the key. Every guess of an object has its reason.
import { isId } from '../kernel/ids';
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

export interface GuessField {
  readonly name: string;
  readonly externalId: boolean;
  readonly relationshipName: string | null;
}

export interface GuessSource {
  /** Name of the file without its folder. */
  readonly fileName: string;
  readonly columns: readonly string[];
  readonly preview: readonly (readonly string[])[];
}

export interface LoadGuess {
  readonly object: string;
  readonly objectReason: 'id' | 'fileName' | 'columns' | 'chosen';
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  /** Columns by which an upsert can find its records: external id fields of the object first, then Id. */
  readonly keys: readonly string[];
  /** Columns that are no field of the object; Salesforce would reject the load because of the first of them. */
  readonly unknownColumns: readonly string[];
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
  if (byId) return toGuess(byId.name, 'id', source, await schema.fields(byId.name));
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
      const fit =
        source.columns.filter((column) => isKnownColumn(column, fields)).length / Math.max(1, source.columns.length);
      return { name, fields, fit, isNamed: named.some((object) => object.name === name) };
    }),
  );
  // A matching file name counts more than a few columns, but not more than most of them.
  const score = (object: (typeof scored)[number]): number => object.fit + (object.isNamed ? 0.3 : 0);
  const best = scored.filter((object) => object.fit > 0).sort((a, b) => score(b) - score(a))[0];
  return best && toGuess(best.name, best.isNamed ? 'fileName' : 'columns', source, best.fields);
}

/** The guess for an object that is known. */
export function toGuess(
  object: string,
  objectReason: LoadGuess['objectReason'],
  file: GuessSource,
  fields: readonly GuessField[],
): LoadGuess {
  const source = withoutResultColumns(file);
  const { columns } = source;
  const names = new Set(columns.map((column) => column.toLowerCase()));
  const externalIds = fields
    .filter((field) => field.externalId && names.has(field.name.toLowerCase()))
    .map((field) => field.name);
  const [key] = externalIds;
  const hasId = names.has('id');
  const operation: IngestOperation = hasId
    ? names.size === 1
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
    unknownColumns: columns.filter((column) => !isKnownColumn(column, fields)),
    ...(key !== undefined && { externalIdField: key }),
  };
}

/** failed.csv of an earlier load is guessed as the file it came from: our own columns are never sent. */
function withoutResultColumns({ fileName, columns, preview }: GuessSource): GuessSource {
  const own = columns.map(isResultColumn);
  const keep = <T>(values: readonly T[]): readonly T[] => values.filter((_, at) => own[at] !== true);
  return { fileName, columns: keep(columns), preview: preview.map(keep) };
}

/** `Name`, `Account.Ext__c` and `User:Owner.Ext__c` alike; the parent's fields are not looked up. */
function isKnownColumn(column: string, fields: readonly GuessField[]): boolean {
  const [head = '', tail] = column.toLowerCase().split('.');
  if (tail === undefined) return fields.some((field) => field.name.toLowerCase() === head);
  const relationship = head.slice(head.indexOf(':') + 1);
  return fields.some((field) => field.relationshipName?.toLowerCase() === relationship);
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
