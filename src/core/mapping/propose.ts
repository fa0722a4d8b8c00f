// Proposes what each column of a file becomes: its field, and how its values are read. A person accepts or changes it.
import type { FieldMapping, Mapping, Step } from '../model/mapping';
import { isResultColumn } from '../results/layout';
import { matchColumns } from './match';
import type { ColumnMatch, MatchField, RememberedColumn } from './matchTypes';
import { suggestStep } from './suggestSteps';

export interface ColumnProposal extends ColumnMatch {
  readonly steps: readonly Step[];
  /** Steps of which one is needed, in cases such as 03/04/2024; missing when there is nothing to ask. */
  readonly asks?: readonly Step[];
}

/** What a person accepted or changed. Without a field, the column is left out. */
export type DecidedColumn = Pick<ColumnProposal, 'column' | 'field' | 'lookup' | 'steps'>;

export interface ProposalField extends MatchField {
  /** Salesforce's type, such as currency. */
  readonly type: string;
}

export interface ProposalSource {
  readonly columns: readonly string[];
  readonly preview: readonly (readonly string[])[];
}

/** A column whose values need a step is likely at most, because the step is a guess from the first rows. */
export function proposeColumns(
  { columns, preview }: ProposalSource,
  fields: readonly ProposalField[],
  remembered: readonly RememberedColumn[],
): readonly ColumnProposal[] {
  const types = new Map(fields.map(({ name, type }) => [name.toLowerCase(), type]));
  const before = new Map(remembered.map((entry) => [entry.column.toLowerCase(), entry]));
  return matchColumns(columns, fields, remembered).map((match, at): ColumnProposal => {
    if (match.reason === 'remembered')
      return { ...match, steps: before.get(match.column.toLowerCase())?.mapped?.steps ?? [] };
    const type = match.lookup ? undefined : types.get(match.field?.toLowerCase() ?? '');
    const samples = preview.map((row) => row[at] ?? '');
    return { ...match, ...(type === undefined ? { steps: [] } : readingOf(type, samples, match)) };
  });
}

function readingOf(
  type: string,
  samples: readonly string[],
  { confidence }: ColumnMatch,
): Pick<ColumnProposal, 'steps' | 'asks' | 'confidence'> {
  const found = suggestStep(type, samples);
  if (!found) return { steps: [], confidence };
  return found.kind === 'ask'
    ? { steps: [], asks: found.steps, confidence: 'likely' }
    : { steps: [found.step], confidence: 'likely' };
}

/** Every column is sent as the field of its name, so the load needs no mapping. Columns of results are never sent. */
export const areAsTheyAre = (columns: readonly DecidedColumn[]): boolean =>
  columns.every(
    ({ column, field, lookup, steps }) =>
      isResultColumn(column) || (field?.toLowerCase() === column.toLowerCase() && !lookup && steps.length === 0),
  );

/** Columns of results are not mentioned: they are never sent. */
export function toMapping(columns: readonly DecidedColumn[], timeZone?: string): Mapping {
  const fields = columns.flatMap(({ column, field, lookup, steps }): FieldMapping[] =>
    field === undefined ? [] : [{ field, from: [column], steps, ...(lookup && { lookup }) }],
  );
  const leaveOut = columns.flatMap(({ column, field }) =>
    field === undefined && !isResultColumn(column) ? [column] : [],
  );
  return { fields, ...(leaveOut.length > 0 && { leaveOut }), ...(timeZone !== undefined && { timeZone }) };
}
