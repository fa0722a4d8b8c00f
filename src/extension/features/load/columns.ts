// What a person decided about the columns of a file: which are accepted, changed or left out, and which are still open.
import type { ColumnProposal, Lookup, RememberedColumn, Step } from '../../../core/core';

export interface ColumnChoice extends Omit<ColumnProposal, 'reason'> {
  /** `chosen`: by the person. */
  readonly reason: ColumnProposal['reason'] | 'chosen';
  /** It is certain, or the person has accepted or changed it. */
  readonly isAccepted: boolean;
}

/** The person can do nothing about these: they are left out, and it is said why. */
const settledReasons = new Set<ColumnChoice['reason']>(['notWritable', 'leftOut', 'resultColumn']);

export const toChoices = (proposals: readonly ColumnProposal[]): readonly ColumnChoice[] =>
  proposals.map((proposal) => ({
    ...proposal,
    isAccepted: proposal.confidence === 'certain' || settledReasons.has(proposal.reason),
  }));

/** Columns about which the person has to decide before the load starts. */
export const openColumns = (choices: readonly ColumnChoice[]): readonly ColumnChoice[] =>
  choices.filter(({ isAccepted }) => !isAccepted);

/** What is proposed counts; columns without a field are left out. */
export const acceptAll = (choices: readonly ColumnChoice[]): readonly ColumnChoice[] =>
  choices.map((choice) => ({ ...choice, isAccepted: true }));

export const leaveOut = (choices: readonly ColumnChoice[], column: string): readonly ColumnChoice[] =>
  choices.map((choice) => (choice.column === column ? leftOut(column) : choice));

const leftOut = (column: string): ColumnChoice => ({
  column,
  confidence: 'none',
  reason: 'leftOut',
  steps: [],
  isAccepted: true,
});

export interface ChosenField {
  readonly field: string;
  readonly lookup?: Lookup;
  readonly steps: readonly Step[];
}

/** A field goes to one column only: the column that had it is open again. */
export const choose = (
  choices: readonly ColumnChoice[],
  column: string,
  chosen: ChosenField,
): readonly ColumnChoice[] =>
  choices.map((choice): ColumnChoice => {
    if (choice.column === column)
      return { column, ...chosen, confidence: 'certain', reason: 'chosen', isAccepted: true };
    if (choice.field?.toLowerCase() !== chosen.field.toLowerCase()) return choice;
    const { column: other } = choice;
    return {
      column: other,
      confidence: 'none',
      reason: 'taken',
      candidates: [chosen.field],
      steps: [],
      isAccepted: false,
    };
  });

/** What the next load into this object should know. */
export const toRemembered = (choices: readonly ColumnChoice[]): readonly RememberedColumn[] =>
  choices.flatMap(({ column, field, lookup, steps, reason }): RememberedColumn[] => {
    if (field !== undefined) return [{ column, mapped: { field, steps, ...(lookup && { lookup }) } }];
    return reason === 'resultColumn' || reason === 'notWritable' ? [] : [{ column }];
  });
