// Tests of `when`: whether a row has what a branch asks for.
import type { Condition } from '../model/mapping';
import { failure, type Failure } from './failure';
import { isNumber } from './valueForms';
import type { RowCells } from './rowCells';

export type Holds = (value: string, row: RowCells) => boolean | Failure;

type Test = (value: string) => boolean | Failure;

export function conditionOf(
  condition: Condition,
  { placeOf }: { readonly placeOf: (column: string) => number },
): Holds {
  const { column } = condition;
  const at = column === undefined ? undefined : placeOf(column);
  const tests = testsOf(condition);
  return (value, row) => {
    const tested = at === undefined ? value : row.cell(at);
    for (const test of tests) {
      const result = test(tested);
      if (result !== true) return result;
    }
    return true;
  };
}

function testsOf({ is, isNot, contains, isBlank, above, below }: Condition): readonly Test[] {
  return [
    ...(is === undefined ? [] : [oneOf(is)]),
    ...(isNot === undefined ? [] : [not(oneOf(isNot))]),
    ...(contains === undefined ? [] : [(value: string) => value.includes(contains)]),
    ...(isBlank === undefined ? [] : [(value: string) => (value === '') === isBlank]),
    ...(above === undefined ? [] : [numeric((number) => number > above)]),
    ...(below === undefined ? [] : [numeric((number) => number < below)]),
  ];
}

function oneOf(words: string | readonly string[]): (value: string) => boolean {
  const set = new Set(typeof words === 'string' ? [words] : words);
  return (value) => set.has(value);
}

const not =
  (test: (value: string) => boolean) =>
  (value: string): boolean =>
    !test(value);

/** A blank value is neither above nor below a number. */
const numeric =
  (holds: (number: number) => boolean): Test =>
  (value) => {
    if (value === '') return false;
    return isNumber(value) ? holds(Number(value)) : failure(value, 'is not a number such as 1234.5.');
  };
