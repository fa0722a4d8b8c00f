// Makes a function of each step. What a step says on its face is checked in checkMapping.ts.
import { csvLimits } from '../csv/csvLimits';
import { nullValue } from '../model/load';
import type { Step } from '../model/mapping';
import { conditionOf } from './conditions';
import { dateReader, dateTimeReader } from './dates';
import { failure, type Converted } from './failure';
import { pathReader } from './jsonPath';
import { numberReader } from './numbers';
import type { Replacers } from './regex';
import type { RowCells } from './rowCells';

/** Gives the value of the next step, from that of the step before. */
export type Apply = (value: string, row: RowCells) => Converted;

export interface StepContext {
  /** Place of a column of the file, which has it. */
  readonly placeOf: (column: string) => number;
  /** Of the field whose steps they are. */
  readonly sources: readonly number[];
  readonly timeZone: string | undefined;
  /** `#N/A` is a value like any other. */
  readonly keepsNa: boolean;
  readonly replacers: Replacers;
}

type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

const makers: { readonly [K in Step['kind']]: (step: StepOf<K>, context: StepContext) => Apply } = {
  constant:
    ({ value }) =>
    () =>
      value,
  default: ({ value: ifBlank }) => simple((value) => (value === '' ? ifBlank : value)),
  concat: ({ separator }, context) => {
    const values = valuesOf(context);
    return (_, row) => bounded(values(row).join(separator));
  },
  coalesce: (_step, context) => {
    const values = valuesOf(context);
    return (_, row) => values(row)[0] ?? '';
  },
  trim: () => simple((value) => value.trim()),
  case: ({ to }) => simple(cases[to]),
  split: ({ by, with: glue }) =>
    simple((value) =>
      value
        .split(by)
        .map((piece) => piece.trim())
        .filter((piece) => piece !== '')
        .join(glue),
    ),
  replace: ({ find, with: put }) => simple((value) => value.replaceAll(find, () => put)),
  regex: (step, { replacers }) => simple(replacers(step)),
  number: (step) => onValues(numberReader(step)),
  date: ({ format }) => onValues(dateReader(format)),
  dateTime: (step, { timeZone }) => onValues(dateTimeReader(step, timeZone)),
  boolean: booleanMaker,
  table: tableMaker,
  path: ({ path }) => onValues(pathReader(path)),
  when: ({ branches }, context) => {
    const made = branches.map(({ if: condition, then }) => {
      const at = typeof then === 'string' ? -1 : context.placeOf(then.column);
      return {
        holds: condition ? conditionOf(condition, context) : () => true,
        then: typeof then === 'string' ? () => then : (row: RowCells) => row.cell(at),
      };
    });
    return (value, row) => {
      for (const { holds, then } of made) {
        const isTrue = holds(value, row);
        if (typeof isTrue !== 'boolean') return isTrue;
        if (isTrue) return then(row);
      }
      return value;
    };
  },
};

/** Steps of a field, one after the other, ended by the first that fails. */
export function applyOf(steps: readonly Step[], context: StepContext): Apply {
  const made = steps.map((step) => makeStep(step, context));
  return (first, row) => {
    let value = first;
    for (const apply of made) {
      const next = apply(value, row);
      if (typeof next !== 'string') return next;
      value = next;
    }
    return value;
  };
}

function makeStep<K extends Step['kind']>(step: StepOf<K>, context: StepContext): Apply {
  const apply = makers[step.kind](step, context);
  if (context.keepsNa || choosing.has(step.kind)) return apply;
  // The cell clears its field, and a step that changed it would send something else.
  return (value, row) => (value === nullValue ? value : apply(value, row));
}

/** They choose a value instead of changing the one that there is. */
const choosing: ReadonlySet<Step['kind']> = new Set<Step['kind']>(['constant', 'concat', 'coalesce', 'table', 'when']);

const simple =
  (change: (value: string) => Converted): Apply =>
  (value) => {
    const changed = change(value);
    return typeof changed === 'string' ? bounded(changed) : changed;
  };

/** A blank value stays blank: whether it clears its field is decided elsewhere. */
const onValues =
  (read: (value: string) => Converted): Apply =>
  (value) =>
    value === '' ? value : read(value);

const bounded = (value: string): Converted =>
  value.length > csvLimits.cellChars
    ? failure(value, `would have ${value.length} characters. Salesforce accepts at most ${csvLimits.cellChars}.`)
    : value;

/** Those that are not blank. */
/** Not blank. `#N/A` clears the field, unless the load keeps it as text. */
export const isValue = (value: string, keepsNa: boolean): boolean => value !== '' && (keepsNa || value !== nullValue);

function valuesOf({ sources, keepsNa }: StepContext): (row: RowCells) => readonly string[] {
  return ({ cell }) => sources.map(cell).filter((value) => isValue(value, keepsNa));
}

const cases = {
  upper: (value: string): string => value.toUpperCase(),
  lower: (value: string): string => value.toLowerCase(),
  title: (value: string): string =>
    value.toLowerCase().replace(/(?<![\p{L}\p{M}\p{N}’'])\p{L}/gu, (letter) => letter.toUpperCase()),
};

function booleanMaker({ true: yes, false: no }: StepOf<'boolean'>): Apply {
  const words = new Map([
    ...yes.map((word) => [word.toLowerCase(), 'true'] as const),
    ...no.map((word) => [word.toLowerCase(), 'false'] as const),
  ]);
  const all = [...yes, ...no].join(', ');
  return onValues((value) => words.get(value.toLowerCase()) ?? failure(value, `is none of ${all}.`));
}

function tableMaker({ values, otherwise }: StepOf<'table'>, { keepsNa }: StepContext): Apply {
  const table = new Map(Object.entries(values));
  return (value) => {
    const found = table.get(value);
    if (found !== undefined) return found;
    if (value === '' || (value === nullValue && !keepsNa) || otherwise === 'keep') return value;
    if (otherwise === 'blank') return '';
    return otherwise === 'fail' ? failure(value, 'is not in the value table.') : otherwise.use;
  };
}
