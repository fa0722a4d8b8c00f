// A load as it stands while the person decides: guessed first, changed answer by answer, at last a LoadSpec.
import type {
  CsvDialect,
  CsvInspection,
  GuessSource,
  IngestOperation,
  LoadGuess,
  LoadSpec,
  Org,
} from '../../../core/core';
import { fileNameOf } from '../../host/fileName';

/** What the settings or the person want. */
export type RouteWish = Required<Pick<LoadSpec, 'api' | 'routeLimits'>>;

export interface Draft {
  readonly org: Org;
  readonly inspection: CsvInspection;
  /** What was guessed for the object; missing while no object is known. */
  readonly guess?: LoadGuess;
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  /** Columns that are no field of the object stay at home. */
  readonly leaveOutUnknown: boolean;
  /** Of the file; only what the person chose instead of what was seen. */
  readonly dialect: Partial<CsvDialect>;
  readonly parallelParts: number;
  readonly blanks: NonNullable<LoadSpec['blanks']>;
  readonly route: RouteWish;
}

/** What a guess is made from. */
export const guessSource = ({ file, columns, preview }: CsvInspection): GuessSource => ({
  fileName: fileNameOf(file),
  columns,
  preview,
});

/** Why a load cannot start yet. */
export type Gap = 'object' | 'idColumn' | 'externalId';

export function gapOf(draft: Draft): Gap | undefined {
  if (!draft.guess) return 'object';
  if (draft.operation === 'upsert') return draft.externalIdField === undefined ? 'externalId' : undefined;
  return draft.operation !== 'insert' && !hasIdColumn(draft.inspection) ? 'idColumn' : undefined;
}

const isId = (column: string): boolean => column.toLowerCase() === 'id';

export const hasIdColumn = ({ columns }: CsvInspection): boolean => columns.some(isId);

/** Columns by which an upsert of this file can find its records. */
export const keysOf = (draft: Draft): readonly string[] => [
  ...(draft.guess?.keys ?? []),
  ...(hasIdColumn(draft.inspection) ? ['Id'] : []),
];

/** What does not depend on the object. */
export type Basis = Pick<
  Draft,
  'org' | 'inspection' | 'leaveOutUnknown' | 'dialect' | 'parallelParts' | 'blanks' | 'route'
>;

/** A draft made anew around a guess: answers that belonged to another object are dropped. */
export function withGuess(basis: Basis, guess: LoadGuess | undefined): Draft {
  const { org, inspection, leaveOutUnknown, dialect, parallelParts, blanks, route } = basis;
  return {
    org,
    inspection,
    leaveOutUnknown,
    dialect,
    parallelParts,
    blanks,
    route,
    ...(guess && { guess }),
    operation: guess?.operation ?? 'upsert',
    ...(guess?.externalIdField !== undefined && { externalIdField: guess.externalIdField }),
  };
}

/** The key that belongs to an operation: kept where it is of use, guessed where it is missing, dropped elsewhere. */
export function withOperation({ externalIdField, ...draft }: Draft, operation: IngestOperation): Draft {
  if (operation !== 'upsert') return { ...draft, operation };
  const key = externalIdField ?? keysOf(draft)[0];
  return { ...draft, operation, ...(key !== undefined && { externalIdField: key }) };
}

export const isDelete = (operation: IngestOperation): boolean => operation === 'delete' || operation === 'hardDelete';

/** Columns of the file that are sent. Salesforce refuses a deletion that holds more than ids. */
export function sentColumns({ inspection: { columns }, operation, guess, leaveOutUnknown }: Draft): readonly string[] {
  if (isDelete(operation)) return columns.filter(isId);
  const unknown = new Set(leaveOutUnknown ? guess?.unknownColumns : []);
  return columns.filter((column) => !unknown.has(column));
}

export function toSpec(draft: Draft, object: string, partBytes: number): LoadSpec {
  const { inspection, operation, externalIdField, dialect, blanks } = draft;
  const sent = sentColumns(draft);
  return {
    kind: 'load',
    orgId: draft.org.orgId,
    file: inspection.file,
    object,
    operation,
    ...(operation === 'upsert' && externalIdField !== undefined && { externalIdField }),
    ...(sent.length < inspection.columns.length && {
      mapping: Object.fromEntries(sent.map((column) => [column, column])),
    }),
    ...(blanks !== 'ignore' && !isDelete(operation) && { blanks }),
    ...(Object.keys(dialect).length > 0 && { dialect }),
    partBytes,
    parallelParts: draft.parallelParts,
    ...draft.route,
  };
}
