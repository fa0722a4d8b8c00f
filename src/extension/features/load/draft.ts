// A load while the person decides: guessed first, changed answer by answer, at last a LoadSpec.
import {
  areAsTheyAre,
  gapsOf,
  offersOption,
  sendsOnlyIds,
  sentColumns,
  toMapping,
  withMappingFile,
  type ColumnNames,
  type CsvDialect,
  type CsvInspection,
  type IngestOperation,
  type LoadGap,
  type LoadGuess,
  type LoadSpec,
  type Mapping,
  type MappingFile,
  type Org,
  type SaveOption,
  type SaveOptions,
  type SdlReport,
} from '../../../core/core';
import { openColumns, toChoices, type ColumnChoice } from './columns';

/** What the settings or the person chose. */
export type RouteOptions = Required<Pick<LoadSpec, 'api' | 'routeLimits'>>;

/** A mapping that was read from a file. It decides about all columns. */
export interface UsedMappingFile {
  /** Without its folder. */
  readonly name: string;
  readonly mapping: Mapping;
  /** Of a file of Data Loader: what became of its lines. */
  readonly report?: SdlReport;
}

export interface Draft {
  readonly org: Org;
  readonly inspection: CsvInspection;
  /** What was guessed for the object; missing while no object is known. */
  readonly guess?: LoadGuess;
  readonly operation: IngestOperation;
  readonly externalIdField?: string;
  /** In the order of the file; none while no object is known. */
  readonly columns: readonly ColumnChoice[];
  /** For dates and times without a time zone. */
  readonly timeZone?: string;
  readonly mappingFile?: UsedMappingFile;
  /** Of the columns, from a mapping file, instead of those in the first line. */
  readonly names?: ColumnNames;
  /** Of the file; only what the person chose instead of what was seen. */
  readonly dialect: Partial<CsvDialect>;
  readonly parallelParts: number;
  readonly blanks: NonNullable<LoadSpec['blanks']>;
  readonly naCells: NonNullable<LoadSpec['naCells']>;
  readonly route: RouteOptions;
  /** What the load cannot have is not sent (saveOptions). */
  readonly save?: SaveOptions;
}

/** What keeps the load from starting. */
export const gapOf = (draft: Draft): LoadGap | undefined =>
  gapsOf(draft.inspection.columns, { ...sending(draft), ...(draft.guess && { object: draft.guess.object }) })[0];

/** Columns about which the person has to decide. Of a deletion, only the one with the IDs is sent. */
export const openOf = ({ columns, operation, mappingFile }: Draft): readonly ColumnChoice[] =>
  mappingFile || sendsOnlyIds(operation) ? [] : openColumns(columns);

type Sending = Pick<LoadSpec, 'operation' | 'externalIdField' | 'mapping'>;

export function sending(draft: Draft): Sending {
  const { operation, externalIdField } = draft;
  const mapping = mappingOf(draft);
  return {
    operation,
    ...(operation === 'upsert' && externalIdField !== undefined && { externalIdField }),
    ...(mapping && { mapping }),
  };
}

/** Undefined when every column is sent as the field of its name. */
function mappingOf(draft: Draft): Mapping | undefined {
  const { columns, operation, mappingFile, names } = draft;
  if (mappingFile) return mappingFile.mapping;
  const sent = sendsOnlyIds(operation) ? columns.filter(({ field }) => field === 'Id') : columns;
  return areAsTheyAre(sent) && !names ? undefined : ownMapping(draft, sent);
}

/** What the person decided, without a mapping file. */
export const ownMapping = (draft: Draft, columns: readonly ColumnChoice[] = draft.columns): Mapping => ({
  ...toMapping(columns, hasTimes(draft) ? draft.timeZone : undefined),
  ...draft.names,
});

/** Columns with times are sent that name no time zone. */
export const hasTimes = ({ columns, operation, mappingFile }: Draft): boolean =>
  !mappingFile &&
  !sendsOnlyIds(operation) &&
  columns.some(({ field, steps }) => field !== undefined && steps.some(({ kind }) => kind === 'dateTime'));

