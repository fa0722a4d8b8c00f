// A load while the person decides: guessed first, changed answer by answer, at last a LoadSpec.
import {
  gapsOf,
  isDeletion,
  sentColumns,
  type CsvDialect,
  type CsvInspection,
  type GuessSource,
  type IngestOperation,
  type LoadGap,
  type LoadGuess,
  type LoadSpec,
  type Org,
} from '../../../core/core';
import { fileNameOf } from '../../host/fileName';

/** What the settings or the person chose. */
export type RouteWish = Required<Pick<LoadSpec, 'api' | 'routeLimits'>>;

export interface Draft {
  readonly org: Org;
  readonly inspection: CsvInspection;
  /** What was guessed for the object; missing while no object is known. */
  readonly guess?: LoadGuess;
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  /** Columns that are no field of the object are not sent. */
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

/** What keeps the load from starting. */
export const gapOf = (draft: Draft): LoadGap | undefined =>
  gapsOf(draft.inspection.columns, { ...sending(draft), ...(draft.guess && { object: draft.guess.object }) })[0];

type Sending = Pick<LoadSpec, 'operation' | 'externalIdField' | 'mapping'>;

function sending({ operation, externalIdField, inspection, guess, leaveOutUnknown }: Draft): Sending {
  const unknown = new Set(leaveOutUnknown && !isDeletion(operation) ? guess?.unknownColumns : []);
  const known = inspection.columns.filter((column) => !unknown.has(column));
  return {
    operation,
    ...(operation === 'upsert' && externalIdField !== undefined && { externalIdField }),
    ...(unknown.size > 0 && { mapping: Object.fromEntries(known.map((column) => [column, column])) }),
  };
}

/** Columns of the file that are sent. */
export const columnsSent = (draft: Draft): readonly string[] =>
  sentColumns(draft.inspection.columns, sending(draft)).map(({ column }) => column);

/** What does not depend on the object. */
export type Basis = Pick<
  Draft,
  'org' | 'inspection' | 'leaveOutUnknown' | 'dialect' | 'parallelParts' | 'blanks' | 'route'
>;

/** A new draft from a guess: answers that belonged to another object are dropped. */
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

/** Only an upsert has a key: the one chosen before, or the first that was guessed. */
export function withOperation({ externalIdField, ...draft }: Draft, operation: IngestOperation): Draft {
  if (operation !== 'upsert') return { ...draft, operation };
  const key = externalIdField ?? draft.guess?.keys[0];
  return { ...draft, operation, ...(key !== undefined && { externalIdField: key }) };
}

export function toSpec(draft: Draft, object: string, partBytes: number): LoadSpec {
  const { inspection, dialect, blanks } = draft;
  return {
    kind: 'load',
    orgId: draft.org.orgId,
    file: inspection.file,
    object,
    ...sending(draft),
    ...(blanks !== 'ignore' && !isDeletion(draft.operation) && { blanks }),
    ...(Object.keys(dialect).length > 0 && { dialect }),
    partBytes,
    parallelParts: draft.parallelParts,
    ...draft.route,
  };
}