/** Without it, the load cannot start. */
export const needsTimeZone = (draft: Draft): boolean => draft.timeZone === undefined && hasTimes(draft);

/** Columns of the file that are sent. */
export function columnsSent(draft: Draft): readonly string[] {
  const { columns } = draft.inspection;
  const places = new Set(sentColumns(columns, sending(draft)).flatMap(({ sources }) => sources));
  return columns.filter((_, at) => places.has(at));
}

/** What does not depend on the object. */
export type Basis = Pick<
  Draft,
  'org' | 'inspection' | 'names' | 'dialect' | 'parallelParts' | 'blanks' | 'naCells' | 'route' | 'save'
>;

/** A new draft from a guess: answers that belonged to another object are dropped. `timeZone` was accepted before. */
export function withGuess(basis: Basis, guess: LoadGuess | undefined, timeZone?: string): Draft {
  const { org, inspection, names, dialect, parallelParts, blanks, naCells, route, save } = basis;
  return {
    org,
    inspection,
    ...(names && { names }),
    dialect,
    parallelParts,
    blanks,
    naCells,
    route,
    ...(save && { save }),
    ...(guess && { guess }),
    ...(timeZone !== undefined && { timeZone }),
    columns: guess ? toChoices(guess.columns) : [],
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

/** What the file says of the load counts instead of what was guessed. Throws `input.otherObject`. */
export function useMapping(draft: Draft, name: string, file: MappingFile, report?: SdlReport): Draft {
  const load = { ...(draft.guess && { object: draft.guess.object }), ...(draft.save && { save: draft.save }) };
  const { operation, externalIdField, blanks, save } = withMappingFile(load, name, file);
  const changed = operation === undefined ? draft : withOperation(draft, operation);
  return {
    ...changed,
    mappingFile: { name, mapping: file.mapping, ...(report && { report }) },
    ...(blanks && { blanks }),
    ...(save && { save }),
    ...(externalIdField !== undefined && { externalIdField }),
  };
}

/** `externalIds` are fields of the object. Those that a column has now can be keys. */
export function withColumns(draft: Draft, columns: readonly ColumnChoice[], externalIds: readonly string[]): Draft {
  const { guess } = draft;
  const sent = new Set(columns.map(({ field }) => field));
  const keys = [...externalIds, 'Id'].filter((field) => sent.has(field));
  return { ...draft, columns, ...(guess && { guess: { ...guess, keys } }) };
}

type Saved = Pick<LoadSpec, 'operation' | 'object' | 'externalIdField' | 'api'>;

/** What decides which options for saving a load can have. */
export const savedBy = (draft: Draft): Saved => ({
  ...sending(draft),
  object: draft.guess?.object ?? '',
  api: draft.route.api,
});

/** The options for saving that were chosen and that the load can have. */
export function saveOf(draft: Draft): Pick<LoadSpec, 'save'> {
  const load = savedBy(draft);
  const chosen = Object.entries(draft.save ?? {}).filter(([option]) => offersOption(option as SaveOption, load));
  return chosen.length > 0 ? { save: Object.fromEntries(chosen) } : {};
}

export function toSpec(draft: Draft, object: string, partBytes: number): LoadSpec {
  const { inspection, dialect, blanks, naCells } = draft;
  return {
    kind: 'load',
    orgId: draft.org.orgId,
    file: inspection.file,
    object,
    ...sending(draft),
    ...(blanks !== 'ignore' && !sendsOnlyIds(draft.operation) && { blanks }),
    ...(naCells !== 'clear' && !sendsOnlyIds(draft.operation) && { naCells }),
    ...(Object.keys(dialect).length > 0 && { dialect }),
    partBytes,
    parallelParts: draft.parallelParts,
    ...draft.route,
    ...saveOf(draft),
  };
}
